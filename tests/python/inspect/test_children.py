"""Every value expands, and a child that cannot be read is one row among the others."""

import array
import collections
import enum
import functools
import io
import sys
import time
import types
import typing

from support import MISTAKE, check, everything, refused, run, stop

from dapper.values.errors import EvaluationRefused


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Level(enum.IntEnum):
    LOW = 1


class Mode(enum.Flag):
    READ = 1
    WRITE = 2


class Movie(typing.TypedDict):
    name: str


class Point(typing.NamedTuple):
    x: int


class Sized:
    measure = len
    upper = str.upper
    add = int.__add__
    make = dict.__dict__["fromkeys"]
    call = "".join
    slot = [].__len__
    whole = functools.partial(print, 1)
    other = staticmethod(len)
    third = classmethod(functools.partial(print, 2))
    member = property.fget
    getset = types.FrameType.f_lineno
    place = Point.x


def test_classes_with_c_functions_among_their_attributes_expand():
    kinds = {kind.__name__: kind for kind in (Color, Level, Mode, Movie, Point, Sized)}
    objects = {"red": Color.RED, "low": Level.LOW, "mode": Mode.READ | Mode.WRITE, "sized": Sized(), "point": Point(1)}
    here = stop(**kinds, **objects, movie=Movie(name="n"))
    for variable in here.variables().values():
        assert variable["name"] == "sys" or check(here, variable), variable
    functions = here.children("sized", "function variables")
    assert functions["measure"]["value"] == "<built-in function len>"
    assert set(functions) >= {"measure", "upper", "add", "make", "call", "slot", "other", "third"}
    assert {"RED", "GREEN"} <= {*here.children("Color")}


def test_c_functions_of_a_built_in_base_are_not_listed_as_the_programs():
    class Table(dict):
        size = 1

    here = stop(Table=Table, Level=Level, table=Table(a=1))
    listed = here.children("Table")
    members = [name for name in listed if name not in ("function variables", "special variables")]
    assert members == ["size", "base classes", "__mro__"]
    assert "bit_length" not in here.children("Level")
    assert "function variables" not in here.children("table")


def test_hovering_over_what_is_no_method_shows_it():
    here = stop(s=Sized(), Sized=Sized, Color=Color, low=Level.LOW)
    assert here.hover("s.measure") == here.hover("Sized.measure") == "<built-in function len>"
    assert here.hover("s.other") == "<built-in function len>" and "built-in method join" in here.hover("s.call")
    assert here.hover("Sized.__name__") == "'Sized'" and here.hover("low._name_") == "'LOW'"
    for source in ("s.upper", "s.third.nothing"):
        with refused(EvaluationRefused, "This only looks"):
            here.hover(source)


def test_a_child_that_cannot_be_read_says_why_in_its_row():
    short = tuple.__new__(Point, ())
    released = memoryview(b"abc")
    released.release()
    here = stop(short=short, released=released, sized=Sized())
    assert here.children("short")["x"]["value"].startswith("<raised IndexError: ")
    row = here.children("released")["nbytes"]
    assert row["value"].startswith("<raised ValueError: operation forbidden")
    assert "failedEvaluation" in row["presentationHint"]["attributes"]
    assert here.children("sized")["place"]["value"].startswith("<raised TypeError: ")
    assert here.children("sized")["member"]["value"].startswith("<raised TypeError: ")


def test_a_mistake_of_our_own_costs_one_row():
    here = stop(a=1, b=Sized(), c=3)
    describe = here.store.describe

    def broken(value, *others):
        if type(value) is Sized:
            raise ZeroDivisionError("of the test")
        return describe(value, *others)

    here.store.describe = broken
    listed = here.variables()
    assert listed["b"]["value"] == f"<{MISTAKE}: ZeroDivisionError: of the test>"
    assert (listed["a"]["value"], listed["c"]["value"]) == ("1", "3")


