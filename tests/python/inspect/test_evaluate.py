"""Code typed by a person, in a paused frame."""

import sys

from support import Stop, failure, refused, run, stop

from dapper.values.errors import EvaluationFailed, EvaluationRefused, EvaluationTimeout, NoCode, NotAssignable
from dapper.wire.errors import Interrupted, RequestError, Terminated


def method_stop():
    return run(
        """
class Base:
    def hi(self): return "base"
class Thing(Base):
    def __init__(self): self.__secret = 5
    def __hidden(self): return "hidden"
    def work(self, q):
        items = [1, 2, 3]
        here()
        later = 1
        return later
Thing().work(7)
"""
    )


def test_expressions_and_statements():
    here = stop(a=2)
    assert here.repl("a + 1") == "3"
    assert here.repl("b = a * 2") == ""
    assert here.repl("b") == "4"
    assert here.repl("for i in range(3):\n    b += i\nb") == "7"
    assert here.repl("def f(n):\n    return n * a\nf(5)") == "10"
    assert here.repl("f(6)") == "12"
    assert here.repl("import math\nmath.floor(2.5)") == "2"
    assert here.repl("None") == "" and here.repl("'x'") == "'x'"
    assert here.watch("a") == "2"


def test_inner_scopes_see_the_frame():
    here = stop(q=7, items=[1, 2])
    assert here.repl("[q for _ in items]") == "[7, 7]"
    assert here.repl("sum(q for _ in items)") == "14"
    assert here.repl("(lambda: q)()") == "7"
    assert here.repl("{k: q for k in items}") == "{1: 7, 2: 7}"
    assert here.repl("class C:\n    v = q\nC.v") == "7"


def test_assignment_reaches_the_frame_and_its_closures():
    source = """
def outer():
    x = 1
    def inner():
        nonlocal x
        here()
        return x
    return inner() + x
answer = outer()
"""
    namespace = {"__name__": "__main__", "here": lambda: Stop(sys._getframe(1)).repl("x = 21")}
    exec(compile(source, "main.py", "exec"), namespace)
    assert namespace["answer"] == 42


def test_nonlocal_global_and_walrus():
    here = run("g = 1\ndef f(x):\n    global g\n    here()\n    g = 2\nf(1)")
    assert here.repl("nonlocal x\nx = 9") == "" and here.repl("x") == "9"
    assert here.repl("g = 5") == "" and here.frame.f_globals["g"] == 5
    assert here.repl("global new\nnew = 6") == "" and here.frame.f_globals["new"] == 6
    assert here.repl("(w := 4)") == "4" and here.repl("w") == "4"


def test_names_are_mangled_and_super_works_in_methods():
    here = method_stop()
    assert here.repl("self.__secret") == "5"
    assert here.repl("self.__hidden()") == "'hidden'"
    assert here.repl("super().hi()") == "'base'"
    assert here.repl("self.__secret = 6") == "" and here.hover("self.__secret") == "6"


def test_names_are_those_of_the_frame_and_no_others():
    here = run(
        """
def take(**names): return sorted(names)
class Box:
    size = 4
    def fill(self, item, *others, deep=1):
        total = len(others)
        inner = lambda extra: here() or (extra, total)
        return inner(5)
Box().fill(1, 2, 3)
"""
    )
    for listing in ("sorted(locals())", "sorted(vars())", "dir()", "take(**locals())", "sorted(eval('locals()'))"):
        assert here.repl(listing) == "['extra', 'total']", listing
    assert here.repl("locals() == {'extra': extra, 'total': total}") == "True"
    assert here.repl("x = 1\nsorted(locals())") == "['extra', 'total', 'x']"
    here = run("class Box:\n    size = 4\n    here()\n    wide = 3")
    assert "size" in here.repl("sorted(locals())") and here.repl("[name for name in dir() if name[0] in '.<']") == "[]"


def test_a_private_name_is_that_of_the_innermost_class():
    here = run(
        """
class _Outer:
    __depth = 1
    class __Inner_:
        __depth = 2
        def look(self):
            def deeper(found):
                return here() or (self, found)
            return deeper(self.__depth)
    def enter(self):
        return self.__Inner_().look()
_Outer().enter()
"""
    )
    assert here.repl("self.__depth") == "2" and here.hover("self.__depth") == "2"
    assert here.repl("(lambda it: it.__depth + found)(self)") == "4"
    assert here.repl("getattr(self, '_Inner___depth', 0), [self.__depth for _ in 'ab']") == "(2, [2, 2])"


def test_a_private_local_without_a_value_says_so():
    here = run("class A:\n    def f(self):\n        if here():\n            __late = 1\nA().f()")
    with refused(EvaluationFailed, "UnboundLocalError"):
        here.repl("__late")


