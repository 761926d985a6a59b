/** Lessons: the steps in a `<python-debugger>`, what they do with the program, and what they ask. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { findings } from './axe.ts';
import { type Course, test } from './course.ts';
import { expect } from './driver.ts';

/** The example of the documentation. */
const EXAMPLE = /^```html\n([\s\S]*?)^```$/m.exec(
  readFileSync(new URL('../docs/scenes.md', import.meta.url), 'utf8'),
)?.[1] as string;

function lesson(course: Course, name = 'Lesson'): Locator {
  return course.element().getByRole('region', { name, exact: true });
}

function heading(course: Course): Locator {
  return lesson(course).getByRole('heading', { level: 3 });
}

async function begun(course: Course, before = ''): Promise<void> {
  await course.open(before + EXAMPLE);
  await course.button('Start the lesson').click();
  await expect(course.status()).toHaveText('Paused at main.py:7', { timeout: 45_000 });
}

test('steps take the program to their places, and point at lines and variables', async ({ course }) => {
  await begun(course);
  await expect(heading(course)).toHaveText('Step 1 of 3: A sum');
  await expect(lesson(course).getByText('about to call total with three numbers')).toBeVisible();
  await expect(lesson(course).locator('strong')).toHaveText('three numbers');
  await expect(course.element().locator('.line-pointed-at')).toHaveCount(1);
  await course.button('Next').click();
  await expect(course.status()).toHaveText('Paused at main.py:4 in total');
  await expect(heading(course)).toHaveText('Step 2 of 3: The first turn');
  await expect(course.element().locator('.line-pointed-at')).toHaveCount(2);
  const row = course.element().getByRole('treeitem', { name: 'result = 0', exact: true });
  await expect(row.locator('[data-pointed-at]')).toHaveText('result');
  await course.button('Next').click();
  await expect(course.element().getByRole('treeitem', { name: 'n = 5', exact: true })).toBeVisible();
  await expect(course.element().getByRole('treeitem', { name: 'result = 7', exact: true })).toBeVisible();
  // The step has set a breakpoint behind the loop.
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:5 in total');
  // Back is a new start.
  await course.button('Back').click();
  await expect(course.status()).toHaveText('Paused at main.py:4 in total');
  await expect(course.element().getByRole('treeitem', { name: 'n = 3', exact: true })).toBeVisible();
});

test('a prediction is checked against the program, by keyboard', async ({ course }) => {
  await course.open(EXAMPLE);
  const { keyboard } = course.page;
  await course.button('Start the lesson').focus();
  await keyboard.press('Enter');
  await expect(course.status()).toHaveText('Paused at main.py:7', { timeout: 45_000 });
  await expect(heading(course)).toBeFocused();
  await keyboard.press('Tab'); // Back, which does nothing here
  await expect(course.button('Back')).toBeFocused();
  await keyboard.press('Tab');
  await expect(course.button('Run to line 7')).toBeFocused();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(heading(course)).toBeFocused();
  await expect(heading(course)).toHaveText('Step 2 of 3: The first turn');
  await expect(course.status()).toHaveText('Paused at main.py:4 in total');
  for (let presses = 0; presses < 5; presses++) await keyboard.press('Tab');
  const field = lesson(course).getByRole('textbox', { name: 'What is the value of result?' });
  await expect(field).toBeFocused();
  await keyboard.type('0');
  await keyboard.press('Enter');
  await expect(lesson(course).getByText('Not this time: result is 3. You wrote 0.')).toBeVisible();
  await expect(course.status()).toHaveText('Paused at main.py:3 in total');
  await expect(field).toBeFocused();
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('3');
  await keyboard.press('Enter');
  const remark = lesson(course).getByText('Right: result is 3.');
  await expect(remark).toBeVisible();
  await expect(remark).toHaveAttribute('aria-live', 'polite');
});

test('a reader comes back to the step of the last visit', async ({ course }) => {
  await begun(course);
  await course.button('Next').click();
  await expect(course.status()).toHaveText('Paused at main.py:4 in total');
  await lesson(course).getByRole('textbox').fill('3');
  await course.button('Check').click();
  await expect(lesson(course).getByText('Right: result is 3.')).toBeVisible();
  await course.open(EXAMPLE);
  await course.button('Start the lesson').click();
  await expect(course.status()).toHaveText('Paused at main.py:4 in total', { timeout: 45_000 });
  await expect(heading(course)).toHaveText('Step 2 of 3: The first turn');
  await expect(lesson(course).getByText('You had it right.')).toBeVisible();
  await course.button('Next').click();
  await expect(heading(course)).toHaveText('Step 3 of 3: The last turn');
  await course.button('Start over').click();
  await expect(heading(course)).toHaveText('Step 1 of 3: A sum');
});

