/** The same eight things in every place where the page can be: each of them by the transport that it has there. */
import type { FrameLocator, FullProject, Page } from '@playwright/test';
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

/** Opens a page of another host with the page in a frame. */
async function openFramed(page: Page, outer: StaticHost, src: string, attributes: string): Promise<FrameLocator> {
  outer.files.set(
    'outer.html',
    `<!doctype html><title>A course</title><iframe ${attributes} width="1240" height="760" src="${src.replaceAll('&', '&amp;')}">`,
  );
  await page.goto(`${outer.url}outer.html`);
  return page.frameLocator('iframe');
}

/** Debug, step, evaluate, expand, input, pause a loop, restart, stop. */
async function useIt(scope: Scope, { metadata }: FullProject): Promise<void> {
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
}

test.describe.configure({ timeout: 180_000 });

test('in a folder below the root of its host', { tag: '@transport' }, async ({ page, baseURL }, { project }) => {
  const host = await startPlace(baseURL, project);
  await page.goto(addressOf(host, project));
  await useIt(page, project);
  await host.close();
});

for (const [name, attributes] of [
  ['in a frame of a page of another origin', 'allow="cross-origin-isolated"'],
  ['in a frame of opaque origin', 'sandbox="allow-scripts"'],
] as const) {
  test(name, { tag: '@transport' }, async ({ page, baseURL }, { project }) => {
    const { metadata } = project;
    test.skip(metadata.takesScripts === false, 'What drives WebKit here does not reach into frames of other origins.');
    test.skip(
      name.includes('opaque') && metadata.parameters?.includes('service-worker'),
      'A page of opaque origin cannot have a service worker.',
    );
    const [host, outer] = await Promise.all([startPlace(baseURL, project), startPlace(baseURL, project)]);
    await useIt(await openFramed(page, outer, addressOf(host, project), attributes), project);
    await Promise.all([host.close(), outer.close()]);
  });
}
