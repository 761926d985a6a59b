"""Setting up and shutting down, again and again, leaves nothing behind."""

import gc
import logging
import sys

from support import blocks, debugged, loaded, standalone, tools

from dapper._frame_eval import access
from dapper._frame_eval._frame_evaluator import frame_eval_func, get_thread_info, stop_frame_eval
from dapper._frame_eval.cache_manager import get_cache_manager_stats
from dapper._frame_eval.frame_eval_main import frame_eval_manager
from dapper._frame_eval.runtime import FrameEvalRuntime
from dapper.frame_eval.config import FrameEvalConfig

CYCLES = 1000
SETTINGS = [
    {},
    {"backend": "eval_frame", "condition_budget_s": 0.5},
    {"backend": "tracing", "tracing_backend": "settrace"},
    {"backend": "tracing", "tracing_backend": "sys_monitoring", "selective_tracing": False},
]


def cycle(times):
    for number in range(times):
        assert frame_eval_manager.setup_frame_eval(SETTINGS[number % len(SETTINGS)]) is True
        frame_eval_manager.shutdown_frame_eval()


def test_a_thousand_cycles_without_a_session_leave_nothing():
    with standalone():
        held = tools()
        cycle(50)
        module = access.core().hook.module
        before, objects = blocks(), len(gc.get_objects())
        cycle(CYCLES)
        assert blocks() - before < 100, blocks() - before
        assert len(gc.get_objects()) - objects < 100
        assert tools() == held and sys.gettrace() is None and not module.is_armed()
        assert get_cache_manager_stats()["total_entries"] == 0
        assert frame_eval_manager.config == FrameEvalConfig()
        module.reset_counters()
        exec(compile("value = 1", "/anywhere/main.py", "exec"), {})
        assert set(module.counters().values()) == {0}, "the hook still looks at code"


def test_a_thousand_cycles_inside_of_a_session_keep_its_breakpoint():
    text = "def work(n):\n    return n\n\nwork(1)\n"
    with debugged(text) as run:
        run.launch()
        run.ask("setBreakpoints", source={"path": run.path}, breakpoints=[{"line": 2}])
        held = tools()
        cycle(50)
        before = blocks()
        cycle(CYCLES)
        assert blocks() - before < 200, blocks() - before
        status = run.status()
        assert (status["initialized"], status["backend_type"]) == (False, "SysMonitoringBackend"), status
        assert sum(name == "dapper" for name in tools()) == sum(name == "dapper" for name in held) == 1
        run.session.program()()
        assert sum(message.get("event") == "stopped" for message in run.host.sent) == 1
        run.session.finish()
        assert tools().count("dapper") == 0


def test_setting_up_again_is_the_same_as_once():
    with standalone():
        assert frame_eval_manager.setup_frame_eval({"debug": False}) is True
        backend = access.core().choice.backend
        assert frame_eval_manager.setup_frame_eval({"debug": False}) is True
        assert access.core().choice.backend is backend
        assert frame_eval_manager.setup_frame_eval({"cache_size": 7}) is True
        assert access.core().choice.backend is not backend
        changed = access.core().telemetry.snapshot()["events"][-1]
        assert changed["reason_code"] == "CACHE_INVALIDATION_CONFIG_CHANGE"
        assert changed["context"] == {"changed": ["cache_size"]}


def test_one_reason_is_logged_once():
    records = []

    class Keep(logging.Handler):
        def emit(self, record):
            records.append((record.levelname, record.getMessage()))

    logger, handler = logging.getLogger("dapper._frame_eval"), Keep()
    logger.addHandler(handler)
    try:
        with standalone(), loaded("coverage"):
            for _ in range(5):
                frame_eval_manager.setup_frame_eval({})
                frame_eval_manager.shutdown_frame_eval()
    finally:
        logger.removeHandler(handler)
    reason = "Incompatible coverage tool detected: coverage"
    assert [level for level, text in records if reason in text] == ["WARNING"], records


def test_the_evaluator_is_switched_on_and_off():
    with standalone():
        assert not get_thread_info().fully_initialized
        frame_eval_func()
        assert get_thread_info().fully_initialized and FrameEvalRuntime().get_status().hook_installed
        stop_frame_eval()
        status = FrameEvalRuntime().get_status()
        assert (status.initialized, status.hook_installed, status.backend_type) == (False, False, "none")
        stop_frame_eval()
