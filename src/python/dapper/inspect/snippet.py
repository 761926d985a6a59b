"""Code typed by a person, compiled so that it sees and changes a paused frame as code at that place would.

At module level it is compiled as module code. In a function it becomes the body of a function whose parameters are the
frame's local variables: so lambdas and comprehensions in it close over them, names that are local but unbound raise
UnboundLocalError, `__x` is mangled in methods and `super()` works. What it binds is read when it ends.
"""

import __future__

import ast
import functools
import opcode
import operator
import sys
import types
from collections.abc import Callable, Iterator

from dapper.inspect.errors import EvaluationRefused
from dapper.inspect.names import is_variable_name
from dapper.inspect.scope import Scope
from dapper.inspect.static_eval import enclosing_class
from dapper.inspect.statics import ClassTable, is_a

FILENAME = "<expression>"
_KEEP = ".keep"
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_CHANGES_GLOBAL = frozenset(opcode.opmap[name] for name in ("STORE_GLOBAL", "DELETE_GLOBAL"))
_HIDES = frozenset(opcode.opmap[name] for name in ("LOAD_FAST_AND_CLEAR",) if name in opcode.opmap)
_EXTENDED = opcode.EXTENDED_ARG
_FUTURE = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


def parse_expression(source: str) -> ast.Module:
    """A tree of one expression. Raises SyntaxError."""
    expression = ast.parse(source.strip(), FILENAME, "eval").body
    return ast.Module([ast.Expr(expression, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)], [])


def parse_statements(source: str) -> ast.Module:
    """A tree of statements. Raises SyntaxError."""
    return ast.parse(source, FILENAME, "exec")


