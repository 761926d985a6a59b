"""Code that a person has written, compiled so that it sees and changes a frame as code at that place would.

At module level it is compiled as module code. In a function it becomes the body of a function whose parameters are the
frame's local variables: so lambdas and comprehensions in it close over them, names that are local but unbound raise
UnboundLocalError, `__x` is mangled in methods and `super()` works. What it binds is read when it ends, by a constant of
that function: `locals()` has the frame's names and no other.
"""

import __future__

import ast
import opcode
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from dapper.code import flags
from dapper.code.assembly import variable_name
from dapper.code.quiet import Quiet
from dapper.values.class_cell import class_cell
from dapper.values.console_await import run
from dapper.values.console_loop import Patience
from dapper.values.console_names import EXEC, LOCALS, NAMED, NAMES, SEEN, is_star_import
from dapper.values.future import features_of
from dapper.values.generics import AnyDict, AnyFrozenset
from dapper.values.names import is_variable_name
from dapper.values.scope import WRITE_THROUGH, Scope
from dapper.values.static_eval import Unknown, enclosing_class, mangled, static_name
from dapper.values.trees import SCOPES, bound_by, declared_global, outer_nodes, rewritten, unannotated

FILENAME = "<expression>"
_KEEP: Any = frozenset(("dapper keep",))
"""The constant that stands for what keeps the names of the body until the code is bound to a frame."""
_MARKS = frozenset((_KEEP, NAMES, EXEC, LOCALS, NAMED, SEEN))
_CHANGES_GLOBAL = frozenset(opcode.opmap[name] for name in ("STORE_GLOBAL", "DELETE_GLOBAL"))
_HIDES = frozenset(opcode.opmap[name] for name in ("LOAD_FAST_AND_CLEAR",) if name in opcode.opmap)
_DEFERS_ANNOTATIONS = sys.version_info >= (3, 14)
_EXTENDED = opcode.EXTENDED_ARG


class Call(Protocol):
    """Calls code of the program, in a look or freely."""

    def __call__(self, function: Callable[..., object], /, *arguments: object) -> object: ...


