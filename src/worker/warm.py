"""Uses what programs use of the interpreter, so that the JavaScript engine compiles it before a program waits for it.

It imports nothing and prints nothing: the program must not find out. `warm()` does a little of everything at each call.
"""


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0.0):
        self.x, self.y = x, y

    @property
    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"


class Tree:
    def __init__(self, key):
        self.key, self.left, self.right = key, None, None

    def insert(self, key):
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Tree(key))
        else:
            child.insert(key)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right


class Scope:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return kind is KeyError


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def calls(*numbers, scale=1, **named):
    total = sum(numbers) * scale
    for name, value in named.items():
        total += len(name) * value
    return total


class Anything:
    """Has each operation of its own, so that an interpreter's tables have one more entry to choose from."""

    def __len__(self):
        return 1

    def __contains__(self, item):
        return True

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        pass

    def __delitem__(self, key):
        pass

    def __getattr__(self, name):
        return name

    def __call__(self, *args, **named):
        return self

    def __iter__(self):
        return iter(())

    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    def __hash__(self):
        return 1

    def __neg__(self):
        return self

    def __add__(self, other):
        return self


async def aiter_numbers():
    yield 1


def raises():
    yield
    raise KeyError


STAR = compile("from builtins import *", "<dapper warm>", "exec")


def intrinsics(text):
    """The places that choose from a table of functions of the interpreter's own."""
    for source in (aiter_numbers().__anext__(), raises()):
        try:
            source.send(None)
            next(source)
        except (StopIteration, KeyError):
            pass
    +len(text), max(*text, *text), exec(STAR, {})