class Snippet:
    """One piece of code for one scope. Making it raises SyntaxError and EvaluationRefused; running it is the caller's.

    `steps`: (function, args) pairs to call in order, in looks or freely; all run code of the program. The last result
    is the value of the last expression, or None if the code ends in a statement. `is_expression`: whether there is one.
    `finish()`: to be called after the steps, also after an exception; stores what the code bound.
    """

    def __init__(self, tree: ast.Module, scope: Scope) -> None:
        self.scope = scope
        self.is_expression = bool(tree.body) and isinstance(tree.body[-1], ast.Expr)
        self._flags = 0 if scope.code is None else scope.code.co_flags & _FUTURE
        self._before: dict[str, object] = {}
        self._after: dict[str, object] | None = None
        if not scope.is_module:
            _drop_nonlocal(tree)
        self._refuse_await(tree)
        self.steps = self._module_steps(tree) if scope.is_module else [self._function_step(tree)]

    def finish(self) -> None:
        """Write names that the code bound or unbound back to the frame. Raises NotAssignable."""
        if self._after is None:
            return
        after, self._after = self._after, None
        for name, value in after.items():
            if name != _KEEP and (name not in self._before or self._before[name] is not value):
                self.scope.write(name, value)
        for name in self._before:
            if name not in after:
                self.scope.delete(name)

    def _refuse_await(self, tree: ast.Module) -> None:
        # Compiled as a module: `return` and `yield` are errors here, although the function below would take them.
        code = self._compile(tree, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        if code.co_flags & (0x80 | 0x200):
            raise EvaluationRefused(
                "'await' cannot be used here: while the program is paused, its event loop does not turn. "
                "Inspect the coroutine or the task instead."
            )

    def _compile(self, tree: ast.AST, flags: int = 0) -> types.CodeType:
        mode = "eval" if isinstance(tree, ast.Expression) else "exec"
        return compile(tree, FILENAME, mode, flags | self._flags, dont_inherit=True)

    def _module_steps(self, tree: ast.Module) -> list[tuple[Callable, tuple]]:
        names = self.scope.globals
        if not self.is_expression:
            return [(exec, (self._compile(tree), names))]
        head, last = tree.body[:-1], tree.body[-1]
        steps = [(exec, (self._compile(ast.Module(head, [])), names))] if head else []
        return [*steps, (eval, (self._compile(ast.Expression(last.value)), names))]

    def _function_step(self, tree: ast.Module) -> tuple[Callable, tuple]:
        scope = self.scope
        before = {name: value for name, value in scope.locals().items() if is_variable_name(name)}
        owner = enclosing_class(scope.code, scope.is_function)
        globals_here = _declared_global(tree)
        bound_here = _bound_names(tree)
        undeclared = bound_here - before.keys() - scope.declared() - globals_here
        stored = _stored_globals(scope.code) & undeclared
        super_cell = before.pop("__class__", None) if owner else None
        for name in globals_here:
            before.pop(name, None)
        self._before = before
        first = [name for name in scope.code.co_varnames[:1] if name in before]
        order = [*first, *(name for name in before if name not in first)]
        unbound = sorted((scope.declared() - before.keys() - globals_here - {"__class__"}) & _used_names(tree))
        unbound = [name for name in unbound if name not in _hidden_names(scope.code)] if unbound else []
        body = self._body(tree, unbound, sorted(stored))
        code = self._compile(_definition(scope.code.co_name, owner, [*order, _KEEP], body))
        for _level in ("class", "function") if owner else ("function",):
            code = next(const for const in code.co_consts if type(const) is types.CodeType)
        closure = tuple(_class_cell(super_cell, before, first, scope.code) for _name in code.co_freevars)
        function = types.FunctionType(code, scope.globals, code.co_name, None, closure)
        return function, (*(before[name] for name in order), self._keep)

    def _keep(self) -> None:
        self._after = dict(sys._getframe(1).f_locals)

    def _body(self, tree: ast.Module, unbound: list[str], stored: list[str]) -> list[ast.stmt]:
        statements = list(tree.body)
        if self.is_expression:
            statements[-1] = ast.copy_location(ast.Return(statements[-1].value), statements[-1])
        keep = ast.Expr(ast.Call(ast.Name(_KEEP, ast.Load()), [], []))
        guarded = ast.Try(statements or [ast.Pass()], [], [], [keep])
        body: list[ast.stmt] = [ast.Global(stored)] if stored else []
        if unbound:
            # Never run; it makes the names local, so that reading one raises UnboundLocalError as it would there.
            assigned = [ast.Assign([ast.Name(name, ast.Store())], ast.Constant(None)) for name in unbound]
            body.append(ast.If(ast.Constant(False), assigned, []))
        return [*body, guarded]


def _definition(name: str, owner: str | None, parameters: list[str], body: list[ast.stmt]) -> ast.Module:
    # The name is that of the frame's own function: tracebacks then say where the code seemed to run.
    extra = {"type_params": []} if "type_params" in ast.FunctionDef._fields else {}
    arguments = ast.arguments([], [ast.arg(parameter) for parameter in parameters], None, [], [], None, [])
    definition: ast.stmt = ast.FunctionDef(name, arguments, body, [], **extra)
    if owner:
        definition = ast.ClassDef(owner, [], [], [definition], [], **extra)
    return ast.fix_missing_locations(ast.Module([definition], []))


def _drop_nonlocal(tree: ast.Module) -> None:
    # The frame's free variables are written back like locals: `nonlocal x` is true already, and an error as it stands.
    for node in [tree, *_outer_nodes(tree)]:
        if isinstance(node, _SCOPES):
            continue
        for _name, content in ast.iter_fields(node):
            if type(content) is list:
                content[:] = [ast.copy_location(ast.Pass(), x) if isinstance(x, ast.Nonlocal) else x for x in content]


def _outer_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes of the code itself, not of functions and classes that it defines."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, _SCOPES):
            yield from _outer_nodes(node)


def _declared_global(tree: ast.Module) -> set[str]:
    return {name for node in _outer_nodes(tree) if isinstance(node, ast.Global) for name in node.names}


def _bound_names(tree: ast.Module) -> set[str]:
    found = set()
    for node in _outer_nodes(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def _used_names(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _stored_globals(code: types.CodeType) -> set[str]:
    """Names that the function itself declares global and assigns."""
    return {code.co_names[argument] for argument in _arguments(code, _CHANGES_GLOBAL)}


def _hidden_names(code: types.CodeType) -> set[str]:
    """Names of comprehensions that the compiler inlined (3.12 and later): not local to the function."""
    return {code._varname_from_oparg(argument) for argument in _arguments(code, _HIDES)}


def _arguments(code: types.CodeType, wanted: frozenset[int]) -> Iterator[int]:
    """The arguments of all operations of some kinds in a code object."""
    ops, high = code.co_code, 0
    for at in range(0, len(ops), 2):
        argument = high << 8 | ops[at + 1]
        high = argument if ops[at] == _EXTENDED else 0
        if ops[at] in wanted:
            yield argument


def _class_cell(known: object, names: dict[str, object], first: list[str], code: types.CodeType) -> types.CellType:
    """The cell of `__class__` for `super()`: the method's own, or the class whose method has this code."""
    if known is not None:
        return types.CellType(known)
    receiver = names[first[0]] if first else None
    cls = receiver if is_a(receiver, type) else type(receiver)
    for owner, namespace in ClassTable().facts(cls).namespaces:
        for raw in namespace.values():
            if is_a(raw, property):
                raw = raw.fget
            if type(raw) is classmethod or type(raw) is staticmethod:
                raw = raw.__func__
            if type(raw) is types.FunctionType and raw.__code__ is code:
                return types.CellType(owner)
    return types.CellType()
