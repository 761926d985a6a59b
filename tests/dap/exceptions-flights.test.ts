/** One stop for each flight of an exception: raised again it stops again, and however far it flies it stops once. */
import { describe, expect, test } from 'vitest';
import { unindented } from '../unindented.ts';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver } from './driver.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  /** Where a program stops, up to its end. */
  async function stops(filter: string, text: string): Promise<{ places: string[]; driver: Driver }> {
    const driver = await course.run(text, { filters: [filter] });
    const places: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      places.push(stop.at);
      await driver.resume();
    }
    return { places, driver };
  }

  test('an exception that is raised again in a loop stops each time', async () => {
    const { places } = await stops(
      'raised',
      `
        ERR = ValueError("kept")

        def fail():
            raise ERR  # @fail

        for _ in range(3):
            try:
                raise ERR  # @loop
            except ValueError:
                pass
        for _ in range(2):
            try:
                fail()
            except ValueError:
                pass
      `,
    );
    expect(places).toEqual(['loop', 'loop', 'loop', 'fail', 'fail']);
  });

  test('an exception that was kept and is raised later stops there', async () => {
    const { places, driver } = await stops(
      'raised',
      `
        kept = []

        def work():
            raise KeyError("first")  # @work

        def collect():
            try:
                work()
            except KeyError as error:
                kept.append(error)

        def report():
            raise kept[0]  # @report

        def handle():
            try:
                work()
            except KeyError as error:
                raise error  # @again

        collect()
        for each in (report, handle):
            try:
                each()
            except KeyError as error:
                print(error)
      `,
    );
    expect(places).toEqual(['work', 'report', 'work', 'again']);
    expect(driver.output('stdout')).toContain("'first'\n'first'\n");
  });

  test('an exception that C code raises again stops each time', async () => {
    const { places } = await stops(
      'raised',
      `
        import asyncio

        ERR = LookupError("kept")

        def waits():
            while True:
                try:
                    yield  # @yield
                except LookupError:
                    pass

        it = waits()
        next(it)
        for _ in range(2):
            it.throw(ERR)

        async def work(future):
            try:
                raise LookupError("new")  # @work
            except LookupError as error:
                future.set_exception(error)

        async def main():
            future = asyncio.get_running_loop().create_future()
            await work(future)
            for _ in range(2):
                try:
                    future.result()  # @result
                except LookupError:
                    pass
            try:
                await future  # @await
            except LookupError:
                pass

        await main()
      `,
    );
    expect(places).toEqual(['yield', 'yield', 'work', 'result', 'result', 'await']);
  });

  test('an exception stops once, whatever it flies through', async () => {
    const { places, driver } = await stops(
      'raised',
      `
        import contextlib
        import json

        class Guard:
            def __enter__(self):
                return self

            def __exit__(self, *error):
                return False

        @contextlib.contextmanager
        def managed():
            try:
                yield
            finally:
                done = True

        def fail(value):
            raise ValueError(value)  # @raise

        def handled():
            try:
                {}["key"]  # @inner
            except KeyError:
                pass

        def through(value):
            with Guard(), managed(), contextlib.ExitStack():
                try:
                    fail(value)
                except ValueError:
                    raise
                finally:
                    handled()

        def values():
            yield json.dumps({"a": 1j}, default=through)

        try:
            print(sum(map(len, values())))
        except ValueError as error:
            print(error)
      `,
    );
    expect(places).toEqual(['raise', 'inner']);
    expect(driver.output('stdout')).toMatch(/^1j\n/);
  });

  test('an exception stops once on its way through coroutines that it is thrown into', async () => {
    const { places } = await stops(
      'raised',
      `
        import asyncio

        async def deep(future):
            await future  # @deep

        async def numbers(future):
            await deep(future)
            yield 1

        async def middle(future):
            async for _ in numbers(future):
                pass

        async def main():
            future = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_soon(future.set_exception, OSError("late"))
            try:
                await middle(future)
            except OSError:
                pass

        await main()
      `,
    );
    expect(places).toEqual(['deep']);
  });

  test('an exception that a library keeps stops where the program gets it', async () => {
    const { places } = await stops(
      'raised',
      `
        from concurrent.futures import Future

        future = Future()
        future.set_exception(OSError("kept"))
        for _ in range(2):
            try:
                future.result()  # @result
            except OSError:
                pass
      `,
    );
    expect(places).toEqual(['result', 'result']);
  });

  test('an exception that took the place of another is reported', async () => {
    const { places } = await stops(
      'raised',
      `
        def numbers():
            raise StopIteration  # @control
            yield

        class Broken:
            def __index__(self):
                raise TypeError("no index")  # @index

        try:
            next(numbers())  # @next
        except RuntimeError:
            pass
        for number in (Broken(), "x"):
            try:
                int(number)  # @int
            except (TypeError, ValueError):
                pass
      `,
    );
    expect(places).toEqual(['control', 'next', 'index', 'int']);
  });

  test('with "userUnhandled" an exception stops each time that it leaves the program’s code, and once a flight', async () => {
    const { places } = await stops(
      'userUnhandled',
      `
        import json

        ERR = ValueError("kept")

        def refuse(value):
            raise ERR  # @refuse

        def nested(value):
            return json.dumps(1j, default=refuse)

        for default in (refuse, refuse, nested):
            try:
                json.dumps(1j, default=default)
            except ValueError:
                pass
      `,
    );
    expect(places).toEqual(['refuse', 'refuse', 'refuse']);
  });

  const MANAGERS = unindented(`
    import contextlib
    import json

    @contextlib.contextmanager
    def cleaning():
        try:
            yield  # @yield
        finally:
            done = True

    @contextlib.contextmanager
    def refusing():
        raise OSError("not today")  # @refuse
        yield

    @contextlib.asynccontextmanager
    async def waiting():
        yield
        raise OSError("too late")  # @late

    @cleaning()
    def decorated():
        raise KeyError("decorated")  # @decorated

    def inside(value):
        with cleaning():
            raise KeyError("inside")  # @inside

    async def late():
        async with waiting():
            pass

    def enter():
        with contextlib.ExitStack() as stack:
            stack.enter_context(refusing())

    def refused():
        with refusing():
            pass
  `);

  test('with "userUnhandled" what leaves the generator of a context manager is the program’s to handle', async () => {
    const { places, driver } = await stops(
      'userUnhandled',
      MANAGERS +
        unindented(`
          for each in (refused, enter, decorated, lambda: inside(0)):
              try:
                  each()
              except Exception as error:
                  print(repr(error))
          try:
              await late()
          except OSError as error:
              print(repr(error))
        `),
    );
    expect(places).toEqual([]);
    expect(driver.output('stdout')).toMatch(/today.*\n.*today.*\n.*decorated.*\n.*inside.*\n.*late/);
  });

  test('with "userUnhandled" it is reported when it then leaves for a library', async () => {
    const { places } = await stops(
      'userUnhandled',
      MANAGERS +
        unindented(`
          for each in (inside, lambda _: refused()):  # @each
              try:
                  json.dumps(1j, default=each)
              except Exception as error:
                  print(repr(error))
        `),
    );
    expect(places).toEqual(['inside', 'each']);
  });

  test('a stop at an exception keeps nothing alive', async () => {
    const driver = await course.run(
      `
        import gc
        import weakref

        class Kept(Exception):
            pass

        def fail():
            error = Kept()
            refs.append(weakref.ref(error))
            raise error  # @raise

        refs = []
        try:
            fail()
        except Kept:
            pass
        gc.collect()
        print(refs[0]())
      `,
      { filters: ['raised'] },
    );
    expect((await driver.stopped()).at).toBe('raise');
    expect(await driver.finish()).toMatch(/None\n$/);
  });
});
