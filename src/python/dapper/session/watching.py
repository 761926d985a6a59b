"""Finds what a person means by a value that is to be watched: a line of the variables tree, or an expression."""

from __future__ import annotations

import ast
import operator
from contextlib import suppress
from types import CellType, CodeType, FrameType

from dapper.code.names_of_code import file_of
from dapper.code.writes import Writes
from dapper.session.evaluation import Evaluation
from dapper.stopping.stopper import Stopper
from dapper.stopping.watched import Attribute, Cell, Expression, Global, Item, Local, Watched
from dapper.values.allowance import ROW
from dapper.values.built_in import SET_CELL
from dapper.values.child import Child, Lazy
from dapper.values.errors import Raised
from dapper.values.fragment import Fragment
from dapper.values.generics import AnyDeque, AnyDict, AnyList
from dapper.values.names import is_variable_name
from dapper.values.scope import Scope, write_global, write_local
from dapper.values.settable import BY_NAME
from dapper.values.static_eval import Missing, Unknown, Unsafe, mangled_in, static_value
from dapper.values.statics import MISSING, ClassTable, is_a, json_text
from dapper.wire.constants import GLOBAL_DATA
from dapper.wire.errors import DapperError, RequestError

_PRECISE = (
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.BoolOp,
    ast.boolop,
    ast.Is,
    ast.IsNot,
    ast.Compare,
    ast.UnaryOp,
    ast.Not,
    ast.IfExp,
    ast.expr_context,
)
"""Parts of expressions whose value changes only where a name or an attribute does."""


class CannotWatch(RequestError):
    """What was asked for cannot be watched; the message says why."""


