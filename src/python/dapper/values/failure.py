"""The short traceback of an exception that code of the program raised for the debugger."""

import functools
import linecache
import traceback
import types

from dapper.values.budget import LookSkipped, LookTimeout
from dapper.values.render import Renderer
from dapper.values.snippet import FILENAME
from dapper.values.statics import is_a, json_text, traceback_of


def syntax_text(error: SyntaxError, is_short: bool) -> str:
    """A SyntaxError of the typed code itself: with the line and a caret, or only the message."""
    if is_short:
        return json_text(f"{type(error).__name__}: {error.msg}")
    return json_text("".join(traceback.format_exception_only(error)).rstrip("\n"))


def failure_text(
    error: BaseException, renderer: Renderer, source: str, is_short: bool, handled: BaseException | None
) -> str:
    """The traceback of `error` without the debugger's frames, or (`is_short`) `Type: message`.

    `source`: the typed code, to quote its lines. `handled`: the exception that the program was handling before; it is
    the context of any new one, and not part of the story. Raises only what ends the whole request.
    """
    if is_short:
        return renderer.error_text(error)
    lines = source.splitlines(keepends=True)
    linecache.cache[FILENAME] = (len(source), None, lines, FILENAME)
    try:
        return json_text(_formatted(error, renderer, handled))
    except (LookTimeout, LookSkipped):
        return renderer.error_text(error)
    except BaseException as second:
        if not renderer.looks.owns(second):
            raise
        return renderer.error_text(error)
    finally:
        linecache.cache.pop(FILENAME, None)


def _formatted(error: BaseException, renderer: Renderer, handled: BaseException | None) -> str:
    trace = _program_part(traceback_of(error))
    # A partial, not a function: the look must be able to end this in any frame above it.
    summary = functools.partial(traceback.TracebackException, type(error), error, trace, limit=-40, compact=True)
    story = renderer.looks.call(summary)
    _cut_context(story, error, handled)
    text = renderer.looks.call("".join, story.format())
    return text[: renderer.limits.characters].rstrip("\n")


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
