"""What could be typed next."""

import collections
import os
import sys
import tempfile
import types

from support import Stop, run, stop


def labels(here, text, column=None, line=1):
    column = len(text.encode("utf-16-le")) // 2 + 1 if column is None else column
    return [item["label"] for item in here.answers.completions(text, column, line, here.scope)]


def test_names_of_the_frame_its_module_builtins_and_keywords():
    here = run("module_name = 1\ndef f(local_name):\n    here()\nf(1)")
    assert labels(here, "loca") == ["local_name", "locals"]
    assert labels(here, "x = modu")[0] == "module_name"
    assert labels(here, "whi") == ["while"]
    assert "print" in labels(here, "pri") and "print" in labels(here, "")


def test_attributes_without_running_code():
    class Thing:
        ran = []

        def __init__(self):
            self.width = {"deep key": [1]}

        @property
        def area(self):
            Thing.ran.append("area")

        def __getattr__(self, name):
            Thing.ran.append(name)

        def __dir__(self):
            Thing.ran.append("dir")
            return []

    here = stop(thing=Thing(), sys=sys)
    assert labels(here, "thing.") == ["area", "ran", "width"]
    assert labels(here, "thing.w") == ["width"]
    assert labels(here, "f(thing.width['deep key'].app") == ["append"]
    assert labels(here, "thing.area.") == [] and labels(here, "thing.missing.") == []
    assert "version_info" in labels(here, "sys.ver")
    assert "upper" in labels(here, "'text'.up")
    assert "__init__" in labels(here, "thing.__") and "__init__" not in labels(here, "thing.")
    assert Thing.ran == []


def test_string_keys_of_dicts():
    here = stop(d={"alpha": 1, "beta": 2, 3: 4, 'with"quote': 5})
    assert labels(here, "d['al") == ["alpha"]
    assert labels(here, 'd["') == ["alpha", "beta"]
    assert labels(here, "x['") == []


def test_keys_of_what_stands_for_a_dict():
    class Own(collections.UserDict):
        def __getitem__(self, key):
            raise SystemExit("asked")

    values = {
        "proxy": types.MappingProxyType({"deep": 1}),
        "chain": collections.ChainMap({"first": 1, "both": 1}, {"second": 2, "both": 2}),
        "own": Own(mine=1),
        "os": os,
    }
    here = stop(**values)
    assert labels(here, "proxy['d") == ["deep"]
    assert sorted(labels(here, "chain['")) == ["both", "first", "second"]
    assert labels(here, "own['") == ["mine"]
    os.environ["DAPPER_KEY"] = "1"
    try:
        for text in ("os.environ['DAPPER_K", 'os.environ.get("DAPPER_K', "os.getenv('DAPPER_K", "os.getenv( 'DAPPER_K"):
            assert labels(here, text) == ["DAPPER_KEY"], text
    finally:
        del os.environ["DAPPER_KEY"]
    assert labels(stop(large={f"k{n}": n for n in range(50_000)}), "large['k4999") == [
        "k4999",
        *(f"k4999{n}" for n in range(10)),
    ]
    chain = values["chain"]
    chain.maps.append(chain)
    assert "first" in labels(here, "chain['")


def test_keys_are_offered_to_what_takes_one():
    here = run("def f(d):\n    here()\nf({'alpha': {'beta': 1}, 7: 8, (1, 2): 3, b'x': 4, 'a b': 5})")
    for method in ("get", "pop", "setdefault"):
        assert labels(here, f"print(d.{method}('al") == ["alpha"]
    assert labels(here, "d['alpha'].get('") == ["beta"]
    assert labels(here, "d.other('") == [] and labels(here, "print('al") == []
    assert labels(here, "locals()['") == ["d"] and "f" in labels(here, "globals()['")
    assert set(labels(here, "x + d[")[:4]) == {"'a b'", "'alpha'", "7", "b'x'"}
    assert "print" in labels(here, "d[") and "'alpha'" not in labels(here, "[")
    assert "'alpha'" not in labels(here, "d[al") and labels(here, "return [")[0] != "'alpha'"


def test_nothing_in_strings_comments_and_numbers():
    here = stop(name=1)
    assert labels(here, "'na") == [] and labels(here, "# na") == [] and labels(here, "1.") == []
    assert labels(here, "'a' + na")[0] == "name"
    assert labels(here, "x = '''\nna", 3, 2) == []


