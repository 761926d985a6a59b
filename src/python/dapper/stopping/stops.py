"""What the rules of stopping need from a session, and what it returns."""

from __future__ import annotations

from collections.abc import Sequence
from types import FrameType
from typing import Protocol

from dapper.code.index import SourceFile
from dapper.modified.breakpoint import Breakpoint
from dapper.stopping.step_targets import CallSite
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.values.fragment import Fragment
from dapper.wire.errors import DapperError


class Go:
    """The program runs on."""

    __slots__ = ()


class StepTo:
    """The program runs on until a step ends."""

    __slots__ = ("step",)

    def __init__(self, step: Step) -> None:
        self.step = step


class Answer(Protocol):
    """The answer to the request that asks for a jump, given once it is known whether that can be done."""

    def succeed(self) -> None:
        """It was done."""

    def fail(self, error: DapperError) -> None:
        """It cannot be done, and all is as before."""


class Jump:
    """A frame goes on at another line, where the program stops again before anything has run.

    Attributes:
        frame: which frame.
        line: 1-based.
        reason: DAP reason of the stop there.
        answer: to the request that asks for it.
    """

    __slots__ = ("answer", "frame", "line", "reason")

    def __init__(self, frame: FrameType, line: int, reason: str, answer: Answer) -> None:
        self.frame, self.line, self.reason, self.answer = frame, line, reason, answer


class Restart(Jump):
    """A frame begins again: it goes on at its first line, with its arguments alone.

    Attributes:
        landed: whether it stands there by now.
        call: the call that is to be made again from there, once that is known.
        name: of what begins again.
        statement: the lines of the statement that is to begin again instead, and to call that: with the code that it has
            now. `frame` is then the caller's. None: the frame itself begins again.
    """

    __slots__ = ("call", "landed", "name", "statement")

    def __init__(
        self, frame: FrameType, line: int, answer: Answer, name: str | None = None, statement: range | None = None
    ) -> None:
        super().__init__(frame, line, "restart", answer)
        self.landed = False
        self.call: CallSite | None = None
        self.name, self.statement = name or frame.f_code.co_qualname, statement


class End:
    """The program is to end: `Terminated` is raised in it."""

    __slots__ = ()


Resume = Go | StepTo | Jump | End
"""How a stop ends."""

Wish = Stop | StepTo
"""What a request that came while the program ran wants of it: a stop right there, or at the user's next line."""


class Stops(Protocol):
    """Serves one program. Each call comes from inside of it."""

    def stop(self, stop: Stop) -> Resume | None:
        """Holds the program until somebody lets it go on. None: it could not be held, and all is as before.

        After a `Jump` the program still stands there, until it stops elsewhere.

        Raises:
            Terminated: the program is ending.
        """

    def hold(self) -> Resume | None:
        """Holds the program on where it stands, after a jump that could not be done. Otherwise like `stop`."""

    def leave(self, step: StepTo) -> StepTo:
        """The program stands no longer where a jump has begun, and goes on with a step before it stops again."""
        ...

    def evaluate(self, fragment: Fragment, frame: FrameType) -> object:
        """The value of a breakpoint's expression in a frame. Raises as `Evaluates.value` does."""

    def loaded(self, file: SourceFile, changed: list[Breakpoint]) -> None:
        """Code of a file has become known, and with it these breakpoints have been bound, or have failed."""

    def say(self, text: str, important: bool, frame: FrameType | None) -> None:
        """Shows a line of the debugger's own in the console, with the place in a frame that it comes from."""

    def headline(self, error: BaseException) -> str:
        """The last line of an exception's traceback."""
        ...

    def text(self, value: object, conversion: str, spec: str) -> str:
        """What `{value!conversion:spec}` is in an f-string; each of the two may be empty."""
        ...

    def shown(self, value: object) -> str:
        """The text of a value, as in a list of variables."""
        ...

    def withdrawn(self, breakpoints: Sequence[Breakpoint]) -> None:
        """These breakpoints can never stop again."""

    def settle(self, frame: FrameType) -> Wish | None:
        """Serves the requests that came while a condition or log message ran; returns what they want of the program.

        Raises:
            Terminated: they want its end.
        """

    def failed(self, error: Exception) -> None:
        """Reports a mistake of the debugger's own."""


class Listening:
    """Whether the rules listen to the program now. Set by whoever runs code on its stack.

    Attributes:
        on: False while the debugger itself runs code there: events from that code arrive, but must not stop.
    """

    __slots__ = ("on",)

    def __init__(self) -> None:
        self.on = True
