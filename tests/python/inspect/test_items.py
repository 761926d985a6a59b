"""Items by number of what is no list: groups of a match, arrays, ranges."""

import array
import collections
import ctypes
import enum
import functools
import re
import types

from support import MISTAKE, refused, run, stop

from dapper.values.errors import NotAssignable


class Key:
    pass


def rows(variables):
    return [(name, variable["value"], variable.get("evaluateName")) for name, variable in variables.items()]


def test_a_match_begins_with_its_groups_and_has_their_spans():
    match = re.search(r"(?P<year>\d+)-(\d+)(x)?", "on 2024-05")
    here = stop(match=match)
    shown = here.variables()["match"]
    assert shown["indexedVariables"] == 4
    children = here.children("match")
    assert rows(children)[:4] == [
        ("0", "'2024-05'", "match[0]"),
        ("1 (year)", "'2024'", "match[1]"),
        ("2", "'05'", "match[2]"),
        ("3", "None", "match[3]"),
    ]
    names = list(children)
    assert names[4] == "spans" and {"endpos", "pos", "re", "string"} <= set(names[5:])
    spans = here.children("match", "spans")
    assert rows(spans) == [
        ("0", "(3, 10)", "match.span(0)"),
        ("1 (year)", "(3, 7)", "match.span(1)"),
        ("2", "(8, 10)", "match.span(2)"),
        ("3", "(-1, -1)", "match.span(3)"),
    ]
    for row in (*list(children.values())[:4], *spans.values()):
        assert here.watch(row["evaluateName"]) == row["value"]
        assert "readOnly" in row["presentationHint"]["attributes"]
    with refused(NotAssignable, "a Match keeps its items"):
        here.answers.set_variable(shown["variablesReference"], "1 (year)", "'2025'")
    assert list(here.variables(shown["variablesReference"], filter="indexed", start=2, count=1)) == ["2"]


def test_a_match_in_what_is_no_text():
    class Text(str):
        def __getitem__(self, key):
            raise SystemExit("asked")

    data = bytearray(b"a1")
    gone = re.search(b"[0-9]", data)
    here = stop(text=re.search("b", Text("abc")), plain=re.search(b"[0-9]", b"a1"), gone=gone)
    assert here.children("text")["0"]["value"] == "'b'"
    assert here.children("plain")["0"]["value"] == "b'1'"
    data.clear()
    assert here.children("gone")["0"]["value"] == "b''"


def test_a_match_in_a_buffer_of_the_programs_is_asked_in_a_look_alone():
    class Buffer:
        hangs = False

        def __buffer__(self, flags):
            while self.hangs:
                pass
            return memoryview(b"a1")

    try:
        match = re.search(b"[0-9]", Buffer())
    except TypeError:  # before Python 3.12 there are none
        return
    Buffer.hangs = True
    here = stop(match=match)
    assert "0" not in here.children("match")


def test_an_array_has_its_items_before_its_members_and_they_are_set():
    numbers = array.array("i", range(3000))
    here = stop(numbers=numbers, empty=array.array("d"))
    shown = here.variables()["numbers"]
    assert shown["indexedVariables"] == 3000 and "memoryReference" in shown
    page = here.store.variables(shown["variablesReference"], filter="indexed", start=2998, count=10)
    assert [(each["name"], each["value"], each["evaluateName"]) for each in page] == [
        ("2998", "2998", "numbers[2998]"),
        ("2999", "2999", "numbers[2999]"),
    ]
    named = here.store.variables(shown["variablesReference"], filter="named")
    assert {"itemsize", "typecode"} <= {each["name"] for each in named}
    assert here.answers.set_variable(shown["variablesReference"], "5", "7")["value"] == "7"
    assert numbers[5] == 7
    with refused(saying="TypeError"):
        here.answers.set_variable(shown["variablesReference"], "5", "'a'")
    assert "typecode" in here.children("empty") and "0" not in here.children("empty")


def test_an_array_of_a_class_of_the_programs_is_read_as_it_is():
    class Odd(array.array):
        def __getitem__(self, key):
            while True:
                pass

        __len__ = __iter__ = __getitem__

    here = stop(odd=Odd("b", [1, 2]))
    children = here.children("odd")
    assert [children[name]["value"] for name in ("0", "1")] == ["1", "2"] and "evaluateName" not in children["0"]


