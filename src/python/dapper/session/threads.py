"""The threads that a client sees: the one of the interpreter, and asyncio's tasks that are not on its stack.

Thread 1 is what runs. While that is a task, it is that task's thread too; the others have threads of their own, with
ids that they keep as long as they live. Nothing follows tasks while the program runs: they are listed when a client asks.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from dapper.code import flags
from dapper.code.filter import CodeFilter
from dapper.values.awaiting import chain_of, frame_of
from dapper.values.task_text import TaskText
from dapper.values.tasks import AsyncioTasks, LoopWait, Task
from dapper.wire.constants import MAIN_THREAD
from dapper.wire.errors import UnknownThread

if TYPE_CHECKING:
    from typing import TypeVar

    from dapper.values.statics import Reader

    _Result = TypeVar("_Result")

MOST_TASKS = 1_000
"""Threads of tasks that are listed."""
MOST_AWAITERS = 16
"""Tasks that wait for one another which a step knows of."""
_NAME = "MainThread"


class Threads:
    """The only list of them.

    Args:
        tasks: reads asyncio's tasks.
        filter: whose code it is.

    Attributes:
        current: id of the thread that runs, or that stands.
    """

    def __init__(self, tasks: AsyncioTasks, filter: CodeFilter) -> None:
        self.current = MAIN_THREAD
        self._reader: Callable[[], Reader | None] = lambda: None
        self._loop: Callable[[], object] = lambda: None
        self._tasks, self._filter, self._text = tasks, filter, TaskText(tasks, filter)
        # By number, and by identity the number; an identity is a task's as long as its reference says so.
        self._references: dict[int, weakref.ref[object]] = {}
        self._numbers: dict[int, int] = {}
        self._next = MAIN_THREAD + 1
        self._here: weakref.ref[object] | None = None  # the task that is thread 1
        self._shown: list[tuple[int, str]] = []
        self._foreign: list[weakref.ref[object]] = []

    def follow(self, loop: Callable[[], object], reader: Callable[[], Reader | None]) -> None:
        """Takes what lists tasks that only the interpreter knows of.

        Args:
            loop: gives an event loop besides the one that runs, or None.
            reader: gives what may call the program while it stands; None: it may not be called.
        """
        self._loop, self._reader = loop, reader

    def begin(self) -> None:
        """Before the program: the tasks that are there already are not its own."""
        self._foreign = [weakref.ref(task.subject) for task in self._tasks.all(_Asking(), self._loop())]

    def listed(self) -> list[dict[str, object]]:
        """The DAP `Thread`s."""
        self._shown = list(self._names().items())
        return [{"id": thread, "name": name} for thread, name in self._shown]

    def have_changed(self) -> bool:
        """Whether others would be listed now than when a client has asked last."""
        return bool(self._shown) and list(self._names().items()) != self._shown

    def need(self, thread: int) -> int:
        """The thread that the id in a request means: a task that runs is thread 1.

        Raises:
            UnknownThread: no thread has it.
        """
        if thread == MAIN_THREAD:
            return MAIN_THREAD
        task = self.task(thread)
        if task is None:
            raise UnknownThread(thread, self._names())
        return MAIN_THREAD if self._here is not None and self._here() is task.subject else thread

    def task(self, thread: int) -> Task | None:
        """The task that a thread stands for, as it is now; None: it is gone, or thread 1."""
        reference = self._references.get(thread)
        subject = reference() if reference is not None else None
        task = self._tasks.read(subject) if subject is not None else None
        return task if task is not None and (not task.is_done or task.error is not None) else None

    def waiting(self) -> list[Task]:
        """The tasks of the program that wait."""
        tasks = self._tasks.all(_Asking(), self._loop())
        waiting = (task for task in tasks if not task.is_done and not task.is_running)
        return [task for task in waiting if not any(each() is task.subject for each in self._foreign)]

    def cancel(self, task: Task) -> None:
        """See `AsyncioTasks.cancel`."""
        self._tasks.cancel(task)

    def failed(self) -> list[Task]:
        """The tasks that have ended with an exception for which nobody has asked."""
        return [task for task in self._all() if task.error is not None]

    def read(self, subject: object) -> Task | None:
        """See `AsyncioTasks.read`."""
        return self._tasks.read(subject)

    def label(self, task: Task) -> str:
        """See `TaskText.label`."""
        return self._text.label(task)

    def arrive(self, frame: FrameType | None) -> Task | None:
        """The program stops in a frame. Returns the task that it is in."""
        task = self._task_of(frame)
        self._here = weakref.ref(task.subject) if task is not None else None
        return task

    def here(self) -> str | None:
        """The label of the task that is thread 1, where there are others too."""
        subject = self._here() if self._here is not None else None
        task = self._tasks.read(subject) if subject is not None else None
        if task is None or len(self._all()) < 2:
            return None
        return self._text.label(task)

    def waiting_frame(self) -> FrameType | None:
        """The innermost frame of the user's code in a task that waits: of the first that has one, by name."""
        for task in self._all():
            frames = () if task.is_done or task.is_running else chain_of(task.coroutine).frames
            found = next((frame for frame in frames if self._filter.is_mine(frame.f_code)), None)
            if found is not None:
                return found
        return None

    def release(self) -> None:
        """The program goes on: which task is thread 1 is not known any more."""
        self._here = None

    def awaiter(self, frame: FrameType) -> list[FrameType]:
        """The frames of the task that goes on when the running one has ended, which begins with that frame."""
        task = self._tasks.current()
        if task is None or frame_of(task.coroutine) is not frame:
            return []
        other = self._tasks.awaiter(task)
        return chain_of(other.coroutine).frames if other is not None else []

    def awaiters(self) -> list[FrameType]:
        """The frames that wait for the running task to end, and for those that wait for it, the nearest first."""
        task, frames = self._tasks.current(), list[FrameType]()
        passed: list[object] = []
        while task is not None and len(passed) < MOST_AWAITERS and not any(each is task.subject for each in passed):
            passed.append(task.subject)
            task = self._tasks.awaiter(task, self._reader())
            frames += chain_of(task.coroutine).frames if task is not None else ()
        return frames

    def wait(self, frame: FrameType) -> LoopWait | None:
        """The call of the event loop that waits for the running task, which begins with that frame."""
        task = self._tasks.current()
        return self._tasks.wait(task) if task is not None and frame_of(task.coroutine) is frame else None

    def _task_of(self, frame: FrameType | None) -> Task | None:
        task = self._tasks.current()
        if task is not None or frame is None or frame.f_back is not None:
            return task
        if not frame.f_code.co_flags & flags.SUSPENDABLE:
            return None
        # It waits, and its frame is shown because none of the program's runs.
        waiting = (each for each in self._all() if any(at is frame for at in chain_of(each.coroutine).frames))
        return next(waiting, None)

    def _all(self) -> list[Task]:
        return self._tasks.all(self._reader(), self._loop())

    def _names(self) -> dict[int, str]:
        here = self._here() if self._here is not None else None
        running = self._tasks.current() if here is None else None
        here = running.subject if running is not None else here
        tasks = self._all()
        names = {MAIN_THREAD: _NAME}
        if len(tasks) > 1:
            running = next((task for task in tasks if task.subject is here), None)
            names[MAIN_THREAD] = f"{_NAME} — runs {self._text.label(running)}" if running is not None else _NAME
        listed = {self._number(task.subject): task for task in tasks if task.subject is not here}
        self._forget({id(task.subject) for task in tasks})
        return names | {number: self._text.name(listed[number]) for number in sorted(listed)[:MOST_TASKS]}

    def _number(self, subject: object) -> int:
        known = self._numbers.get(id(subject))
        if known is not None and self._references[known]() is subject:
            return known
        number = self._next
        self._next += 1
        self._numbers[id(subject)] = number
        self._references[number] = weakref.ref(subject)
        return number

    def _forget(self, alive: set[int]) -> None:
        """Keeps the numbers of tasks that are alive, by identity."""
        self._numbers = {key: number for key, number in self._numbers.items() if key in alive}
        kept = set(self._numbers.values())
        self._references = {number: each for number, each in self._references.items() if number in kept}


class _Asking:
    """Asks asyncio itself, outside of any stop. See `Reader`."""

    def call(self, function: Callable[..., _Result], *args: object) -> _Result:
        """What the function returns."""
        return function(*args)

    def owns(self, error: BaseException) -> bool:
        """Whether it is to be passed over: tasks are looked for in another way then."""
        return True
