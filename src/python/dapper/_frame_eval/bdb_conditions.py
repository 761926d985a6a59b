"""Conditions of a `bdb` debugger's breakpoints, checked ahead of it.

`bdb` compiles a condition at each visit. Here it is compiled once, and while none of a line holds, `bdb` is not called:
what it counts is counted. When it is called, it is given the answers, so that each condition is evaluated once a visit.
"""

from __future__ import annotations

import bdb
from types import CodeType, FrameType

_HOLDS, _FAILS, _RAISES = (compile(text, "<answer>", "eval") for text in ("True", "False", "1 / 0"))
_MOST = 1000
"""Compiled conditions that are kept."""


class Conditions:
    """The conditions of one debugger.

    Args:
        debugger: whose `break_here` is `bdb`'s own (see `can_answer`).
    """

    def __init__(self, debugger: bdb.Bdb) -> None:
        self._debugger = debugger
        self._compiled: dict[str, CodeType] = {}
        self._answers: list[tuple[bdb.Breakpoint, CodeType]] = []

    @staticmethod
    def can_answer(debugger: bdb.Bdb) -> bool:
        """Whether it decides as `bdb` does, so that its decision can be predicted."""
        own = type(debugger)
        return all(
            getattr(own, name) is getattr(bdb.Bdb, name) for name in ("break_here", "stop_here", "dispatch_line")
        )

    def fail(self, frame: FrameType, line: int) -> bool:
        """Whether the line has breakpoints and all of them have conditions that do not hold: then the visit is counted.

        Otherwise `break_here` is to be called next, for this very visit.
        """
        debugger = self._debugger
        path = debugger.canonic(frame.f_code.co_filename)
        if line not in debugger.breaks.get(path, ()):
            line = frame.f_code.co_firstlineno  # where a breakpoint on the function is
        visited: list[bdb.Breakpoint] = []
        self._answers = []
        for breakpoint in bdb.Breakpoint.bplist.get((path, line), ()):
            if not breakpoint.enabled or not bdb.checkfuncname(breakpoint, frame):
                continue
            visited.append(breakpoint)
            if not breakpoint.cond:
                return False
            answer = self._answer(breakpoint.cond, frame)
            self._answers.append((breakpoint, answer))
            if answer is not _FAILS:
                return False
        for breakpoint in visited:
            breakpoint.hits += 1
        return bool(visited)

    def break_here(self, frame: FrameType) -> bool:
        """`bdb`'s own, with the answers that are known in the place of the conditions."""
        answers, self._answers = self._answers, []
        kept = [(breakpoint, breakpoint.cond) for breakpoint, _ in answers]
        for breakpoint, answer in answers:
            breakpoint.cond = answer  # pyright: ignore[reportAttributeAccessIssue] - `bdb` evaluates code too
        try:
            return bdb.Bdb.break_here(self._debugger, frame)
        finally:
            for breakpoint, condition in kept:
                breakpoint.cond = condition

    def _answer(self, condition: str, frame: FrameType) -> CodeType:
        try:
            code = self._compiled.get(condition)
            if code is None:
                if len(self._compiled) >= _MOST:
                    self._compiled.clear()
                code = self._compiled[condition] = compile(condition.strip(" \t"), "<string>", "eval")
            return _HOLDS if eval(code, frame.f_globals, frame.f_locals) else _FAILS
        except BaseException:  # as `bdb` takes it: whatever a condition raises is a reason to stop
            return _RAISES