def targets():
    """Has each place of the evaluator that calls what it is given call more than an engine guesses at.

    An engine optimizes such a place for the few functions that it has seen there, and gives up the code of the whole
    evaluator, under a running program to its end, when another comes. With many it guesses nothing. Those that call
    are in the small functions, too, that an engine takes into the evaluator.
    """
    numbers, text, data, table, pairs = [3, 1, 2], "a b,c", b"abc", {"a": 1, "b": 2}, {1, 2}
    name, anything = "upper", Anything()
    holders = (
        numbers, (1, 2), data, bytearray(data), range(2), frozenset(pairs), table.keys(), memoryview(data), anything, {1: 2},
        pairs,
    )  # fmt: skip
    owners = Point, Point.__init__, abs, text.upper, Tree(1).insert, type, anything
    intrinsics(text)
    i = 1
    # Builtins: of one argument, of several, with keywords.
    abs(i), id(i), hash(i), chr(i + 65), hex(i), repr(i), callable(i), ascii(text), any(numbers), iter(numbers)
    divmod(i, 7), isinstance(i, int), getattr(text, name), pow(i, 2), hasattr(i, "real"), format(i, "x")
    min(i, 5), max(i, 5), sorted(numbers), sum(numbers, 1), round(1.5, 0), compile("1", "<warm>", "eval")
    sorted(numbers, reverse=True), sum(numbers, start=1), max(numbers, default=0), min(numbers, key=abs)
    # Methods: without an argument, with one, with several, with keywords.
    text.upper(), text.lower(), text.title(), text.strip(), data.hex(), table.keys(), table.items(), table.copy()
    numbers.copy(), pairs.copy(), numbers.reverse(), table.values(), numbers.count(1), pairs.isdisjoint(numbers)
    text.join(("x", "y")), numbers.extend(()), pairs.union(numbers), data.count(b"a"), numbers.index(1)
    text.split(","), text.replace("a", "b"), text.find("b"), text.startswith("a"), table.get("a"), table.pop("c", 0)
    text.split(sep=","), text.encode(encoding="ascii"), data.decode(errors="strict"), numbers.sort(reverse=False)
    text.expandtabs(tabsize=4), text.splitlines(keepends=True), data.split(sep=b"b"), i.to_bytes(2, "big")
    # Classes, and whatever else can be called.
    int("1"), str(i), float("1"), bool(i), list("ab"), tuple("ab"), set("ab"), dict(table), frozenset("ab"), bytes(2)
    bytearray(2), complex(1), range(3), slice(1), object(), type(i), enumerate("a"), zip("a"), reversed("a")
    map(str, ())
    NEW.format(i, 1), text.__len__(), numbers.__contains__(1), Point(1, 2), Point.__repr__, Point(1).__add__(Point(2))
    frozenset(), complex(real=1), int("1", base=8), str(object=i), Tree(key=i), print
    (lambda *all: all)(*numbers), dict(**table), "".join(*[("a", "b")]), max(*numbers), Point(*(1, 2)), range(*(1, 2))
    # Operators, conversions, deletions.
    i + 1, i - 1, i * 2, i / 2, i // 2, i % 3, i**2, i << 1, i >> 1, i & 1, i | 1, i ^ 1, -i, ~i, +i, not i
    1.5 + i, 1.5 - i, 1.5 * i, text + "x", text * 2, text % (), numbers + [1], numbers * 2, (1,) + (2,), data + b"x"
    pairs | {3}, pairs & {1}, pairs - {1}, pairs ^ {1}, table | {}, 1j + i, 1j * i, True + i, i + 1.5, i * 1.5
    i - 1.5
    numbers[0], text[0], data[0], table["a"], (1, 2)[0], range(3)[1], numbers[0:1], text[0:1], data[0:1], (1, 2)[0:1]
    i < 1, 1.5 < i, text < "b", data < b"b", numbers < [1], (1,) < (2,), pairs < {1}, table == {}, 1j == i
    1 in numbers, "a" in text, "a" in table, 1 in pairs, 1 in (1, 2), 97 in data, 1 in range(3)
    for holder in holders:
        1 in holder, len(holder), not holder, holder == 1, holder != numbers, holder.__class__, holder.__doc__
    for owner in owners:
        owner.__name__, owner.__doc__
    anything[i], anything(i), anything < i, -anything, anything + i
    anything[i] = i
    del anything[i]
    f"{i!r}{i!s}{i!a}{text!r}{1.5!s}{data!r}{i:3}{1.5:.1f}{text:>3}"
    i += 1
    numbers += ()
    del i
    numbers[0], table["a"] = 1, 1
    data_array = bytearray(data)
    data_array[0] = 65
    del data_array[0], data_array
    Point(1).x = 2
    # Iterators.
    for source in (
        numbers, text, data, table, pairs, (1, 2), range(2), table.items(), table.values(), zip("a", "b"), map(abs, (1,)),
        filter(None, (1,)), enumerate("a"), reversed("a"), iter(lambda: 0, 0), (each for each in "ab"), {}.keys(),
        bytearray(b"a"), memoryview(b"a"), Tree(1), frozenset("a"), reversed([1]),
    ):  # fmt: skip
        for _ in source:
            pass
        for _ in source:
            [*source], {*source}
        for first, *_ in ():
            pass


def numbers():
    fib(12)
    total = 0
    for i in range(500):
        total += i * 3 // 2 % 7 - (i & 3) ^ (i << 2) | i >> 1
        total += calls(i, 2, scale=2, extra=i)
    x = 0.5
    for i in range(200):
        x = (x * 1.5 + i / 7 - 2.25) % 3.5
    big = 3**400
    int(str(big)), big * big // 7, pow(3, 1000, 10**30), divmod(big, 10**20), -big, big >> 50
    complex(1, 2) * (3 - 4j), round(3.14159, 2), abs(-5), min(3, 1, 2), max([1, 5, 2], key=lambda n: -n)
    bin(37), hex(255), float("1e-3"), int("12"), bool(x), sum(map(float, range(50)))
    return total


