"""Break modes of chosen exceptions (DAP's `exceptionOptions`): by the names of their classes.

A path is a way down the tree of exceptions: an exception fits it if it fits each of its segments, and a segment if
its class, or one that it is derived from, has one of the segment's names (or none, of a negated one). The last option
that an exception fits decides about it, in place of the filters.

Nothing of the program is asked: what counts is the order in which Python itself looks for a class's bases, and of a
class that is where its name says, its identity.
"""

from __future__ import annotations

import builtins
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

from dapper.values.generics import AnyDict
from dapper.values.names import is_variable_name
from dapper.values.statics import ClassFacts, class_qualname, is_a, module_dict, own_attribute, str_items
from dapper.wire.constants import RAISED, UNCAUGHT, UNCAUGHT_WHERE_RAISED, USER_UNHANDLED

if TYPE_CHECKING:
    from dapper.wire.requests import ExceptionOptions as Request
    from dapper.wire.requests import ExceptionPathSegment as Segment

CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)
"""Raised by loops and generators in ordinary work: before they end the program, nothing stops at them unless one leaves
a generator."""
EVERYTHING, USER_CODE, LIBRARY_CODE = "Python Exceptions", "User Code", "Library Code"
"""Categories, in place of names: all exceptions, and those that are raised in the user's code or in a library's."""
_CATEGORIES = (EVERYTHING, USER_CODE, LIBRARY_CODE)
_BUILT_IN = MappingProxyType(
    {name: found for name, found in vars(builtins).items() if type(found) is type and issubclass(found, BaseException)}
)
"""As they were before the program could change the names."""
_FILTERS = MappingProxyType(
    {
        "never": frozenset[str](),
        "always": frozenset((RAISED,)),
        "unhandled": frozenset((UNCAUGHT,)),
        "userUnhandled": frozenset((USER_UNHANDLED, UNCAUGHT)),
    }
)
"""What stops at an exception, by its break mode."""
_MOST_CLASSES = 10_000
"""Classes for which a decision is remembered, and that are inspected to find a name."""

_Decision = tuple[weakref.ref[type], "frozenset[str] | None"]


class _Option:
    """One option: its path, and the filters that its mode stands for."""

    def __init__(self, request: Request, also: frozenset[str]) -> None:
        self.path: list[Segment] = list(request.get("path") or ())
        self.filters = _FILTERS[request["breakMode"]]
        if UNCAUGHT in self.filters:
            self.filters |= also & {UNCAUGHT_WHERE_RAISED}
        self.problem = next(filter(None, map(_mistake, self.path)), None)
        if self.problem is None and UNCAUGHT not in self.filters:
            self.problem = next(filter(None, map(_ordinary, self.path)), None)

    def fits(self, mro: tuple[type, ...], in_library: bool) -> bool:
        """Whether it stands for exceptions of a class that are raised in a library's code, or not there."""
        return all(
            any(_fits(name, mro, in_library) for name in segment["names"]) is not segment.get("negate", False)
            for segment in self.path
        )

    def answer(self) -> dict[str, object]:
        """The DAP `Breakpoint` that says what became of it."""
        if self.problem:
            return {"verified": False, "message": self.problem}
        message = not_yet([name for segment in self.path for name in segment["names"]])
        if message is None:
            return {"verified": True}
        if all(any(map(_is_known, segment["names"])) for segment in self.path):
            return {"verified": True, "message": message}
        return {"verified": False, "message": message, "reason": "pending"}


def not_yet(names: Sequence[str]) -> str | None:
    """Says which of the names of classes no exception has as yet; None: there is one for each."""
    unknown = [repr(name) for name in names if not _is_known(name)]
    return f"No exception is called {' or '.join(unknown)} yet; one that is counts." if unknown else None


