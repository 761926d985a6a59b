"""Where the lines of a text are after it was edited."""

from __future__ import annotations

from collections.abc import Sequence


class LineDiff:
    """The lines of a text and of the one in its place.

    Lines at the beginning and the end that are the same are found, and between them those that both texts have once,
    and in the same order, with their neighbours. (An edit of one place is found exactly.)

    Args:
        before, after: the lines of the two texts.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self._after: dict[int, int] = {}  # 0-based
        self._count, self._last = len(before), max(1, len(after))
        start, end = 0, 0
        shorter = min(len(before), len(after))
        while start < shorter and before[start] == after[start]:
            self._after[start] = start
            start += 1
        while end < shorter - start and before[-1 - end] == after[-1 - end]:
            self._after[len(before) - 1 - end] = len(after) - 1 - end
            end += 1
        self._match_between(before, after, range(start, len(before) - end), range(start, len(after) - end))

    def exact(self, line: int) -> int | None:
        """Where a line (1-based) of the text before is now; None: it is gone, or was changed."""
        found = self._after.get(line - 1)
        return None if found is None else found + 1

    def near(self, line: int) -> int:
        """The same, or where what stands in its place is: so many lines behind the last that is still there."""
        at = min(line, self._count) - 1
        last = next((each for each in range(at, -1, -1) if each in self._after), -1)
        following = next((self._after[each] for each in range(at, self._count) if each in self._after), self._last)
        place = self._after.get(last, -1) + at - last
        return max(1, min(place, max(following, 0), self._last - 1) + 1)

    def _match_between(self, before: Sequence[str], after: Sequence[str], left: range, right: range) -> None:
        here, there = _once(before, left), _once(after, right)
        last = right.start - 1
        for text, at in here.items():
            place = there.get(text)
            if place is not None and place > last and text.strip():
                self._after[at] = last = place
        self._spread(before, after, left, right, 1)
        self._spread(before, after, left[::-1], right, -1)

    def _spread(self, before: Sequence[str], after: Sequence[str], left: range, right: range, step: int) -> None:
        """Lines beside one that is found are found too, if they are the same."""
        taken = set(self._after.values())
        for at in left:
            place = self._after.get(at - step)
            if at in self._after or place is None or place + step not in right or place + step in taken:
                continue
            if before[at] == after[place + step]:
                self._after[at] = place + step
                taken.add(place + step)


def _once(lines: Sequence[str], where: range) -> dict[str, int]:
    """The lines that occur once in a range of a text, in order, and where."""
    counts: dict[str, int] = {}
    for at in where:
        counts[lines[at]] = counts.get(lines[at], 0) + 1
    return {lines[at]: at for at in where if counts[lines[at]] == 1}
