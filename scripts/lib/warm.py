"""Uses what programs use of the standard library, beyond what `src/worker/warm.py` does (see compile-interpreter.mjs)."""

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
import sys
import textwrap
import time
import traceback
from decimal import Decimal
from fractions import Fraction

TEXT = "the quick brown fox jumps over the lazy dog " * 20


@dataclasses.dataclass(order=True)
class Point:
    x: float
    y: float = 0.0


def numbers():
    assert math.factorial(300) % 7 == 0
    [math.sqrt(i) * math.sin(i) / (i + 1.5) ** 2 for i in range(500)]
    sum((Fraction(1, n) for n in range(1, 30)), Fraction(0))
    Decimal("1.10") + Decimal(3) / 7


def texts():
    re.sub(r"(\w+) (\w+)", r"\2 \1", TEXT), re.findall(r"[aeiou]+", TEXT), re.split(r"\s+", TEXT)
    [match.group(0) for match in re.finditer(r"(?P<word>q\w+)", TEXT)], re.compile(r"^(a|b)*c", re.I).match("ababc")
    textwrap.fill(TEXT, 40)
    json.loads(json.dumps({"a": [1, 2.5, None, True, "text"], "b": {"c": list(range(50))}}, indent=2))


def containers():
    sorted(collections.Counter(TEXT.split()).items(), key=lambda item: (-item[1], item[0]))
    heap = []
    for i in range(300):
        heapq.heappush(heap, i * 7 % 13)
    while heap:
        heapq.heappop(heap)
    queue = collections.deque(range(300), maxlen=50)
    queue.appendleft(1), queue.popleft(), queue.rotate(3)
    collections.defaultdict(list)[1].append(2), collections.namedtuple("Pair", "a b")(1, 2)._replace(a=3)
    list(itertools.islice(itertools.chain.from_iterable(itertools.combinations(range(8), 3)), 50))
    list(itertools.accumulate(range(50))), functools.reduce(lambda a, b: a + b, range(50))
    sorted(Point(i % 7, i) for i in range(300)), dataclasses.asdict(Point(1))
    functools.lru_cache(maxsize=None)(len)("x")


def errors():
    for i in range(100):
        with contextlib.suppress(KeyError):
            {}[i]
    try:
        raise RuntimeError("outer") from KeyError("inner")
    except RuntimeError:
        traceback.format_exc()


def code():
    ast.unparse(ast.parse("def f(a, b=2, *c, d=4, **e):\n    return [x for x in c if x] and {a: b}\n"))
    for _ in range(200):
        sys._getframe(), eval("1 + 2")


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
    asyncio.Queue, time.perf_counter(), time.time(), time.strftime("%Y-%m-%d")


for _ in range(3):
    for part in (numbers, texts, containers, errors, code, streams):
        part()
