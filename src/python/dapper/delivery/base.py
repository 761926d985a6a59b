"""The two sides of event delivery: what a backend offers, and what it reports to."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType, FrameType, TracebackType
from typing import TYPE_CHECKING, Protocol

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.code.line_entries import Entries

if TYPE_CHECKING:
    from dapper.delivery.hook import Guard

DONE = 0
"""Answer to code that starts: nothing more is sought."""
SKIPPED = 1
"""This code is of no interest to this session; go on with other code."""
SOUGHT = 2
"""This code is of interest; go on with other code too."""

Handled = Mapping[int, Mapping[int, object]]
"""What is known of places that raise exceptions, by code object's identity and offset (see
`stopping.prospect.known`)."""


class Wanted(Protocol):
    """What a running step waits for, as far as its delivery needs to know."""

    @property
    def frame(self) -> FrameType | None:
        """The stepping frame; None when the step waits for any wanted code, or goes on in `arrival`."""

    @property
    def arrival(self) -> FrameType | None:
        """The frame in which the step goes on at once, from instruction to instruction, or None. It may be `frame`."""

    @property
    def caller(self) -> FrameType | None:
        """The frame of which it matters what its calls return, or None."""

    @property
    def seeks(self) -> bool:
        """Whether code that starts or resumes elsewhere is of interest."""
        ...

    def line_codes(self) -> list[CodeType]:
        """Code objects whose lines matter."""
        ...

    def leave_codes(self) -> list[CodeType]:
        """Code objects whose returns and yields matter."""
        ...


class Listener(Protocol):
    """What a backend reports to; the rules of stopping are one. Each call comes from inside the program.

    What is answered matters for `on_code` alone.
    """

    @property
    def filter(self) -> CodeFilter:
        """Whose code it is."""
        ...

    @property
    def names(self) -> FileNames:
        """Which file a name means."""
        ...

    def on_code(self, code: CodeType, /) -> int:
        """Code starts or resumes that may be new, or that a step may want. Returns DONE, SKIPPED or SOUGHT."""
        ...

    def on_given(self, code: CodeType, /) -> object:
        """A function exists with code that may be new, and that no code around it has made."""

    def on_disturbed(self) -> object:
        """The program has interfered with delivery: `Backend.tend` must run."""

    def on_line(self, frame: FrameType, line: int, /) -> object:
        """A line that holds a breakpoint, or a line of stepping code, is about to run."""

    def on_point(self, frame: FrameType, line: int, /) -> object:
        """One of `Entries.points` is about to run. `line`: as for `on_line`, if it is reported with this; 0 if not."""

    def on_end(self, code: CodeType, /) -> object:
        """Code that is being watched for its end (`Backend.watch_end`) has returned."""

    def on_leave(self, frame: FrameType, value: object, yielded: bool, /) -> object:
        """Stepping code returns or yields."""

    def on_returned(self, caller: FrameType, code: CodeType, value: object, /) -> object:
        """What a stepping frame has called has returned."""

    def on_arrival(self, frame: FrameType, /) -> object:
        """An instruction of a frame in which a step goes on is about to run."""

    def on_raise(self, frame: FrameType, error: BaseException, trace: TracebackType | None, /) -> object:
        """An exception was raised in a frame, or has reached it; `trace` is its traceback there."""

    def on_unwind(self, frame: FrameType, error: BaseException, trace: TracebackType | None, /) -> object:
        """An exception leaves a frame. A backend may keep to those that leave the user's code."""


