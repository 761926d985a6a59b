import { expect, test } from './driver.ts';

test('what is typed while paused is evaluated in the frame, statements too', async ({ app }) => {
  await app.write('def f(n):\n    return n  # @stop\n\nprint("returned", f(3))\n');
  await app.debugTo('stop');
  await app.enter('n * 14');
  await app.expectOutput(/>>> n \* 14\s*42/);
  await app.enter('n = 8');
  await expect(app.item('Variables', 'n = 8')).toBeVisible();
  await app.enter('1 / 0');
  await app.expectOutput('ZeroDivisionError');
  await app.press('Continue');
  await app.expectOutput('returned 8');
});

test('the arrow keys bring back what was entered before', async ({ app }) => {
  await app.write('n = 5\nprint(n)  # @stop\n');
  await app.debugTo('stop');
  await app.enter('n + 1');
  await app.enter('n + 2');
  await app.entry.press('ArrowUp');
  await app.entry.press('ArrowUp');
  await expect(app.entry).toHaveValue('n + 1');
  await app.entry.press('ArrowDown');
  await expect(app.entry).toHaveValue('n + 2');
});

test('input() waits for an answer, and gets it', async ({ app }) => {
  await app.write('name = input("Who? ")\nprint(f"Hello, {name}!")\n');
  await app.press('Run');
  await expect(app.status).toHaveText('Waiting for input');
  await app.expectOutput('Who?');
  await expect(app.entry).toBeFocused();
  await app.enter('Ada');
  await app.expectOutput('Hello, Ada!');
  await app.expectFinished();
});

test('Control-D ends the input', async ({ app }) => {
  await app.write('try:\n    input()\nexcept EOFError:\n    print("no more")\n');
  await app.press('Run');
  await expect(app.status).toHaveText('Waiting for input');
  await app.entry.press('Control+d');
  await app.expectOutput('no more');
});

test('markup in a value or in the output stays text', async ({ app }) => {
  await app.write('x = "<img src=x onerror=alert(1)>"\nprint(x)\nprint("end")  # @stop\n');
  await app.debugTo('stop');
  await expect(app.item('Variables', `x = '<img src=x onerror=alert(1)>'`)).toBeVisible();
  await app.expectOutput('<img src=x onerror=alert(1)>');
  await expect(app.page.locator('img')).toHaveCount(0);
});