class Compiled:
    """Code compiled for one code object, and for the names that have values in its frame. Raises SyntaxError.

    Args:
        tree: the code.
        scope: a scope of that kind.
        names: its local variables.
        awaits: whether it is a coroutine's.
        features: of `__future__`, beside those of the code around it.

    Attributes:
        module: at module level, and for `import *`, pairs of `exec` or `eval` and what to call it with.
        function: else, the body of a function.
        parameters: its parameters: names of local variables.
        first: the first parameter of the frame's own function, if it has a value.
        plain: that function, if it needs nothing but its parameters and returns no changed names.
    """

    def __init__(
        self, tree: ast.Module, scope: Scope, names: Iterable[str], awaits: bool = False, features: int = 0
    ) -> None:
        self._awaits = awaits
        self.module: list[tuple[Callable[..., object], types.CodeType]] = []
        self.function: types.CodeType | None = None
        self.parameters: list[str] = []
        self.first: list[str] = []
        self.plain: types.CodeType | None = None
        around = 0 if scope.code is None else features_of(scope.code)
        self._flags = around | features | (ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if awaits else 0)
        code = scope.code
        if code is None or scope.is_module or is_star_import(tree):
            self._compile_module(tree)
        else:
            self._compile_function(tree, scope, code, [name for name in names if _fits(name)])

    def _compile(self, tree: ast.Module | ast.Expression) -> types.CodeType:
        mode = "eval" if isinstance(tree, ast.Expression) else "exec"
        return compile(tree, FILENAME, mode, self._flags, dont_inherit=True)

    def _compile_module(self, tree: ast.Module) -> None:
        if _DEFERS_ANNOTATIONS and not self._flags & __future__.annotations.compiler_flag:
            # What makes the annotations of a module is one function: that of this would take the place of the program's.
            tree = unannotated(tree)
        last = _last_expression(tree)
        parts: list[ast.Module | ast.Expression] = [tree]
        if last is not None:
            head = tree.body[:-1]
            parts = [ast.Module(head, [])] if head else []
            parts.append(ast.Expression(last.value))
        for part in parts:
            code = self._compile(part)
            # `exec` would drop the coroutine.
            gives = isinstance(part, ast.Expression) or is_coroutine(code)
            self.module.append((eval if gives else exec, code))

    def _compile_function(self, tree: ast.Module, scope: Scope, around: types.CodeType, bound: list[str]) -> None:
        owner = enclosing_class(around, scope.is_function)
        globals_here = {mangled(name, owner) for name in declared_global(outer_nodes(tree))}
        bound_here = {mangled(name, owner) for name in _bound_names(tree)}
        undeclared = bound_here - set(bound) - scope.declared() - globals_here
        at_module = around.co_name == "<module>" and scope.is_inlined
        stored = undeclared if at_module else _stored_globals(around) & undeclared
        apart = {*globals_here, "__class__"} if owner else globals_here
        names = [name for name in bound if name not in apart and mangled(name, owner) == name]  # `exec` mangles none
        self.first = [name for name in around.co_varnames[:1] if name in names]
        self.parameters = [*self.first, *(name for name in names if name not in self.first)]
        used = used_names(tree, scope)
        unbound = sorted((scope.declared() - set(bound) - globals_here - {"__class__"}) & used)
        unbound = [name for name in unbound if name not in _hidden_names(around)] if unbound else []
        keeps = bool(bound_here) or _last_expression(tree) is None
        # What is called may look at the names of its caller: those of a method that uses `super()` have this one.
        shows_class = (
            bool(owner) and "__class__" in bound and any(isinstance(node, ast.Call) for node in ast.walk(tree))
        )
        never: list[ast.stmt] = [ast.Assign([ast.Name(name, ast.Store())], ast.Constant(None)) for name in unbound]
        never += [ast.Expr(ast.Name("__class__", ast.Load()))] * shows_class
        body = self._body(tree, never, sorted(stored), keeps)
        with Quiet():  # its warnings were shown when it was compiled on its own
            code = self._compile(_definition(around.co_name, owner, self.parameters, body, self._awaits))
        for _level in ("class", "function") if owner else ("function",):
            code = next(const for const in code.co_consts if type(const) is types.CodeType)
        if any(type(each) is types.CodeType for each in code.co_consts):
            code = _named_as_in(code, around)
        self.function = code
        self.plain = None if keeps or code.co_freevars or self._awaits or _marks_in(code) else code

    def _body(self, tree: ast.Module, never: list[ast.stmt], stored: list[str], keeps: bool) -> list[ast.stmt]:
        statements = list(tree.body)
        last = _last_expression(tree)
        if last is not None:
            statements[-1] = ast.copy_location(ast.Return(last.value), last)
        if keeps:
            # Not the constant itself is called: the compiler would warn, and that needs the library's `warnings`.
            keep = ast.Expr(ast.Call(ast.Attribute(ast.Constant(_KEEP), "__call__", ast.Load()), [], []))
            statements = [ast.Try(statements or [ast.Pass()], [], [], [keep])]
        body: list[ast.stmt] = [ast.Global(stored)] if stored else []
        if never:
            # Never run; it makes names local, so that reading one raises UnboundLocalError as it would there.
            body.append(ast.If(ast.Constant(False), never, []))
        return [*body, *statements]


