"""A function gets other code, and all that belongs to it: as a whole, or not at all."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from types import CodeType, FunctionType

from dapper.code.quiet import Quiet
from dapper.stopping.reload.definitions import Signatures, defaults_of, same_text
from dapper.values.statics import str_items, type_name

_literal = ast.literal_eval  # the program may replace the module's
_HAS_DOCSTRING = 0x4000000
"""Flag of a code object, from CPython 3.13 on."""


class Refusal(Exception):
    """A function keeps the code that it has; the text says why."""


class Exchange:
    """Gives functions their new code.

    Args:
        before: the parameters of the text before.
        after: those of the new text.
        code_of: gives the program's own code object of a function.

    Attributes:
        kept: names of functions with the parameters whose default values have changed, and stay what they are.
    """

    def __init__(self, before: Signatures, after: Signatures, code_of: Callable[[FunctionType], CodeType]) -> None:
        self._before, self._after, self._code_of = before, after, code_of
        self.kept: list[tuple[str, str]] = []

    def is_written_anew(self, code: CodeType) -> bool:
        """Whether code that is the same in both texts has default values that are written otherwise."""
        before, after = self._before.of(code), self._after.of(code)
        if before is None or after is None:
            return False
        written, wanted = defaults_of(before, code), defaults_of(after, code)
        return written.keys() != wanted.keys() or any(
            not same_text(written[name], each) for name, each in wanted.items()
        )

    def give(self, function: FunctionType, new: CodeType) -> bool:
        """Gives a function new code. Returns whether it has other default values now.

        Raises:
            Refusal: it has what it had before.
        """
        old = self._code_of(function)
        if old.co_freevars != new.co_freevars:
            raise Refusal(
                f"it takes {_names(new)} from around it now, and took {_names(old)} when it was made. "
                "What makes it has to run again"
            )
        positional, named, kept = self._defaults(function, old, new)
        state = function.__code__, function.__defaults__, function.__kwdefaults__, function.__doc__
        document = state[3] if docstring(old) == docstring(new) else docstring(new)
        error = _assign(function, new, positional, named, document)
        if error is not None:
            # Whatever hinders this has let the same be done before.
            _assign(function, *state)
            raise Refusal(f"the program does not allow it: {type_name(error)}")
        self.kept += [(new.co_qualname, name) for name in kept]
        had, has = _by_name(old, state[1] or (), state[2]), _current(function, new)
        return had.keys() != has.keys() or any(had[name] is not has[name] for name in has)

    def _defaults(
        self, function: FunctionType, old: CodeType, new: CodeType
    ) -> tuple[tuple[object, ...] | None, dict[str, object] | None, list[str]]:
        """The default values for the new code, and the names of those that have changed and cannot be made anew."""
        before, after = self._before.of(old), self._after.of(new)
        has = _current(function, old)
        if after is None:
            if _parameters(old) != _parameters(new):
                raise Refusal("its parameters have changed, and there are several functions on its line")
            return function.__defaults__, function.__kwdefaults__, []
        written, wanted = defaults_of(before, old), defaults_of(after, new)
        values: dict[str, object] = {}
        kept: list[str] = []
        for name, expression in wanted.items():
            if name in has and same_text(written.get(name), expression):
                values[name] = has[name]  # the object itself: it may have a state
                continue
            try:
                values[name] = _literal(expression)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                if name not in has:
                    raise Refusal(f"the default value of {name} would have to be computed") from None
                values[name] = has[name]
                if before is not None:
                    kept.append(name)
        positional = [values[name] for name in new.co_varnames[: new.co_argcount] if name in values]
        named = {name: values[name] for name in keywords(new) if name in values}
        return tuple(positional) or None, named or None, kept


def docstring(code: CodeType) -> str | None:
    """The docstring of a function, as it has it."""
    first: object = code.co_consts[0] if code.co_consts else None
    if sys.version_info >= (3, 13) and not code.co_flags & _HAS_DOCSTRING:
        return None
    return first if type(first) is str and not code.co_name.startswith("<") else None


def _assign(
    function: FunctionType,
    code: CodeType,
    defaults: tuple[object, ...] | None,
    named: dict[str, object] | None,
    document: str | None,
) -> BaseException | None:
    """Gives a function all of that; returns what a hook of the program's has raised against it."""
    try:
        with Quiet():  # it may become a generator
            function.__defaults__ = None  # code with fewer parameters is never to meet more of them
            function.__code__ = code
            function.__defaults__, function.__kwdefaults__ = defaults, named
            function.__doc__ = document
    except BaseException as error:  # an audit hook may raise anything
        return error
    if function.__code__ is not code:
        return RuntimeError("it has other code by now")
    return None


def _current(function: FunctionType, code: CodeType) -> dict[str, object]:
    """The default values that a function has, by the names of its parameters."""
    return _by_name(code, function.__defaults__ or (), function.__kwdefaults__)


def _by_name(code: CodeType, defaults: tuple[object, ...], named: dict[str, object] | None) -> dict[str, object]:
    names = code.co_varnames[: code.co_argcount]
    found = (
        dict(zip(names[len(names) - len(defaults) :], defaults, strict=False)) if len(defaults) <= len(names) else {}
    )
    return found | dict(str_items(named or {}))


def _parameters(code: CodeType) -> tuple[object, ...]:
    count = code.co_argcount + code.co_kwonlyargcount
    return (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames[:count])


def keywords(code: CodeType) -> tuple[str, ...]:
    """The names of the parameters that are given by name only."""
    return code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]


def _names(code: CodeType) -> str:
    return ", ".join(code.co_freevars) or "nothing"