class Backend(Protocol):
    """One way to deliver events.

    Attributes:
        name: as the status shows it (`EvalFrameBackend`, ...).
        delivery: what carries events into the program's frames.
    """

    name: str
    delivery: str

    def attach(self, listener: Listener) -> None:
        """Starts. Leaves the interpreter as it was when it raises."""

    def detach(self) -> None:
        """Ends, and leaves the interpreter as it was before `attach`."""

    def renew(self) -> None:
        """What code a step wants has changed: what was answered about code objects so far does not count any more."""

    def watch(self, root: str | None, paths: set[str], unobserved: dict[str, bool]) -> None:
        """Announces code of files whose path begins with `root`, and of `paths`, to `on_code` when it is about to run.

        Code of the files in `unobserved` need not be announced: True is set there instead.
        """

    def set_lines(self, code: CodeType, entries: Entries) -> None:
        """The instructions of a code object that hold breakpoints, in place of those before.

        A backend may report other visits of these lines too, and for other points than exact ones the beginnings of
        other lines.
        """

    def lines_set(self) -> None:
        """Ends a series of `set_lines`: from now on they hold."""

    def current(self, code: CodeType) -> CodeType:
        """The code object to run in place of one: it may be a copy."""
        ...

    def origin(self, code: CodeType) -> CodeType:
        """The code object of which one is a copy, or the same one."""
        ...

    def place(self, frame: FrameType) -> tuple[CodeType, int]:
        """The code object that a frame runs, and the offset of its instruction: those of the original."""
        ...

    def offset_in(self, frame: FrameType, offset: int) -> int:
        """Where in the code that a frame runs an instruction of the original stands: both in bytes."""
        ...

    def arrived(self, frame: FrameType) -> None:
        """The debugger has brought a frame to its instruction, and the program stops there: that is no visit."""

    def stayed(self, frame: FrameType) -> None:
        """The debugger could not bring a frame elsewhere, whatever it has tried; its breakpoints count as before."""

    def began(self, frame: FrameType) -> bool:
        """Whether a frame has come to `Entries.begin` from its beginning. To be asked once, when that is reported."""
        ...

    def run_instead(self, code: CodeType) -> bool:
        """Runs a copy in place of the module's code that is being announced. False: that cannot be done."""
        ...

    def watch_end(self, code: CodeType) -> None:
        """Reports the next return of a module's code, but only if that costs nothing."""

    def set_step(self, step: Wanted | None) -> None:
        """What the running step waits for, in place of the former; None: nothing. Called again when it changes.

        The last thing that happens before the program goes on: what starts after it is the program's.
        """

    def misses_leave(self, frame: FrameType) -> bool:
        """Whether a frame stands at the instruction by which it returns or yields, and it is too late to ask for that."""
        ...

    def set_exceptions(self, raised: bool, unwound: bool, handled: Handled | None) -> None:
        """Which exception events are wanted.

        Args:
            raised: those of `Listener.on_raise`.
            unwound: those of `Listener.on_unwind`.
            handled: what is known of places by now; given if exceptions that are handled need not be reported.
        """

    def tend(self, disturbed: bool = False) -> str | None:
        """Repairs what the program has done to the means of delivery. Returns what a person must know of it, or None.

        Called now and then while the program runs, and at each stop; `disturbed`: the debugger itself has had other
        events in the program meanwhile.
        """

    def owns_tracer(self, tracer: object) -> bool:
        """Whether a trace function is this backend's."""
        ...

    def counters(self) -> dict[str, int]:
        """What this backend has counted, by name."""
        ...

    def reset_counters(self) -> None:
        """All of them become 0."""


class PlainCode:
    """For backends that let the program run its own code objects, in its own frames, and set no trace function."""

    def owns_tracer(self, tracer: object) -> bool:
        """See `Backend.owns_tracer`."""
        return False

    def run_instead(self, code: CodeType) -> bool:
        """See `Backend.run_instead`."""
        return False

    def lines_set(self) -> None:
        """See `Backend.lines_set`."""

    def current(self, code: CodeType) -> CodeType:
        """See `Backend.current`."""
        return code

    def origin(self, code: CodeType) -> CodeType:
        """See `Backend.origin`."""
        return code

    def place(self, frame: FrameType) -> tuple[CodeType, int]:
        """See `Backend.place`."""
        return frame.f_code, frame.f_lasti

    def offset_in(self, frame: FrameType, offset: int) -> int:
        """See `Backend.offset_in`."""
        return offset

    def arrived(self, frame: FrameType) -> None:
        """See `Backend.arrived`."""

    def stayed(self, frame: FrameType) -> None:
        """See `Backend.stayed`."""


class Delivery(PlainCode):
    """What delivers the events. The eval-frame hook may come before it (see `Hooked`).

    Args:
        guard: see `Hook.guard`.
    """

    _listener: Listener

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._counts: dict[str, int] = {}
        self._begun: set[int] = set()  # frames (by identity) that go to `Entries.begin` next

    def attach(self, listener: Listener) -> None:
        """See `Backend.attach`."""
        self._listener = listener

    def detach(self) -> None:
        """See `Backend.detach`."""
        self._begun.clear()

    def misses_leave(self, frame: FrameType) -> bool:
        """See `Backend.misses_leave`."""
        return False

    def renew(self) -> None:
        """See `Backend.renew`. Answers last no longer than a step here."""

    def began(self, frame: FrameType) -> bool:
        """See `Backend.began`."""
        if id(frame) not in self._begun:
            return False
        self._begun.discard(id(frame))
        return True

    def counters(self) -> dict[str, int]:
        """See `Backend.counters`."""
        return dict(self._counts)

    def reset_counters(self) -> None:
        """See `Backend.reset_counters`."""
        self._counts = dict.fromkeys(self._counts, 0)