class Snippet:
    """One run of compiled code.

    Args:
        compiled: the code.
        scope: where it runs.
        names: the scope's local variables.
    """

    __slots__ = ("_after", "_before", "_given", "_scope", "_steps")

    def __init__(self, compiled: Compiled, scope: Scope, names: dict[str, object]) -> None:
        self._scope = scope
        self._before: dict[str, object] = {}
        self._after: dict[str, object] | None = None
        self._given: list[tuple[dict[str, object], dict[str, object]]] = []
        self._steps: list[tuple[types.CodeType, Callable[..., object], tuple[object, ...]]]
        if compiled.function is None or scope.code is None:  # at module level, or `import *`
            if scope.frame is not None and not AnyDict.__contains__(scope.globals, "__builtins__"):
                # Otherwise `exec` inserts its caller's.
                AnyDict.__setitem__(scope.globals, "__builtins__", scope.frame.f_builtins)
            # What `import *` binds elsewhere is written to the frame as what a function binds.
            own: tuple[dict[str, object], ...] = ()
            if not scope.is_module:
                self._after = {}
                own = (self._after,)
            self._steps = [(code, function, (code, scope.globals, *own)) for function, code in compiled.module]
        else:
            code = compiled.function
            self._steps = [(code, *self._function_step(compiled, code, scope.code, names))]

    def run(self, call: Call, patience: Patience | None = None) -> object:
        """Runs it: all that `call` calls is code of the program. Returns the value of its last expression, or None.

        `patience`: how it waits, if it is a coroutine's.

        Names that the code has bound or unbound are written to the frame, also after an exception. Raises
        NotAssignable.
        """
        value = None
        try:
            for code, function, arguments in self._steps:
                if is_coroutine(code):
                    value = call(run, function, arguments, patience or Patience())
                else:
                    value = call(function, *arguments)
        finally:
            # Their code may hold this object, and this the frame: nothing is to wait for the garbage collector.
            self._steps = []
            self._take_back()
            if self._after is not None:
                self._write(self._after)
        return value

    def _write(self, after: dict[str, object]) -> None:
        for name, value in after.items():
            if name not in self._before or self._before[name] is not value:
                self._scope.write(name, value)
        for name in self._before:
            if name not in after:
                self._scope.delete(name)

    def _function_step(
        self, compiled: Compiled, code: types.CodeType, around: types.CodeType, names: dict[str, object]
    ) -> tuple[Callable[..., object], tuple[object, ...]]:
        self._before = {name: names[name] for name in compiled.parameters}
        closure = tuple(class_cell(names, compiled.first, around, self._scope.globals) for _ in code.co_freevars)
        made = {
            _KEEP: self._keep,
            NAMES: self._names,
            EXEC: exec,
            LOCALS: self._locals,
            NAMED: self._named,
            SEEN: self._seen,
        }
        return bound_function(_with_constants(code, made), self._scope, closure), tuple(self._before.values())

    def _keep(self) -> None:
        self._after = dict(sys._getframe(1).f_locals)

    def _names(self, function: object) -> tuple[Mapping[str, object], ...]:
        """What `exec` and `eval` are given besides: the names of the frame, with what was bound until now."""
        frame = self._scope.frame
        if frame is None or not (function is exec or function is eval):
            return ()
        self._bring_up(sys._getframe(1))
        return (frame.f_globals,) if self._scope.is_inlined else (frame.f_globals, self._give(frame))

    def _locals(self, function: Callable[[], object]) -> Callable[[], object]:
        """What stands for `locals` where its result is changed on the spot."""
        frame = self._scope.frame
        if frame is None or not (function is locals or function is vars):
            return function
        self._bring_up(sys._getframe(1))
        return lambda: self._give(frame)

    def _named(self, name: str) -> object:
        """What a name means in the frame, with what was bound until now."""
        self._bring_up(sys._getframe(1))
        return self._seen(name)

    def _seen(self, name: str) -> object:
        """What a name means in the frame."""
        self._take_back()
        try:
            return static_name(name, self._scope)
        except Unknown as unknown:
            error = NameError(str(unknown), name=name)
        raise error

    def _bring_up(self, running: types.FrameType) -> None:
        """Writes what the code has bound until now to the frame."""
        self._take_back()
        bound = dict(running.f_locals)
        self._write(bound)
        self._before = bound

    def _give(self, frame: types.FrameType) -> Mapping[str, object]:
        """The names of the frame, to be changed. Before CPython 3.13 a function gives copies, so it is written later."""
        if WRITE_THROUGH or not self._scope.is_function:
            return frame.f_locals
        names = dict(frame.f_locals)
        self._given.append((names, dict(names)))
        return names

    def _take_back(self) -> None:
        while self._given:
            names, before = self._given.pop(0)
            for name, value in names.items():
                if name not in before or before[name] is not value:
                    self._scope.write(name, value)


def bound_function(
    code: types.CodeType, scope: Scope, closure: tuple[types.CellType, ...] | None = None
) -> types.FunctionType:
    """A function with the globals and built-ins of the scope."""
    names, frame = scope.globals, scope.frame
    if frame is None or AnyDict.__contains__(names, "__builtins__"):
        return types.FunctionType(code, names, None, None, closure)
    # The new function takes those of its globals, or else of its creator.
    AnyDict.__setitem__(names, "__builtins__", frame.f_builtins)
    try:
        return types.FunctionType(code, names, None, None, closure)
    finally:
        AnyDict.__delitem__(names, "__builtins__")


def _last_expression(tree: ast.Module) -> ast.Expr | None:
    """The expression in which code ends, if it ends in one."""
    last = tree.body[-1] if tree.body else None
    return last if isinstance(last, ast.Expr) else None


