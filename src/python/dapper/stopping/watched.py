"""What a data breakpoint watches: a variable, an attribute, an item or an expression, and how it is read.

Reading a variable, an attribute or an item runs no code of the program. What is watched is bound to the object, the
frame or the namespace that it belonged to when it was asked for.
"""

from __future__ import annotations

import itertools
import operator
import sys
import weakref
from collections.abc import Callable
from types import CellType, CodeType, FrameType, ModuleType
from typing import Any

from dapper.code.names_of_code import file_of
from dapper.code.suspension import Suspension
from dapper.code.writes import NO_WRITES, Writes, hidden, returns
from dapper.values.built_in import cell_content
from dapper.values.fragment import Fragment
from dapper.values.generics import AnyArray, AnyDeque, AnyDict, AnyList
from dapper.values.sameness import is_same
from dapper.values.scope import Scope
from dapper.values.statics import MISSING, ClassTable, is_a

Evaluate = Callable[[Fragment, Scope], object]
"""Gives an expression its value in a scope; MISSING where that raises."""


class Watched:
    """The base of all of them.

    Attributes:
        written: how a person would write it.
        number: which one it is of those that are written alike.
        identity: the same for two that watch the same thing, as long as that lives.
        over: why it can never change again, or None.
        contents: whether lists and dicts count as the same when they hold the same.
        persists: whether it means the same in another run.
    """

    contents = False
    persists = False

    def __init__(self, label: str, identity: tuple[object, ...]) -> None:
        self.written, self.identity = label, identity
        self.number = 1
        self.over: str | None = None

    @property
    def label(self) -> str:
        """How it is called where others may be written alike."""
        return self.written if self.number < 2 else f"{self.written} (#{self.number})"

    def read(self) -> object:
        """The value now; MISSING where there is none."""
        raise NotImplementedError

    def writes(self, code: CodeType) -> Writes:
        """What can change it in a code object of the program's."""
        raise NotImplementedError

    def concerns(self, frame: FrameType, place: tuple[CodeType, int]) -> bool:
        """Whether it may have changed in a frame, which stands at a place in its code."""
        return self.over is None

    def ends_at(self, frame: FrameType, place: tuple[CodeType, int]) -> str | None:
        """Why it can never change after this place, or None."""
        return None

    def review(self) -> None:
        """Finds out whether it is over."""

    def release(self) -> None:
        """Keeps nothing of the program alive. It is over then."""


class OfFrame(Watched):
    """What belongs to one call: it is over when that is.

    Args:
        label, identity: see `Watched`.
        frame: of the call.
        code: what that runs, as `Backend.place` says.
    """

    def __init__(self, label: str, identity: tuple[object, ...], frame: FrameType, code: CodeType) -> None:
        super().__init__(label, (*identity, id(frame)))
        self.frame: FrameType | None = frame
        self._code = code
        self._call = code.co_qualname.replace(".<locals>", "")
        self._returns = returns(code)
        self._suspension: Suspension | None = Suspension(frame)

    def ends_at(self, frame: FrameType, place: tuple[CodeType, int]) -> str | None:
        """See `Watched.ends_at`."""
        ends = frame is self.frame and place[1] in self._returns
        return f"The call of {self._call} is over." if ends else None

    def review(self) -> None:
        """See `Watched.review`: a call may end by an exception too."""
        if self.over is None and not self._lasts():
            self.over = f"The call of {self._call} is over."
            self.release()

    def release(self) -> None:
        """See `Watched.release`."""
        self.over = self.over or f"The call of {self._call} is over."
        self.frame = self._suspension = None

    def _lasts(self) -> bool:
        frame: FrameType | None = sys._getframe()
        while frame is not None and frame is not self.frame:
            frame = frame.f_back
        return frame is not None or (self._suspension is not None and self._suspension.lasts())