def test_a_range_has_its_numbers_however_many():
    here = stop(some=range(10, 0, -3), huge=range(10**30), none=range(0))
    children = here.children("some")
    assert rows(children)[:4] == [
        ("0", "10", "some[0]"),
        ("1", "7", "some[1]"),
        ("2", "4", "some[2]"),
        ("3", "1", "some[3]"),
    ]
    assert {"start", "stop", "step"} <= set(children)
    shown = here.variables()["huge"]
    (last,) = here.store.variables(shown["variablesReference"], "indexed", shown["indexedVariables"] - 1, 5)
    assert last["value"] == str(shown["indexedVariables"] - 1)
    with refused(NotAssignable, "a range keeps its items"):
        here.answers.set_variable(here.variables()["some"]["variablesReference"], "0", "1")
    assert "start" in here.children("none")


class Remote:
    """Has attributes that only `__dir__` gives."""

    asked: list[str] = []

    def __init__(self):
        self.host = "h"

    def __dir__(self):
        return [*super().__dir__(), "name", "size", "not a name", "fails", "hangs", "__odd__"]

    def __getattr__(self, name):
        Remote.asked.append(name)
        if name == "fails":
            raise AttributeError("none")
        while name == "hangs":
            pass
        return name.upper()


def computed(here, variable):
    (found,) = here.store.variables(variable["variablesReference"])
    return found


def test_what_only_dir_gives_is_computed_on_a_click():
    here = stop(remote=Remote())
    children = here.children("remote")
    assert list(children)[:6] == ["host", "fails", "hangs", "name", "not a name", "size"] and not Remote.asked
    lazy = [name for name, each in children.items() if each["presentationHint"].get("lazy")]
    assert lazy == ["fails", "hangs", "name", "not a name", "size"]
    name = computed(here, children["name"])
    assert (name["value"], name["evaluateName"]) == ("'NAME'", "remote.name")
    assert computed(here, children["not a name"])["value"] == "'NOT A NAME'"
    assert computed(here, children["fails"])["value"] == "<raised AttributeError: none>"
    assert "took longer" in computed(here, children["hangs"])["value"]
    here.answers.set_variable(here.variables()["remote"]["variablesReference"], "name", "'set'")
    assert not here.children("remote")["name"]["presentationHint"].get("lazy")


def test_a_hostile_dir_is_one_row():
    class Text(str):
        def __eq__(self, other):
            raise SystemExit("asked")

        __lt__ = __eq__
        __hash__ = str.__hash__

    class Odd:
        way = "loop"

        def __init__(self):
            self.own = 1

        def __getattr__(self, name):
            raise AttributeError(name)

        def __dir__(self):
            while self.way == "loop":
                pass
            if self.way == "raise":
                raise SystemExit("no")
            if self.way == "many":
                return [f"n{number}" for number in range(3_000)]
            return {"type": 5, "text": [Text("a"), Text("b")]}[self.way]

    here = stop(odd=Odd())
    for way, wanted in (("loop", "took longer"), ("raise", "SystemExit"), ("type", "TypeError"), ("text", "raised")):
        Odd.way = way
        children = here.children("odd")
        assert children["own"]["value"] == "1"
        assert wanted in children["__dir__()"]["value"], (way, children["__dir__()"])
    Odd.way = "many"
    children = here.children("odd")
    assert children["own"]["value"] == "1" and 500 < len(children) < 2000
    assert not any(MISTAKE in each["value"] for each in children.values())


def test_modules_and_classes_give_what_they_announce():
    here = run(
        """
import types
class Meta(type):
    def __dir__(cls):
        return ["made"]
    def __getattr__(cls, name):
        return name * 2
class Made(metaclass=Meta):
    own = 1
module = types.ModuleType("module")
module.__dir__ = lambda: ["later"]
module.__getattr__ = lambda name: name * 2
here()
"""
    )
    reference = here.variables()["class variables"]["variablesReference"]
    made = here.variables(here.variables(reference)["Made"]["variablesReference"])
    assert computed(here, made["made"])["value"] == "'mademade'"
    module = here.variables(here.variables()["module"]["variablesReference"])
    assert computed(here, module["later"])["value"] == "'laterlater'"
    assert computed(here, module["later"])["evaluateName"] == "module.later"


