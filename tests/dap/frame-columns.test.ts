/** Which part of its line a frame runs: the columns of stack frames. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Stop } from './driver.ts';

const PROGRAM = `
    def deep(n):
        return n  # @deep

    def middle(n):
        return deep(n) + (
            deep(n + 1)
        )

    class Some:
        @property
        def size(self): return deep(9)

    def fails(n): return [1][n]

    key = lambda n: deep(-n)  # @lambda
    text = "🐍"; a = deep(1); b = deep(2)  # @several
    if a: b = deep(3)  # @one_line
    else: b = 0
    ordered = [deep(n) for n in (1,)]
    total = key(1) + middle(2) + Some().size  # @total
    try: fails(3)  # @fails
    except IndexError: done = True  # @except
    finally: deep(4)  # @finally
    print(total)  # @end
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  /** What each of the program's own frames runs, as the text that its columns stand around; "" where they say nothing. */
  async function parts(driver: Driver, { frames }: Stop): Promise<string[]> {
    const lines = driver.program.text.split('\n');
    return frames
      .filter(({ source }) => source?.path === driver.program.path)
      .map(({ line, column, endLine, endColumn }) => {
        if (endLine === undefined || endColumn === undefined) {
          expect([column, endLine, endColumn]).toEqual([1, undefined, undefined]);
          return '';
        }
        const held = lines.slice(line - 1, endLine);
        held.push((held.pop() ?? '').slice(0, endColumn - 1));
        held[0] = (held[0] ?? '').slice(column - 1);
        return held.join(' ').replace(/\s+/g, ' ');
      });
  }

  test('an outer frame says which call it waits for', async () => {
    const driver = await course.run(PROGRAM, { breakpoints: ['deep'] });
    const seen: string[][] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      seen.push((await parts(driver, stop)).filter((part) => !part.startsWith('<')));
      await driver.resume();
    }
    expect(seen.map((each) => each.slice(0, 3).filter((part, at) => at === 0 || part))).toEqual([
      ['', 'deep(1)'],
      ['', 'deep(2)'],
      ['', 'deep(3)'],
      expect.arrayContaining(['', 'deep(n)']),
      ['', 'deep(-n)', 'key(1)'],
      ['', 'deep(n)', 'middle(2)'],
      ['', 'deep(n + 1)', 'middle(2)'],
      ['', 'deep(9)', 'Some().size'],
      ['', 'deep(4)'],
    ]);
  });

  test('the innermost one says what is next on a line of several statements', async () => {
    const driver = await course.run(PROGRAM, { breakpoints: ['several'] });
    let stop = await driver.stopped();
    const spots = ['a =', 'b = deep(2)', 'deep(3)', 'deep(-n)', 'key(1)', 'fails(3)', 'done', 'deep(4)'].map((part) => {
      const row = driver.program.text.split('\n').findIndex((line) => line.includes(part));
      return { at: row + 1, column: (driver.program.text.split('\n')[row] ?? '').indexOf(part) + 1 };
    });
    await driver.setBreakpoints(spots);
    const seen: string[] = [];
    for (let more = true; more; ) {
      const [innermost = ''] = await parts(driver, stop);
      seen.push(`${stop.at}: ${innermost}`);
      await driver.resume();
      const next = await driver.stoppedOrEnded();
      more = next !== undefined;
      if (next) stop = next;
    }
    expect(seen).toEqual([
      'several: ',
      'several: a = deep(1)',
      'several: b = deep(2)',
      'one_line: b = deep(3)',
      'total: ',
      'lambda: deep(-n)',
      'fails: fails(3)',
      'except: ', // the clause itself
      'finally: deep(4)',
    ]);
  });

  test('at an exception it is what has raised it', async () => {
    const driver = await course.run(PROGRAM, { filters: ['raised'] });
    const stop = await driver.stopped();
    expect((await parts(driver, stop)).slice(0, 2)).toEqual(['[1][n]', 'fails(3)']);
    await driver.resume();
  });
});
