"""Hot reload: an edited file is taken into use while the program runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TYPE_CHECKING

from dapper.code.source_text import decoded, read_source
from dapper.session.events import Events
from dapper.session.inspection import Inspection
from dapper.session.requests.files import encoded, write_files
from dapper.session.requests.table import Body, Table
from dapper.session.standing import Standing
from dapper.stopping.reload.reload import HotReload, Outcome
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import HotReloadArguments


class ReloadRequests:
    """`record` is that of the telemetry."""

    def __init__(
        self,
        reload: HotReload,
        standing: Standing,
        inspection: Inspection,
        events: Events,
        record: Callable[..., None],
    ) -> None:
        self._reload, self._standing, self._events = reload, standing, events
        self._stack, self._sources = inspection.stack, inspection.sources
        self._record = record
        self.table: Table = {"dapper/hotReload": self._hot_reload}

    def _hot_reload(self, arguments: HotReloadArguments) -> Body:
        """Writes a file, and lets its functions run the new code from their next call on."""
        name, given = arguments["source"].get("path"), arguments.get("text")
        if not name:
            raise RequestError("dapper/hotReload: the source has no path, and only files can be reloaded.")
        path = self._reload.path(name)
        former = read_source(path)
        content = None if given is None else encoded(given)
        text = former if content is None else decoded(content)
        if text is None:
            raise RequestError(f"dapper/hotReload: {name!r} has no text that can be read.")
        try:
            new = self._reload.compiled(path, text)
        except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
            return self._failed(name, error)
        if content is not None:
            (written,) = write_files([(os.path.realpath(path), content)], "dapper/hotReload")
            self._sources.give(written)
        outcome = self._reload.apply(path, new, former)
        return self._succeeded(name, outcome)

    def _failed(self, name: str, error: Exception) -> Body:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        line = error.lineno if isinstance(error, SyntaxError) else None
        self._record("HOT_RELOAD_FAILED", path=name, error=type(error).__name__, line=line)
        place = f":{line}" if line else ""
        text = f"Nothing has changed: {os.path.basename(name)}{place} is no Python: {message}."
        body: dict[str, object] = {"applied": False, "text": text, **_NOTHING}
        if isinstance(error, SyntaxError) and line:
            where = {"line": line, "column": max(1, error.offset or 1)}
            body["syntaxError"] = {"exceptionId": type(error).__name__, **where, "message": message}
        return body

    def _succeeded(self, name: str, outcome: Outcome) -> Body:
        stands = self._standing.stop is not None
        frames = self._frames(stands)
        file = outcome.file
        if file is not None:
            self._events.reloaded(file, outcome.breakpoints, stands)
        refused = [{"name": each, "reason": reason} for each, reason in outcome.refused]
        reason = "HOT_RELOAD_FAILED" if refused and not outcome.updated + outcome.added else "HOT_RELOAD_SUCCEEDED"
        counts = {"updated": len(outcome.updated), "added": len(outcome.added), "refused": len(refused)}
        self._record(reason, path=name, **counts)
        return {
            "applied": True,
            "text": _told(os.path.basename(name), outcome, [each["name"] for each in frames]),
            "updated": outcome.updated,
            "added": outcome.added,
            "removed": outcome.removed,
            "refused": refused,
            "needsRestart": [
                *({"line": each.line, "text": each.what} for each in outcome.to_run),
                *({"text": f"the default value of {of} in {function}"} for function, of in outcome.kept),
            ],
            "frames": frames,
        }

    def _frames(self, stands: bool) -> list[dict[str, object]]:
        """The frames that go on in code from before the change."""
        if stands:
            found = self._stack.changed(self._standing.thread)
            return [{"name": _name(frame), "frameId": id} for id, frame in found]
        frame: FrameType | None = sys._getframe()
        names: list[dict[str, object]] = []
        while frame is not None:
            former = self._reload.former(frame)
            if former is not None and former.is_changed:
                names.append({"name": _name(frame)})
            frame = frame.f_back
        return names


_NOTHING: dict[str, object] = {
    name: list[object]() for name in ("updated", "added", "removed", "refused", "needsRestart", "frames")
}


def _name(frame: FrameType) -> str:
    return frame.f_code.co_qualname.replace(".<locals>", "")


def _told(name: str, outcome: Outcome, frames: Sequence[object]) -> str:
    """What was done, for a person."""
    if outcome.file is None:
        return f"{name} is written. Nothing of it has run yet."
    parts: list[str] = []
    if outcome.updated:
        parts.append(f"The next call runs the new code of {', '.join(outcome.updated)}.")
    if outcome.added:
        parts.append(f"Added: {', '.join(outcome.added)}.")
    if not parts:
        parts.append("No function has changed.")
    if frames:
        parts.append(f"What runs goes on as before the change: {', '.join(map(str, dict.fromkeys(frames)))}.")
    parts += [f"{each} keeps its code: {reason}." for each, reason in outcome.refused]
    if outcome.removed:
        parts.append(f"Still there until a restart: {', '.join(outcome.removed)}.")
    needs = [f"line {each.line} ({each.what})" for each in outcome.to_run]
    needs += [f"the default value of {of} in {function}" for function, of in outcome.kept]
    if needs:
        parts.append(f"Not used before a restart: {'; '.join(needs)}.")
    if not outcome.is_known:
        parts.append("The text from before is not known, so other changes were not looked for.")
    return " ".join([f"{name}:", *parts])