class ExceptionOptions:
    """The options that a client has chosen.

    Args:
        requests: the options, the last one first in force.
        on: the filters that are on: where they stop at uncaught exceptions, these do too.

    Attributes:
        filters: all that any of them may need.
        answers: a DAP `Breakpoint` for each.
    """

    def __init__(self, requests: Sequence[Request] = (), on: frozenset[str] = frozenset()) -> None:
        options = [_Option(request, on) for request in requests]
        self.answers = [option.answer() for option in options]
        self._options = [option for option in reversed(options) if option.problem is None]
        self.filters = frozenset[str]().union(*(option.filters for option in self._options))
        self._places = any(
            name in (USER_CODE, LIBRARY_CODE)
            for option in self._options
            for segment in option.path
            for name in segment["names"]
        )
        self._decisions: dict[tuple[int, bool], _Decision] = {}

    def filters_for(self, kind: type[BaseException], in_library: Callable[[], bool]) -> frozenset[str] | None:
        """The filters that stop at exceptions of a class; None: no option decides about them.

        `in_library` says whether the exception was raised in a library's code; it is asked only if that matters.
        """
        if not self._options:
            return None
        place = self._places and in_library()
        known = self._decisions.get((id(kind), place))
        if known is not None and known[0]() is kind:
            return known[1]
        mro = ClassFacts(kind).mro
        decision = next((option.filters for option in self._options if option.fits(mro, place)), None)
        if len(self._decisions) >= _MOST_CLASSES:
            self._decisions.clear()
        self._decisions[id(kind), place] = weakref.ref(kind), decision
        return decision


def _mistake(segment: Segment) -> str | None:
    """Why a segment can fit nothing."""
    names = segment["names"]
    if not names:
        return "A segment of an exception's path has no names."
    for name in names:
        if name not in _CATEGORIES and not all(map(is_variable_name, name.split("."))):
            return (
                f"{name!r} is not the name of a class of exceptions. Allowed: a name such as 'KeyError' or "
                f"'json.decoder.JSONDecodeError', and {', '.join(map(repr, _CATEGORIES))}."
            )
    return None


def _ordinary(segment: Segment) -> str | None:
    """Why a segment fits only what nothing stops at before the end of the program."""
    names = segment["names"]
    if not segment.get("negate") and all(_built_in(name) in CONTROL_FLOW for name in names):
        return f"{' and '.join(names)}: raised by loops and generators in ordinary work, and so never stopped at."
    return None


def _built_in(name: str) -> type[BaseException] | None:
    """The built-in class of a name, which is the one that the name means."""
    return _BUILT_IN.get(name.removeprefix("builtins."))


def _fits(name: str, mro: tuple[type, ...], in_library: bool) -> bool:
    if name in _CATEGORIES:
        return name == EVERYTHING or (name == LIBRARY_CODE) is in_library
    found = _built_in(name) or _in_module(name)
    if found is not None:
        return any(each is found for each in mro)
    return any(_is_called(each, name) for each in mro)


def _in_module(name: str) -> type | None:
    """The class that a module has under that name, if the name has that of an imported module before it."""
    path, _, last = name.rpartition(".")
    modules = sys.modules
    if not path or not is_a(modules, AnyDict):
        return None
    module = dict(str_items(modules)).get(path)
    found = dict(str_items(module_dict(module))).get(last) if is_a(module, ModuleType) else None
    return found if is_a(found, type) else None


def _is_called(kind: type, name: str) -> bool:
    """Whether a name is the end of a class's full name, part by part."""
    module = own_attribute(kind, "__module__")
    full = class_qualname(kind).replace(".<locals>", "")
    return f".{module if type(module) is str else 'builtins'}.{full}".endswith(f".{name}")


def _is_known(name: str) -> bool:
    if name in _CATEGORIES or _built_in(name) or _in_module(name):
        return True
    return any(_is_called(kind, name) for kind in _known_classes())


def _known_classes() -> Iterator[type]:
    """The classes of exceptions that there are."""
    waiting: list[type] = [BaseException]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_CLASSES:
        kind = waiting.pop()
        if id(kind) not in seen:
            seen.add(id(kind))
            yield kind
            waiting += type.__subclasses__(kind)
