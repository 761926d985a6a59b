"""What `super()` and `__class__` mean in code that is entered at the frame of a method."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping

from dapper.code.names_of_code import file_of
from dapper.values.generics import AnyCachedProperty, AnyPartialmethod
from dapper.values.statics import ClassTable, is_a, str_items

_BEHIND = tuple(
    (kind, kind.__dict__[name].__get__)
    for kind, *names in ((property, "fget", "fset", "fdel"), (classmethod, "__func__"), (staticmethod, "__func__"))
    for name in names
)
_MOST_WRAPPED = 50
"""Objects behind an attribute that are inspected."""


def class_cell(
    names: dict[str, object], first: list[str], code: types.CodeType, module: dict[str, object]
) -> types.CellType:
    """The cell of `__class__` for `super()`: the method's own, or the class one of whose methods has this code.

    Args:
        names: the variables of the frame; what the method's own cell holds is among them.
        first: the name of the first argument, if there is one.
        code: of the frame.
        module: the global variables, among which the class is looked for that no argument leads to.
    """
    if (known := names.get("__class__")) is not None:
        return types.CellType(known)
    table = ClassTable()
    if first:
        receiver = names[first[0]]
        cls = receiver if is_a(receiver, type) else type(receiver)
        for owner, namespace in table.facts(cls).namespaces:
            if _has_method(namespace, code):
                return types.CellType(owner)
    found: type | None = None
    namespace = dict(str_items(module))
    *path, _ = code.co_qualname.partition(".<locals>")[0].split(".")
    for part in path:
        inner = namespace.get(part)
        if not is_a(inner, type):
            return types.CellType()
        found, namespace = inner, table.facts(inner).namespaces[0][1]
    return types.CellType() if found is None or not _has_method(namespace, code) else types.CellType(found)


def _has_method(namespace: Mapping[str, object], code: types.CodeType) -> bool:
    return any(_holds(function.__code__, code) for raw in namespace.values() for function in _functions_behind(raw))


def _functions_behind(raw: object) -> Iterator[types.FunctionType]:
    """The functions that an attribute of a class leads to: of a property, say, and what a decorator has wrapped."""
    queue, seen = [raw], 0
    while queue and seen < _MOST_WRAPPED:
        each, seen = queue.pop(), seen + 1
        if type(each) is types.FunctionType:
            yield each
            queue += [*_closed_over(each), each.__dict__.get("__wrapped__")]
        elif type(each) is AnyCachedProperty or type(each) is AnyPartialmethod:
            queue.append(object.__getattribute__(each, "__dict__").get("func"))
        else:
            queue += [get(each) for kind, get in _BEHIND if is_a(each, kind)]


def _closed_over(function: types.FunctionType) -> Iterator[object]:
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:
            continue  # it has no value yet


def _holds(outer: types.CodeType, code: types.CodeType) -> bool:
    """Whether code is that of a function, or of one within it: by its place in the source, as a copy may run."""
    if file_of(outer) != file_of(code) or outer.co_firstlineno > code.co_firstlineno:
        return False
    if (outer.co_qualname, outer.co_firstlineno) == (code.co_qualname, code.co_firstlineno):
        return True
    return any(_holds(inner, code) for inner in outer.co_consts if type(inner) is types.CodeType)
