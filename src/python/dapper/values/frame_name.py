"""Names of frames as a client wants them (DAP's `StackFrameFormat`): with module, parameters and line, as debugpy's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code import flags
from dapper.code.names_of_code import file_of
from dapper.values.generics import AnyDict
from dapper.values.render import Renderer
from dapper.values.scope import some_locals
from dapper.values.statics import str_items, type_name

if TYPE_CHECKING:
    from dapper.wire.requests import StackFrameFormat

_MOST_PARAMETERS = 20


class FrameNames:
    """Names the frames of one answer.

    Args:
        wanted: what is to be in the names.
        renderer: writes the values of parameters; they are those of now.

    Attributes:
        shows_values: whether a name may change with the values of variables.
    """

    def __init__(self, wanted: StackFrameFormat, renderer: Renderer) -> None:
        parts = [wanted.get("parameterTypes"), wanted.get("parameterNames"), wanted.get("parameterValues")]
        self._types, self._names, self._values = map(bool, parts)
        self.shows_values = self._types or self._values
        self._has_parameters = bool(wanted.get("parameters")) or any(parts)
        if not any(parts):
            self._names = True
        self._module, self._line = bool(wanted.get("module")), bool(wanted.get("line"))
        self._renderer = renderer
        self._modules: dict[int, str | None] = {}  # by the identity of a namespace, which its frame keeps alive

    def name(self, frame: FrameType, plain: str, line: int) -> str:
        """The name of a frame that is called `plain`, at a line."""
        name = self._with_module(frame, plain) if self._module else plain
        if self._has_parameters and frame.f_code.co_flags & flags.OPTIMIZED:
            name = f"{name}({', '.join(self._parameters(frame))})"
        return f"{name} : {line}" if self._line else name

    def _with_module(self, frame: FrameType, plain: str) -> str:
        key = id(frame.f_globals)
        if key not in self._modules:
            found = dict(str_items(frame.f_globals)).get("__name__") if type(frame.f_globals) is AnyDict else None
            self._modules[key] = found if type(found) is str else None
        module = self._modules[key]
        if module is not None:
            return module if plain == "<module>" else f"{module}.{plain}"
        file = os.path.basename(file_of(frame.f_code)).removesuffix(".py")
        return f"{plain} in {file}" if plain == "<module>" else f"{file}.{plain}"

    def _parameters(self, frame: FrameType) -> Iterator[str]:
        listed = _parameter_names(frame.f_code)
        shown = listed[:_MOST_PARAMETERS]
        values = some_locals(frame, [name for _, name in shown]) if self.shows_values else {}
        for stars, name in shown:
            text = stars + name if self._names else ""
            if name in values:
                value = values[name]
                if self._types:
                    text += f": {type_name(value)}" if self._names else type_name(value)
                if self._values:
                    text += (" = " if self._types else "=" if self._names else "") + self._renderer.text(value, False)
            yield text or "…"
        if len(listed) > len(shown):
            yield "…"


def _parameter_names(code: CodeType) -> list[tuple[str, str]]:
    """Stars and name of each parameter, in the order of a definition. What the compiler adds has no name."""
    positional, named = code.co_argcount, code.co_kwonlyargcount
    names = code.co_varnames
    found = [("", name) for name in names[:positional]]
    rest = positional + named
    if code.co_flags & flags.VARARGS:
        found.append(("*", names[rest]))
        rest += 1
    found += [("", name) for name in names[positional : positional + named]]
    if code.co_flags & flags.VARKEYWORDS:
        found.append(("**", names[rest]))
    return [(stars, name) for stars, name in found if not name.startswith(".")]
