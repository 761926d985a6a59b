/** The variables of a comprehension, which since CPython 3.12 is a part of the code around it, at every level. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test('at module level they are local, and everything else is global and can be set', async () => {
    const driver = await course.run(
      `
        factor = 10
        n = "outer"
        def seen(value):
            return value
        doubled = [
            seen(n * factor)  # @element
            for n in range(3)
        ]
        print(doubled, n, added)  # @print
      `,
      { breakpoints: [{ at: 'element', condition: 'n == 1 and factor == 10' }, 'print'] },
    );
    const stop = await driver.stopped();
    expect([...(await driver.variables(stop)).keys()]).toEqual(['n']);
    expect((await driver.variables(stop, 'Globals')).get('factor')?.value).toBe('10');
    expect(await driver.evaluate(stop, '(n, factor, [n * each for each in (1, 2)])')).toBe('(1, 10, [1, 2])');
    const frameId = stop.top.id;
    await driver.request('evaluate', { expression: 'added = n; factor = 100', frameId, context: 'repl' });
    expect(await driver.evaluate(stop, '(n, factor)')).toBe('(1, 100)');
    const setting = { expression: 'n = 5', frameId, context: 'repl' };
    expect(await driver.refused('evaluate', setting)).toContain("'n' is a variable of a comprehension");
    expect(await driver.evaluate(stop, 'n')).toBe('1');
    const next = await driver.continue();
    expect(await driver.evaluate(next, 'n')).toBe("'outer'");
    expect(await driver.finish()).toBe('[0, 100, 200] outer 1\n');
  });

  test('in a class body and in a function', async () => {
    const driver = await course.run(
      `
        class Table:
            rows = [
                str(row)  # @class_element
                for row in range(2)
            ]

        def columns(count):
            return [
                str(column)  # @function_element
                for column in range(count)
            ]

        print(Table.rows, columns(2))
      `,
      {
        breakpoints: [
          { at: 'class_element', condition: 'row' },
          { at: 'function_element', condition: 'column' },
        ],
      },
    );
    const inClass = await driver.stopped();
    expect(await driver.evaluate(inClass, 'row')).toBe('1');
    expect((await driver.variables(inClass)).get('row')?.value).toBe('1');
    const inFunction = await driver.continue();
    expect(await driver.evaluate(inFunction, 'column, count')).toBe('(1, 2)');
    expect(await driver.finish()).toBe("['0', '1'] ['0', '1']\n");
  });
});