def test_what_gives_rows_says_how_whatever_its_class_is_called():
    def made(name, *bases, **members):
        return type(name, bases, dict.fromkeys(members) | members)

    def get(self, key):
        raise SystemExit("asked")

    arrays = {"__getitem__": get, "__len__": get}
    values = {
        "rows": (made("Rows", list)([1]), "children"),
        "table": (made("Table", dict)(a=1), "children"),
        "numbers": (range(3), "children"),
        "grid": (made("Grid", shape=property(get), tolist=get, **arrays)(), "array"),
        "lazy": (made("LazyGrid", shape=(2, 2), **arrays)(), "items"),
        "frame": (made("Frame", iloc=property(get), reset_index=get, to_dict=get, columns=1)(), "frame"),
        "series": (made("Column", iloc=property(get), reset_index=get, to_numpy=get)(), "series"),
        "match": (re.match("a", "a"), None),
        "scalar": (memoryview(b"abcd").cast("I", ()), None),
        "text": (b"abc", None),
        "empty": ([], None),
        "dataframe": (made("DataFrame", x=1)(), None),
        "kind": (made("ndarray", shape=1, tolist=get, **arrays), None),
    }
    here = stop(**{name: value for name, (value, _) in values.items()})
    shown = here.variables()
    assert {name: shown[name].get("dapper/table") for name in values} == {
        name: form for name, (_, form) in values.items()
    }
    assert here.evaluate("rows")["dapper/table"] == "children"


def test_what_there_is_besides_items_is_counted_and_can_be_asked_for():
    class Rows(list):
        def __init__(self, items):
            super().__init__(items)
            self.extra = 5

    Point = collections.namedtuple("Point", "y x")
    Bare = type("Bare", (tuple,), {"_fields": ("a",)})
    values = {
        "rows": Rows(range(150)),
        "point": Point(1, 2),
        "factory": collections.defaultdict(list, a=[1]),
        "empty": collections.OrderedDict(),
        "bare": Bare((1, 2)),
        "plain": {"a": 1},
    }
    here = stop(**values)
    shown = here.variables()
    for name in ("rows", "point", "bare"):
        named = here.variables(shown[name]["variablesReference"], filter="named")
        assert len(named) == shown[name]["namedVariables"] > 0, name
    assert "extra" in here.variables(shown["rows"]["variablesReference"], filter="named")
    assert shown["rows"]["indexedVariables"] == 150
    assert (shown["factory"]["namedVariables"], shown["factory"]["dapper/items"]) == (3, 1)
    assert shown["empty"]["dapper/items"] == 0
    assert "dapper/table" not in shown["empty"]
    assert "dapper/items" not in shown["plain"]
    assert shown["point"]["dapper/fields"] == ["y", "x"]
    assert "dapper/fields" not in shown["bare"]


