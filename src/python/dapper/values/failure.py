"""The short traceback of an exception that code of the program raised for the debugger."""

from __future__ import annotations

import functools
import linecache
import traceback
import types

from dapper.code.filter import OWN_FOLDER
from dapper.values.budget import LookSkipped, LookTimeout, Page
from dapper.values.errors import Raised
from dapper.values.exception_info import headline
from dapper.values.snippet import FILENAME
from dapper.values.statics import is_a, json_text


def traceback_text(raised: Raised, source: str, looks: Page, frames: int) -> str:
    """The traceback of what was raised, without the debugger's frames; its last line is the headline.

    Args:
        raised: by code that a person has written.
        source: that code, to quote its lines.
        looks: for what the exception says of itself.
        frames: most of them, the innermost.
    """
    lines = source.splitlines(keepends=True)
    linecache.cache[FILENAME] = (len(source), None, lines, FILENAME)
    try:
        return json_text(_formatted(raised, looks, frames))
    except (LookTimeout, LookSkipped):
        return headline(raised.error, looks)
    except BaseException as second:
        if not looks.owns(second):
            raise
        return headline(raised.error, looks)
    finally:
        linecache.cache.pop(FILENAME, None)


def _formatted(raised: Raised, looks: Page, frames: int) -> str:
    error = raised.error
    trace = _program_part(raised.trace)
    # A partial, not a function: the look must be able to end this in any frame above it.
    summary = functools.partial(traceback.TracebackException, type(error), error, trace, limit=-frames, compact=True)
    story = looks.call(summary)
    _cut_own_frames(story)
    _cut_context(story, error, raised.handled)
    return looks.call("".join, story.format()).rstrip("\n")


def _cut_own_frames(story: traceback.TracebackException) -> None:
    """What is awaited runs between frames of the debugger's: they are in the exceptions that led to it, too."""
    left: list[traceback.TracebackException | None] = [story]
    while left:
        each = left.pop()
        if each is not None:
            each.stack[:] = [frame for frame in each.stack if not frame.filename.startswith(OWN_FOLDER)]
            left += [each.__cause__, each.__context__, *(each.exceptions or ())]


def _program_part(trace: types.TracebackType | None) -> types.TracebackType | None:
    # The debugger's frames come first: it called the program.
    while trace is not None and trace.tb_frame.f_globals.get("__name__", "").partition(".")[0] == _PACKAGE:
        trace = trace.tb_next
    return trace


def _cut_context(
    story: traceback.TracebackException | None, error: BaseException | None, handled: BaseException | None
) -> None:
    seen: set[int] = set()
    while error is not None and story is not None and id(error) not in seen:
        seen.add(id(error))
        cause = BaseException.__dict__["__cause__"].__get__(error)
        context = BaseException.__dict__["__context__"].__get__(error)
        if context is handled and cause is None:
            story.__context__ = None
            return
        error, story = (cause, story.__cause__) if is_a(cause, BaseException) else (context, story.__context__)


_PACKAGE = __name__.partition(".")[0]