class Local(OfFrame):
    """A local variable of one call. Args: see `OfFrame`; `name` of the variable, `base` the program's own code."""

    def __init__(self, name: str, frame: FrameType, code: CodeType, base: CodeType) -> None:
        super().__init__(name, ("local", name), frame, code)
        self._name, self._base = name, base
        self._hidden = hidden(code, name)
        self._shared = name in code.co_cellvars or name in code.co_freevars
        self._is_function = Scope(frame).is_function

    def read(self) -> object:
        """See `Watched.read`."""
        frame = self.frame
        return MISSING if frame is None else Scope(frame).locals().get(self._name, MISSING)

    def writes(self, code: CodeType) -> Writes:
        """See `Watched.writes`: other code can change it through a cell."""
        names = frozenset((self._name,))
        if code is self._base:
            return (
                Writes(locals=names, ends=True) if self._is_function else Writes(locals=names, names=names, ends=True)
            )
        return Writes(locals=names) if self._reaches(code) else NO_WRITES

    def concerns(self, frame: FrameType, place: tuple[CodeType, int]) -> bool:
        """See `Watched.concerns`."""
        if self.over is not None:
            return False
        if frame is self.frame:
            return not any(place[1] in each for each in self._hidden)
        if not self._reaches(frame.f_code):
            return False
        self.review()
        return self.over is None

    def _reaches(self, code: CodeType) -> bool:
        return (
            self._shared
            and file_of(code) == file_of(self._code)
            and (self._name in code.co_freevars or self._name in code.co_cellvars)
        )


class Global(Watched):
    """A global variable of a module.

    Args:
        name: of the variable.
        path: of the module's file.
        namespace: of the module; None while that has not begun.
        path_of: gives the path of a code object's file.
    """

    persists = True

    def __init__(
        self, name: str, path: str, namespace: dict[Any, object] | None, path_of: Callable[[str], str]
    ) -> None:
        super().__init__(name, ("global", name, path))
        self._name, self._path, self._path_of = name, path, path_of
        self._namespace: AnyDict | None = namespace

    def read(self) -> object:
        """See `Watched.read`."""
        return MISSING if self._namespace is None else value_of_key(self._namespace, self._name)

    def writes(self, code: CodeType) -> Writes:
        """See `Watched.writes`."""
        names = frozenset((self._name,))
        return Writes(names=names, attributes=names)

    def concerns(self, frame: FrameType, place: tuple[CodeType, int]) -> bool:
        """See `Watched.concerns`. The module is found when code of it runs."""
        if self._path_of(file_of(frame.f_code)) == self._path and frame.f_globals is not self._namespace:
            if frame.f_code.co_name == "<module>" or self._namespace is None:
                namespace: dict[Any, object] = frame.f_globals
                self._namespace = namespace
        return self.over is None and self._namespace is not None

    def release(self) -> None:
        """See `Watched.release`."""
        self._namespace = None


class _OfObject(Watched):
    """What belongs to an object: it is over when that is gone, if an object of its class can tell."""

    def __init__(self, label: str, identity: tuple[object, ...], owner: object) -> None:
        super().__init__(label, (*identity, id(owner)))
        self._kept: object = MISSING
        try:
            self._ref: weakref.ref[object] | None = weakref.ref(owner)
        except TypeError:
            self._ref, self._kept = None, owner

    @property
    def owner(self) -> object:
        """The object, or MISSING."""
        found = self._kept if self._ref is None else self._ref()
        return MISSING if found is None else found

    def concerns(self, frame: FrameType, place: tuple[CodeType, int]) -> bool:
        """See `Watched.concerns`."""
        self.review()
        return self.over is None

    def review(self) -> None:
        """See `Watched.review`."""
        if self.over is None and self.owner is MISSING:
            self.over = "The object that it belonged to is gone."

    def release(self) -> None:
        """See `Watched.release`."""
        self.over, self._ref, self._kept = "The object that it belonged to is gone.", None, MISSING


class Cell(Watched):
    """What a closure shares with the function that it is in; it is kept alive.

    Args:
        name: of the variable, in whatever code shares it.
    """

    def __init__(self, label: str, cell: CellType, name: str) -> None:
        super().__init__(label, ("cell", id(cell)))
        self._cell: CellType | None = cell
        self._names = frozenset((name,))

    def read(self) -> object:
        """See `Watched.read`."""
        return MISSING if self._cell is None else cell_content(self._cell)

    def writes(self, code: CodeType) -> Writes:
        """See `Watched.writes`."""
        shares = self._names.intersection((*code.co_cellvars, *code.co_freevars))
        return Writes(locals=self._names if shares else frozenset(), attributes=_CONTENTS)

    def release(self) -> None:
        """See `Watched.release`."""
        self.over, self._cell = "The closure that it belonged to is gone.", None


