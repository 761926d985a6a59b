"""What a person sees who only looks: values that are had without running code of the program."""

import ast
import ctypes
import enum
import mmap
import os
import re
import struct
from array import array
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple
from decimal import Decimal
from types import MappingProxyType

from support import refused, stop

from dapper.values.errors import EvaluationFailed, EvaluationRefused


def test_items_that_c_code_gives_are_shown():
    class Rows(list):
        pass

    class Own(dict):
        ran = []

        def __getitem__(self, key):
            Own.ran.append(key)

        def __missing__(self, key):
            Own.ran.append(key)

    class Filled(dict):
        def __missing__(self, key):
            Own.ran.append(key)

    here = stop(
        raw=bytearray(b"abc"),
        seen=memoryview(b"abc"),
        of=defaultdict(list, a=[1]),
        ordered=OrderedDict(a=2),
        counted=Counter("aab"),
        queue=deque([4, 5]),
        numbers=array("i", [6, 7]),
        rows=Rows([8, 9]),
        point=namedtuple("Point", "x y")(10, 11),
        own=Own(a=1),
        filled=Filled(a=12),
    )
    for source, shown in (
        ("raw[0]", "97"),
        ("raw[1:]", "bytearray(b'bc')"),
        ("seen[0]", "97"),
        ("of['a'][0]", "1"),
        ("ordered['a']", "2"),
        ("counted['a']", "2"),
        ("queue[-1]", "5"),
        ("numbers[1]", "7"),
        ("rows[0]", "8"),
        ("rows[1:]", "[9]"),
        ("point[1]", "11"),
        ("filled['a']", "12"),
        ("[raw[0], queue[0]]", "[97, 4]"),
        ("{raw[0]: queue}", "{97: deque([4, 5])}"),
        ("{raw[0]}", "{97}"),
        ("{}.keys", "<built-in method keys of dict object"),
    ):
        assert here.hover(source).startswith(shown), source
    for source in ("of['b']", "filled['b']", "counted['c']"):
        with refused(EvaluationRefused, "an item that is missing runs code"):
            here.hover(source)
    with refused(EvaluationRefused, "an item of a Own runs code"):
        here.hover("own['a']")
    assert Own.ran == [] and list(here.frame.f_locals["of"]) == ["a"]


def test_a_class_gives_its_properties_and_slots_as_they_are():
    class Thing:
        __slots__ = ("slot",)

        @property
        def prop(self):
            raise RuntimeError

    here = stop(Thing=Thing, thing=Thing())
    assert here.hover("Thing.prop").startswith("<property object")
    assert here.hover("Thing.slot").startswith("<member 'slot'")
    with refused(EvaluationRefused, "reading .prop may run code"):
        here.hover("thing.prop")


def test_what_runs_code_is_called_as_the_language_calls_it():
    here = stop(i=1)
    for source, name in (
        ("i + 1", "an operator"),
        ("not i", "an operator"),
        ("i or 2", "an operator"),
        ("i < 2", "a comparison"),
        ("f'{i}'", "an f-string"),
        ("str(i)", "a call"),
        ("[j for j in ()]", "a comprehension"),
        ("(j for j in ())", "a generator expression"),
        ("(lambda: i)", "a lambda"),
        ("1 if i else 2", "a conditional expression"),
        ("{**i}", "unpacking"),
        ("{str: 1}", "hashing a key"),
        ("{str}", "hashing a key"),
        ("(i := 2)", "an assignment"),
        ("(*i,)", "unpacking"),
    ):
        with refused(EvaluationRefused, f"{name} runs code"):
            here.hover(source)


def test_items_of_what_the_library_makes_are_shown():
    class Own(dict):
        ran = []

        def __getitem__(self, key):
            Own.ran.append(key)

    class Numbers(ctypes.c_int * 2):
        def __getitem__(self, place):
            Own.ran.append(place)

    class Point(ctypes.Structure):
        _fields_ = [("x", ctypes.c_int)]

    os.environ["DAPPER_HOVERED"] = "grün"
    flat = memoryview(bytes(range(6)))
    here = stop(
        os=os,
        match=re.match(r"(?P<first>\w+) (\w+)?", "one "),
        fixed=MappingProxyType({"a": [1]}),
        own=MappingProxyType(Own(a=1)),
        proxy=MappingProxyType(ChainMap({"a": 1})),
        table=flat.cast("B", (2, 3)),
        ints=(ctypes.c_int * 3)(1, 2, 3),
        text=(ctypes.c_char * 4)(*b"abc"),
        points=(Point * 2)(Point(4)),
        paths=(ctypes.c_char_p * 1)(b"x"),
        numbers=Numbers(1, 2),
    )
    for source, shown in (
        ("os.environ['DAPPER_HOVERED']", "'grün'"),
        ("match['first']", "'one'"),
        ("match[2]", "None"),
        ("fixed['a'][0]", "1"),
        ("table[1, 2]", "5"),
        ("ints[-1]", "3"),
        ("ints[1:]", "[2, 3]"),
        ("text[:2]", "b'ab'"),
        ("points[0].x", "4"),
    ):
        assert here.hover(source) == shown, source
    for source in ("own['a']", "proxy['a']", "paths[0]", "numbers[0]", "match[own]"):
        with refused(EvaluationRefused, "runs code"):
            here.hover(source)
    for source in ("os.environ['DAPPER_NOT_THERE']", "match['no']", "ints[3]", "table[0, 7]", "fixed['b']"):
        with refused(EvaluationFailed, "Error: "):
            here.hover(source)
    assert Own.ran == []
    del os.environ["DAPPER_HOVERED"]


