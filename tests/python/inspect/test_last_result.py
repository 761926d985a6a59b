"""`_` in the console."""

import builtins

from support import failure, stop

from dapper.values.allowance import CONSOLE


def console(here, source):
    """What the console answers to what no condition means."""
    return here.answers.statements(source, here.scope, CONSOLE)


def test_the_last_result_is_an_underscore():
    here = stop(a=20)
    assert "NameError" in failure(here, "_")
    console(here, "a + 1")
    assert console(here, "_ * 2")["result"] == "42"
    assert console(here, "None")["result"] == "" and console(here, "b = 7")["result"] == ""
    assert console(here, "[_, a]")["result"] == "[42, 20]"
    answer = console(here, "_")
    assert answer["result"] == "[42, 20]"
    assert [item.get("evaluateName") for item in here.store.variables(answer["variablesReference"])][0] is None
    assert [item["label"] for item in here.answers.completions("_.app", 6, 1, here.scope)] == ["append"]
    assert console(here, "(lambda: _)()")["result"] == "[42, 20]"
    assert "_" not in vars(builtins) and "_" not in here.frame.f_globals and "_" not in here.variables()


def test_an_underscore_of_the_program_is_its_own():
    here = stop(_="mine")
    console(here, "1 + 1")
    assert console(here, "_")["result"] == "'mine'"
    other = stop(a=1)
    console(other, "5")
    console(other, "_ = 3")
    assert console(other, "_ + 1")["result"] == "4" and other.variables()["_"]["value"] == "3"
    vars(builtins)["_"] = "translate"
    try:
        third = stop(a=1)
        console(third, "6")
        assert console(third, "_")["result"] == "'translate'" and vars(builtins)["_"] == "translate"
    finally:
        del vars(builtins)["_"]
