/** What the compiler makes of annotations and type parameters is not the user's code: nothing stops there unasked. */
import { describe, expect, test } from 'vitest';
import { ONE_STOP_EACH, STATEMENTS } from '../matrix/compiler-made-programs.ts';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver } from './driver.ts';

/** Every library function here asks for annotations that have no value yet, and learns that from exceptions. */
const ANNOTATED = `
  import annotationlib
  import dataclasses
  import inspect
  import typing
  from annotationlib import Format

  class Movie(typing.TypedDict, total=False):
      title: str
      sequel: Later

  class Point(typing.NamedTuple):
      x: Later
      y: int = 0

  @dataclasses.dataclass
  class Order:
      item: Later
      parts: list[Later] = dataclasses.field(default_factory=list)

  class Shape(typing.Protocol):
      area: Later

  def deliver(order: Later, *, by: "Later" = None) -> Later.receipt:
      return order

  class Box[T: Later]:
      content: T

  type Alias[K] = dict[K, Later]

  print(inspect.signature(deliver, annotation_format=Format.FORWARDREF))
  print(annotationlib.get_annotations(Order, format=Format.STRING))
  print(annotationlib.get_annotations(Shape, format=Format.FORWARDREF).keys())
  print(annotationlib.call_evaluate_function(Alias.evaluate_value, Format.STRING))
  print(annotationlib.call_evaluate_function(Box.__type_params__[0].evaluate_bound, Format.FORWARDREF))
  print(Movie.__optional_keys__, Point(1), Order("x"))
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function places(driver: Driver): Promise<string[]> {
    const found: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      found.push(`${stop.at} in ${stop.top.name}`);
      await driver.resume();
    }
    return found;
  }

  test.each([['userUnhandled'], ['raised']])('the filter %s passes over what refuses a format', async (filter) => {
    const bare = await (await course.run(ANNOTATED)).ended();
    const driver = await course.run(ANNOTATED, { filters: [filter] });
    expect(await places(driver)).toEqual([]);
    expect(driver.output('stdout')).toBe(bare);
    expect(driver.output('stderr')).toBe('');
  });

  test('a name that an annotation lacks stops where the program asked for it', async () => {
    const text = `
      class Order:
          item: Later

      def ask():
          return Order.__annotations__  # @asked

      try:
          ask()
      except NameError as error:
          print(error)
    `;
    expect(await places(await course.run(text, { filters: ['raised'] }))).toEqual(['asked in ask']);
  });

  test('a function of the user’s that fails in an annotation is the user’s', async () => {
    const text = `
      import typing

      def fail():
          raise LookupError("not this one")

      class Order:
          item: fail()  # @annotation

      try:
          typing.get_type_hints(Order)
      except LookupError as error:
          print(error)
    `;
    const driver = await course.run(text, { filters: ['userUnhandled'] });
    expect(await places(driver)).toEqual(['annotation in Order.__annotate__']);
  });

  test('a breakpoint on any line is one stop for each time that its statement runs', async () => {
    const driver = await course.run(STATEMENTS, { breakpoints: ONE_STOP_EACH });
    const found = await places(driver);
    expect(found.map((place) => place.split(' ')[0])).toEqual(ONE_STOP_EACH);
    expect(found.filter((place) => /annotate|Alias| T$/.test(place))).toEqual([]);
  });

  test('a line that only says what something is moves to the next that does something', async () => {
    const text = `
      class Order:
          item: int  # @bare
          count: int  # @second

      def deliver(
          order: Order,  # @parameter
      ):
          return order  # @body

      print(deliver(1))  # @print
    `;
    const driver = await course.run(text, { breakpoints: ['print'] });
    await driver.stopped();
    const answers = await driver.setBreakpoints(['bare', 'second', 'parameter', 'print']);
    const landed = answers.map(({ line }) => driver.program.markerAt(line ?? 0));
    expect(landed.slice(2)).toEqual(['body', 'print']);
    expect(answers.every(({ verified }) => verified)).toBe(true);
    await driver.setBreakpoints([]);
    await driver.finish();
  });

  test('a conditional breakpoint on such lines stops once too', async () => {
    const at = ['first_decorator', 'class', 'count', 'generic', 'box', 'alias', 'checked', 'body'];
    const driver = await course.run(STATEMENTS, { breakpoints: at.map((marker) => ({ at: marker, condition: '1' })) });
    expect((await places(driver)).map((place) => place.split(' ')[0])).toEqual(at);
  });

  test('steps lead through what is written, and never into what is made of it', async () => {
    const driver = await course.run(STATEMENTS, { breakpoints: ['first_decorator'] });
    await driver.stopped();
    await driver.setBreakpoints(['print']);
    const frames = new Set<string>();
    const inClasses: string[] = [];
    for (let stop = await driver.step('stepIn'); stop.at !== 'print'; stop = await driver.step('stepIn')) {
      frames.add(stop.top.name);
      if (['Order', 'Box'].includes(stop.top.name)) inClasses.push(stop.at);
    }
    expect([...frames].sort()).toEqual(['<module>', 'Box', 'Order', 'keep', 'keep.<lambda>']);
    expect([...new Set(inClasses)].filter((place) => !/^line/.test(place))).toEqual([
      ...['count', 'parts', 'property', 'method', 'size'],
    ]);
  });

  test('a step out of the body of a generic class leads to the statement', async () => {
    const driver = await course.run(STATEMENTS, { breakpoints: ['size', 'base'] });
    expect((await driver.stopped()).at).toBe('base');
    expect((await driver.continue()).at).toBe('size');
    const stop = await driver.step('stepOut');
    expect([stop.at, stop.top.name]).toEqual(['box', '<module>']);
    await driver.setBreakpoints([]);
    await driver.finish();
  });
});
