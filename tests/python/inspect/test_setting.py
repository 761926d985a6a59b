"""Giving variables values: what can be set is, and what cannot says so."""

import dataclasses

from support import Stop, refused, run, stop

from dapper.values.errors import NoSuchVariable, NotAssignable
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
