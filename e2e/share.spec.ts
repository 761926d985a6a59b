/** Programs that are given to others: by a link, by parameters of the address, as a file, as markup. */
import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { allowClipboard, expect, test } from './driver.ts';

/** The fragment that the page makes of a program. */
function fragment(text: string, more: { breakpoints?: object[]; watches?: string[] } = {}): string {
  const json = JSON.stringify({ text, breakpoints: [], watches: [], ...more });
  return `#code=1.${deflateSync(json).toString('base64url')}`;
}

const program = 'total = 0\nfor n in range(4):\n    total += n  # @stop\nprint("é", total)\n';

test('by the keyboard a program is copied as a link, which opens it with breakpoints and watches', async ({ app }) => {
  const { page } = app;
  await allowClipboard(page);
  await app.write(program);
  await app.goTo('stop');
  await page.keyboard.press('F9');
  await app.watch('total + n');
  await app.button('Share').focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('The link is copied.')).toHaveAttribute('aria-live', 'polite');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(link);
  await page.keyboard.press('Escape');
  await expect(app.button('Share')).toBeFocused();

  await app.write('print("mine")\n');
  await page.goto('about:blank');
  await page.goto(link);
  const picker = page.getByLabel('Program', { exact: true });
  await expect(picker.locator('option:checked')).toHaveText('Shared program');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: 'main.py:3' })).toBeChecked();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:3');
  await expect(app.item('Watch', 'total + n = 0')).toBeVisible();
  await app.choose('Your own program');
  await expect(app.region('Editor')).toContainText('print("mine")');
  expect(new URL(page.url()).hash).toBe('');
});

test('a link that is put into the address asks before it ends a program, and what cannot be read is refused in words', async ({
  app,
}) => {
  const { page } = app;
  const goTo = (hash: string) =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  const hash = async () => new URL(page.url()).hash;
  await app.write('input()  # @wait\n');
  await app.press('Run');
  await expect(app.status).toHaveText('Waiting for input');
  await goTo(fragment('print("<b>bold</b>")\n'));
  await app.button('Stay here').click();
  await expect(app.status).toHaveText('Waiting for input');
  await expect.poll(hash).toBe('');
  await goTo(fragment('print("<b>bold</b>")\n'));
  await app.button('End it and open Shared program').click();
  await expect(app.region('Editor').locator('.view-lines')).toHaveText('print("<b>bold</b>")');
  await goTo(fragment('print("other")\n').replace('code=1.', 'code=7.'));
  const refused = page.getByRole('dialog', { name: 'Not opened' });
  await expect(refused).toContainText('a newer version of this page has made it (form 7; this page reads form 2).');
  await goTo(fragment('print("other")\n').slice(0, -3));
  await expect(refused).toContainText('it is damaged: some of it is missing or was changed.');
  await app.button('Close').click();
  await expect(app.region('Editor').locator('.view-lines')).toHaveText('print("<b>bold</b>")');
  // The address is that of what is open.
  expect(await hash()).toBe(fragment('print("<b>bold</b>")\n'));
});

test('the address keeps the link of the program that stays', async ({ app }) => {
  const { page } = app;
  const fragmentNow = () => page.evaluate(() => location.hash);
  const waits = fragment('input()\n');
  await page.goto('about:blank');
  await app.open(`./?panels=watch${waits}`);
  await app.press('Run');
  await app.booted();
  await expect(app.status).toHaveText('Waiting for input');
  const { href } = new URL(page.url());
  for (const text of ['print(1)\n', 'print(2)\n']) {
    await page.evaluate((to) => {
      location.hash = to;
    }, fragment(text));
    await expect(page.getByRole('dialog', { name: 'End the program?' })).toHaveCount(1);
  }
  await app.button('Stay here').click();
  await expect.poll(fragmentNow).toBe(waits);
  expect(page.url()).toBe(href);
  const other = fragment('print("other")\n');
  for (const to of [fragment('print(3)\n'), other]) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, to);
    await expect(page.getByRole('dialog', { name: 'End the program?' })).toHaveCount(1);
  }
  await app.button('End it and open Shared program 2').click();
  await expect(app.region('Editor').locator('.view-lines')).toHaveText('print("other")');
  await expect.poll(fragmentNow).toBe(other);
});

test('the page opens as otherwise when its link unfolds to too much', async ({ app }) => {
  await app.write('print("mine")\n');
  const bomb = deflateSync(new Uint8Array(40_000_000)).toString('base64url');
  await app.page.goto('about:blank');
  await app.open(`./#code=1.${bomb}`);
  await expect(app.page.getByRole('region', { name: 'Warning' })).toHaveText(
    'The program in the link was not opened: it unfolds to more than 1,000,000 bytes.',
  );
  await expect(app.region('Editor')).toContainText('print("mine")');
  // A reload does not refuse it once more, and nobody copies it.
  expect(new URL(app.page.url()).hash).toBe('');
});

test('where the clipboard is refused the link is selected in its field', async ({ app }) => {
  const { page } = app;
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await app.button('Share').click();
  await app.button('Copy link').click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog).toContainText('This browser does not let the page copy.');
  const field = dialog.getByRole('textbox', { name: 'Link' });
  await expect(field).toBeFocused();
  const selected = await field.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd]);
  expect(selected).toEqual([0, (await field.inputValue()).length]);
  await app.button('Copy as markup').click();
  const markup = dialog.getByRole('textbox', { name: 'Markup' });
  await expect(markup).toBeFocused();
  await expect(markup).toHaveValue(/<python-debugger>\n/);
  await page.reload();
});

