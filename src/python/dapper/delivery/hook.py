"""The eval-frame hook, an extension module (wasm-hook/hook.c): how it is loaded, and what it can do for callbacks."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType
from typing import TYPE_CHECKING, Protocol, cast

OLDEST, NEWEST = (3, 11), (3, 15)
"""Versions of CPython that it knows."""
HOOK_MODULE = "_dapper_hook"
MISSING = "Compiled frame-eval extension not available in this runtime"
UNUSABLE = "Eval-frame hook API not available in this runtime"

if TYPE_CHECKING:
    from typing import TypeVar

    Callback = TypeVar("Callback", bound=Callable[..., object])

    class Guard(Protocol):
        """`Hook.guard`, for those who need nothing else of the hook."""

        def __call__(self, callback: Callback, /, *known: object) -> Callback:
            """See `Hook.guard`."""
            ...


class HookModule(Protocol):
    """The functions of the extension module (see `methods` in hook.c)."""

    def attach(self, on_frame: Callable[[CodeType | None], int], on_function: Callable[[FunctionType], bool], /) -> int:
        """Asks about code objects from now on and reports functions. For its result see `hooked._PROBLEMS`."""
        ...

    def detach(self) -> None:
        """Parks, and forgets the callbacks, the watched files and every verdict."""

    def watch(
        self,
        root: str | None,
        names: dict[str, bool],
        is_watched: Callable[[str], bool],
        unobserved: dict[str, bool],
        /,
    ) -> None:
        """Arms when code of a watched file is about to run."""

    def listen(self, on_touch: Callable[..., object] | None, own: str, /) -> None:
        """Reports calls of what other debuggers use, unless they come from files whose names begin with `own`."""

    def keep_texts(self, kept: list[object] | None, own: str, /) -> None:
        """Keeps the texts that are compiled in a list, but not those of files whose names begin with `own`."""

    def arm(self) -> bool:
        """Inspects the frames that start from now on. Returns whether it is armed."""
        ...

    def step_over(self) -> None:
        """Traces only the running frame and those under it."""

    def park(self) -> None:
        """Stops inspecting frames."""

    def watch_returns(self, callback: Callable[[CodeType, object], bool] | None, /) -> None:
        """Calls back for what the frame that runs next calls and gets back, as long as that answers True."""

    def run_instead(self, code: CodeType, /) -> None:
        """In `on_frame`: evaluates that in place of the frame."""

    def is_armed(self) -> bool:
        """Whether it is armed."""
        ...

    def counters(self) -> dict[str, int]:
        """What it has counted, by name."""
        ...

    def reset_counters(self) -> None:
        """All of them become 0."""

    def guard(self, callback: Callback, /, *known: object) -> Callback:
        """See `Hook.guard`."""
        ...

    def stand_in(self, callback: Callback, builtin: BuiltinFunctionType, /) -> Callback:
        """See `Hook.stand_in`."""
        ...

    def trigger(self, callback: Callable[[], object], /) -> object:
        """An object whose truth value calls it, guarded."""
        ...

    def set_constant(self, code: CodeType, index: int, value: object, /) -> None:
        """Replaces a constant in place. CPython 3.11 only."""

    def entered_from_c(self, frame: FrameType, /) -> bool:
        """Whether C code stands between a frame that runs and the one that it returns to."""
        ...

    def function_of(self, frame: FrameType, /) -> FunctionType | None:
        """The function that a frame that runs belongs to."""
        ...

    def slot_address(self, frame: FrameType, number: int, /) -> int:
        """The address of what a place of a frame holds, or has held; 0: nothing."""
        ...

    def frame_address(self, frame: FrameType, /) -> int:
        """Where CPython's own frame is."""
        ...

    def slot(self, frame: FrameType, number: int, /) -> object:
        """What a place of a frame holds; it must hold something."""
        ...

    def is_plain_dict(self, names: object, /) -> bool:
        """Whether that is a dict in which looking something up runs no code of the program."""
        ...

    def set_handlers(self, code: CodeType, table: bytes, /) -> bytes:
        """Puts another exception table into a code object; returns the former one."""
        ...

    def set_previous(self, frame: FrameType, offset: int, /) -> None:
        """Has a frame's next line compared with that of the instruction at an offset."""

    def take_off(self, frame: FrameType, value: object, /) -> bool:
        """Takes an object off the end of a frame's stack. False: it is not there."""
        ...

    def set_slot(self, frame: FrameType, number: int, value: object, /) -> None:
        """Puts a value into the place of a variable."""

    def empty_slot(self, frame: FrameType, number: int, other: FrameType, like: int, /) -> None:
        """Leaves the place of a variable as an empty one of another frame is."""

    def run(self, code: CodeType, globals: dict[str, object], outcome: list[object], /) -> None:
        """Evaluates code with nothing of the debugger under it; appends its result or its exception to `outcome`."""


class Hook:
    """The eval-frame hook, or why there is none.

    Attributes:
        module: the loaded extension module, or None.
        reason: why it is missing, or None.
        detail: what became of its file, where the worker has said so; or None.
    """

    __slots__ = ("detail", "module", "reason")

    def __init__(self, module: HookModule | None, reason: str | None = None, detail: str | None = None) -> None:
        self.module, self.reason, self.detail = module, reason, detail

    def guard(self, callback: Callback, /, *known: object) -> Callback:
        """Gives a callback room at the recursion limit; without the hook it is returned unchanged.

        With `known` (file names, and whether the user wrote them) it is one for `PY_UNWIND`: the hook need not report
        exceptions that cannot leave the user's code there. With what is known of handlers (see
        `stopping.prospect.known`) and True it is one for `RAISE`, and the hook does not report exceptions that are
        known to be handled.
        """
        return self.module.guard(callback, *known) if self.module else callback

    def keeper(self, own: str) -> Callable[[list[object] | None], object] | None:
        """What has texts kept that are compiled (see `HookModule.keep_texts`); None without the hook."""
        module = self.module
        return None if module is None else lambda kept: module.keep_texts(kept, own)

    def stand_in(self, callback: Callback, builtin: object) -> Callback:
        """The same for a callback that takes the place of a builtin: it has its name, its text and its signature."""
        if self.module and type(builtin) is BuiltinFunctionType:  # another program may have left something else there
            return self.module.stand_in(callback, builtin)
        return callback


def load_hook(folder: str) -> Hook:
    """Loads the hook from `folder`. A hook that does not load leaves the interpreter as it was."""
    path = os.path.join(folder, HOOK_MODULE + ".so")
    if not os.path.exists(path):
        return Hook(None, MISSING, _why_missing(folder))
    try:
        loader = importlib.machinery.ExtensionFileLoader(HOOK_MODULE, path)
        spec = importlib.util.spec_from_loader(HOOK_MODULE, loader)
        assert spec is not None  # this loader knows its file
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
        sys.modules.pop(HOOK_MODULE, None)  # out of the program's reach
    except ImportError as error:
        return Hook(None, f"{UNUSABLE} ({str(error).partition(chr(10))[0]})")
    return Hook(cast("HookModule", module))


def _why_missing(folder: str) -> str | None:
    """What the worker has left in place of the hook, if it could not bring it here."""
    try:
        with open(os.path.join(folder, "missing.txt"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None
