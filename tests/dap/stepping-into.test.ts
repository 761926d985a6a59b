/** Which line a step into stops at in what it enters, and what it does not enter. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Spot } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  /** Runs a program to its first stop; what stopped it is gone then. */
  async function at(spot: Spot, text: string): Promise<Driver> {
    const driver = await course.run(text, { breakpoints: [spot] });
    await driver.stopped();
    await driver.setBreakpoints([]);
    return driver;
  }

  const TURNS = `
    def turns():
        for n in (1, 2):  # @head
            yield n  # @yield

    def nested():
        for n in (1,):  # @outer
            for m in (1,):  # @inner
                yield n + m  # @nested

    def use(things):
        for thing in things:  # @for
            print(thing)  # @print
        return None  # @return

    use(turns())
    use(nested())  # @second
  `;

  test('a step into a loop head enters its generator for a turn, and not when that only ends', async () => {
    const driver = await at('for', TURNS);
    expect(await driver.steps('stepIn', 'next', 'stepOut')).toEqual(['head', 'yield', 'for']);
    expect(await driver.steps('next', 'next', 'stepIn', 'stepOut')).toEqual(['print', 'for', 'yield', 'for']);
    expect(await driver.steps('next', 'next', 'stepIn')).toEqual(['print', 'for', 'return']);
  });

  test('nor when the loops of that end one inside the other', async () => {
    const driver = await at('second', TURNS);
    await driver.setBreakpoints(['nested']);
    await driver.step('next');
    await driver.setBreakpoints([]);
    expect(await driver.steps('stepOut', 'next', 'next', 'stepIn')).toEqual(['for', 'print', 'for', 'return']);
  });

  test('a step into a generator that has work left after its loop enters it there', async () => {
    const driver = await at(
      'for',
      `
        def turns():
            for n in (1,):
                yield n
            print("done")  # @work

        for n in turns():  # @for
            print(n)  # @print
        print("end")  # @end
      `,
    );
    expect(await driver.steps('next', 'next', 'stepIn')).toEqual(['print', 'for', 'work']);
  });

  test('a class is entered at the first line of its body, decorated or not', async () => {
    const driver = await at(
      'first_decorator',
      `
        def keep(cls):
            return cls  # @keep

        @keep  # @first_decorator
        @keep  # @second_decorator
        class Decorated(  # @decorated
            object,
        ):
            size = 3  # @size
            area = size * size  # @area

        class Plain:  # @plain
            size = 1  # @plain_size

        print(Decorated.area, Plain.size)  # @print
      `,
    );
    const places: string[] = [];
    while (places.at(-1) !== 'print in <module>') {
      const stop = await driver.step('stepIn');
      places.push(`${stop.at} in ${stop.top.name}`);
    }
    const classes = places.filter((place) => / in (Decorated|Plain)$/.test(place));
    expect(classes).toEqual(['size in Decorated', 'area in Decorated', 'plain_size in Plain']);
    expect(places.filter((place) => place === 'keep in keep')).toHaveLength(2);
    expect(await driver.finish()).toBe('9 1\n');
  });
});
