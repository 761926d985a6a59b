"""Children of built-in objects that no attribute with a plain name reaches."""

from __future__ import annotations

import itertools
import types

from dapper.values.child import Child, Group, Lazy
from dapper.values.generics import AnyCoroutine, AnyDict, AnyGenerator, AnyTuple
from dapper.values.names import attribute_expression
from dapper.values.namespace import namespace_children
from dapper.values.presentation import Presentation, groups
from dapper.values.scope import Scope, write_local
from dapper.values.statics import MISSING, ClassTable, is_a, str_items
from dapper.values.wrapped import VIEWS

_FUNCTION = types.FunctionType.__dict__
SET_CELL = types.CellType.__dict__["cell_contents"].__set__


def odd_children(value: object, expression: str | None, presentation: Presentation) -> list[Child]:
    """Those of an exception, a function, a view of a dict, a generator or a coroutine; none of other values."""
    if is_a(value, BaseException):
        return _exception_children(value, expression)
    if type(value) is types.FunctionType:
        return _function_children(value, expression)
    if VIEWS.has(value):
        return [Child("mapping", value.mapping, attribute_expression(expression, "mapping"))]
    if type(value) is AnyGenerator and value.gi_frame is not None:
        return [_frame_child(value.gi_frame, attribute_expression(expression, "gi_frame"), presentation)]
    if type(value) is AnyCoroutine and value.cr_frame is not None:
        return [_frame_child(value.cr_frame, attribute_expression(expression, "cr_frame"), presentation)]
    return []


def cell_content(cell: types.CellType) -> object:
    """What a closure cell holds, or MISSING."""
    try:
        return cell.cell_contents
    except ValueError:
        return MISSING


def _exception_children(value: BaseException, expression: str | None) -> list[Child]:
    found: list[Child] = []
    added = dict(str_items(ClassTable().instance_dict(value) or {})).get("__notes__", MISSING)
    if added is not MISSING:
        found.append(Child("__notes__", added, attribute_expression(expression, "__notes__")))
    for name in ("args", "__cause__", "__context__", "__traceback__"):
        content = BaseException.__dict__[name].__get__(value)
        if content is not None:
            found.append(Child(name, content, attribute_expression(expression, name), (setattr, (value, name))))
    return found


def _function_children(value: types.FunctionType, expression: str | None) -> list[Child]:
    found: list[Child] = []
    for name in ("__defaults__", "__kwdefaults__", "__annotations__"):
        path = attribute_expression(expression, name)
        if name == "__annotations__" and getattr(value, "__annotate__", None) is not None:
            # Computed on demand (3.14), by code of the program.
            found.append(Child(name, Lazy(name, getattr, (value, name)), path, kind="property"))
            continue
        content = _FUNCTION[name].__get__(value)
        if content is None:
            continue
        if AnyDict.__len__(content) if is_a(content, AnyDict) else AnyTuple.__len__(content):
            found.append(Child(name, content, path, (setattr, (value, name))))
    wrapped = dict(str_items(value.__dict__)).get("__wrapped__", MISSING)
    if wrapped is not MISSING:
        found.append(Child("__wrapped__", wrapped, attribute_expression(expression, "__wrapped__")))
    cells = enumerate(zip(value.__code__.co_freevars, value.__closure__ or (), strict=True))
    path = attribute_expression(expression, "__closure__")
    closure = [
        Child(
            name,
            cell_content(cell),
            None if path is None else f"{path}[{place}].cell_contents",
            (SET_CELL, (cell,)),
        )
        for place, (name, cell) in cells
    ]
    return found + groups([("closure", [child for child in closure if child.value is not MISSING])])


def _frame_child(frame: types.FrameType, path: str | None, presentation: Presentation) -> Child:
    """The local variables of a generator or coroutine that is suspended. `path` evaluates to its frame."""
    scope = Scope(frame)
    children = namespace_children(scope.variables(), None, write_local, scope, presentation)
    for child in itertools.chain(children, *(c.items.children for c in children if isinstance(c.items, Group))):
        if path is not None and child.items is None and child.name is not None:
            child.expression = f"{path}.f_locals[{child.name!r}]"
    return Child("locals", items=Group(children), kind="virtual")
