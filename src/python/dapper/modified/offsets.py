"""Which instruction of the program's own code stands behind one of a modified copy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import CodeType

from dapper.code.instructions import JUMPS, Instructions

_SILENT = JUMPS | {"NOP", "NOT_TAKEN"}
"""What the compiler leaves out, or puts in, as it arranges the parts of a function."""
_OPPOSITE = {"POP_JUMP_IF_TRUE": "POP_JUMP_IF_FALSE", "POP_JUMP_IF_FALSE": "POP_JUMP_IF_TRUE"}
_PARTS = {
    "LOAD_FAST_LOAD_FAST": ("LOAD_FAST", "LOAD_FAST"),
    "STORE_FAST_LOAD_FAST": ("STORE_FAST", "LOAD_FAST"),
    "STORE_FAST_STORE_FAST": ("STORE_FAST", "STORE_FAST"),
}
_Pair = tuple[int, int]


class Equals:
    """Which instructions of a copy and of the program's own code are the same.

    The two are gone through side by side, as the program may: through jumps, and from what may raise to what handles
    that. The order in which instructions stand says nothing: the compiler puts handlers (those of a test too) and short
    ends of functions where it likes.

    Args:
        copy: the copy.
        base: the program's own code.
        own: the offsets of the copy's instructions that were injected.
    """

    def __init__(self, copy: CodeType, base: CodeType, own: frozenset[int]) -> None:
        self._own = own
        self._copy, self._base = _Steps(copy), _Steps(base)
        self._original: dict[int, int] = {}
        self._copies: dict[int, set[int]] = {}
        seen: set[_Pair] = set()
        waiting: list[_Pair] = [(0, 0)]
        while waiting:
            copied, original = pair = waiting.pop()
            if pair not in seen:
                seen.add(pair)
                for each in self._copy.behind(copied, own):
                    waiting += self._following(each, original)

    def original(self, offset: int) -> int | None:
        """The program's own instruction for one of the copy: if that is injected, the one before which it stands."""
        behind = [offset]
        if offset in self._own:
            behind = self._copy.behind(offset, self._copy.kinds.keys() - self._original.keys())
        return self._original.get(behind[0]) if behind else None

    def copies(self, original: int) -> Collection[int]:
        """The instructions of the copy for one of the program's own."""
        return self._copies.get(original, ())

    def _following(self, copied: int, original: int) -> list[_Pair]:
        """What is to be compared behind two instructions, which are noted if they are the same."""
        one, other = self._copy, self._base
        kind, other_kind = one.kinds[copied], other.kinds[original]
        if kind != other_kind or one.lines.get(copied) != other.lines.get(original):
            if kind in _SILENT:
                return [(each, original) for each in one.ways[copied]]
            if other_kind in _SILENT:
                return [(copied, each) for each in other.ways[original]]
        ways = other.ways[original]
        if kind != other_kind:
            if kind != _OPPOSITE.get(other_kind):
                return []
            ways = ways[::-1]
        if not (copied | original) & 1:
            self._original.setdefault(copied, original)
            self._copies.setdefault(original, set()).add(copied)
        handler, other_handler = one.handler(copied), other.handler(original)
        handled = [] if handler is None or other_handler is None else [(handler, other_handler)]
        return [*zip(one.ways[copied], ways, strict=False), *handled]


class _Steps:
    """What a code object does, by offset. What the compiler has made of two instructions is two: the second at the odd one.

    Attributes:
        kinds: the names of operations. How a local variable is loaded depends on what is known of it: that is left out.
        ways: where the program may be next, if no exception is raised.
        lines: of each.
    """

    def __init__(self, code: CodeType) -> None:
        self._code = Instructions(code)
        self.kinds: dict[int, str] = {}
        self.ways: dict[int, Sequence[int]] = {}
        self.lines = {at: line for start, end, line in code.co_lines() for at in range(start, end)}
        for at, each in self._code.at.items():
            name = each.name.replace("_BORROW", "").replace("_CHECK", "")
            self.kinds[at], *rest = _PARTS.get(name, (name,))
            self.ways[at] = each.successors()
            for second in rest:
                self.kinds[at + 1], self.ways[at + 1], self.ways[at] = second, self.ways[at], (at + 1,)

    def handler(self, offset: int) -> int | None:
        """Where an exception goes that is raised at a place; None: to the caller."""
        found = self._code.handler(offset)
        return None if found is None else found.target

    def behind(self, offset: int, passed: Collection[int]) -> list[int]:
        """The first instructions from a place on that are not among `passed`, if no exception is raised.

        They may be several, as what is short is there once for each way that leads to it.
        """
        found: list[int] = []
        seen: set[int] = set()
        waiting = [offset]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            if at in passed:
                waiting += self.ways[at]
            else:
                found.append(at)
        return found
