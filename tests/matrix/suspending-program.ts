/** A program of the matrix: what waits in its middle and goes on. */

/**
 * Every kind of statement that waits in its middle. The time limit is long for a wait: where a busy machine takes longer
 * than the limit to set its timer, Pyodide refuses it ("Can't schedule in the past", webloop.py, `call_later`).
 */
export const SUSPENDING = `
  import asyncio

  class Door:
      async def __aenter__(self):
          await asyncio.sleep(0)

      async def __aexit__(self, *error):
          await asyncio.sleep(0)

  async def twice(n):
      await asyncio.sleep(0)
      return 2 * n

  async def count():
      for n in range(2):
          await asyncio.sleep(0)
          yield n

  def inner():
      got = yield 1  # @yield
      return got  # @got

  def outer():
      value = yield from inner()  # @from
      return value  # @value

  async def main():
      x = await twice(1)  # @await
      y = [x, await twice(2)]  # @element
      async with Door():  # @with
          x += 1  # @within
      async for n in count():  # @for
          x += n  # @body
      z = [n async for n in count()]  # @comprehension
      if await twice(0):  # @if
          x = 0
      while await twice(x > 3):  # @while
          x -= 10  # @loop
      try:
          await asyncio.wait_for(asyncio.sleep(10), 0.1)  # @timeout
      except asyncio.TimeoutError:  # @except
          x += 1  # @handled
      return x, y, await twice(len(z))  # @result

  print(await main())
  steps = outer()
  next(steps)
  try:
      steps.send(5)
  except StopIteration as end:
      print(end.value)
`;
