"""An expression means the same, or fails with the same words, whoever asks: in every kind of scope, compiled in or not."""

import re
import sys
import types

from support import Stop

from dapper.code.index import SourceFile
from dapper.modified import trees
from dapper.modified.injection import Point
from dapper.modified.probe import Probe
from dapper.values.allowance import CONSOLE
from dapper.values.errors import EvaluationFailed, EvaluationRefused, Raised

PATH = "/tmp/meaning.py"
SOURCE = """
import types

scale = 10
shadowed = "global"
counted = 0

def take(**names):
    return sorted(names)

def fail(error):
    raise error

class Odd(Exception):
    def __str__(self):
        return "odd text"

class Base:
    def who(self):
        return "base"

class _Account(Base):
    rate = 2
    __secret = 3

    def __init__(self, total):
        self.__total = total
        self.items = [1, 2, 3]

    def who(self):
        return "account"

    def method(self, amount, *rest, deep=1):
        table = {"a": amount, 3: "three"}
        before = super().who()
        here("method")  # @method
        later = before
        return later

    def plain(self, amount):
        global counted
        list = [amount]
        here("plain")  # @plain
        counted = 1
        return list

    @classmethod
    def make(cls, size):
        here("class_method")  # @class_method
        return size

    class Body:
        __hidden = 5
        shadowed = "class"
        here("class_body")  # @class_body
        done = True

def outer(free, unused):
    cell = free + 1
    def inner(x):
        nonlocal cell
        here("closure")  # @closure
        cell += 1
        return free, cell
    return inner(5)

def generator(limit):
    for n in range(limit):
        here("generator")  # @generator
        yield n

def inlined(items):
    i = "outer"
    here("inlined")  # @inlined
    return [i for i in items]

def run():
    account = _Account(7)
    account.method(4, 5), account.plain(6), account.make(8)
    outer(1, 2), list(generator(1)), inlined([1])
    list(here("genexpr") or each for each in [11])
    (lambda x, y=2: here("lambda"))(1)
    names = {"here": here, "only": 1}
    types.FunctionType(bare.__code__, names)(3)
    exec("local = 1\\nhere('apart')", {"here": here, "shared": 2}, {})

def bare(x):
    here("bare")
    return x

run()
here("module")  # @module
"""