_CONTENTS = frozenset(("cell_contents",))


class Attribute(_OfObject):
    """An attribute of an object, of a class or of a module."""

    def __init__(self, label: str, owner: object, name: str) -> None:
        super().__init__(label, ("attribute", name), owner)
        self._name = name

    def read(self) -> object:
        """See `Watched.read`."""
        owner = self.owner
        return MISSING if owner is MISSING else ClassTable().static_attribute(owner, self._name)

    def writes(self, code: CodeType) -> Writes:
        """See `Watched.writes`. Of a module it is a global variable too."""
        names = frozenset((self._name,))
        return Writes(attributes=names, names=names if is_a(self.owner, ModuleType) else frozenset())


class Item(_OfObject):
    """An item of a list, a deque, an array or a dict, or of an object of a class derived from these.

    An index from the end means whatever is there at the time, as it does where it is written.
    """

    def __init__(self, label: str, owner: object, key: object) -> None:
        # By the key itself where that is plain: an equal one is the same.
        super().__init__(label, ("item", key if type(key) is str or type(key) is int else id(key)), owner)
        self._key: object = key

    def read(self) -> object:
        """See `Watched.read`."""
        owner, key = self.owner, self._key
        if is_a(owner, AnyDict):
            return value_of_key(owner, key)
        if type(key) is not int:
            return MISSING
        if is_a(owner, AnyList):
            return AnyList.__getitem__(owner, key) if _is_index(key, AnyList.__len__(owner)) else MISSING
        if is_a(owner, AnyDeque):
            return AnyDeque.__getitem__(owner, key) if _is_index(key, AnyDeque.__len__(owner)) else MISSING
        if is_a(owner, AnyArray):
            return AnyArray.__getitem__(owner, key) if _is_index(key, AnyArray.__len__(owner)) else MISSING
        return MISSING

    def writes(self, code: CodeType) -> Writes:
        """See `Watched.writes`."""
        return Writes(contents=True)

    def release(self) -> None:
        """See `Watched.release`."""
        super().release()
        self._key = None


class Expression(OfFrame):
    """An expression in one call. What it calls is code of the program.

    Args:
        text: the expression.
        fragment: the same, compiled.
        frame, code: see `OfFrame`.
        writes: what can change its value, in this call's code and in others.
        evaluate: gives its value.
    """

    contents = True

    def __init__(
        self, fragment: Fragment, text: str, frame: FrameType, code: CodeType, writes: Writes, evaluate: Evaluate
    ) -> None:
        super().__init__(text, ("expression", text), frame, code)
        self._fragment, self._writes, self._evaluate = fragment, writes, evaluate
        self._elsewhere = Writes(
            names=writes.names,
            attributes=writes.attributes,
            contents=writes.contents,
            anything=writes.anything,
        )

    def read(self) -> object:
        """See `Watched.read`."""
        frame = self.frame
        return MISSING if frame is None else self._evaluate(self._fragment, Scope(frame))

    def writes(self, code: CodeType) -> Writes:
        """See `Watched.writes`."""
        if code.co_qualname == self._code.co_qualname and file_of(code) == file_of(self._code):
            return self._writes | Writes(ends=True)
        cells = self._writes.locals.intersection((*self._code.co_cellvars, *self._code.co_freevars))
        return self._elsewhere | Writes(locals=cells.intersection((*code.co_cellvars, *code.co_freevars)))

    def concerns(self, frame: FrameType, place: tuple[CodeType, int]) -> bool:
        """See `Watched.concerns`."""
        if self.over is None and frame is not self.frame:
            self.review()
        return self.over is None


def _is_index(key: int, size: int) -> bool:
    return -size <= key < size


def value_of_key(mapping: AnyDict, key: object) -> object:
    """What a dict has under a key, or MISSING. No code of the program compares keys."""
    if type(key) is str and all(map(operator.is_, map(type, AnyDict.__iter__(mapping)), itertools.repeat(str))):
        return AnyDict.get(mapping, key, MISSING)
    for each, value in AnyDict.items(mapping):
        if is_same(each, key):
            return value
    return MISSING