def test_names_that_exec_has_not_mangled_are_in_nobodys_way():
    here = method_stop()
    assert here.repl("__mine = 5") == "" and here.repl("exec('__mine = 6; other = __mine')") == ""
    assert here.repl("__mine") == "5" and here.repl("_Thing__mine") == "5" and here.repl("self.__secret") == "5"
    assert here.repl("other") == "6"


def test_super_finds_the_class_of_every_kind_of_method():
    source = """
import functools
def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)
    return wrapper
def bare(function):
    return lambda *args: function(*args)
class Base:
    def who(self): return "base"
    @classmethod
    def kind(cls): return "base kind"
class Middle(Base):
    def who(self): return "middle"
    @classmethod
    def kind(cls): return "middle kind"
    def plain(self): here()
    @property
    def value(self): return here()
    @value.setter
    def value(self, new): here()
    @classmethod
    def made(cls): here()
    @logged
    def wrapped(self): here()
    @bare
    def covered(self): here()
    @functools.cached_property
    def once(self): return here()
class Leaf(Middle):
    def who(self): return "leaf"
    @classmethod
    def kind(cls): return "leaf kind"
"""
    for use in ("plain()", "value", "value = 1", "wrapped()", "covered()", "once"):
        here = run(f"{source}\nLeaf().{use}")
        assert here.repl("super().who()") == "'base'", use
        for condition in ("__class__", "[__class__][0]", "__class__ if True else 1"):
            assert here.condition(condition).__name__ == "Middle", use
    assert run(f"{source}\nLeaf.made()").repl("super().kind()") == "'base kind'"


def test_an_unbound_local_is_not_mistaken_for_a_builtin():
    here = run("def f():\n    if here():\n        list = 1\nf()")
    with refused(EvaluationFailed, "UnboundLocalError"):
        here.repl("list")
    with refused(EvaluationFailed, "UnboundLocalError"):
        here.hover("list")


def test_a_name_of_an_inlined_comprehension_is_not_local():
    here = run("i = 'global'\ndef f():\n    here()\n    return [i for i in range(3)]\nf()")
    assert here.watch("i") == "'global'"


def test_class_bodies_and_modules():
    here = run("top = 1\nclass C:\n    inner = 2\n    here()")
    assert here.repl("inner + top") == "3"
    assert here.repl("inner = 5\n[inner for _ in 'ab']") == "[5, 5]"
    module = run("x = 1\nhere()")
    assert module.repl("y = x + 1; y") == "2" and module.repl("[y for _ in 'a']") == "[2]"
    names = {"__name__": "m", "x": 1}
    module = Stop(names)
    assert module.watch("x") == "1"
    assert module.repl("x = 2") == "" and names["x"] == 2


def test_errors_are_short_tracebacks_of_the_programs_code():
    here = run("def boom(n):\n    return 1 // n\ndef f(x):\n    here()\nf(1)")
    text = failure(here, "boom(0)")
    assert text.startswith('Traceback (most recent call last):\n  File "<expression>", line 1, in f\n    boom(0)')
    assert 'File "main.py", line 2, in boom' in text
    assert text.splitlines()[-1].startswith("ZeroDivisionError: ")
    assert "dapper" not in text
    with refused(EvaluationFailed, "ZeroDivisionError: "):
        here.watch("boom(0)")
    with refused(NoCode, "SyntaxError: "):
        here.repl("1 +")
    with refused(EvaluationFailed, "'return' outside function"):
        here.repl("return 1")


def test_the_programs_own_exception_is_not_shown():
    here = stop(a=1)
    try:
        raise KeyError("program")
    except KeyError:
        text = failure(here, "int('x')")
    assert "ValueError" in text and "KeyError" not in text and "During handling" not in text
    text = failure(here, "try:\n    1/0\nexcept ZeroDivisionError:\n    int('x')")
    assert "ZeroDivisionError" in text and "During handling" in text


def test_await_takes_what_can_be_awaited_and_where_it_is_refused_says_why():
    here = stop(a=1)
    with refused(EvaluationFailed, "TypeError"):
        here.repl("await a")
    for source in ("async for x in a: pass", "async with a: pass", "[x async for x in a]"):
        with refused(EvaluationFailed, "TypeError"):
            here.repl(source)
    with refused(EvaluationRefused, "'await' cannot be used here, nor 'async for'"):
        here.watch("await a")
    assert here.repl("async def f(b):\n    return a + b\nawait f(await f(1))") == "3"


def test_exit_does_not_end_the_debugger():
    here = stop()
    with refused(EvaluationFailed, "SystemExit: 3"):
        here.repl("raise SystemExit(3)")


