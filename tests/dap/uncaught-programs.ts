/** Programs that an exception leaves, or does not, and those for which that cannot be predicted where it is raised. */

/** Programs that stop where the exception is raised, on the line marked `raise`. */
export const LEAVING: Readonly<Record<string, string>> = {
  'past finally': `
    def work():
        try:
            raise ValueError("no")  # @raise
        finally:
            print("cleanup")
    work()
  `,
  'past handlers of other classes': `
    class Mine(LookupError):
        pass
    def work(kind=TypeError):
        try:
            [][1]  # @raise
        except (KeyError, ZeroDivisionError):
            print("other")
        except kind:
            print("other")
        except Mine as error:
            print("other", error)
    work()
  `,
  'past a handler that raises it again': `
    def work():
        try:
            1 / 0  # @raise
        except ZeroDivisionError as error:
            print("noted", error)
            raise
    work()
  `,
  'past a context manager that holds nothing back': `
    class Held:
        def __enter__(self):
            return self
        def __exit__(self, *details):
            print("left")
            return False
    def work():
        with Held(), open(__file__) as file:
            raise OSError("no")  # @raise
    work()
  `,
  'past a context manager made of a generator': `
    from contextlib import contextmanager, suppress
    @contextmanager
    def held():
        try:
            yield
        finally:
            print("left")
    def work():
        with held(), suppress(KeyError):
            raise OSError("no")  # @raise
    work()
  `,
  'through generators and comprehensions': `
    def numbers():
        yield 1
        yield int("x")  # @raise
    def work():
        for number in numbers():
            print([n for n in (number,)])
    work()
  `,
  'through a class that is made, and its body': `
    class Thing:
        def __init__(self, size):
            self.size = 1 / size  # @raise
        def __call__(self):
            return self
    def work():
        class Inner:
            thing = Thing(0)
    work()
  `,
  'through operators and properties': `
    class Money:
        def __init__(self, value):
            self.value = value
        def __add__(self, other):
            return Money(self.value + other.amount)  # @raise
        @property
        def doubled(self):
            return self + self
    def work():
        return Money(3).__add__(Money(4))
    try:
        work()
    except KeyError:
        pass
  `,
  'after others of the same place that are handled': `
    import sys
    Other = ValueError
    def fail(kind):
        raise kind("no")  # @raise
    def work(kind):
        try:
            fail(kind)
        except KeyError:
            print("key")
            if kind is not KeyError:
                raise
        except (Other, ZeroDivisionError):
            print("other")
    for kind in (KeyError, ValueError, ZeroDivisionError, KeyError, ValueError):
        work(kind)
    Other = OSError
    work(ValueError)
  `,
  'that a handler raises again, as it does not others': `
    class Wrong(LookupError):
        pass
    def work(kind):
        try:
            raise kind("no")  # @raise
        except Wrong:
            raise
        except LookupError:
            print("handled")
    for kind in (LookupError, IndexError, Wrong):
        work(kind)
  `,
  'by calls with stars': `
    def fail(*values, **named):
        raise ValueError(values)  # @raise
    def work(call):
        return call(*(1, 2), **{"a": 3})
    work(fail)
  `,
  'raised in a handler of another': `
    def work():
        try:
            {}["a"]
        except KeyError:
            raise ValueError("second")  # @raise
    work()
  `,
  'through coroutines that are awaited': `
    async def inner():
        raise ValueError("no")  # @raise
    async def outer():
        await inner()
    await outer()
  `,
};