# By place: expressions, what they are there (or the error), and whether it can be found out by looking alone.
LOOKS, CALLS = True, False
TABLE = {
    "module": [
        ("scale", "10", LOOKS),
        ("scale + 1", "11", CALLS),
        ("[scale for _ in 'ab']", "[10, 10]", CALLS),
        ("(lambda n: n + scale)(1)", "11", CALLS),
        ("locals() is globals()", "True", CALLS),
        ("nothing", "NameError: name 'nothing' is not defined", LOOKS),
        ("_Account(1)._Account__total", "1", CALLS),
        ("_Account.rate", "2", LOOKS),
        ("_Account.__secret", "AttributeError: type object '_Account' has no attribute '__secret'", CALLS),
        ("super().who()", "RuntimeError: super(): no arguments", CALLS),
    ],
    "method": [
        ("self.__total", "7", LOOKS),
        ("self.__secret", "3", LOOKS),
        ("self.items[-1]", "3", LOOKS),
        ("table['a'], table[3]", "(4, 'three')", LOOKS),
        ("self.items[1:]", "[2, 3]", LOOKS),
        ("super().who()", "'base'", CALLS),
        ("self.who(), before", "('account', 'base')", CALLS),
        ("__class__.__name__", "'_Account'", CALLS),
        ("sorted(locals())", "['__class__', 'amount', 'before', 'deep', 'rest', 'self', 'table']", CALLS),
        ("[self.__total + each for each in rest]", "[12]", CALLS),
        ("{key: amount for key in table}", "{'a': 4, 3: 4}", CALLS),
        ("(lambda n=amount: n * self.__total)()", "28", CALLS),
        (
            "later",
            "UnboundLocalError: cannot access local variable 'later' where it is not associated with a value",
            LOOKS,
        ),
        ("nothing.at_all", "NameError: name 'nothing' is not defined", LOOKS),
        ("self.items[9]", "IndexError: list index out of range", LOOKS),
        ("table['b']", "KeyError: 'b'", LOOKS),
        ("amount.missing", "AttributeError: 'int' object has no attribute 'missing'", CALLS),
        ("amount // 0", "ZeroDivisionError: division by zero", CALLS),
        ("amount + 'x'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'", CALLS),
        ("fail(Odd())", "Odd: odd text", CALLS),
        ("fail(KeyError('key'))", "KeyError: 'key'", CALLS),
        ("fail(SystemExit(3))", "SystemExit: 3", CALLS),
        ("fail(KeyboardInterrupt())", "KeyboardInterrupt", CALLS),
        ("fail(ValueError('two\\nlines'))", "ValueError: two\nlines", CALLS),
        ("fail(ValueError('x' * 1000))", "ValueError: " + "x" * 1000, CALLS),
    ],
    "plain": [
        ("super().who()", "'base'", CALLS),
        ("list", "[6]", LOOKS),
        ("counted", "0", LOOKS),
        ("take(**locals())", "['amount', 'list', 'self']", CALLS),
        ("dir() == sorted(vars())", "True", CALLS),
        ("eval('amount + scale')", "16", CALLS),
        ("(more := amount) + more", "12", CALLS),
        ("[last := each for each in (1, 2)], last", "([1, 2], 2)", CALLS),
    ],
    "class_method": [
        ("cls.__secret", "3", LOOKS),
        ("cls.rate + size", "10", CALLS),
        ("take(**locals())", "['cls', 'size']", CALLS),
    ],
    "class_body": [
        ("__hidden", "5", LOOKS),
        ("shadowed", "'class'", LOOKS),
        ("scale", "10", LOOKS),
        ("[__hidden for _ in 'ab']", "[5, 5]", CALLS),
        ("done", "NameError: name 'done' is not defined", LOOKS),
        ("any(name[:1] in '.<' for name in dir())", "False", CALLS),
        ("rate", "NameError: name 'rate' is not defined", LOOKS),
    ],
    "closure": [
        ("free, cell, x", "(1, 2, 5)", LOOKS),
        ("unused", "NameError: name 'unused' is not defined", LOOKS),
        ("sorted(locals())", "['cell', 'free', 'x']", CALLS),
        ("[free + each for each in (x,)]", "[6]", CALLS),
        ("(lambda: (lambda: cell)())()", "2", CALLS),
    ],
    "generator": [
        ("n, limit", "(0, 1)", LOOKS),
        ("dir()", "['limit', 'n']", CALLS),
    ],
    "inlined": [
        ("i", "'outer'", LOOKS),
        ("[i for i in items]", "[1]", CALLS),
    ],
    "genexpr": [
        ("each", "11", LOOKS),
        ("each + scale", "21", CALLS),
        ("account", "NameError: name 'account' is not defined", LOOKS),
    ],
    "lambda": [
        ("x + y", "3", CALLS),
        ("sorted(locals())", "['x', 'y']", CALLS),
    ],
    "bare": [
        ("len", "<built-in function len>", LOOKS),
        ("only + x", "4", CALLS),
        ("scale", "NameError: name 'scale' is not defined", LOOKS),
        ("sorted(globals())", "['here', 'only']", CALLS),
        ("__import__ is __builtins__['__import__']", "NameError: name '__builtins__' is not defined", CALLS),
    ],
    "apart": [
        ("local, shared", "(1, 2)", LOOKS),
        ("[local for _ in 'a']", "[1]", CALLS),
        ("sorted(locals())", "['local']", CALLS),
        ("Scope, dapper", "NameError: name 'Scope' is not defined", LOOKS),
    ],
}


