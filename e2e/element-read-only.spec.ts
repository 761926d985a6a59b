/** Lines of a `<python-debugger>` that a reader cannot change. */
import { type Course, test } from './course.ts';
import { expect } from './driver.ts';

const PROGRAM = 'def area(side):\n    return side\nprint(area(3))\n';
const WRITTEN = `
    def area(side):
        return side
    print(area(3))
`;

/** An element whose editor is there, with the cursor at its beginning. */
async function opened(course: Course, readOnly: string): Promise<void> {
  await course.open(`<python-debugger read-only="${readOnly}">${WRITTEN}</python-debugger>`);
  await course.button('Run').click();
  await expect(course.status()).toHaveText('Finished', { timeout: 45_000 });
  await focusEditor(course);
}

/** Puts the cursor at the beginning of the program. */
async function focusEditor(course: Course): Promise<void> {
  await course.element().getByRole('region', { name: 'Editor' }).getByRole('textbox').focus();
  await course.page.keyboard.press('ControlOrMeta+Home');
}

function program(course: Course): Promise<string> {
  return course.element().evaluate((element) => (element as HTMLElement & { program: string }).program);
}

test('edits of read-only lines are refused, those of other lines are not, wherever the lines move to', async ({
  course,
}) => {
  await opened(course, '1, 3');
  const { keyboard } = course.page;
  const refused = async (text: string) => {
    await expect.poll(() => program(course)).toBe(text);
    await expect(course.element().getByText('This line cannot be changed.')).toBeAttached();
  };
  await keyboard.type('x');
  await refused(PROGRAM);
  await keyboard.press('ArrowDown');
  await keyboard.press('End');
  await keyboard.type(' * 2');
  const doubled = PROGRAM.replace('return side', 'return side * 2');
  await expect.poll(() => program(course)).toBe(doubled);
  // Joins the line with the next, which is read-only.
  await keyboard.press('Delete');
  await refused(doubled);
  await keyboard.press('End');
  await keyboard.press('Enter');
  await keyboard.type('# more');
  const longer = doubled.replace('* 2\n', '* 2\n    # more\n');
  await expect.poll(() => program(course)).toBe(longer);
  await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  await keyboard.type('y');
  await refused(longer);
  await keyboard.press('ControlOrMeta+A');
  await keyboard.press('Delete');
  await refused(longer);
  await course.button('Run').click();
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('6', { timeout: 45_000 });
});

test('a program that is read-only as a whole takes no edit, also after another file was shown', async ({ course }) => {
  await stepAway(course, '');
  await focusEditor(course);
  await course.page.keyboard.type('x');
  await course.page.keyboard.press('Delete');
  expect(await program(course)).toBe('import helper\nprint(helper.double(4))\n');
  await course.page.keyboard.press('F5');
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
});

test('lines are read-only as before when another file was shown, or the page has set another program', async ({
  course,
}) => {
  await stepAway(course, '1');
  const { keyboard } = course.page;
  await focusEditor(course);
  await keyboard.type('x');
  await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  await keyboard.type('# ');
  await expect.poll(() => program(course)).toBe('import helper\n# print(helper.double(4))\n');
  await course.element().evaluate((element) => {
    (element as HTMLElement & { program: string }).program = 'a = 1\nb = 2\n';
  });
  await focusEditor(course);
  await keyboard.type('x');
  await keyboard.press('ArrowDown');
  await keyboard.press('End');
  await keyboard.type('3');
  await expect.poll(() => program(course)).toBe('a = 1\nb = 23\n');
});

/** Debugs a program into a file beside it, and to the end. */
async function stepAway(course: Course, readOnly: string): Promise<void> {
  await course.stepIntoHelper(`read-only="${readOnly}"`);
  const lines = course.element().getByRole('region', { name: 'Editor' }).locator('.view-lines');
  await expect(lines).toContainText('def double');
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Finished');
  await course.element().getByRole('tab', { name: 'main.py' }).click();
  await expect(lines).toContainText('import helper');
}
