"""Giving variables values: what can be set is, and what cannot says so."""

import dataclasses
import types

from support import Stop, refused, run, stop

from dapper.values.errors import NoSuchVariable, NotAssignable
from dapper.values.presentation import Presentation
from dapper.wire.errors import RequestError


def test_setting_locals_items_keys_attributes_and_globals():
    class Thing:
        def __init__(self):
            self.x = 1

    here = stop(a=1, items=[1, 2], d={"k": 1}, thing=Thing())
    set_variable = here.answers.set_variable
    assert set_variable(here.locals, "a", "len(items) + 40")["value"] == "42"
    assert here.repl("a") == "42"
    listed = {name: variable["variablesReference"] for name, variable in here.variables().items()}
    set_variable(listed["items"], "1", "'new'")
    set_variable(listed["d"], "'k'", "[a]")
    set_variable(listed["thing"], "x", "a + 1")
    special = here.variables(here.globals)["special variables"]["variablesReference"]
    set_variable(special, "__name__", "'renamed'")
    assert here.repl("items, d, thing.x, __name__") == "([1, 'new'], {'k': [42]}, 43, 'renamed')"


def test_setting_writes_through_to_the_running_function():
    source = """
def outer():
    cell = 1
    fast = 2
    def inner():
        return cell
    here()
    return cell, fast, inner()
result = []
def here():
    import sys
    stops.append(Stop(sys._getframe(1)))
    stop = stops[-1]
    stop.answers.set_variable(stop.locals, "cell", "10")
    stop.answers.set_variable(stop.locals, "fast", "20")
result = outer()
"""
    namespace = {"__name__": "__main__", "stops": [], "Stop": Stop}
    exec(compile(source, "main.py", "exec"), namespace)
    assert namespace["result"] == (10, 20, 10)


def test_a_cell_is_given_another_content():
    cell = types.CellType(1)
    here = stop(cell=cell)
    here.answers.set_variable(here.variables()["cell"]["variablesReference"], "cell_contents", "2")
    assert cell.cell_contents == 2


def test_setting_in_a_class_body():
    here = run("class C:\n    x = 1\n    here()")
    here.answers.set_variable(here.locals, "x", "x + 1")
    assert here.repl("x") == "2"


def test_what_cannot_be_set_says_so():
    @dataclasses.dataclass(frozen=True)
    class Frozen:
        x: int = 1

    here = stop(t=(1, 2), frozen=Frozen())
    reference = here.variables()["t"]["variablesReference"]
    with refused(NotAssignable, "'0' cannot be given a value"):
        here.answers.set_variable(reference, "0", "5")
    with refused(NoSuchVariable, "There is no variable 'nope'"):
        here.answers.set_variable(here.locals, "nope", "5")
    frozen = here.variables()["frozen"]["variablesReference"]
    with refused(RequestError, "FrozenInstanceError"):
        here.answers.set_variable(frozen, "x", "2")
    with refused(RequestError, "NameError: name 'missing' is not defined"):
        here.answers.set_variable(here.locals, "t", "missing")


def test_a_property_that_nobody_has_asked_has_no_items_to_set():
    class Thing:
        @property
        def parts(self):
            return [1, 2]

    here = stop(thing=Thing())
    lazy = here.children("thing")["parts"]["variablesReference"]
    with refused(NoSuchVariable, "There is no variable '0'"):
        here.answers.set_variable(lazy, "0", "5")


def test_a_setter_that_never_returns_is_ended():
    class Stubborn:
        def __init__(self):
            object.__setattr__(self, "x", 1)

        def __setattr__(self, name, value):
            while True:
                pass

    here = stop(s=Stubborn())
    reference = here.variables()["s"]["variablesReference"]
    with refused(RequestError, "took too long"):
        here.answers.set_variable(reference, "x", "2")


def test_an_attribute_that_a_slot_or_a_property_hides_is_set_where_it_is():
    class Slotted:
        __slots__ = ("x", "__dict__")

    class Shadowed:
        @property
        def y(self):
            return "property"

    slotted, shadowed = Slotted(), Shadowed()
    slotted.x = "slot"
    slotted.__dict__["x"] = "hidden"
    shadowed.__dict__["y"] = "hidden"
    here = stop(slotted=slotted, shadowed=shadowed)
    reference = here.variables()["slotted"]["variablesReference"]
    listed = here.variables(reference)
    assert {listed["x"]["value"], listed["x (2)"]["value"]} == {"'slot'", "'hidden'"}
    for name in ("x", "x (2)"):
        here.answers.set_variable(reference, name, f"'new ' + {listed[name]['value']}")
    assert (slotted.x, slotted.__dict__["x"]) == ("new slot", "new hidden")
    here.answers.set_variable(here.variables()["shadowed"]["variablesReference"], "y", "1")
    assert shadowed.__dict__["y"] == 1


def test_what_was_set_in_a_group_is_in_its_row():
    class Thing:
        shared = 1

        def __init__(self):
            self._own = 2

    thing = Thing()
    here = stop(thing=thing)
    group = here.children("thing")["class attributes"]["variablesReference"]
    answer = here.answers.set_variable(group, "shared", "'new'")
    row = here.variables(group)["shared"]
    assert answer["value"] == row["value"] == here.watch(row["evaluateName"]) == "'new'"
    assert here.children("thing")["shared"]["value"] == "'new'" and Thing.shared == 1
    here.store.presentation = Presentation({"protected": "group"})
    group = here.children("thing")["protected variables"]["variablesReference"]
    here.answers.set_variable(group, "_own", "3")
    assert here.variables(group)["_own"]["value"] == "3" and thing._own == 3