def play(here, code=None):
    """Runs the program; `here(place)` is called where it stands."""
    namespace = {"__name__": "__main__", "here": here}
    exec(compile(SOURCE, PATH, "exec") if code is None else code, namespace)


def answered(answer):
    """The result of a request, or the last of what it says when it fails; None where it is refused to run."""
    try:
        return answer()["result"]
    except EvaluationRefused:
        return None
    except EvaluationFailed as error:
        return str(error)


def answers(place, expression):
    """What each way says of an expression."""

    def condition():
        try:
            value = place.condition(expression)
        except Raised as raised:
            return place.display.headline(raised.error)
        return place.display.renderer(CONSOLE).text(value)

    return {
        "console": answered(lambda: place.answers.statements(expression, place.scope, CONSOLE)),
        "watch": answered(lambda: place.evaluate(expression)),
        "hover": answered(lambda: place.evaluate(expression, "hover")),
        "condition": condition(),
        "log message": place.log(f"{{ {expression} !r}}"),
    }


def test_every_way_gives_the_same_value_or_the_same_error():
    met, problems = [], []

    def here(name):
        place = Stop(sys._getframe(1))
        met.append(name)
        for expression, wanted, looks in TABLE[name]:
            said = answers(place, expression)
            # The console has a traceback before it, and what the interpreter guesses behind it.
            if re.sub(r"\. Did you mean: .*\?$", "", said["console"]).endswith(wanted):
                said["console"] = wanted
            if not looks and said["hover"] is None:
                said["hover"] = wanted
            problems.extend((name, expression, way, text) for way, text in said.items() if text != wanted)

    play(here)
    assert sorted(met) == sorted(TABLE)
    assert problems == [], problems
    assert sum(map(len, TABLE.values())) > 70


def test_what_is_compiled_into_the_function_gives_it_too():
    with open(PATH, "w") as file:
        file.write(SOURCE)
    lines = {name: at for at, line in enumerate(SOURCE.splitlines(), 1) for name in TABLE if line.endswith(f"@{name}")}
    file = SourceFile(PATH)
    compiled, problems = 0, []
    for turn in range(max(map(len, TABLE.values()))):
        asked = {name: TABLE[name][turn][:2] for name in lines if turn < len(TABLE[name])}
        points = {
            lines[name]: Point(f"repr(({expression})) == {wanted!r}", None)
            for name, (expression, wanted) in asked.items()
        }
        template = trees.build(SOURCE, PATH, 0, points, file.extents())
        probes, heard = {}, {}
        for name in asked:
            probe = probes[lines[name]] = Probe()
            probe.hit = lambda name=name: heard.setdefault(name, "hit")
            probe.fail = lambda name=name: heard.setdefault(name, sys.exception())
        constants = trees.constants_for(template.lines, probes)
        play(lambda name: None, trees.bind(template.plain, template.modified, constants, {}, PATH))
        display = Stop({}).display
        for name, (expression, wanted) in asked.items():
            if lines[name] in template.lines:
                compiled += 1
                answer = heard.get(name)
                text = wanted if answer == "hit" else answer and display.headline(answer)
                if text != wanted:
                    problems.append((name, expression, text))
    assert problems == [], problems
    assert compiled > 30, compiled


def test_what_a_name_is_bound_to_by_an_expression_stays():
    def here(name):
        if name == "plain":
            place = Stop(sys._getframe(1))
            assert place.condition("(one := amount)") == 6 and place.watch("one") == "6"
            assert place.log("{(two := one + 1)}") == "7" and place.repl("two") == "7"
            assert place.watch("(three := two + 1)") == "8" and place.condition("three") == 8

    play(here)


def test_a_function_without_built_ins_of_its_own_gets_those_of_the_program():
    names = {"here": lambda: Stop(sys._getframe(1)).repl("sorted(globals())")}
    code = compile("def f():\n    return here()\n", "main.py", "exec").co_consts[0]
    assert types.FunctionType(code, names)() == "['here']"
    assert list(names) == ["here"]