def test_del_says_that_it_cannot():
    here = stop(a=1)
    with refused(NotAssignable, "'del a' is not possible here"):
        here.repl("del a")
    assert here.repl("a") == "1"


def test_what_was_bound_before_an_error_stays_bound():
    here = stop(a=1)
    with refused(EvaluationFailed):
        here.repl("a = 2\n1/0")
    assert here.repl("a") == "2"


def test_a_watch_that_never_ends_is_ended():
    here = run("def forever():\n    while True: pass\nhere()")
    with refused(EvaluationTimeout, "took longer than 1 s"):
        here.watch("forever()")
    assert here.watch("1 + 1") == "2"


def test_a_watch_takes_expressions_only_and_drops_output():
    here = stop(a=1)
    with refused(EvaluationFailed, "SyntaxError"):
        here.watch("a = 2")
    assert here.watch("print('noise')") == "None"


def test_an_interrupt_ends_the_console_entry():
    def interrupt():
        raise KeyboardInterrupt

    def taken():
        raise Interrupted

    def terminated():
        raise Terminated

    here = stop(interrupt=interrupt, terminated=terminated, taken=taken)
    with refused(EvaluationFailed, "KeyboardInterrupt"):
        here.repl("interrupt()")
    with refused(Interrupted):
        here.repl("taken()")
    with refused(Terminated):
        here.repl("terminated()")


def test_hovering_runs_nothing():
    class Thing:
        ran = []
        items = {"k": [10, 20]}

        @property
        def prop(self):
            Thing.ran.append("prop")

        def __getattr__(self, name):
            Thing.ran.append(name)

        def __getitem__(self, key):
            Thing.ran.append(key)

    here = stop(thing=Thing(), i=1, text="abc")
    assert here.hover("thing.items['k'][i]") == "20"
    assert here.hover("text[-1]") == "'c'" and here.hover("i") == "1"
    for source in ("thing.prop", "thing.missing", "thing[0]", "len(text)", "i + 1", "(i := 5)", "text.upper()"):
        with refused(EvaluationRefused, "This only looks"):
            here.hover(source)
    with refused(EvaluationFailed, "name 'nothing' is not defined"):
        here.hover("nothing")
    assert Thing.ran == []


def test_hovering_over_an_item_neither_hashes_nor_compares():
    class Key:
        def __hash__(self):
            return hash("k")

        def __eq__(self, other):
            raise RuntimeError

    here = stop(d={Key(): 1})
    with refused(EvaluationRefused):
        here.hover("d['k']")


def test_the_clipboard_gets_the_whole_text():
    here = stop(s="x" * 1_000_000, items=list(range(5000)))
    assert len(here.evaluate("s", "clipboard")["result"]) == 1_000_002
    assert here.evaluate("items", "clipboard")["result"] == repr(list(range(5000)))


def test_results_can_be_expanded():
    here = stop(items=[[1], 2])
    body = here.evaluate("items")
    assert body["type"] == "list" and body["indexedVariables"] == 2
    listed = here.variables(body["variablesReference"])
    assert listed["0"]["value"] == "[1]" and here.watch(listed["0"]["evaluateName"]) == "[1]"
    nested = here.variables(here.evaluate("items + [3]")["variablesReference"])
    assert here.watch(nested["2"]["evaluateName"]) == "3"
    assert here.evaluate("255", "watch", True)["result"] == "0xff"


def test_set_expression():
    here = stop(d={"k": [1]}, a=1)
    body = here.answers.set_expression("d['k'][0]", "a + 41", here.scope)
    assert body["value"] == "42" and here.repl("d") == "{'k': [42]}"
    assert here.answers.set_expression("a", "2", here.scope)["value"] == "2" and here.repl("a") == "2"
    for source in ("a + 1", "len(d)", "5"):
        with refused(NotAssignable, "cannot be given a value"):
            here.answers.set_expression(source, "1", here.scope)
    with refused(RequestError, "SyntaxError"):
        here.answers.set_expression("a", "x y", here.scope)


def test_an_exception_that_cannot_be_shown_is_still_reported():
    class Evil(Exception):
        def __str__(self):
            while True:
                len("")
            return "never"

    def raises():
        raise Evil

    here = stop(raises=raises)
    with refused(EvaluationFailed, "Evil"):
        here.repl("raises()")
    with refused(EvaluationFailed, "Evil"):
        here.watch("raises()")


def test_typed_code_with_null_bytes_or_deep_nesting_is_an_error_message():
    here = stop()
    with refused(EvaluationFailed):
        here.repl("a\0b")
    with refused(EvaluationFailed):
        here.watch("(" * 500 + ")" * 500)
