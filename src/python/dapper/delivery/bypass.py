"""Keeps a step over a call at full speed where that call recurses into the function that steps.

The step has line events on the function's code, so that every deeper call of it pays for them. After a while the
function is given another code object, equal but for the events, which deeper calls run; what runs already goes on in
the first. The next stop gives it its own back.
"""

from __future__ import annotations

from types import CodeType

from dapper.code import functions

_PASSED, _AGAIN = 4_000, 4
"""Line events of no use after which a function is switched, about what switching costs; and the factor to the next."""


class Bypass:
    """The code objects that stand in for stepping ones. They are kept: a function is often stepped over again."""

    def __init__(self) -> None:
        self._twins: dict[int, tuple[CodeType, CodeType]] = {}  # by the identity of the first: both
        self._firsts: dict[int, CodeType] = {}  # by the identity of the second
        self._open: set[int] = set()
        self._events: dict[int, int] = {}
        self._due: dict[int, int] = {}
        self.switched = 0

    def passed(self, code: CodeType) -> CodeType | None:
        """A line event of a code object was of no use to a step; returns its twin where this was one too many."""
        code = self.origin(code)
        key = id(code)
        count = self._events[key] = self._events.get(key, 0) + 1
        if count != self._due.get(key, _PASSED):
            return None
        self._due[key] = count * _AGAIN
        if key not in self._twins:
            twin = code.replace()
            self._twins[key] = (code, twin)
            self._firsts[id(twin)] = code
        return self._twins[key][1]

    def open(self, code: CodeType) -> None:
        """Has the functions of a code object run its twin."""
        code = self.origin(code)
        self._open.add(id(code))
        self._switch({id(code): code})

    def close(self) -> None:
        """Gives every function its own code back."""
        if self._events:
            self._events, self._due = {}, {}
        if self._open:
            codes = {key: self._twins[key][0] for key in self._open}
            self._open = set()
            self._switch(codes)

    def twin(self, code: CodeType) -> CodeType | None:
        """What stands in for a code object, or has once done so."""
        twins = self._twins.get(id(code))
        return twins[1] if twins else None

    def current(self, code: CodeType) -> CodeType:
        """See `Backend.current`."""
        return self._twins[id(code)][1] if id(code) in self._open else code

    def origin(self, code: CodeType) -> CodeType:
        """See `Backend.origin`."""
        return self._firsts.get(id(code), code)

    def _switch(self, codes: dict[int, CodeType]) -> None:
        self.switched += functions.switch(codes, self.origin, self.current)