/** Programs in which it is handled: they do not stop. */
export const HANDLED: Readonly<Record<string, string>> = {
  'by its class, by a base class, by anything': `
    def fail(kind):
        raise kind("no")
    for kind in (ValueError, KeyError, SystemError):
        try:
            fail(kind)
        except (ValueError, LookupError):
            print("listed")
        except:
            print("anything")
  `,
  'outside of a handler in finally': `
    def work():
        try:
            raise KeyError
        finally:
            try:
                int("x")
            except ValueError:
                pass
    try:
        work()
    except KeyError:
        print("handled")
  `,
  'by classes that are chosen on the way': `
    def work():
        kind = KeyError
        try:
            try:
                raise ValueError
            finally:
                kind = ValueError
        except kind:
            print("handled")
    work()
  `,
  'by what __exit__ computes': `
    class Held:
        def __enter__(self): pass
        def __exit__(self, kind, error, trace):
            return kind is ValueError or False
    class Other(Held):
        def __exit__(self, kind, error, trace):
            return 1 if kind is ValueError else 0
    with Held():
        raise ValueError
    with Other():
        raise ValueError
  `,
  'by a generator that a context manager waits for': `
    from contextlib import contextmanager
    def inner():
        try:
            yield
        except ValueError:
            print("handled")
    @contextmanager
    def held():
        yield from inner()
    with held():
        raise ValueError
  `,
  'with a context manager that is entered on the way': `
    import threading
    lock = threading.Lock()
    class Row:
        def __init__(self, n):
            self.n = n
        def __exit__(self, *details):
            return False
    def show(*rows):
        return rows
    def mean(n):
        show(Row(1), Row(2), Row(3))
        try:
            return 1 / n
        except ZeroDivisionError:
            with lock:
                raise
    for turn in range(50):
        try:
            mean(0)
        except ArithmeticError:
            pass
  `,
  'with a locals() of its own, and keys that ask': `
    asked = 0
    class Key:
        def __hash__(self):
            return hash("ValueError")
        def __eq__(self, other):
            global asked
            asked += 1
            return False
    def work():
        kind = KeyError
        seen = locals()
        seen["kind"] = "changed"
        try:
            raise KeyError
        except kind:
            print(seen["kind"])
    work()
    globals()[Key()] = 1
    before = asked
    try:
        raise KeyError
    except (ValueError, KeyError):
        if asked - before > 2:
            raise SystemExit(f"asked {asked - before} times")
  `,
  'by a return in finally': `
    def work():
        try:
            raise ValueError
        finally:
            return 3
    print(work())
  `,
  'by context managers': `
    from contextlib import contextmanager, suppress
    @contextmanager
    def held():
        try:
            yield
        except ValueError:
            print("held back")
    class Held:
        def __enter__(self): pass
        def __exit__(self, kind, error, trace): return True
    with held():
        raise ValueError
    with suppress(ValueError, KeyError):
        raise ValueError
    with Held():
        raise ValueError
  `,
  'by the caller of a generator': `
    def numbers():
        yield 1
        raise LookupError
    try:
        for number in numbers():
            pass
    except LookupError:
        print("handled")
  `,
  'by a group': `
    try:
        raise ExceptionGroup("both", [ValueError(1), KeyError(2)])
    except* (ValueError, KeyError):
        print("handled")
  `,
  'by C code': `
    class Thing:
        @property
        def missing(self):
            raise AttributeError("no")
        def __getattr__(self, name):
            return name
    print(hasattr(Thing, "missing"), Thing().missing, getattr(Thing(), "missing", 3))
  `,
};

/** Programs for which it cannot be predicted: they stop when the exception has left them, and say why. */
export const UNSURE: Readonly<Record<string, readonly [string, RegExp]>> = {
  'C code stands between': [
    `
      def key(value):
          raise ValueError(value)  # @raise
      def work():
          try:
              return sorted([2, 1], key=key)
          finally:
              print("cleanup")
      work()
    `,
    /C code stands between key and work/,
  ],
  'what __exit__ returns decides': [
    `
      class Held:
          def __enter__(self): pass
          def __exit__(self, kind, error, trace): return kind is KeyError
      def work():
          with Held():
              raise ValueError  # @raise
      work()
    `,
    /it depends on what the __exit__ of Held returns/,
  ],
  'classes that are made as they are asked for': [
    `
      def kinds():
          return KeyError
      def work():
          try:
              raise ValueError  # @raise
          except kinds():
              pass
      work()
    `,
    /the classes that an except clause names are not known/,
  ],
};