class Watching:
    """See the module."""

    def __init__(self, stopper: Stopper, evaluation: Evaluation) -> None:
        self._stopper, self._evaluation = stopper, evaluation

    def child(self, child: Child, name: str, scope: Scope) -> Watched:
        """What a line of the variables tree shows. Raises CannotWatch."""
        label = child.expression or name
        frame = scope.frame
        if type(child.value) is Lazy and child.expression and frame is not None:
            return self.expression(child.expression, frame)  # a property: its value is computed
        if child.items is not None or child.assign is None:
            raise CannotWatch(f"Nothing in the program can give {json_text(label)} another value.")
        function, arguments = child.assign
        if function is SET_CELL and is_a(arguments[0], CellType):
            return Cell(label, arguments[0], name)
        owner, key = arguments
        if (function is write_local or function is write_global) and type(owner) is Scope:
            # Not always the scope where it is listed: a generator's variables are among its children.
            if function is write_global or owner.is_module:
                return self._global(str(key), owner)
            if owner.frame is not None:
                return self._local(str(key), owner.frame)
        if function is operator.setitem or function is AnyDict.__setitem__:
            return Item(label, owner, key)
        if function is setattr and type(key) is str:
            return self._attribute(label, owner, key, frame)
        if function is BY_NAME and child.expression and frame is not None:
            return self.expression(child.expression, frame)  # C code keeps it, and may change it unseen
        raise CannotWatch(f"{json_text(label)} cannot be watched here.")

    def expression(self, text: str, frame: FrameType) -> Watched:
        """What an expression means in a frame. Raises CannotWatch."""
        try:
            fragment = Fragment.expression_of(text)
        except SyntaxError as error:
            raise CannotWatch(f"{json_text(text)!r} is not a Python expression ({error.msg}).") from None
        except (ValueError, MemoryError, RecursionError) as error:
            raise CannotWatch(f"{json_text(text)!r} cannot be compiled: {error}.") from None
        tree, scope, label = fragment.expression, Scope(frame), json_text(text.strip())
        if isinstance(tree, ast.Name):
            return self._variable(mangled_in(tree.id, scope), scope, frame)
        if isinstance(tree, (ast.Attribute, ast.Subscript)) and (found := self._part(tree, scope, label)):
            return found
        if tree is None or _is_constant(tree):
            raise CannotWatch(f"{label} never changes.")
        try:
            self._evaluation.value(fragment, scope, ROW)
        except Raised as problem:
            raise CannotWatch(f"{label} has no value here: {type(problem.error).__name__}.") from None
        return Expression(fragment, label, frame, self._code(frame), _writes(tree, scope), self._value)

    def persisting(self, data_id: str) -> Watched | None:
        """What the `dataId` of another run stands for, or None."""
        if not data_id.startswith(GLOBAL_DATA):
            return None
        name, _, path = data_id.removeprefix(GLOBAL_DATA).partition("\n")
        return Global(name, path, None, self._stopper.names.path) if is_variable_name(name) and path else None

    def _variable(self, name: str, scope: Scope, frame: FrameType) -> Watched:
        if not scope.is_module and (name in scope.locals() or name in scope.declared()):
            return self._local(name, frame)
        if name not in scope.global_names() and name in scope.builtin_names():
            raise CannotWatch(f"{name} is a built-in name, and not a variable.")
        return self._global(name, scope)

    def _local(self, name: str, frame: FrameType) -> Watched:
        code = self._code(frame)
        return Local(name, frame, code, self._stopper.modified.base(code))

    def _global(self, name: str, scope: Scope) -> Watched:
        names, code = self._stopper.names, scope.code
        path = names.path(file_of(code)) if code is not None else ""
        return Global(name, path, scope.globals, names.path)

    def _part(self, tree: ast.Attribute | ast.Subscript, scope: Scope, label: str) -> Watched | None:
        """An attribute or an item of an object that can be found without running code of the program."""
        classes = ClassTable()
        try:
            owner = static_value(tree.value, scope, classes)
            if isinstance(tree, ast.Attribute):
                name = mangled_in(tree.attr, scope)
                readable = classes.static_attribute(owner, name) is not MISSING
                return Attribute(label, owner, name) if readable else None
            key = static_value(tree.slice, scope, classes)
            with suppress(Missing):  # whoever asks for it makes it: it is watched before it is there
                static_value(tree, scope, classes)
        except (Unsafe, Unknown, RecursionError):
            return None
        if is_a(owner, AnyDict) or (type(key) is int and (is_a(owner, AnyList) or is_a(owner, AnyDeque))):
            return Item(_with_keys(tree, label, scope, classes), owner, key)
        return None

    def _attribute(self, label: str, owner: object, name: str, frame: FrameType | None) -> Watched:
        if ClassTable().static_attribute(owner, name) is MISSING:
            raise CannotWatch(f"{json_text(label)} is computed by code of the program: watch an expression instead.")
        return Attribute(label, owner, name)

    def _code(self, frame: FrameType) -> CodeType:
        """The code that a frame runs; it must be known, or nobody would look at what its instructions change."""
        stopper = self._stopper
        code = stopper.backend.place(frame)[0] if stopper.backend is not None else frame.f_code
        if not stopper.filter.is_mine(code) or not stopper.index.knows(stopper.modified.base(code)):
            raise CannotWatch(
                f"{json_text(code.co_qualname)} is not in a file of your program, and only there is a change found."
            )
        return code

    def _value(self, fragment: Fragment, scope: Scope) -> object:
        try:
            return self._evaluation.value(fragment, scope, ROW)
        except (Raised, DapperError):
            return MISSING


def _with_keys(tree: ast.Subscript, label: str, scope: Scope, classes: ClassTable) -> str:
    """An item's label so that it says which one is watched, whatever the names in its brackets come to mean."""
    text, node = label.encode(), tree
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        if isinstance(node, ast.Subscript) and node.end_lineno == 1 and not _is_constant(node.slice):
            key = static_value(node.slice, scope, classes)
            if type(key) is int or type(key) is str:
                part = node.slice
                text = text[: part.col_offset] + json_text(repr(key)).encode() + text[part.end_col_offset :]
        node = node.value
    return text.decode()


def _is_constant(tree: ast.expr) -> bool:
    return not any(isinstance(each, (ast.Name, ast.Call, ast.Attribute)) for each in ast.walk(tree))


def _writes(tree: ast.expr, scope: Scope) -> Writes:
    """What can change the value of an expression."""
    nodes = list(ast.walk(tree))
    names = {mangled_in(each.id, scope) for each in nodes if isinstance(each, ast.Name)}
    own = names & (scope.declared() | (set() if scope.is_module else scope.locals().keys()))
    return Writes(
        locals=frozenset(own),
        names=frozenset(names - own if scope.is_function else names),
        attributes=frozenset(mangled_in(each.attr, scope) for each in nodes if isinstance(each, ast.Attribute)),
        contents=any(isinstance(each, ast.Subscript) for each in nodes),
        anything=not all(isinstance(each, (*_PRECISE, ast.Subscript)) for each in nodes),
    )
