"""References, scopes and children."""

import collections
import dataclasses

from support import Stop, refused, run, stop

from dapper.values.errors import StaleReference, UnknownReference
from dapper.wire.errors import RequestError


def names(variables):
    return list(variables)


def test_scopes_of_a_function():
    here = stop(b=1, a=2, _c=3, a10=4, a9=5)
    scopes = here.store.scopes(here.frame)
    assert [scope["name"] for scope in scopes] == ["Locals", "Globals"]
    assert names(here.variables()) == ["a", "a9", "a10", "b", "sys", "_c"]
    assert here.variables()["a"]["value"] == "2" and here.variables()["a"]["type"] == "int"


def test_the_locals_of_a_module_say_that_they_are_its_globals():
    of_function, of_module, of_class = (
        here.store.scopes(here.frame) for here in (stop(a=1), run("here()"), run("class C:\n    here()"))
    )
    assert of_module[0]["dapper/sameAs"] == of_module[1]["variablesReference"] != of_module[0]["variablesReference"]
    assert not any("dapper/sameAs" in scope for scope in [*of_function, *of_class, of_module[1]])


def test_what_calls_have_returned_comes_first_among_the_locals():
    here = stop(a=1)
    scopes = here.store.scopes(here.frame, [("work", [1]), ("work", 2)])
    assert [scope["name"] for scope in scopes] == ["Locals", "Globals"]
    listed = here.variables(scopes[0]["variablesReference"])
    assert names(listed)[:3] == ["(return) work", "(return) work (2)", "a"]
    shown = listed["(return) work"]
    assert shown["value"] == "[1]" and "readOnly" in shown["presentationHint"]["attributes"]
    assert "(return) work" not in here.variables(scopes[1]["variablesReference"])


def test_module_level_has_groups_for_what_is_not_data():
    here = run("import math\nx = 1\ndef f(): pass\nclass C: pass\nhere()")
    listed = here.variables()
    assert names(listed) == ["math", "x", "class variables", "function variables", "special variables"]
    assert "f" in here.children("function variables") and "C" in here.children("class variables")


def test_references_of_an_earlier_stop_and_invented_ones_are_told_apart():
    here = stop(a=[1])
    old = here.locals
    here.store.clear()
    with refused(StaleReference, f"variablesReference {old} belongs to an earlier stop"):
        here.variables(old)
    with refused(UnknownReference, "never given out"):
        here.variables(999)
    with refused(RequestError):
        here.variables(0)
    fresh = here.store.scopes(here.frame)[0]["variablesReference"]
    assert fresh > old


def test_a_million_items_come_in_pages():
    here = stop(items=list(range(1_000_000)))
    shown = here.variables()["items"]
    assert shown["indexedVariables"] == 1_000_000
    page = here.variables(shown["variablesReference"], filter="indexed", start=500_000, count=3)
    assert [(name, item["value"]) for name, item in page.items()] == [
        ("500000", "500000"),
        ("500001", "500001"),
        ("500002", "500002"),
    ]
    assert here.variables(shown["variablesReference"], filter="indexed", start=1_000_000, count=10) == {}
    assert here.variables(shown["variablesReference"], filter="named") == {}


def test_clients_that_do_not_page_get_a_thousand_and_a_way_to_more():
    here = stop(items=list(range(2_500)))
    listed = here.children("items")
    assert len(listed) == 1001 and names(listed)[-1] == "1,500 more"
    more = here.variables(listed["1,500 more"]["variablesReference"])
    assert names(more)[0] == "1000" and names(more)[-1] == "500 more"


def test_ten_thousand_attributes_come_in_pages():
    class Wide:
        pass

    wide = Wide()
    for number in range(10_000):
        setattr(wide, f"a{number}", number)
    here = stop(wide=wide)
    shown = here.variables()["wide"]
    assert shown["namedVariables"] >= 10_000
    page = here.variables(shown["variablesReference"], filter="named", start=9_998, count=2)
    assert names(page) == ["a9998", "a9999"]
    assert "9,0" in names(here.variables(shown["variablesReference"]))[-1]


def test_dict_items_keep_their_order_and_evaluate():
    here = stop(d={"z": 1, (1, "a"): 2, 3.5: 3, None: 4, frozenset(): 5}, x=1)
    listed = here.children("d")
    assert names(listed) == ["'z'", "(1, 'a')", "3.5", "None", "frozenset()"]
    for name in names(listed):
        assert here.watch(listed[name]["evaluateName"]) == listed[name]["value"]
    assert listed["frozenset()"]["evaluateName"] == "[*d.values()][4]"