def test_positions_are_in_utf16_units_from_1():
    here = stop(name=1)
    item = here.answers.completions("'😀' + na", 10, 1, here.scope)[0]
    assert (item["label"], item["start"], item["length"]) == ("name", 8, 2)
    item = here.answers.completions("x = 1\n  na", 5, 2, here.scope)[0]
    assert (item["label"], item["start"], item["length"]) == ("name", 3, 2)


def test_kinds():
    here = stop(f=labels, C=int, m=sys, v=1)
    kinds = {item["label"]: item["type"] for item in here.answers.completions("", 1, 1, here.scope)}
    assert [kinds[name] for name in ("f", "C", "m", "v", "while")] == [
        "function",
        "class",
        "module",
        "variable",
        "keyword",
    ]


def test_a_globals_namespace_without_a_frame():
    assert labels(Stop({"xyz": 1}), "xy") == ["xyz"]


def details(here, text):
    return {item["label"]: item.get("detail") for item in here.answers.completions(text, len(text) + 1, 1, here.scope)}


def test_what_is_called_has_its_parameters():
    class Shape:
        def __init__(self, size, *, name="so"):
            pass

        def grow(self, by=1, /, *more, limit=None, **rest):
            pass

        @classmethod
        def made(cls, size: int):
            pass

        @staticmethod
        def of(a, b=...):
            pass

    here = stop(shape=Shape(1), Shape=Shape)
    assert details(here, "shape.") == {
        "grow": "(by=1, /, *more, limit=None, **rest)",
        "made": "(size)",
        "of": "(a, b=…)",
    }
    assert details(here, "Shape.g") == {"grow": "(self, by=1, /, *more, limit=None, **rest)"}
    assert details(here, "Sha")["Shape"] == "(size, *, name='so')"
    assert details(here, "'text'.partition") == {"partition": "(sep, /)"}
    assert details(here, "whi") == {"while": None}


def test_parameters_are_offered_where_the_next_argument_begins():
    def area(width, height=2, /, unit="m", *, deep=False):
        pass

    here = stop(area=area, x=[1], depth=3)
    assert labels(here, "area(")[:2] == ["deep=", "unit="] and "x" in labels(here, "area(")
    assert labels(here, "area(1, de")[0] == "deep=" and "depth" in labels(here, "area(1, de")
    assert details(here, "area(1, un")["unit="] == "(width, height=2, /, unit='m', *, deep=False)"
    assert "deep=" not in labels(here, "area(1, deep=True, de")
    # The names that begin so are offered behind them.
    assert labels(here, "x[area(1)], area(x[0], un")[0] == "unit="
    assert labels(here, "area((1, [2]), area({'a': ')'}, un")[0] == "unit="
    for other in ("area[", "(", "if (", "missing(", "area(1)", "area(x", "area(1, unit="):
        assert not any(label.endswith("=") for label in labels(here, other)), other


def test_defaults_of_the_program_run_nothing():
    class Loud:
        def __repr__(self):
            raise AssertionError

    loud = Loud()

    def call(first=loud, second="long " * 20):
        pass

    here = stop(call=call)
    assert details(here, "cal")["call"] == "(first=…, second=…)"


def at_end(here, text):
    """The same at the end of a text of several lines."""
    return labels(here, text, len(text.rpartition("\n")[2]) + 1, text.count("\n") + 1)


def test_import_statements_offer_modules_and_what_is_in_them():
    here = stop(a=1)
    assert "json" in at_end(here, "import jso") and "jsonschema" not in at_end(here, "import jso")
    assert at_end(here, "import zipi") == ["zipimport"]
    assert "abc" in at_end(here, "import collections.") and "abc" in at_end(here, "from collections.")
    assert "path" in at_end(here, "from os import pa") and "path" in at_end(here, "x = 1; from os import (sep,\n  pa")
    assert "OrderedDict" in at_end(here, "from collections import Ord")
    assert "abc" in at_end(here, "from collections import ab")
    assert "decoder" in at_end(here, "import os, json.de") and "json" in at_end(here, "import os as o, js")
    assert at_end(here, "from os im") == ["import"]
    assert at_end(here, "'import js") == [] and at_end(here, "# import js") == []
    assert at_end(here, "imports") == [] and "json" not in at_end(here, "x.import js")
    assert at_end(here, "from . import ") == []
    items = here.answers.completions("import json.dec", 16, 1, here.scope)
    assert items[0]["label"] == "decoder" and (items[0]["start"], items[0]["length"]) == (13, 3)
    assert items[0]["type"] == "module"


