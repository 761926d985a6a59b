/** The same eight things in every place where the page can be: each by the transport that it has there. */
import type { FrameLocator, FullProject, Page } from '@playwright/test';
import { coursePage } from './course.ts';
import { expect, test } from './driver.ts';
import { type StaticHost, startHost } from './static-host.ts';

const PROGRAM = `class Box:
    def __init__(self):
        self.inside = [1, 2]

box = Box()
name = input("name? ")
print("hello", name)
while True:
    pass
`;

type Scope = Page | FrameLocator;

/** What isolates a page, and lets an isolated page of another origin frame it. */
const ISOLATING = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** A host that has the page in a folder, and the program beside it. */
async function startPlace(baseURL: string | undefined, project: FullProject): Promise<StaticHost> {
  const headers = { 'Access-Control-Allow-Origin': '*', ...(isIsolated(project) ? ISOLATING : {}) };
  const host = await startHost(baseURL ?? '', headers, 'courses/python/');
  host.files.set('program.py', PROGRAM);
  return host;
}

const isIsolated = ({ name }: FullProject) => ['isolated', 'firefox', 'webkit'].includes(name);

/** The address of the page with the program and a breakpoint at its fifth line. */
function addressOf(host: StaticHost, { metadata }: FullProject): string {
  const parameters = new URLSearchParams(metadata.parameters ?? '');
  parameters.set('src', 'program.py');
  parameters.set('breakpoints', '5');
  return `${host.url}?${parameters}`;
}

/** Opens a page of another host with the page in a frame, which fills it. */
async function openFramed(
  page: Page,
  outer: StaticHost,
  [src, attributes]: readonly [src: string, attributes: string],
  { metadata }: FullProject,
): Promise<Scope> {
  const style = 'position: fixed; inset: 0; width: 100%; height: 100%; border: 0';
  outer.files.set(
    'outer.html',
    `<!doctype html><title>A course</title><iframe ${attributes} style="${style}" src="${src.replaceAll('&', '&amp;')}">`,
  );
  await page.goto(`${outer.url}outer.html`);
  if (metadata.entersFrames !== true) return page.frameLocator('iframe');
  // What drives WebKit goes on in the frame as if that were the page.
  await page.goto('webkit-relay:frame');
  return page;
}

/** Debug, step, evaluate, expand, input, pause a loop, restart, stop: by the transport that the place has. */
async function useIt(scope: Scope, project: FullProject, ways: Ways): Promise<void> {
  const { metadata } = project;
  const status = scope.getByRole('status');
  const terminal = scope.getByRole('region', { name: 'Terminal', exact: true });
  const entry = terminal.locator('label').getByRole('textbox');
  const variables = scope.getByRole('region', { name: 'Variables', exact: true });
  const press = (name: string) => scope.getByRole('button', { name, exact: true }).click();
  const enter = async (text: string) => {
    await entry.fill(text);
    await entry.press('Enter');
  };
  await expect(status).toHaveText('Ready', { timeout: metadata.bootTimeout ?? 60_000 });
  await press('Debug');
  await expect(status).toHaveText(/^Paused on breakpoint at \S+:5$/);
  await press('Step over');
  await expect(status).toHaveText(/^Paused on step at \S+:6$/);
  await enter('len(box.inside) + 40');
  await expect(terminal).toContainText('42');
  await variables.getByRole('treeitem', { name: /^box = / }).press('ArrowRight');
  await expect(variables.getByRole('treeitem', { name: /^inside = / })).toBeVisible();
  await press('Continue');
  await expect(terminal).toContainText('name?');
  await enter('Ada');
  await expect(terminal).toContainText('hello Ada');
  await press('Pause');
  await expect(status).toHaveText(/^Paused at \S+:[89]$/);
  await press('Restart');
  await expect(status).toHaveText(/^Paused on breakpoint at \S+:5$/, { timeout: metadata.bootTimeout ?? 60_000 });
  await press('Stop');
  await expect(status).toHaveText('Stopped');
  await scope.getByRole('button', { name: 'Frame evaluation' }).click();
  await scope.getByRole('button', { name: /^Set-up/ }).click();
  await expect(scope.getByRole('definition').filter({ hasText: `${ways[project.name]}: ` })).toBeVisible();
}

/** That programs only run there is said, and why. */
async function cannotDebug(scope: Scope, { metadata }: FullProject): Promise<void> {
  await expect(scope.getByRole('status')).toHaveText('Ready', { timeout: metadata.bootTimeout ?? 60_000 });
  const debug = scope.getByRole('button', { name: 'Debug', exact: true });
  await expect(debug).toBeDisabled();
  await expect(debug).toHaveAccessibleDescription(/^not in this browser: .*a sandboxed frame has no service worker/);
  await expect(scope.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
}

/** How page and worker talk, by project; where there is no way, programs cannot be debugged. */
type Ways = Readonly<Record<string, 'atomics' | 'jspi' | 'service-worker' | undefined>>;

const SHARED = { isolated: 'atomics', firefox: 'atomics', webkit: 'atomics' } as const;
const APART = { 'not-isolated': 'jspi', 'firefox-not-isolated': 'jspi' } as const;
const RELAYED = { 'service-worker': 'service-worker', 'webkit-not-isolated': 'service-worker' } as const;
const UNSERVED = { 'service-worker': 'jspi' } as const;
const EVERYWHERE = { ...SHARED, ...APART, ...RELAYED };

const FRAMES: readonly (readonly [name: string, attributes: string, ways: Ways])[] = [
  ['in a frame of a page of another origin', 'allow="cross-origin-isolated"', EVERYWHERE],
  // Chromium shares no memory there unless it is allowed to. No service worker serves it, wherever one is asked for.
  ['in a frame of opaque origin', 'sandbox="allow-scripts"', { ...SHARED, ...APART, ...UNSERVED, isolated: 'jspi' }],
  [
    'in a frame of opaque origin that may be isolated',
    'sandbox="allow-scripts" allow="cross-origin-isolated"',
    { ...SHARED, ...APART, ...UNSERVED },
  ],
];

test.describe.configure({ timeout: 180_000 });

test('in a folder below the root of its host', { tag: '@transport' }, async ({ page, baseURL }, { project }) => {
  const host = await startPlace(baseURL, project);
  await page.goto(addressOf(host, project));
  await useIt(page, project, EVERYWHERE);
  await host.close();
});

for (const [name, attributes, ways] of FRAMES) {
  test(name, { tag: '@transport' }, async ({ page, baseURL }, { project }) => {
    const [host, outer] = await Promise.all([startPlace(baseURL, project), startPlace(baseURL, project)]);
    const scope = await openFramed(page, outer, [addressOf(host, project), attributes], project);
    await (ways[project.name] ? useIt(scope, project, ways) : cannotDebug(scope, project));
    await Promise.all([host.close(), outer.close()]);
  });
}

test('in the sandbox of an element', { tag: '@transport' }, async ({ page, baseURL }, { project }) => {
  const host = await startPlace(baseURL, project);
  host.files.set('course.html', coursePage('<python-debugger sandbox>print(6 * 7)</python-debugger>'));
  await page.goto(`${host.url}course.html`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText('Finished', { timeout: project.metadata.bootTimeout ?? 60_000 });
  await expect(page.getByRole('region', { name: 'Terminal' })).toContainText('42');
  await host.close();
});