def _marks_in(code: types.CodeType) -> bool:
    """Whether something in code stands for what it is given when it is bound to a frame."""
    return any(
        _marks_in(each) if type(each) is types.CodeType else type(each) is AnyFrozenset and each in _MARKS
        for each in code.co_consts
    )


def _with_constants(code: types.CodeType, made: Mapping[Any, object]) -> types.CodeType:
    """The same code, with what the constants in it stand for."""
    if not _marks_in(code):
        return code
    constants: list[object] = []
    for each in code.co_consts:
        if type(each) is types.CodeType:
            constants.append(_with_constants(each, made))
        else:
            constants.append(made.get(each, each) if type(each) is AnyFrozenset else each)
    return code.replace(co_consts=tuple(constants))


def is_coroutine(code: types.CodeType) -> bool:
    """Whether what runs code is a coroutine."""
    return bool(code.co_flags & flags.COROUTINE)


def _definition(name: str, owner: str | None, parameters: list[str], body: list[ast.stmt], awaits: bool) -> ast.Module:
    # The name is that of the frame's own function: tracebacks then say where the code seemed to run.
    extra: dict[str, Any] = {"type_params": []} if "type_params" in ast.FunctionDef._fields else {}
    arguments = ast.arguments([], [ast.arg(parameter) for parameter in parameters], None, [], [], None, [])
    kind = ast.AsyncFunctionDef if awaits else ast.FunctionDef
    definition: ast.stmt = kind(name, arguments, body, [], **extra)
    if owner:
        definition = ast.ClassDef(owner, [], [], [definition], [], **extra)
    return ast.fix_missing_locations(ast.Module([definition], []))


def without_nonlocal(tree: ast.Module, apart: tuple[type[ast.AST], ...] = SCOPES) -> ast.Module:
    """The tree so: the frame's free variables are written back like locals, so `nonlocal x` is moot.

    `apart`: what is left as it is.
    """
    return rewritten(
        tree, lambda node: ast.copy_location(ast.Pass(), node) if isinstance(node, ast.Nonlocal) else node, apart
    )


def _named_as_in(code: types.CodeType, around: types.CodeType) -> types.CodeType:
    """The same code, of which the functions and classes that it makes are called as those of another code object are."""
    before = f"{code.co_qualname}.<locals>."
    after = f"{around.co_qualname}.<locals>." if around.co_flags & flags.OPTIMIZED else f"{around.co_qualname}."

    def renamed(constant: object, owner: str) -> object:
        if type(constant) is str and constant == owner and owner.startswith(before):
            return after + constant.removeprefix(before)  # what the body of a class says that it is called
        if type(constant) is not types.CodeType or not constant.co_qualname.startswith(before):
            return constant
        name = constant.co_qualname
        constants = tuple(renamed(each, name) for each in constant.co_consts)
        return constant.replace(co_consts=constants, co_qualname=after + name.removeprefix(before))

    return code.replace(co_consts=tuple(renamed(each, "") for each in code.co_consts))


def _bound_names(tree: ast.Module) -> set[str]:
    return {name for node in outer_nodes(tree) for name in bound_by(node)}


def _fits(name: str) -> bool:
    """Whether a local variable of that name can be a parameter: a comprehension's `.0` can."""
    return is_variable_name(name) or name.startswith(".")


def used_names(tree: ast.Module, scope: Scope) -> set[str]:
    """The names that code uses, as its scope has them."""
    owner = enclosing_class(scope.code, scope.is_function)
    return {mangled(node.id, owner) for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _stored_globals(code: types.CodeType) -> set[str]:
    """Names that the function itself declares global and assigns."""
    return {code.co_names[argument] for argument in _arguments(code, _CHANGES_GLOBAL)}


def _hidden_names(code: types.CodeType) -> set[str]:
    """Names of comprehensions that the compiler inlined (3.12 and later): not local to the function."""
    return {variable_name(code, argument) for argument in _arguments(code, _HIDES)}


def _arguments(code: types.CodeType, wanted: frozenset[int]) -> Iterator[int]:
    """The arguments of all operations of some kinds in a code object."""
    ops, high = code.co_code, 0
    for at in range(0, len(ops), 2):
        argument = high << 8 | ops[at + 1]
        high = argument if ops[at] == _EXTENDED else 0
        if ops[at] in wanted:
            yield argument