def kinds():
    """One object with an attribute of each kind."""

    class Getter:
        def __get__(self, thing, kind=None):
            return "got"

    class Deleter(Getter):
        def __delete__(self, thing):
            pass

    class Checked(Getter):
        def __set__(self, thing, value):
            thing._checked = value

    class Own(property):
        def __set__(self, thing, value):
            thing._own_set = value

    class Thing:
        shared = 1
        getter, deleter, checked = Getter(), Deleter(), Checked()
        unset, own = property(lambda self: 1), Own(lambda self: 1)

        def __init__(self):
            self._half = 2

        @property
        def double(self):
            return self._half * 2

        @double.setter
        def double(self, value):
            self._half = value // 2

    return Thing()


def is_settable(variable):
    return "readOnly" not in variable["presentationHint"].get("attributes", [])


def test_hints_say_what_can_be_set_and_setting_agrees():
    class Slotted:
        __slots__ = ("x",)
        shared = 1

    slotted = Slotted()
    slotted.x = 1
    here = stop(thing=kinds(), slotted=slotted, error=OSError(2, "no"), cut=slice(1, 2), kind=int)
    wanted = {
        "thing": {
            "_half": True, "double": True, "checked": True, "own": True, "getter": True, "unset": False, "deleter": False
        },
        "slotted": {"x": True},
        "error": {"errno": True, "strerror": True},
        "cut": {"start": False},
    }  # fmt: skip
    for name, members in wanted.items():
        found = here.children(name)
        assert {member: is_settable(found[member]) for member in members} == members, name
        reference = here.variables()[name]["variablesReference"]
        for member, settable in members.items():
            if settable:
                here.answers.set_variable(reference, member, "6")
            else:
                with refused(NotAssignable, f"'{member}' cannot be given a value: "):
                    here.answers.set_variable(reference, member, "6")
    assert not is_settable(here.children("slotted", "class attributes")["shared"])
    assert is_settable(here.children("thing", "class attributes")["shared"])
    assert here.repl("error.errno, thing._checked, slotted.x") == "(6, 6, 6)"
    assert not any(is_settable(each) for each in here.children("kind").values() if each["value"])


def test_a_property_is_set_before_and_after_it_was_computed():
    thing = kinds()
    here = stop(thing=thing)
    reference = here.variables()["thing"]["variablesReference"]
    assert here.answers.set_variable(reference, "double", "17")["value"] == "16"
    lazy = here.children("thing")["double"]
    set_variable = here.answers.set_variable
    assert set_variable(lazy["variablesReference"], "double", "21")["value"] == "20"
    (computed,) = here.store.variables(lazy["variablesReference"])
    assert computed["value"] == "20" and is_settable(computed)
    assert set_variable(lazy["variablesReference"], "double", "31")["value"] == "30"
    assert here.answers.set_expression(computed["evaluateName"], "41", here.scope)["value"] == "40"
    assert thing._half == 20
    unset = here.children("thing")["unset"]
    assert not is_settable(unset) and not is_settable(here.store.variables(unset["variablesReference"])[0])
    with refused(NotAssignable, "the property has no setter"):
        set_variable(unset["variablesReference"], "unset", "1")
    with refused(NoSuchVariable, "There is no variable 'other'"):
        set_variable(lazy["variablesReference"], "other", "1")


def test_a_hostile_setter_or_getter_ends_and_says_so():
    class Odd:
        way = "loop"

        @property
        def x(self):
            if self.way == "getter":
                raise SystemExit("no")
            return 1

        @x.setter
        def x(self, value):
            while self.way == "loop":
                pass
            if self.way == "raise":
                raise SystemExit("no")

    here = stop(odd=Odd())
    lazy = here.children("odd")["x"]["variablesReference"]
    with refused(RequestError, "took too long"):
        here.answers.set_variable(lazy, "x", "2")
    Odd.way = "raise"
    with refused(RequestError, "SystemExit: no"):
        here.answers.set_variable(lazy, "x", "2")
    Odd.way = "getter"
    assert here.answers.set_variable(lazy, "x", "2")["value"] == "2"


def test_each_name_to_evaluate_can_be_set_or_says_why_not():
    class Thing:
        def __init__(self):
            self.__private, self.plain = 1, 2
            self.__dict__["not a name"] = 3
            self.__dict__["class"] = 4

    thing, odd = Thing(), {Thing: 5}
    here = stop(thing=thing, odd=odd, members={6})
    for child in here.children("thing").values():
        if is_settable(child) and child["value"]:
            here.answers.set_expression(child["evaluateName"], "'new'", here.scope)
    assert set(vars(thing).values()) == {"new"}
    for name in ("odd", "members"):
        (child,) = [each for each in here.children(name).values()][:1]
        with refused(NotAssignable, "Set what holds it"):
            here.answers.set_expression(child["evaluateName"], "7", here.scope)