def test_what_ctypes_makes_has_its_items_and_fields():
    class Point(ctypes.Structure):
        _fields_ = [("x", ctypes.c_int), ("name", ctypes.c_char_p), ("y", ctypes.c_double)]

    class Line(ctypes.Structure):
        _fields_ = (("ends", Point * 2), ("bits", ctypes.c_uint8, 3))

    line = Line()
    line.ends[1].x, line.bits = 4, 5
    here = stop(
        numbers=(ctypes.c_int * 3)(1, 2, 3),
        line=line,
        text=(ctypes.c_char * 2)(b"a"),
        names=(ctypes.c_char_p * 1)(b"n"),
        pointer=ctypes.pointer(ctypes.c_int(3)),
    )
    assert here.variables()["numbers"]["indexedVariables"] == 3
    assert here.evaluate("line.ends[1]")["result"] == "Point(x=4, y=0.0, …)"
    ends = "Point_Array_2([Point(x=0, y=0.0, …), Point(x=4, y=0.0, …)])"
    assert here.variables()["line"]["value"] == f"Line(ends={ends}, bits=5)"
    assert here.variables()["pointer"]["value"] == f"LP_{ctypes.c_int.__name__}(…)"
    assert [here.children("numbers")[str(at)]["value"] for at in range(3)] == ["1", "2", "3"]
    assert here.children("numbers")["1"]["evaluateName"] == "numbers[1]" and here.hover("line.ends") != ""
    assert [here.children("text")[str(at)]["value"] for at in range(2)] == ["b'a'", r"b'\x00'"]
    assert here.children("line")["bits"]["value"] == here.hover("line.bits") == "5"
    second = here.children("line", "ends", "1")
    assert second["x"]["value"] == here.watch(second["x"]["evaluateName"]) == "4" and second["y"]["value"] == "0.0"
    here.answers.set_variable(here.children("line", "ends")["1"]["variablesReference"], "x", "6")
    assert line.ends[1].x == 6
    here.answers.set_variable(here.variables()["numbers"]["variablesReference"], "0", "9")
    assert here.watch("list(numbers)") == "[9, 2, 3]"
    # What is followed when it is read may lead anywhere.
    lazy = second["name"], here.children("names")["0"]
    assert all(each["presentationHint"]["lazy"] for each in lazy)
    assert [here.variables(each["variablesReference"]).popitem()[1]["value"] for each in lazy] == ["None", "b'n'"]


def test_views_of_a_dict_have_items_and_the_mapping_behind_them():
    ordered = collections.OrderedDict(a=1, b=[2])
    ordered.move_to_end("a")
    here = stop(plain={"a": [1], Key(): 2}, ordered=ordered)
    for source in ("plain.keys()", "plain.values()", "plain.items()", "ordered.keys()", "ordered.items()"):
        answer = here.evaluate(source)
        assert answer["indexedVariables"] == 2, source
        children = here.variables(answer["variablesReference"])
        assert list(children)[:3] == ["0", "1", "mapping"]
        for row in list(children.values())[:3]:
            assert here.watch(row["evaluateName"]) == row["value"]
            assert "readOnly" in row["presentationHint"]["attributes"]
        for row in here.variables(children["mapping"]["variablesReference"]).values():
            assert here.watch(row["evaluateName"]) == row["value"]
    assert here.watch("ordered.items()") == "odict_items([('b', [2]), ('a', 1)])"
    of_plain = here.evaluate("dict.items(ordered)")
    assert here.variables(of_plain["variablesReference"])["0"]["value"] == "('a', 1)"
    far = stop(view=dict.fromkeys(range(2000)).keys())
    assert rows(far.children("view", filter="indexed", start=1500, count=1)) == [("1500", "1500", "[*view][1500]")]


def test_a_proxy_has_the_items_of_its_dict():
    class Own(dict):
        def __getitem__(self, key):
            raise SystemExit("asked")

    content = {"a": [1], "b": 2}
    here = stop(
        proxy=types.MappingProxyType(content),
        own=types.MappingProxyType(Own(a=1)),
        empty=types.MappingProxyType({}),
        other=types.MappingProxyType(collections.UserDict(a=1)),
    )
    children = here.children("proxy")
    assert rows(children) == [("'a'", "[1]", "proxy['a']"), ("'b'", "2", "proxy['b']")]
    assert rows(here.children("proxy", "'a'")) == [("0", "1", "proxy['a'][0]")]
    assert rows(here.children("own")) == [("'a'", "1", None)]
    shown = here.variables()
    assert shown["empty"]["variablesReference"] == shown["other"]["variablesReference"] == 0
    here.answers.set_variable(shown["proxy"]["variablesReference"], "'b'", "3")
    assert content["b"] == 3


def test_what_an_enumeration_computes_cannot_be_set():
    class Color(enum.Enum):
        RED = 1

    children = stop(red=Color.RED).children("red")
    for name in ("name", "value"):
        assert "readOnly" in children[name]["presentationHint"]["attributes"]


def test_special_attributes_are_those_of_the_object():
    @functools.lru_cache
    def cached():
        "What it does."

    row = stop(cached=cached).children("cached", "special variables")["__doc__"]
    assert row["value"] == "'What it does.'" and row["evaluateName"] == "cached.__doc__"
