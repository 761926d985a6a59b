/** The programs of the matrix; each is to do the same on every release. */

/** A breakpoint in each kind of code, and one in a module beside it. */
export const PLACES = `
  import beside

  class Stack:
      def __init__(self):
          self.items = []

      def push(self, item):
          self.items.append(item)  # @method
          return self

  def double(number):
      result = number * 2
      return result  # @function

  def make(step):
      def add(number):
          return number + step  # @closure
      return add

  def count(limit):
      for number in range(limit):
          yield number  # @generator

  total = double(21)
  Stack().push(total)
  print([
      double(0) + number  # @comprehension
      for number in range(2)
  ])
  print(make(5)(6))
  print(sum(count(2)))
  total += 1  # @module
  print(beside.shout("done"))
`;

export const BESIDE = `
  MARK = "!"  # @top

  def shout(text):
      return text.upper() + MARK  # @imported
`;

export const CONDITIONS = `
  def visit(number):
      return number * 2  # @visit

  total = 0
  for number in range(10):
      total += visit(number)
  print(total)
`;

export const STEPS = `
  def inner(number):
      doubled = number * 2  # @inner
      return doubled  # @back

  def outer(number):
      first = inner(number)  # @call
      second = inner(first)  # @again
      return second  # @out

  def count():
      yield 1  # @one
      yield 2  # @two

  print(outer(1))  # @start
  for number in count():  # @loop
      print(number)  # @body
  print("end")  # @end
`;

export const AGAIN = `
  import json

  ERR = ValueError("kept")

  def fail():
      raise ERR  # @fail

  def refuse(value):
      fail()  # @refuse

  def turns():
      try:
          for n in range(9):  # @head
              yield n  # @yield
      finally:
          fail()  # @finally

  def use():
      for n in turns():  # @for
          if n == 1:
              break
      return n

  def rest():
      return sum(scale(n) for n in (1, 2))  # @sum

  def scale(n):
      return n * 2  # @scale

  for each in (fail, lambda: json.dumps(1j, default=refuse), fail):
      try:
          each()
      except ValueError:
          pass
  try:
      use()
  except ValueError:
      pass
  print(rest())  # @print
  ended = True  # @end
`;

export const EXCEPTIONS = `
  import json

  def encode(value):
      raise TypeError(f"no {type(value).__name__}")  # @raise

  def attempt(value):
      try:
          encode(value)
      except TypeError:
          return 1

  print(sum(attempt(n) for n in range(3000)))  # after so many, nobody listens until a library's code starts
  try:
      json.dumps({"a": 1j}, default=encode, indent=1)
  except TypeError as error:
      print("caught", error)
`;

export const VALUES = `
  class Point:
      def __init__(self, x, y):
          self.x, self.y = x, y

  def look(numbers, *, name="n"):
      point = Point(1, 2)
      table = {"a": [1, 2], "b": None}
      return len(numbers)  # @here

  print(look([1, 2, 3]))
`;

/** Values that are hard to show: each is to have its row, and the others theirs. */
export const HARD_VALUES = `
  import enum, typing

  class Level(enum.IntEnum):
      LOW = 1

  class Movie(typing.TypedDict):
      name: str

  class Sized:
      measure = len
      shout = str.upper

  class Key:
      def __repr__(self):
          return "key"

  class Catches:
      def __repr__(self):
          while True:
              try:
                  while True:
                      pass
              except BaseException:
                  pass

  class Dog:
      def __init__(self, name):
          self.name = name
      def work(self, level, sized, keys, catches, kinds=(Level, Movie, Sized)):
          super().__init__
          return sized.measure(keys)  # @here

  def fine():
      try:
          raise KeyError
      except KeyError:
          return "handled"

  print(Dog("Ada").work(Level.LOW, Sized(), {Key(): 1, Key(): 2}, Catches()), fine())
`;

export const BUSY = `
  import sys

  go = True
  turns = 0
  while go:
      turns += 1
      if turns == 1:
          print("busy", flush=True)
  print("out", turns > 0)
`;

/** Run bare and debugged: both streams are to be the same, byte for byte. It ends with an uncaught exception. */
export const WHOLE = `
  import sys

  def fall(n):
      return 1 + fall(n + 1)  # @hot

  def fall_deeper(n):
      global deepest
      deepest = n
      return 1 + fall_deeper(n + 1)  # @deeper

  def never():
      return 1  # @cold

  class Node:
      def __getattr__(self, name):
          return getattr(self, name + "x")  # @attribute

  def attempt(function, *arguments):
      try:
          function(*arguments)
      except RecursionError as error:
          return f"{type(error).__name__}: {error}"

  deepest = 0
  print(attempt(fall, 1))
  print(attempt(fall_deeper, 1), deepest)
  sys.setrecursionlimit(300)
  print(attempt(fall_deeper, 1), deepest)
  print(attempt(getattr, Node(), "missing"))

  def numbers():
      try:
          yield from range(3)  # @yield
      finally:
          print("closed")

  print(*numbers(), sep=", ")
  for number in numbers():
      if number == 1:
          break
  else:
      print("never")
  del number

  def fail(depth):
      if depth == 0:
          raise LookupError("the end é")  # @fail
      fail(depth - 1)

  print("to the error stream", file=sys.stderr)
  fail(3)
`;

/** A module with work at its top level. */
export const LOOPS = `
  total = 0
  for turn in range(40):
      total += turn  # @turn
  name = __name__  # @plain
`;

/** Calls to step over: by Python, by C, into generators, left by an exception, and into the interpreter's own means. */
export const OVER = `
  import sys

  def add(n):
      return n + 1

  def many():
      total = 0
      for _ in range(3000):
          total = add(total)
      return total

  def numbers():
      for n in range(1000):
          yield add(n)

  def raises(n):
      if n:
          raises(n - 1)
      raise ValueError(n)

  def down(n):
      if n == 0:
          bottom = 1  # @deep
          return bottom  # @deeper
      return down(n - 1) + 1  # @down

  def profiled():
      seen = []
      sys.setprofile(lambda frame, event, argument: seen.append((frame.f_code.co_name, event)))
      add(1)
      sys.setprofile(None)
      return seen

  def traced():
      seen = []
      def trace(frame, event, argument):
          seen.append((frame.f_code.co_name, event))
          return trace
      former = sys.gettrace()
      sys.settrace(trace)
      add(1)
      sys.settrace(former)
      return seen

  print(many())  # @many
  print(sorted(range(1000), key=lambda n: -add(n))[:2])  # @sorted
  print(sum(numbers()))  # @generator
  try:  # @try
      raises(50)  # @raises
  except ValueError as error:  # @handler
      print(error, error.__traceback__.tb_next.tb_lineno)  # @inner
  print(down(30))  # @calls
  print(profiled())  # @profiled
  print(traced())  # @traced
  print("end")  # @end
`;

/** What an expression means depends on where it stands. */
export const MEANINGS = `
  class Base:
      def who(self):
          return "base"

  class _Account(Base):
      def __init__(self, total):
          self.__total = total

      def who(self):
          return "account"

      def add(self, amount):
          for item in range(3):
              if item == amount:
                  break  # @break
          return self.__total + amount  # @add

  for amount in range(4):
      total = _Account(10).add(amount)
  names = _Account.add.__code__.co_names, _Account.add.__code__.co_consts[:1]
  print(total, names, _Account.add.__code__.co_varnames)
`;