def test_an_instance_shows_attributes_then_lazy_properties_then_groups():
    class Base:
        __slots__ = ()
        shared = [1]

    class Thing(Base):
        asked = []
        __slots__ = ("slot", "unset", "__dict__")

        def __init__(self):
            self.b, self.a, self._p, self.slot = 1, 2, 3, 4

        @property
        def area(self):
            Thing.asked.append("area")
            return self.a * 10

        @property
        def broken(self):
            raise ValueError("no")

        def method(self):
            return 1

    here = stop(thing=Thing())
    listed = here.children("thing")
    assert names(listed)[:6] == ["a", "b", "slot", "_p", "area", "broken"]
    assert names(listed)[6:] == ["class attributes", "function variables", "special variables"]
    assert listed["area"]["presentationHint"]["lazy"] is True and Thing.asked == []
    assert [v["value"] for v in here.variables(listed["area"]["variablesReference"]).values()] == ["20"]
    assert Thing.asked == ["area"]
    broken = here.variables(listed["broken"]["variablesReference"])
    assert [v["value"] for v in broken.values()] == ["<raised ValueError: no>"]
    assert "method" in here.children("thing", "function variables")
    assert names(here.children("thing", "class attributes")) == ["asked", "shared"]


def test_every_evaluate_name_gives_the_child():
    @dataclasses.dataclass
    class Point:
        x: int
        y: list

    Pair = collections.namedtuple("Pair", "left right")
    here = stop(p=Point(1, [7, 8]), pair=Pair(3, 4), q=collections.deque([5, 6]), e=KeyError("k"), n={"a": {"b": (9,)}})
    checked = 0
    todo = list(here.variables().values())
    for variable in todo:
        if "evaluateName" in variable and variable["name"] != "sys" and checked < 200:
            assert here.watch(variable["evaluateName"]) == variable["value"], variable
            checked += 1
        lazy = variable.get("presentationHint", {}).get("lazy")
        if variable["variablesReference"] and not lazy and len(todo) < 150 and variable["name"] != "sys":
            todo.extend(here.variables(variable["variablesReference"]).values())
    assert checked > 20


def test_no_evaluate_name_where_it_would_not_give_the_child():
    class Shadow:
        @property
        def x(self):
            return "property"

        def __getitem__(self, key):
            return "item"

    class Odd(list):
        def __getitem__(self, key):
            return "item"

    shadow = Shadow()
    shadow.__dict__.update({"x": "own", "not a name": 1, "class": 2, "__private": 3})
    here = stop(shadow=shadow, odd=Odd([1]), s={1})
    for listed in (here.children("shadow"), here.children("odd")):
        for name in ("x", "0"):
            assert "evaluateName" not in listed.get(name, {}), name
    for listed in (here.children("shadow"), here.children("s")):
        for name in {"not a name", "class", "__private", "0"} & {*listed}:
            assert here.watch(listed[name]["evaluateName"]) == listed[name]["value"], name


def test_a_global_hidden_by_a_local_evaluates_to_the_global():
    here = run("x = 'global'\ny = 1\ndef f():\n    x = 'local'\n    here()\nf()")
    listed = here.variables(here.globals)
    assert listed["y"]["evaluateName"] == "y"
    assert here.watch(listed["x"]["evaluateName"]) == "'global'"


def test_hostile_objects_are_not_run_by_listing_their_children():
    class Hostile:
        calls = []

        def __init__(self):
            object.__setattr__(self, "visible", 1)

        def __getattr__(self, name):
            Hostile.calls.append(name)
            while True:
                pass

        def __getattribute__(self, name):
            Hostile.calls.append(name)
            raise BaseException

        def __dir__(self):
            raise BaseException

        def __len__(self):
            return 10**12

        def __eq__(self, other):
            raise BaseException

        __hash__ = None
        __class__ = property(lambda self: Hostile.calls.append("class"))

    class Hiding:
        __dict__ = property(lambda self: Hostile.calls.append("dict"))
        kept = 1

    here = stop(h=Hostile(), hiding=Hiding())
    listed = here.children("h")
    assert listed["visible"]["value"] == "1"
    assert "kept" in here.children("hiding", "class attributes")
    assert Hostile.calls == []


def test_exceptions_closures_and_generators_show_what_they_hold():
    def outer(captured):
        def inner():
            return captured

        return inner

    def gen(n):
        m = n + 1
        yield m

    generator = gen(4)
    next(generator)
    error = ValueError("text")
    error.__cause__ = KeyError("cause")
    here = stop(error=error, inner=outer(5), generator=generator)
    listed = here.children("error")
    assert listed["args"]["value"] == "('text',)" and listed["__cause__"]["value"] == "KeyError('cause')"
    assert here.children("inner", "closure")["captured"]["value"] == "5"
    assert here.children("generator", "locals")["m"]["value"] == "5"


def test_names_and_values_are_text_that_can_be_sent():
    class Bad:
        pass

    bad = Bad()
    bad.__dict__["\ud800"] = "\udfff"
    here = stop(bad=bad, d={"\ud800": 1})
    import json

    for listed in (here.children("bad"), here.children("d")):
        json.dumps(list(listed.values()), ensure_ascii=False).encode("utf-8")


