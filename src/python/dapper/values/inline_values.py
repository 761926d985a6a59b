"""The values of a frame's variables beside the lines that name them, up to where the frame stands."""

from __future__ import annotations

import opcode
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, ModuleType

from dapper.code.assembly import units, variable_name
from dapper.values.child import FUNCTIONS
from dapper.values.names import is_dunder, is_variable_name
from dapper.values.render import Renderer
from dapper.values.scope import Scope
from dapper.values.statics import is_a

MOST_LINES = 200
"""Lines above the one where the frame stands: no more are on a screen."""
_LONGEST_HEAD = 50
"""Lines between a function's first decorator and its `def`."""
_DEFINING = ("def ", "async def ", "class ", "import ", "from ", "@")
"""How the lines begin that define what is no data."""
_NAMING = ("LOAD_FAST", "STORE_FAST", "LOAD_DEREF", "STORE_DEREF", "LOAD_NAME", "STORE_NAME")
"""How the instructions begin that name a local variable; some name two."""


def inline_values(
    frame: FrameType, line: int, renderer: Renderer, text: Callable[[int], str]
) -> list[dict[str, object]]:
    """For each local variable and each line that names it: `line`, `name`, `value`; in the order in which they are read.

    What a module defines by `def`, `class` and `import` is left out: nobody asks for its value.

    Args:
        frame: of a stopped program.
        line: where it stands, 1-based.
        renderer: makes the texts.
        text: of a line of the frame's code, from its first character that is no space; "" where it is not known.
    """
    scope, code = Scope(frame), frame.f_code
    variables = scope.variables()
    texts: dict[str, str] = {}
    found: dict[tuple[int, str], int] = {}
    defined: set[str] = set()
    for at, column, name, is_stored in _named(code, scope, text):
        if is_stored and text(at).startswith(_DEFINING):
            defined.add(name)
        elif line - MOST_LINES < at <= line and name in variables and _is_data(name, variables[name]):
            found[at, name] = min(column, found.get((at, name), column))
    values: list[dict[str, object]] = []
    for at, name in sorted(found, key=lambda place: (place[0], found[place])):
        if name in defined:
            continue
        if name not in texts:
            texts[name] = renderer.text(variables[name])
        values.append({"line": at, "name": name, "value": texts[name]})
    return values


def _named(code: CodeType, scope: Scope, text: Callable[[int], str]) -> Iterator[tuple[int, int, str, bool]]:
    """Lines, columns, the names that are there, and whether they are given a value; parameters at the `def`."""
    if scope.is_function and (head := _head(code, text)) is not None:
        count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 0x4) + bool(code.co_flags & 0x8)
        yield from ((head, -count + index, name, False) for index, name in enumerate(code.co_varnames[:count]))
    places = list(code.co_positions())
    for unit in units(code):
        line, end, column, end_column = places[unit.first]
        operation = opcode.opname[unit.operation]
        if line is None or not operation.startswith(_NAMING):
            continue
        names = _names(code, operation, unit.argument)
        # What a function takes along is read where its `def` begins, by an instruction that stands for all of it.
        is_whole = end != line or (end_column or 0) - (column or 0) > len(names[0].encode())
        if operation.startswith("LOAD") and is_whole and len(names) == 1 and text(line).startswith(_DEFINING):
            continue
        for name in names:
            yield line, column or 0, name, operation.startswith("STORE")


def _names(code: CodeType, operation: str, argument: int) -> tuple[str, ...]:
    """The variables that an instruction names: one or, from 3.13 on, two."""
    if operation.endswith("_NAME"):
        return (code.co_names[argument],)
    indices = (argument >> 4, argument & 15) if operation.count("_FAST") > 1 else (argument,)
    return tuple(variable_name(code, index) for index in indices)


def _head(code: CodeType, text: Callable[[int], str]) -> int | None:
    """The line of a function's `def`, after its decorators; None if its source is not there."""
    first = code.co_firstlineno
    lines = range(first, first + _LONGEST_HEAD)
    return next((line for line in lines if text(line).startswith(("def ", "async def "))), None)


def _is_data(name: str, value: object) -> bool:
    if is_dunder(name) or not is_variable_name(name):
        return False
    return not (FUNCTIONS.has(value) or is_a(value, type) or is_a(value, ModuleType))
