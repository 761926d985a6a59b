"""Uses what programs use of the interpreter, so that V8 compiles it (scripts/compile-interpreter.mjs)."""

import ast
import asyncio
import collections
import contextlib
import dataclasses
import functools
import heapq
import io
import itertools
import json
import math
import re
import string
import sys
import textwrap
import time
import traceback
from decimal import Decimal
from fractions import Fraction

OLD, NEW = "%d %s %.2f", "{:<10}{}"


@dataclasses.dataclass(order=True)
class Point:
    x: float
    y: float = 0.0

    @property
    def length(self):
        return math.hypot(self.x, self.y)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


class Tree:
    __slots__ = ("key", "left", "right")

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


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def calls(*numbers, scale=1, **named):
    total = sum(numbers) * scale
    for name, value in named.items():
        total += len(name) * value
    return total


def numbers():
    fib(14)
    total = 0
    for i in range(2000):
        total += i * 3 // 2 % 7 - (i & 3) ^ (i << 2) | i >> 1
        total += calls(i, 2, scale=2, extra=i)
    assert sum(map(float, range(100))) == 4950.0
    big = math.factorial(300)
    assert int(str(big)) == big and pow(3, 1000, 10**30) and divmod(big, 10**20)
    [math.sqrt(i) * math.sin(i) / (i + 1.5) ** 2 for i in range(500)]
    complex(1, 2) * (3 - 4j)
    sum((Fraction(1, n) for n in range(1, 30)), Fraction(0))
    Decimal("1.10") + Decimal(3) / 7
    round(3.14159, 2), abs(-5), min(3, 1, 2), max([1, 5, 2], key=lambda n: -n), bin(37), hex(255), float("1e-3")
    return total


def texts():
    words = (string.ascii_lowercase * 20 + " " + "the quick brown fox jumps over the lazy dog " * 20).split()
    counts = collections.Counter(words)
    for i in range(300):
        f"{i:05d}-{i % 7}|{i / 3:.3f}|{i!r:>8}", OLD % (i, "x", i / 7), NEW.format(i, words[0])
        str(i), repr([i, (i,), {i: str(i)}, {i}, None, True, 1.5, b"x"]), " ".join(["a", "b", str(i)])
    sorted(words, key=str.lower), sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    text = " ".join(words)
    text.upper().title().replace("FOX", "cat").strip().partition("dog"), text.find("lazy"), text.count("o"), text[::-1]
    text.startswith("the"), text.splitlines(), text.encode().decode("utf-8"), "größer 🐍".encode("utf-16")
    re.sub(r"(\w+) (\w+)", r"\2 \1", text), re.findall(r"[aeiou]+", text), re.split(r"\s+", text)
    [match.group(0) for match in re.finditer(r"(?P<word>q\w+)", text)], re.compile(r"^(a|b)*c", re.I).match("ababc")
    textwrap.fill(text, 40)
    json.loads(json.dumps({"a": [1, 2.5, None, True, "text"], "b": {"c": list(range(50))}}, indent=2))


def collections_of_things():
    table = {}
    for i in range(1000):
        table.setdefault(i % 37, []).append(i)
        table[f"key {i}"] = i
    for key in list(table)[:100]:
        del table[key]
    {**table, "x": 1} | {"y": 2}, {k: v for k, v in table.items() if v}, set(range(50)) & {1, 2} | {3} - {4} ^ {5}
    rows = [[i * j for j in range(20)] for i in range(20)]
    list(zip(*rows, strict=True)), [sum(row) for row in rows], any(row[0] > 5 for row in rows), all(rows)
    items = list(range(300, 0, -1))
    items.sort(), items.reverse(), items.insert(3, 7), items.pop(), items.remove(7), items.index(100), items[5:50:3]
    items[10:20] = [0]
    items.extend((1, 2)), tuple(items) + (1,), [*items, *items]
    heap = []
    for i in items:
        heapq.heappush(heap, i % 13)
    while heap:
        heapq.heappop(heap)
    queue = collections.deque(items, maxlen=50)
    queue.appendleft(1), queue.popleft(), queue.rotate(3)
    collections.defaultdict(list)[1].append(2), collections.namedtuple("Pair", "a b")(1, 2)._replace(a=3)
    list(itertools.islice(itertools.chain.from_iterable(itertools.combinations(range(8), 3)), 50))
    list(itertools.accumulate(range(50))), functools.reduce(lambda a, b: a + b, range(50)), list(enumerate("abc", 1))
    (
        bytearray(b"abc").extend(b"d"),
        memoryview(b"abcdef")[1:3].tobytes(),
        list(reversed(items)),
        list(filter(None, items)),
    )


def objects():
    points = [Point(i % 7, i) for i in range(300)]
    sum(points, Point(0)), sorted(points), max(points, key=lambda p: p.length), {repr(p) for p in points[:50]}
    tree = Tree(50)
    for i in range(100):
        tree.insert(i * 37 % 101)
    list(tree)
    made = type("Made", (Point,), {"area": property(lambda self: self.x * self.y)})
    (
        made(2, 3).area,
        isinstance(made(1), Point),
        issubclass(made, Point),
        hasattr(made, "area"),
        super(made, made(1)).length,
    )
    functools.lru_cache(maxsize=None)(fib)(20)


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
    for i in generator(200):
        step(i)
    sum(i * i for i in range(200) if i % 2)
    for i in range(200):
        try:
            if i % 3 == 0:
                raise ValueError(i)
            [][i]
        except (ValueError, IndexError) as error:
            str(error)
        finally:
            step()
        with contextlib.suppress(KeyError):
            {}[i]
        match i % 4, {"kind": "point", "x": i}:
            case 0, {"kind": "point", "x": x}:
                step(x)
            case 1, _:
                step()
            case (2 | 3) as n, _ if n:
                step(n)
        while i > 180 and i % 7:
            i -= 1
    try:
        raise RuntimeError("outer") from KeyError("inner")
    except RuntimeError:
        traceback.format_exc()


async def tasks():
    async def worker(number):
        await asyncio.sleep(0)
        return number

    @contextlib.asynccontextmanager
    async def scope():
        yield 1

    async def numbers():
        for i in range(10):
            yield i

    async with scope():
        [i async for i in numbers()]
    return [await worker(i) for i in range(10)]


def code():
    space = {}
    source = "def f(a, b=2, *c, d=4, **e):\n    return [x for x in c if x] and {a: b}\nf(1)\n"
    for _ in range(20):
        exec(compile(source, "<warm>", "exec"), space), eval("1 + 2", space)
    ast.unparse(ast.parse(source)), sys._getframe(), id(space), hash("x"), globals(), locals(), vars(Point), dir(Point)


def streams():
    out = io.StringIO()
    for i in range(300):
        print("line", i, i / 7, sep=" ", file=out)
    for line in io.StringIO(out.getvalue()):
        line.rstrip().split(" ")
    with open("/tmp/warm.txt", "w") as file:
        file.writelines(f"{i}\n" for i in range(500))
    with open("/tmp/warm.txt") as file:
        sum(int(line) for line in file)
    for i in range(200):
        print("line", i)
    time.perf_counter(), time.time(), time.strftime("%Y-%m-%d")


for _ in range(3):
    for part in (numbers, texts, collections_of_things, objects, control, code, streams):
        part()
    coroutine = tasks()
    with contextlib.suppress(StopIteration):
        while True:
            coroutine.send(None)