def texts():
    words = "the quick brown fox jumps over the lazy dog".split() * 5
    for i in range(100):
        f"{i:05d}-{i % 7}|{i / 3:.3f}|{i!r:>8}", OLD % (i, "x", i / 7), NEW.format(i, words[0])
        str(i), repr([i, (i,), {i: str(i)}, {i}, None, True, 1.5, b"x"]), " ".join(["a", "b", str(i)])
        ",".join(map(str, range(10)))
    sorted(words, key=str.lower), sorted(words, reverse=True), sorted(enumerate(words), key=lambda item: item[1])
    text = " ".join(words)
    text.upper().title().replace("FOX", "cat").strip().partition("dog"), text.find("lazy"), text.count("o"), text[::-1]
    text.startswith("the"), text.splitlines(), text.encode().decode("utf-8"), "größer".encode("utf-16"), text + text
    for letter in text:
        letter.isalpha() and letter == "o"


OLD, NEW = "%d %s %.2f", "{:<10}{}"


def collections():
    table = {}
    for i in range(300):
        table.setdefault(i % 37, []).append(i)
        table[f"key {i}"] = i
        table.get(i)
    for key in list(table)[:100]:
        del table[key]
    {**table, "x": 1} | {"y": 2}, {k: v for k, v in table.items() if v}, set(range(50)) & {1, 2} | {3} - {4} ^ {5}
    rows = [[i * j for j in range(10)] for i in range(10)]
    list(zip(*rows, strict=True)), [sum(row) for row in rows], any(row[0] > 5 for row in rows), all(rows)
    items = list(range(100, 0, -1))
    items.sort(), items.reverse(), items.insert(3, 7), items.pop(), items.remove(7), items.index(50), items[5:50:3]
    items[10:20] = [0]
    items.extend((1, 2)), tuple(items) + (1,), [*items, *items]
    (
        bytearray(b"abc").extend(b"d"),
        memoryview(b"abcdef")[1:3].tobytes(),
        list(reversed(items)),
        list(filter(None, items)),
    )


def objects():
    points = [Point(i % 7, i) for i in range(100)]
    sum(points, Point(0)), max(points, key=lambda p: p.length), {repr(p) for p in points[:20]}
    tree = Tree(50)
    for i in range(40):
        tree.insert(i * 37 % 101)
    list(tree)
    isinstance(tree, Point), issubclass(Point, object), hasattr(tree, "area")


def control():
    def generator(n):
        for i in range(n):
            got = yield i
            if got:
                return got

    def closure():
        count = 0

        def step(by=1):
            nonlocal count
            count += by
            return count

        return step

    step = closure()
    for i in generator(100):
        step(i)
    sum(i * i for i in range(100) if i % 2)
    for i in range(100):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            [][i]
        except (ValueError, IndexError) as error:
            str(error)
        finally:
            step()
        with Scope():
            {}[i]
        match i % 4, {"kind": "point", "x": i}:
            case 0, {"kind": "point", "x": x}:
                step(x)
            case 1, _:
                step()
            case (2 | 3) as n, _ if n:
                step(n)
        while i > 80 and i % 7:
            i -= 1


async def numbered(number):
    return number


async def tasks():
    return [await numbered(i) for i in range(10)]


def coroutines():
    coroutine = tasks()
    try:
        coroutine.send(None)
    except StopIteration:
        return


def code():
    space = {}
    made = compile("def f(a, b=2, *c, d=4, **e):\n    return [x for x in c if x] and {a: b}\nf(1)\n", "<warm>", "exec")
    for _ in range(20):
        exec(made, space)
        id(space), hash("x"), globals(), locals(), vars(Point)


class Nested:
    """Has native code call the evaluator, many calls one in the other, and each of them see all targets at its end.

    An engine that has given up the code of a function often enough (V8: ten times) no longer guesses in it. Where a guess
    was wrong, each of these calls gives up the code that it has begun in, so that this comes soon.
    """

    DEPTH = 14

    def __init__(self, part):
        self.part, self.depth = part, 0

    def __call__(self):
        self.depth = self.DEPTH
        -self
        self.part()

    def __neg__(self):
        self.depth -= 1
        if self.depth > 0:
            -self
        targets()
        return self


PARTS = (targets, *map(Nested, (numbers, texts, collections, objects, control, coroutines, code)))


def warm():
    for part in PARTS:
        part()