test('the host hears of steps and answers, and what is written wrong is said', async ({ course }) => {
  await course.open(`
    <python-debugger>
      n = 4
      print(n)
      <python-scene predict="n" check-at="2" run-to="one">Look: <b>n</b>.</python-scene>
      <python-scene title="End"><script type="text/markdown">a < b</script></python-scene>
    </python-debugger>`);
  const heard = await course.element().evaluateHandle((element) => {
    const events: unknown[] = [];
    for (const name of ['step', 'answered']) {
      element.addEventListener(name, (event) => events.push([name, (event as CustomEvent).detail]));
    }
    return events;
  });
  await course.button('Start the lesson').click();
  await expect(lesson(course).getByText('"run-to" must be one line')).toBeVisible({ timeout: 45_000 });
  // Equal, but of another type.
  await lesson(course).getByRole('textbox').fill('4.0');
  await course.button('Check').click();
  await expect(lesson(course).getByText('Not this time: n is 4. You wrote 4.0.')).toBeVisible({ timeout: 45_000 });
  await lesson(course).getByRole('textbox').fill('+4');
  await course.button('Check').click();
  await expect(lesson(course).getByText('Right: n is 4.')).toBeVisible({ timeout: 45_000 });
  await course.button('Next').click();
  await expect(lesson(course).getByText('a < b')).toBeVisible();
  expect(await heard.jsonValue()).toEqual([
    ['answered', { number: 1, isRight: false }],
    ['answered', { number: 1, isRight: true }],
    ['step', { number: 2, of: 2, title: 'End' }],
  ]);
});

test('lines and variables that the program does not have are said, before it is started and afterwards', async ({
  course,
}) => {
  await course.open(`
    <python-debugger>
      n = 4
      print(n)
      <python-scene run-to="2" highlight="2, 5">Look.</python-scene>
      <python-scene breakpoints="7" variables="n, m">Look again.</python-scene>
    </python-debugger>`);
  const said = [
    'Step 1: The attribute "highlight" names line 5, and the program has 2 lines.',
    'Step 2: The attribute "breakpoints" names line 7, and the program has 2 lines.',
    'Step 2: The attribute "variables" must name variables of the program, such as "n, total": "m" is not in it.',
  ];
  await expect(course.element().getByRole('alert').locator('p')).toHaveText(said);
  await course.button('Start the lesson').click();
  await expect(course.status()).toHaveText('Paused at main.py:2', { timeout: 45_000 });
  for (const sentence of said) await expect(lesson(course).getByText(sentence)).toBeVisible();
  await course.button('Next').click();
  await expect(heading(course)).toHaveText('Step 2 of 2');
  // None at the last line in place of it.
  await expect(course.element().getByRole('img', { name: /breakpoint/i })).toHaveCount(0);
});

test('a question that its author has not written is in the language of the words', async ({ course }) => {
  await course.open(`
    <div lang="nl">
      <python-debugger lang="de">
        n = 4
        <python-scene predict="n">Schau.</python-scene>
        <python-scene predict="n" question="Was ist n?">Schau noch einmal.</python-scene>
      </python-debugger>
      <python-debugger>
        n = 4
        <python-scene predict="n" question="Wat is n?">Kijk.</python-scene>
      </python-debugger>
    </div>`);
  await course.button('Lektion beginnen').click();
  const field = lesson(course, 'Lektion').getByRole('textbox');
  await expect(field).toHaveAccessibleName('Welchen Wert hat n?', { timeout: 45_000 });
  await course.button('Weiter').click();
  await expect(field).toHaveAccessibleName('Was ist n?');
  // The author's text is Dutch, and the element has no words of that language.
  await course.button('Start the lesson', 1).click();
  const asked = course.element(1).getByText('Wat is n?');
  await expect(asked).toBeVisible({ timeout: 45_000 });
  const spoken = (node: Element) => node.closest('[lang]')?.getAttribute('lang');
  expect(await asked.evaluate(spoken)).toBe('nl');
  expect(await course.button('Check', 1).evaluate(spoken)).toBe('en');
});

test('nothing of a lesson is loaded for an element without one', async ({ course }) => {
  await course.open('<python-debugger breakpoints="1">print(1)</python-debugger>');
  await expect(course.button('Start the lesson')).toBeHidden();
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:1', { timeout: 45_000 });
  expect(course.asked.filter((path) => path.includes('lesson'))).toEqual([]);
  await expect(lesson(course)).toHaveCount(0);
});

for (const look of ['light', 'dark'] as const) {
  for (const width of [1000, 390]) {
    test(`axe-core finds nothing in a lesson, ${look}, ${width} pixels wide`, async ({ course }) => {
      await course.page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
      await course.page.setViewportSize({ width, height: 900 });
      await begun(course, '<h2>A lesson</h2>');
      await course.button('Next').click();
      await expect(course.status()).toHaveText('Paused at main.py:4 in total');
      await lesson(course).getByRole('textbox').fill('1');
      await course.button('Check').click();
      await expect(lesson(course).getByText(/^Not this time/)).toBeVisible();
      await expect(async () => expect(await findings(course.page)).toEqual([])).toPass({ timeout: 30_000 });
    });
  }
}

test('a step whose program waits for input is left, back and forth', async ({ course }) => {
  await course.open(`<python-debugger>
    name = input("Who? ")
    print(name)

    <python-scene title="One" run-to="2">First.</python-scene>
    <python-scene title="Two" run-to="1">Second.</python-scene>
  </python-debugger>`);
  await course.button('Start the lesson').click();
  await expect(course.status()).toHaveText('Waiting for input', { timeout: 45_000 });
  await course.button('Next').click();
  await expect(heading(course)).toHaveText('Step 2 of 2: Two');
  await course.button('Back').click();
  await expect(heading(course)).toHaveText('Step 1 of 2: One');
  await expect(course.status()).toHaveText('Waiting for input', { timeout: 45_000 });
  await course.element().locator('.terminal input, .terminal textarea').last().fill('Ada');
  await course.page.keyboard.press('Enter');
  await expect(course.status()).toHaveText('Paused at main.py:2');
});
