/** What becomes of data breakpoints where calls end, by exceptions too. */
import { describe, expect, test } from 'vitest';
import { rest, start, watch } from './data-watching.ts';
import { BACKEND_NAMES } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test('a call that an exception ends takes its breakpoints with it', async () => {
    const { driver, stop } = await start(
      backend,
      `
      def work():
          x = 1  # @first
          ready = True  # @start
          raise ValueError(x)

      def endless():
          while not done:
              pass

      done = False
      try:
          work()
      except ValueError:
          endless()
      print("over")
    `,
    );
    const [x] = await watch(driver, stop, 'x');
    await driver.resume();
    const { breakpoint } = await driver.event('breakpoint', ({ reason }) => reason === 'removed');
    expect(breakpoint).toMatchObject({ id: x?.id, verified: false, message: 'The call of work is over.' });
    const pause = await driver.pause();
    const frameId = pause.frames.at(-1)?.id ?? 0;
    await driver.request('evaluate', { expression: 'done = True', frameId, context: 'repl' });
    expect(await driver.finish()).toBe('over\n');
  });

  test('a change is seen where an exception that is only passed on takes the frame away', async () => {
    const { driver, stop } = await start(
      backend,
      `
      class Shape:
          size = 0

      shape = Shape()

      def finally_():
          try:
              raise KeyError(1)
          finally:
              shape.size = 1  # @finally

      def bare():
          try:
              raise KeyError(1)
          except KeyError:
              shape.size = 2; raise  # @bare

      def star():
          try:
              raise ExceptionGroup("", [KeyError(1), TypeError(1)])
          except* KeyError:  # @star
              shape.size = 3

      def suspended():
          try:
              yield
          finally:
              shape.size = 4  # @closed

      async def coroutine():
          try:
              raise KeyError(1)
          finally:
              shape.size = 5  # @coroutine

      def closes():
          generator = suspended()
          next(generator)
          generator.close()

      ready = True  # @start
      for each in finally_, bare, star, closes, lambda: coroutine().send(None):
          try:
              each()
          except Exception:
              pass
    `,
    );
    await watch(driver, stop, 'shape.size');
    expect(await rest(driver)).toEqual([
      'finally: shape.size changed from 0 to 1',
      'bare: shape.size changed from 1 to 2',
      'star: shape.size changed from 2 to 3',
      'closed: shape.size changed from 3 to 4',
      'coroutine: shape.size changed from 4 to 5',
    ]);
  });

  test.each([
    ['self.__size', 'attribute', 'self.__size changed from 0 to 1'],
    ['self.__size > 0', 'attribute', 'self.__size > 0 changed from False to True'],
    ['__local', 'over', '_Shape__local changed from 0 to 1'],
    ['__shared', 'local', '_Shape__shared changed from 0 to 1'],
  ])('%s, a private name of a class, is the one of that class', async (name, at, text) => {
    const { driver, stop } = await start(
      backend,
      `
      class Shape:
          def __init__(self):
              self.__size = 0

          def work(self):
              global __shared
              __local = __shared = 0
              ready = True  # @start
              self.__size = 1
              __shared = 1  # @attribute
              __local = 1  # @local
              return __local  # @over

      Shape().work()
    `,
    );
    await watch(driver, stop, name);
    expect(await rest(driver)).toEqual([`${at}: ${text}`]);
  });
});
