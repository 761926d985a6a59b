"""The short traceback of an exception that code of the program raised for the debugger."""

from __future__ import annotations

import functools
import linecache
import traceback
import types
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dapper.code.filter import OWN_FOLDER
from dapper.code.names_of_code import file_of
from dapper.values.budget import LookSkipped, LookTimeout, Page
from dapper.values.errors import Raised
from dapper.values.exception_info import headline, parts
from dapper.values.snippet import FILENAME
from dapper.values.statics import is_a, json_text, traceback_of

if TYPE_CHECKING:
    from traceback import TracebackException as _Story


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
    own = _all_codes(raised.codes if trace is None else (*raised.codes, trace.tb_frame.f_code))
    # A partial, not a function: the look must be able to end this in any frame above it.
    summary = functools.partial(traceback.TracebackException, type(error), error, trace, limit=-frames, compact=True)
    story = looks.call(summary)
    for told, its_trace in _told(story, error, trace):
        _unquote_others(told, its_trace, own)
        # What is awaited runs between frames of the debugger's.
        told.stack[:] = [each for each in told.stack if not each.filename.startswith(OWN_FOLDER)]
    _cut_context(story, error, raised.handled)
    return looks.call("".join, story.format()).rstrip("\n")


def _all_codes(codes: Iterable[object]) -> set[types.CodeType]:
    """Code objects, with those in them."""
    found: set[types.CodeType] = set()
    left = list(codes)
    while left:
        code = left.pop()
        if type(code) is types.CodeType and code not in found:
            found.add(code)
            left += code.co_consts
    return found


def _told(
    story: _Story | None, error: BaseException | None, trace: types.TracebackType | None
) -> Iterator[tuple[_Story, types.TracebackType | None]]:
    """What is told of an exception, of those that led to it and of its parts, with their tracebacks."""
    left = [(story, error, trace)]
    while left:
        story, error, trace = left.pop()
        if story is not None and error is not None:
            yield story, trace
            others = [(story.__cause__, _CAUSE(error)), (story.__context__, _CONTEXT(error))]
            others += zip(story.exceptions or (), parts(error), strict=False)
            left += [(told, each, None if each is None else traceback_of(each)) for told, each in others]


def _unquote_others(story: _Story, trace: types.TracebackType | None, own: set[types.CodeType]) -> None:
    """What was entered before has the same name as this, and no text any more: its lines are not those of this."""
    codes: list[types.CodeType] = []
    while trace is not None:
        codes.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    for place, code in zip(range(len(story.stack) - 1, -1, -1), reversed(codes), strict=False):
        if file_of(code) == FILENAME and code not in own:
            frame = story.stack[place]
            bare = traceback.FrameSummary(frame.filename, frame.lineno, frame.name, lookup_line=False, line="")
            story.stack[place] = bare


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
        cause, context = _CAUSE(error), _CONTEXT(error)
        if context is handled and cause is None:
            story.__context__ = None
            return
        error, story = (cause, story.__cause__) if is_a(cause, BaseException) else (context, story.__context__)


_PACKAGE = __name__.partition(".")[0]
_CAUSE, _CONTEXT = (BaseException.__dict__[name].__get__ for name in ("__cause__", "__context__"))
