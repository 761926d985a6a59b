/** A StopIteration that leaves a generator is a mistake, and stops under "raised" where it is made; others are ordinary work. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES } from './driver.ts';

const LEAKS = `
  class Empty:
      def __next__(self):
          raise StopIteration

  def pairs(items):
      while True:
          yield next(items), 0  # @next

  def outer(items):
      yield from pairs(items)  # @from

  async def coroutine():
      raise StopIteration  # @coroutine

  async def numbers():
      yield 1
      raise StopAsyncIteration  # @numbers

  async def main(which):
      if which:
          await coroutine()  # @await
      async for _ in numbers():  # @async_for
          pass

  for work in (
      lambda: list(outer(iter([1]))),
      lambda: next(pairs(Empty())),  # @pairs
      lambda: main(True).send(None),
      lambda: main(False).send(None),
  ):
      try:
          work()
      except RuntimeError as error:
          print(error)
`;

const ORDINARY = `
  import asyncio
  import contextlib

  class Empty:
      def __iter__(self):
          return self

      def __next__(self):
          raise StopIteration

  class Counted:
      def __init__(self):
          self.count = 0

      def __aiter__(self):
          return self

      async def __anext__(self):
          self.count += 1
          if self.count > 2:
              raise StopAsyncIteration
          return self.count

  async def inner():
      try:
          yield 1
          yield 2
      finally:
          await asyncio.sleep(0)

  async def all_of():
      async for each in Counted():
          yield each
      async for each in inner():
          yield each
      for _ in Empty():
          pass
      yield [each async for each in inner()], [each for each in Empty()]

  def catching():
      try:
          yield 1
      except ValueError:
          return 4

  def generator():
      yield (yield from catching())
      yield (yield from Empty())
      yield list(Empty())
      try:
          next(iter([]))
      except StopIteration:
          yield next(iter([]), 5)
      with contextlib.suppress(StopIteration):
          next(iter([]))

  def thrown():
      one = generator()
      next(one)
      one.throw(ValueError)  # @thrown
      list(one)
      two = generator()
      next(two)
      two.close()

  async def main():
      print([each async for each in all_of()])
      closed = all_of()
      await closed.__anext__()
      await closed.aclose()
      print(await asyncio.gather(asyncio.sleep(0, 2)))

  thrown()
  await main()
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });
  const stops = async (text: string) => {
    const driver = await course.run(text, { filters: ['raised'] });
    const seen: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.continueOrEnd()) {
      seen.push(`${stop.at} ${stop.event.text?.split(':')[0]}`);
    }
    return seen;
  };

  test('what leaves a generator, a coroutine or an asynchronous generator, and the RuntimeError that it becomes', async () => {
    expect(await stops(LEAKS)).toEqual([
      'next StopIteration',
      'from RuntimeError',
      'next StopIteration',
      'pairs RuntimeError',
      'coroutine StopIteration',
      'await RuntimeError',
      'numbers StopAsyncIteration',
      'async_for RuntimeError',
    ]);
  });

  test('what ends a loop, gives a result or is handled stops nothing', async () => {
    expect((await stops(ORDINARY)).filter((each) => !each.endsWith('ValueError'))).toEqual([]);
  });
});
