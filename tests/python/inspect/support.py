"""What the tests of values share: a budget wired to the tick, and frames to look at."""

import ast
import contextlib
import signal
import sys

import test_tick

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.modified.log_message import parse, render
from dapper.values.allowance import CLIPBOARD, CONSOLE, HOVER, PROGRAM, ROW, VARIABLE
from dapper.values.answers import Answers
from dapper.values.budget import LookBudget, Page
from dapper.values.display import Display
from dapper.values.errors import EvaluationFailed, Raised
from dapper.values.evaluator import Evaluator
from dapper.values.fragment import Fragment
from dapper.values.render import Renderer
from dapper.values.scope import Scope
from dapper.values.variables import VariableStore
from dapper.wire.constants import DEADLINE_SIGNAL
from dapper.wire.errors import RequestError

MISTAKE = "a mistake in the debugger"
ALLOWANCES = {"watch": ROW, "hover": HOVER, "clipboard": CLIPBOARD}


class TickDeadline:
    """The deadline that the worker wires to its tick."""

    def start(self, seconds):
        test_tick.start(seconds)

    def stop(self):
        test_tick.stop()


def make_budget():
    budget = LookBudget(TickDeadline())
    signal.signal(DEADLINE_SIGNAL, budget.raise_timeout)
    return budget


def text(value, limits=VARIABLE, hex_integers=False):
    """The text of a value as the variables panel shows it."""
    return Renderer(Page(make_budget()), limits, hex_integers).text(value)


class Stop:
    """A paused frame with its variables, or the names of a module: what the session has at a stop."""

    def __init__(self, place):
        self.frame = place
        self.scope = Scope(place)
        budget = make_budget()
        self.display = Display(budget, CodeFilter([], just_my_code=True, names=FileNames()))
        self.store = VariableStore(self.display)
        self.evaluator = Evaluator(budget)
        self.answers = Answers(self.evaluator, self.display, self.store)
        if self.scope.frame is not None:
            self.locals, self.globals = (scope["variablesReference"] for scope in self.store.scopes(place))

    def variables(self, reference=None, **arguments):
        """DAP Variables by name."""
        listed = self.store.variables(self.locals if reference is None else reference, **arguments)
        return {variable["name"]: variable for variable in listed}

    def children(self, *path, **arguments):
        """Children of the variable at a path of names, starting in Locals."""
        reference = self.locals
        for name in path:
            reference = self.variables(reference)[name]["variablesReference"]
            assert reference > 0, f"{name} has no children"
        return self.variables(reference, **arguments)

    def repl(self, source):
        """What the console answers. An expression means the same as a watch, a condition and in a log message."""
        result = self.answers.statements(source, self.scope, CONSOLE)["result"]
        if result and is_expression(source):
            value = self.condition(source)
            seen = self.display.renderer(CONSOLE).text(value)
            assert seen == result, f"as a condition {source} is {seen}, in the console {result}"
            for message, wanted in (("{ %s !r}", result), ("{ %s }", format(value))):
                logged = self.log(message % source.strip())
                assert logged == wanted, f"{message % source} logs {logged}, not {wanted}"
        return result

    def condition(self, source):
        """The value that a condition has, where it is not compiled into the function."""
        return self.evaluator.value(Fragment.expression_of(source), self.scope, PROGRAM)

    def log(self, message):
        """What a log message says."""
        return render(parse(message), self._logged)

    def _logged(self, field):
        try:
            value = self.evaluator.value(field.fragment, self.scope, PROGRAM)
        except Raised as raised:
            return self.display.headline(raised.error)
        return self.display.formatted(value, field.conversion, render(field.spec, self._logged))

    def evaluate(self, source, context="watch", hexadecimal=False):
        """The answer to an `evaluate` request."""
        return self.answers.expression(source, self.scope, ALLOWANCES[context], hexadecimal)

    def watch(self, source):
        return self.evaluate(source)["result"]

    def hover(self, source):
        return self.evaluate(source, "hover")["result"]


def is_expression(source):
    """Whether source is one expression, and one that an f-string takes as it stands."""
    try:
        return not isinstance(ast.parse(source.strip(), mode="eval").body, ast.Lambda)
    except SyntaxError:
        return False


def stop(**names):
    """A stop in a function whose local variables are `names`."""
    code = f"def function({', '.join(names)}):\n    import sys\n    return sys._getframe()\n"
    namespace = {"__name__": "__main__"}
    exec(compile(code, "main.py", "exec"), namespace)
    return Stop(namespace["function"](**names))


def run(source, **names):
    """The stop at the first `here()` call of a module."""
    found = []
    namespace = {"__name__": "__main__", "here": lambda: found.append(Stop(sys._getframe(1))), **names}
    exec(compile(source, "main.py", "exec"), namespace)
    return found[0]


@contextlib.contextmanager
def refused(kind=RequestError, saying=""):
    """The block must raise `kind` with `saying` in its message."""
    try:
        yield
    except kind as error:
        assert saying in str(error), f"{saying!r} is not in {str(error)!r}"
    else:
        raise AssertionError(f"{kind.__name__} was not raised")


def everything(here, reference, values=True):
    """All children of a reference, in groups too; with `values`, theirs also."""
    found = []
    for variable in here.store.variables(reference):
        found.append(variable)
        lazy = variable.get("presentationHint", {}).get("lazy")
        is_group = variable["value"] == "" and not lazy
        if variable["variablesReference"] and (is_group or (values and not lazy)):
            found += everything(here, variable["variablesReference"], values and is_group)
    return found


def check(here, variable, values=True):
    """Expands a variable and says how many rows that gives; none may tell of a mistake."""
    reference = variable["variablesReference"]
    rows = everything(here, reference, values) if reference else []
    bad = [row for row in rows if MISTAKE in row["value"]]
    assert not bad, (variable["name"], variable["value"], bad[:3])
    return rows


def failure(here, source):
    """The message of the error that a console entry ends in."""
    try:
        here.repl(source)
    except EvaluationFailed as error:
        return str(error)
    raise AssertionError("it did not fail")