class Tag:
    """A key that looks like others."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


def test_children_that_look_alike_have_names_of_their_own():
    first, second, third = Tag("foo"), Tag("gad"), Tag("foo")
    here = stop(d={first: 1, second: 2, third: 3, float("nan"): 4, float("nan"): 5})
    reference = here.variables()["d"]["variablesReference"]
    listed = here.variables(reference)
    assert names(listed) == ["foo", "gad", "foo (2)", "nan", "nan (2)"]
    for name, variable in listed.items():
        assert here.watch(variable["evaluateName"]) == variable["value"], name
    here.answers.set_variable(reference, "foo (2)", "33")
    here.answers.set_variable(reference, "nan", "44")
    d = here.frame.f_locals["d"]
    assert list(d.values()) == [1, 2, 33, 44, 5]
    assert {name: child["value"] for name, child in here.variables(reference).items()} == {
        "foo": "1",
        "gad": "2",
        "foo (2)": "33",
        "nan": "44",
        "nan (2)": "5",
    }


def test_a_name_stays_with_its_child_on_whatever_page_it_is_met_first():
    d = {float("nan"): number for number in range(300)}
    here = stop(d=d)
    reference = here.variables()["d"]["variablesReference"]

    def page(start):
        return here.store.variables(reference, "named", start, 100)

    late, early = page(200), page(0)
    shown = [child["name"] for child in early + late]
    assert len(set(shown)) == 200 and late[0]["name"] == "nan"
    assert [child["name"] for child in page(0) + page(200)] == shown
    here.answers.set_variable(reference, early[7]["name"], "'seven'")
    here.answers.set_variable(reference, late[7]["name"], "'late'")
    assert [place for place, value in enumerate(d.values()) if type(value) is str] == [7, 207]


def test_keys_that_go_or_change_do_not_mix_up_the_others():
    tags = [Tag("a"), Tag("a"), Tag("a")]
    d = {tag: number for number, tag in enumerate(tags)}
    here = stop(d=d)
    reference = here.variables()["d"]["variablesReference"]
    assert names(here.variables(reference)) == ["a", "a (2)", "a (3)"]
    del d[tags[0]]
    tags[1].text = "b"
    assert names(here.variables(reference)) == ["b", "a (3)"]
    here.answers.set_variable(reference, "a (3)", "9")
    assert list(d.values()) == [1, 9]


def test_an_attribute_named_like_an_item_or_a_group_is_another_child():
    class Both(list):
        shared = 1

    both = Both(["item"])
    both.__dict__.update({"0": "attribute", "class attributes": "mine", "": "nameless"})
    here = stop(both=both, d={Tag("class attributes"): "key"})
    listed = here.children("both")
    assert listed["0"]["value"] == "'item'" and listed["0 (2)"]["value"] == "'attribute'"
    assert listed["class attributes"]["value"] == "'mine'" and listed[""]["value"] == "'nameless'"
    assert "shared" in here.variables(listed["class attributes (2)"]["variablesReference"])
    reference = here.variables()["both"]["variablesReference"]
    here.answers.set_variable(reference, "0 (2)", "2")
    here.answers.set_variable(reference, "", "3")
    assert both == ["item"] and both.__dict__["0"] == 2 and both.__dict__[""] == 3


def test_deep_and_wide_keys_are_no_trouble():
    deep = ()
    for _ in range(400):
        deep = (deep,)
    here = stop(d={deep: 1, "x" * 1_000: 2, "x" * 2_000: 3})
    listed = here.children("d")
    assert [variable["value"] for variable in listed.values()] == ["1", "2", "3"]
    for variable in listed.values():
        assert here.watch(variable["evaluateName"]) == variable["value"]


def test_what_the_compiler_keeps_among_the_locals_is_no_variable():
    here = run(
        """
class Base:
    def hi(self): return "base"
class Thing(Base):
    def work(self, q):
        __mine__ = 1
        made = [here() for _ in "a"]
        super().hi()
    def gen(self):
        held = __class__
        yield 1
Thing().work(7)
"""
    )
    frame = here.frame
    while frame.f_code.co_name != "work":
        frame = frame.f_back
    paused = Stop(frame)
    assert names(paused.variables()) == ["made", "q", "self", "__mine__"]
    assert paused.variables()["__mine__"]["value"] == "1"
    assert paused.repl("super().hi()") == "'base'" and paused.repl("__class__.__name__") == "'Thing'"
    generator = paused.frame.f_locals["self"].gen()
    next(generator)
    other = stop(generator=generator)
    assert set(other.children("generator", "locals")) == {"self", "class variables"}
    assert not [name for name in here.variables() if name.startswith(".")]
