"""What could be typed next."""

import sys

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
