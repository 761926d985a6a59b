"""The lowest layer of frame evaluation: on, off, and what the hook can do and has done."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from dapper._frame_eval.access import core, report
from dapper._frame_eval.frame_eval_main import frame_eval_manager


@dataclass(frozen=True)
class ThreadInfo:
    """The state of frame evaluation for a thread. WebAssembly has one thread.

    Attributes:
        thread_id: as `threading.get_ident()` gives it.
        fully_initialized: frame evaluation serves this thread.
        inside_frame_eval: the hook is armed, so that frames that start now are inspected.
        skip_all_frames: no frame of this thread is inspected.
        step_mode: a step runs.
    """

    thread_id: int
    fully_initialized: bool
    inside_frame_eval: bool
    skip_all_frames: bool
    step_mode: bool


def frame_eval_func() -> None:
    """Activates frame evaluation with the settings in force, if it is not active.

    Raises:
        BackendUnavailable: the settings leave no backend that works here.
    """
    if not frame_eval_manager.is_initialized:
        frame_eval_manager.setup_frame_eval({})


def stop_frame_eval() -> None:
    """Deactivates frame evaluation. A session that debugs this program continues with tracing."""
    frame_eval_manager.shutdown_frame_eval()


def get_thread_info() -> ThreadInfo:
    """Of the calling thread."""
    frame_eval = core()
    active = frame_eval.active and frame_eval.config.enabled
    module = frame_eval.hook.module
    armed = bool(module and module.is_armed())
    return ThreadInfo(threading.get_ident(), active, armed, not active, frame_eval.stopper.step is not None)


def get_frame_eval_stats() -> dict[str, object]:
    """The counters of the hook and of the events."""
    return report().hook_stats()


def get_frame_eval_capabilities() -> dict[str, object]:
    """What the hook can do in this interpreter."""
    return report().capabilities()
