"""What the program waits for: a line of input, or the end of a sleep. Requests are served meanwhile."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from time import monotonic  # a program may replace the clock of the module
from typing import TYPE_CHECKING

from dapper.wire.codec import loads

if TYPE_CHECKING:
    from dapper.session.session import Session

INTERRUPTING = frozenset(("pause", "terminate", "disconnect"))
"""Requests that end what runs on the debugger's behalf."""
_ANSWERS = frozenset(("dapper/input", "evaluate"))
"""Requests that give a line of input."""

_NO_ANSWER = (
    "Nobody can be asked for input: the page has neither shared memory nor JSPI, or JavaScript waits for this call. "
    "The program reads the end of its input."
)


class Waits:
    """The blocking functions of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._former_sleep = time.sleep
        self._told_end = False

    def sleep(self, seconds: float) -> None:
        """Blocks for `seconds`."""
        if not self._session.host.can_block():
            self._former_sleep(seconds)
            return
        end = monotonic() + seconds
        self._block("sleeping", lambda: monotonic() < end, lambda: max(0.0, end - monotonic()))

    def ask(self) -> str:
        """Blocks until a line of input is there; "" at the end of input."""
        session = self._session
        if not session.input_lines:
            if not session.host.can_block():
                self._tell_end()
                return ""
            asking = not session.budget.active  # nobody is asked on behalf of a value that is looked at
            if asking:
                session.flush_output()
                session.emit("dapper/inputRequested", {"prompt": ""})
            try:
                self._block("waiting_input", lambda: not session.input_lines, lambda: None)
            finally:
                if asking:
                    session.emit("dapper/inputDone", {})
        return session.input_lines.popleft()

    def _tell_end(self) -> None:
        """A program that asks where nobody can be waited for finds the end of its input, as one without a terminal does."""
        if not self._told_end:
            self._told_end = True
            self._session.say(_NO_ANSWER, "important")

    def _block(self, state: str, waiting: Callable[[], bool], left: Callable[[], float | None]) -> None:
        session = self._session
        if session.budget.active:
            self._block_in_look(waiting, left)
            return
        frame = sys._getframe(1)
        before = session.state
        try:
            while waiting():
                if session.state != state:
                    session.flush_output()
                    session.set_state(state)
                text = self._receive(left(), state) if before == "evaluating" else session.next_command(left())
                if text is not None and before == "evaluating":
                    self._serve_evaluation(text, state)
                elif text is not None:
                    session.handle(text)
                if before != "evaluating" and (session.terminating or session.pausing):
                    session.set_state(before)
                    session.act(frame)
        finally:
            session.set_state(before)

    def _receive(self, left: float | None, state: str) -> str | None:
        """The next command while console code waits: a sleep of it is part of its time, a person's answer is not."""
        deadlines, host = self._session.deadlines, self._session.host
        deadlines.check(sys._getframe())
        if state == "waiting_input" and not deadlines.ending:
            with deadlines.person():
                return host.receive(left)
        limits = [seconds for seconds in (left, deadlines.remaining()) if seconds is not None]
        return host.receive(min(limits, default=None))

    def _serve_evaluation(self, text: str, state: str) -> None:
        """Console code waits, in a stopped program: it can be answered and ended; all else is for later."""
        command = loads(text)["command"]
        if state == "waiting_input" and command in _ANSWERS:
            self._session.handle(text)
            return
        self._session.queue.append(text)
        if command in INTERRUPTING:
            self._session.deadlines.interrupt(sys._getframe())

    def _block_in_look(self, waiting: Callable[[], bool], left: Callable[[], float | None]) -> None:
        """A value sleeps or asks for input while it is looked at: it may wait out its look, and serves no request."""
        session = self._session
        while waiting():
            session.budget.check()
            seconds, most = left(), session.budget.remaining()
            text = session.host.receive(most if seconds is None else min(seconds, most))
            if text is not None:
                session.queue.append(text)