def test_items_by_objects_are_found_as_the_keys_that_they_are():
    ran = []

    class Color(enum.Enum):
        RED = 1
        BLUE = 2

    class Equal:
        def __hash__(self):
            ran.append("hash")
            return 999

        def __eq__(self, other):
            ran.append("eq")
            return True

    class Node:
        pass

    node, equal = Node(), Equal()
    mixed = {Color.RED: "red", node: "node", Node: "class", "text": "plain", 1: "one", (1, 2): "pair", equal: "equal"}
    ran.clear()
    here = stop(mixed=mixed, Color=Color, node=node, Node=Node, equal=equal)
    for source, shown in (
        ("mixed[Color.RED]", "'red'"),
        ("mixed[node]", "'node'"),
        ("mixed[Node]", "'class'"),
        ("mixed['text']", "'plain'"),
        ("mixed[True]", "'one'"),
        ("mixed[1, 2]", "'pair'"),
    ):
        assert here.hover(source) == shown, source
    for source in ("mixed[Color.BLUE]", "mixed[equal]", "mixed['no']"):
        with refused(EvaluationRefused, "comparing the keys of this dict runs code"):
            here.hover(source)
    assert ran == []


def test_what_the_program_has_put_into_the_library_does_not_run():
    ran = []

    class Environ:
        def decoded(self, key):
            ran.append(key)
            return "own"

    os.environ["DAPPER_HOVERED"] = "x"
    here, former = stop(os=os), type(os.environ).__getitem__
    type(os.environ).__getitem__ = Environ.decoded
    try:
        with refused(EvaluationRefused, "runs code"):
            here.hover("os.environ['DAPPER_HOVERED']")
    finally:
        type(os.environ).__getitem__ = former
    former, os.environ.decodevalue = os.environ.decodevalue, ran.append
    try:
        with refused(EvaluationRefused, "runs code"):
            here.hover("os.environ['DAPPER_HOVERED']")
    finally:
        os.environ.decodevalue = former
    assert here.hover("os.environ['DAPPER_HOVERED']") == "'x'"
    del os.environ["DAPPER_HOVERED"]
    assert ran == []


def test_items_of_what_wraps_a_container_are_shown():
    class Own(dict):
        ran = []

        def __getitem__(self, key):
            Own.ran.append(key)

    class Settings(UserDict):
        def __getitem__(self, key):
            Own.ran.append(key)

    class Filled(UserDict):
        def __missing__(self, key):
            Own.ran.append(key)

    class Rows(UserList):
        pass

    here = stop(
        chain=ChainMap({"a": 1}, MappingProxyType({"b": [2]}), UserDict(c=3), os.environ),
        own=ChainMap({"a": 1}, Own(b=2)),
        filled=ChainMap({"a": 1}, defaultdict(list)),
        user=UserDict(a={"b": 4}),
        settings=Settings(a=1),
        missing=Filled(a=1),
        rows=Rows([5, [6]]),
    )
    for source, shown in (
        ("chain['a']", "1"),
        ("chain['b'][0]", "2"),
        ("chain['c']", "3"),
        (f"chain[{next(iter(os.environ))!r}]", repr(next(iter(os.environ.values())))),
        ("own['a']", "1"),
        ("filled['a']", "1"),
        ("user['a']['b']", "4"),
        ("rows[1][0]", "6"),
        ("rows[-2]", "5"),
    ):
        assert here.hover(source) == shown, source
    for source in ("chain['none']", "user['none']"):
        with refused(EvaluationFailed, "KeyError: 'none'"):
            here.hover(source)
    with refused(EvaluationFailed, "IndexError"):
        here.hover("rows[2]")
    for source, why in (
        ("own['b']", "an item of a Own runs code"),
        ("filled['b']", "an item that is missing runs code"),
        ("settings['a']", "this item runs code"),
        ("missing['b']", "runs code"),
        ("rows[:1]", "runs code"),
    ):
        with refused(EvaluationRefused, why):
            here.hover(source)
    assert Own.ran == [] and not here.frame.f_locals["filled"].maps[1]


def test_the_name_and_the_value_of_a_member_of_an_enumeration_are_shown():
    class Color(enum.Enum):
        RED = [1]

    class Own(enum.Enum):
        RED = 1

        @property
        def value(self):
            raise RuntimeError

    class Way(enum.Flag):
        A = 1
        B = 2

    here = stop(red=Color.RED, own=Own.RED, both=Way.A | Way.B)
    assert [here.hover(source) for source in ("red.name", "red.value[0]", "both.value")] == ["'RED'", "1", "3"]
    with refused(EvaluationRefused, "reading .value may run code"):
        here.hover("own.value")


def test_attributes_of_objects_of_c_code_are_shown():
    class Money(Decimal):
        pass

    money = Money("1.5")
    money.currency = ["EUR"]
    here = stop(tree=ast.parse("x = 1"), money=money, buffer=mmap.mmap(-1, 4), format=struct.Struct("i"))
    for source, shown in (
        ("tree.body[0].value.value", "1"),
        ("money.currency[0]", "'EUR'"),
        ("money.imag", "Decimal('0')"),
        ("buffer.closed", "False"),
        ("format.size", "4"),
    ):
        assert here.hover(source) == shown, source