def test_modules_of_the_program_are_listed_and_not_imported():
    folder = tempfile.mkdtemp()
    os.makedirs(f"{folder}/box/inner")
    for name, text in (
        (
            "notloaded.py",
            "import os as system\nLIMIT, (a, *b) = 1, [2, 3]\ndef work(): inside = 1\nif LIMIT:\n    deep: int = 1\n",
        ),
        ("box/__init__.py", "raise SystemExit('imported')\nshown = 1"),
        ("box/other.py", "class Thing: pass"),
        ("bad name.py", ""),
        ("wrong.py", "def ("),
    ):
        with open(f"{folder}/{name}", "w") as file:
            file.write(text)
    sys.path.insert(0, folder)
    sys.path[1:1] = [5, "/nowhere"]
    try:
        before = set(sys.modules)
        here = stop(a=1)
        assert at_end(here, "import notl") == ["notloaded"] and at_end(here, "import bad") == []
        found = at_end(here, "from notloaded import ")
        assert set(found) == {"LIMIT", "a", "b", "deep", "system", "work"}
        assert at_end(here, "import box.") == ["inner", "other"] and at_end(here, "from wrong import ") == []
        assert at_end(here, "from box import ") == ["inner", "other", "shown"]
        assert at_end(here, "from box.other import ") == ["Thing"]
        inside = Stop({"__name__": "box.other", "__package__": "box"})
        assert "other" in at_end(inside, "from . import ") and "Thing" in at_end(inside, "from .other import ")
        assert at_end(inside, "from .. import ") == []
        assert set(sys.modules) == before
    finally:
        del sys.path[:3]


def test_hostile_modules_are_not_asked():
    class Odd(type(sys)):
        def __getattribute__(self, name):
            raise SystemExit("asked")

    class Name(str):
        def __eq__(self, other):
            raise SystemExit("asked")

        __hash__ = str.__hash__

    module = Odd("odd_module")
    vars_of = type(sys).__dict__["__dict__"].__get__(module)
    vars_of.update({"shown": 1, "__path__": 7})
    sys.modules["odd_module"], sys.modules["odd_thing"], sys.modules[Name("odd_name")] = module, 5, 6
    try:
        here = stop(a=1)
        assert at_end(here, "import odd_") == ["odd_module", "odd_thing"]
        assert at_end(here, "from odd_module import sh") == ["shown"] and at_end(here, "from odd_thing import ") == []
        assert at_end(here, "import odd_module.") == []
    finally:
        for key in [key for key in sys.modules if str.startswith(key, "odd_")]:
            sys.modules.pop(key)


def test_the_braces_of_an_open_text_have_the_names_of_its_expression():
    class Thing:
        alpha, beta = 1, {"k": 2}

    here = stop(me=Thing(), os=os)
    for text in (
        'f"{me.al',
        "print(f'{os.sep} {me.al",
        'rf"\\{me.al',
        'f"{{}} {me.beta[1]:>{me.al',
        'F"""a\n{me.al',
        "x = f'{(me.al",
    ):
        assert at_end(here, text) == ["alpha"], text
    assert "path" in at_end(here, "print(f'{os.pa")
    assert at_end(here, "f\"{me.beta['") == ["k"]
    assert "me" in at_end(here, "f'{m")
    for text in ('"{me.al', "f'{{me.al", "f'{me.al:me.al", "f'{me!r", "f'{me}me.al", "f'# {1} me.al", "f'\\N{me.al"):
        assert at_end(here, text) == [], text
    assert at_end(here, "f'{me.al\nme.al") == ["alpha"]
    assert at_end(here, 'f"{me.al:{1}}" + me.al') == ["alpha"]
    if sys.version_info >= (3, 12):
        assert at_end(here, 'f"{me.beta["k"] + me.al') == ["alpha"] and at_end(here, 'f"{f"{me.al') == ["alpha"]
    else:
        assert at_end(here, 'f"{me.beta[" + me.al') == ["alpha"]
    if sys.version_info >= (3, 14):
        assert at_end(here, 't"{me.al') == ["alpha"]


def test_mangled_names_are_offered_as_a_method_writes_them():
    here = run(
        """
class _Thing:
    def __init__(self):
        self.__priv = 1
    def work(self):
        __local = 2
        here()
        return __local
_Thing().work()
"""
    )
    assert at_end(here, "self.__p") == ["__priv"] and at_end(here, "self._T") == ["_Thing__priv"]
    assert at_end(here, "__loc") == ["__local"]
    assert here.watch("self.__priv, __local") == "(1, 2)"
    outside = stop(thing=here.scope.locals()["self"])
    assert at_end(outside, "thing.__p") == []
