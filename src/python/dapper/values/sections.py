"""The exceptions that led to one, and the parts of groups: as sections of a stack behind its own frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dapper.values.exception_info import CHAIN_LIMIT, parts, predecessor

MOST_SECTIONS = 20
"""Exceptions of which the frames are shown behind those of a stop."""
_Text = Callable[[BaseException], str]


def sections(error: BaseException, text: _Text) -> Iterator[tuple[str, BaseException]]:
    """What stands over each section, and its exception: whose traceback has the frames.

    Each comes once, though it may have led to others by several ways.

    Args:
        error: the exception of the stop.
        text: what an exception says of itself, in a line.
    """
    return _inside(error, text, {id(error)}, 0)


def _inside(error: BaseException, text: _Text, seen: set[int], depth: int) -> Iterator[tuple[str, BaseException]]:
    """From the outside to the inside. `seen`: exceptions that have come, by identity: all are alive meanwhile."""
    if depth >= CHAIN_LIMIT:
        return
    members = parts(error)
    way, before = predecessor(error)
    found = [(f"part {number} of {len(members)}:", part) for number, part in enumerate(members[:MOST_SECTIONS], 1)]
    if before is not None:
        found.append((way, before))
    for label, each in found:
        if len(seen) > MOST_SECTIONS:
            return
        if id(each) not in seen:
            seen.add(id(each))
            yield f"{label} {text(each)}", each
            yield from _inside(each, text, seen, depth + 1)