def test_attributes_that_c_code_computes_with_code_of_the_program_have_a_budget():
    ran = []

    class Raw(io.RawIOBase):
        @property
        def closed(self):
            if ran:
                while True:
                    pass
            return False

        def readable(self):
            return True

    stream = io.TextIOWrapper(io.BufferedReader(Raw()))
    here = stop(stream=stream)
    ran.append(True)
    started = time.perf_counter()
    listed = here.children("stream")
    assert listed["closed"]["value"] == "<took longer than 40 ms>"
    assert listed["errors"]["value"] == "'strict'"
    with refused(EvaluationRefused, "This only looks"):
        here.hover("stream.closed")
    assert here.hover("stream.errors") == "'strict'"
    assert time.perf_counter() - started < 2
    ran.clear()
    stream.detach().detach()


def test_annotations_of_a_function_are_made_only_when_asked_for():
    source = """
asked = []
def note():
    asked.append(1)
    return int
def plain(a, b=2): pass
def annotated(a: note()): pass
def broken(a: Nowhere): pass
here()
"""
    here = run(source, Nowhere=int) if sys.version_info < (3, 14) else run(source)
    del here.frame.f_globals["asked"][:]
    functions = here.variables()["function variables"]["variablesReference"]
    listed = here.variables(functions)
    rows = {name: here.variables(listed[name]["variablesReference"]) for name in ("plain", "annotated", "broken")}
    assert rows["plain"]["__defaults__"]["value"] == "(2,)" and "__annotations__" not in rows["plain"]
    assert here.frame.f_globals["asked"] == []
    if sys.version_info >= (3, 14):
        assert rows["annotated"]["__annotations__"]["presentationHint"]["lazy"]
        made = here.variables(rows["annotated"]["__annotations__"]["variablesReference"])
        assert made["__annotations__"]["value"] == "{'a': <class 'int'>}"
        failed = here.variables(rows["broken"]["__annotations__"]["variablesReference"])
        assert failed["__annotations__"]["value"].startswith("<raised NameError: name 'Nowhere' is not defined")


def test_containers_of_the_collections_module_expand():
    here = stop(
        ordered=collections.OrderedDict(a=1),
        chain=collections.ChainMap({"a": 1}),
        counter=collections.Counter("aab"),
        default=collections.defaultdict(list, a=[1]),
        text=collections.UserString("abc"),
    )
    for name in ("ordered", "chain", "counter", "default", "text"):
        for row in check(here, here.variables()[name]):
            if "evaluateName" in row and row["name"] in ("'a'", "'b'"):
                assert here.watch(row["evaluateName"]) == row["value"]


def test_what_c_code_keeps_has_an_expression_that_means_it():
    class Table(collections.defaultdict):
        note = "of the class"

    here = stop(
        part=functools.partial(int, base=2),
        table=collections.defaultdict(list),
        derived=Table(int),
        queue=collections.deque([1], 3),
        numbers=array.array("i", [1]),
        alias=list[int],
    )
    for path, text in (
        ("part.func", "<class 'int'>"),
        ("part.keywords", "{'base': 2}"),
        ("table.default_factory", "<class 'list'>"),
        ("derived.default_factory", "<class 'int'>"),
        ("queue.maxlen", "3"),
        ("numbers.typecode", "'i'"),
    ):
        owner, name = path.split(".")
        row = here.children(owner).get(name)
        if row is not None:
            assert row["evaluateName"] == path and row["value"] == text, path
        assert here.hover(path) == here.watch(path) == text, path
    assert here.children("part")["func"] and here.children("table")["default_factory"]
    assert here.hover("derived.note") == "'of the class'"
    assert here.children("derived", "class attributes")["note"]["evaluateName"] == "derived.note"
    for row in everything(here, here.variables()["alias"]["variablesReference"], values=False):
        if "evaluateName" in row and not row["presentationHint"].get("lazy"):
            assert here.watch(row["evaluateName"]) == row["value"], row["name"]