test('parameters of the address fetch a program, set breakpoints and watches, fold panels and stop on entry', async ({
  app,
}) => {
  const { page } = app;
  await page.context().route('**/lesson.py', (route) => route.fulfill({ contentType: 'text/plain', body: program }));
  const parameters = new URLSearchParams({
    src: 'lesson.py',
    breakpoints: '3 if n > 1',
    watch: 'total;n',
    panels: 'watch,breakpoints',
    'stop-on-entry': '',
  });
  await app.open(`./?${parameters}`);
  const picker = page.getByLabel('Program', { exact: true });
  await expect(picker.locator('option:checked')).toHaveText('Shared program');
  await expect(app.button('Variables')).toHaveAttribute('aria-expanded', 'false');
  await expect(app.button('Watch')).toHaveAttribute('aria-expanded', 'true');
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused at main.py:1');
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:3');
  await expect(app.item('Watch', 'n = 2')).toBeVisible();
  await app.choose('Recursion');
  await expect.poll(() => new URL(page.url()).search).not.toContain('lesson');
});

test('what the address says and cannot be done is said', async ({ app }) => {
  const { page } = app;
  await app.open('./?panels=everything&stop-on-entry=maybe&transport=pigeons');
  const warnings = page.getByRole('region', { name: 'Warning' });
  await expect(warnings.first()).toContainText('"transport" must be one of atomics, jspi, service-worker, none');
  await expect(warnings.nth(1)).toContainText('"panels" can name variables, watch, stack');
  await expect(warnings.nth(2)).toContainText('"stop-on-entry" has no value');
  await page.context().route('**/gone.py', (route) => route.fulfill({ status: 404, body: 'no' }));
  await app.open('./?src=gone.py');
  const refused = page.getByRole('dialog', { name: 'Not opened' });
  await expect(refused).toContainText(/could not be fetched from \S+gone\.py: its host answered 404\./);
  // The policy of the page forbids it, which looks like a refusal by CORS.
  await app.open('./?src=https://programs.test/a.py');
  await expect(refused).toContainText(
    'its host cannot be reached, or does not let pages of other hosts read it (CORS)',
  );
});

test('a program is downloaded as a file, and copied as markup for another page', async ({ app }) => {
  const { page } = app;
  await allowClipboard(page);
  await app.write('if 1 < 2 and "&amp;":  # @if\n    print("</python-debugger>")\n');
  await app.clickMargin('if');
  await app.button('Share').click();
  const downloading = page.waitForEvent('download');
  await app.button('Download').click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('main.py');
  expect(await readFile(await file.path(), 'utf8')).toBe(
    'if 1 < 2 and "&amp;":  # @if\n    print("</python-debugger>")\n',
  );
  await app.button('Copy as markup').click();
  await expect(page.getByRole('dialog', { name: 'Share' })).toContainText('The markup for a page of yours is copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    [
      '<script type="module" src="https://your.host/element/python-debugger.js"></script>',
      '<python-debugger breakpoints="1">',
      'if 1 &lt; 2 and "&amp;amp;":  # @if',
      '    print("&lt;/python-debugger&gt;")',
      '</python-debugger>',
      '',
    ].join('\n'),
  );
});

test('a page that frames the playground opens a program, debugs it and is told where it stands', async ({ app }) => {
  const { page } = app;
  const html = `<!doctype html><html lang="en"><title>A course</title><h1>A course</h1>
    <iframe title="Playground" width="1200" height="700"></iframe><script>
    const frame = document.querySelector('iframe');
    window.told = [];
    addEventListener('message', ({ source, data }) => { if (source === frame.contentWindow) told.push(data); });
    frame.src = './?parent=' + encodeURIComponent(location.origin);
    </script>`;
  await page.context().route('**/frames.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('./frames.html');
  const told = () => page.evaluate(() => (window as unknown as { told: object[] }).told);
  const send = (message: object) =>
    page.evaluate((data) => {
      document.querySelector('iframe')?.contentWindow?.postMessage(data, location.origin);
    }, message);
  await expect.poll(told).toContainEqual(expect.objectContaining({ type: 'dapper/state' }));
  const shared = { text: program, breakpoints: [{ line: 3, enabled: true }], watches: [] };
  await send({ type: 'dapper/program', program: shared });
  await expect.poll(told).toContainEqual({ type: 'dapper/opened', isOpen: true });
  await send({ type: 'dapper/debug' });
  await expect.poll(told, { timeout: 45_000 }).toContainEqual({ type: 'dapper/state', execution: 'paused', line: 3 });
  await send({ type: 'dapper/format-disk' });
  await expect.poll(told).toContainEqual(expect.objectContaining({ type: 'dapper/refused' }));
  // One right after the other: the program is over some time later.
  await page.evaluate(() => {
    const { told } = window as unknown as { told: object[] };
    told.length = 0;
    for (const type of ['dapper/stop', 'dapper/run']) {
      document.querySelector('iframe')?.contentWindow?.postMessage({ type }, location.origin);
    }
  });
  const states = async () => (await told()).map((each) => (each as { execution?: string }).execution);
  await expect.poll(states, { timeout: 45_000 }).toEqual(['stopping', 'ended', 'starting', 'running', 'ended']);
});
