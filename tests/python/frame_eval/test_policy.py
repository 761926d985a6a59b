"""What stands in the way of the eval-frame hook, reached by its real cause wherever an interpreter can be brought there."""

import os
import sys
import tempfile

from support import HOOK_FOLDER, debugged, loaded, standalone

from dapper._frame_eval.frame_eval_main import frame_eval_manager
from dapper.delivery.hook import load_hook
from dapper.frame_eval.policy import Interpreter
from dapper.wire.errors import BackendUnavailable

STRICT = {"backend": "eval_frame", "fallback_to_tracing": False}
EXPLICIT = "Eval-frame backend explicitly requested but unavailable: "
MISSING = "Compiled frame-eval extension not available in this runtime"
UNUSABLE = "Eval-frame hook API not available in this runtime"


def falls_back(reason, hook_folder=HOOK_FOLDER, backend="SysMonitoringBackend"):
    """`auto` traces and says why, once; `eval_frame` without fallback refuses the launch."""
    with debugged(hook_folder=hook_folder) as run:
        refused = run.launch(frameEvalConfig=STRICT)
        assert refused.startswith(EXPLICIT + reason), refused
        assert run.status()["backend_type"] == "none" and run.session.stopper.backend is None
        for config in ({}, {"backend": "eval_frame"}):
            run.launch(frameEvalConfig=config)
            status = run.status()
            assert status["reason"].startswith(reason), status
            found = (status["backend_type"], status["fell_back"], status["hook_installed"])
            assert found == (backend, True, False), found
        lines = [line for line in run.said() if line.startswith(f"Debugger fell back to {backend}")]
        assert len(lines) == 1 and reason in lines[0], lines
        telemetry = run.ask("dapper/frameEvalStatus")["telemetry"]
        assert telemetry["events"][0]["reason_code"] == "AUTO_INTEGRATION_FAILED"
        assert telemetry["events"][0]["context"]["reason"].startswith(reason)


def test_a_hook_that_is_missing():
    falls_back(MISSING, hook_folder=tempfile.mkdtemp())


def test_a_hook_that_does_not_load():
    with open(f"{HOOK_FOLDER}/_dapper_hook.so", "rb") as file:
        whole = file.read()
    for content in (b"", b"no WebAssembly", whole[: len(whole) // 2]):
        folder = tempfile.mkdtemp()
        with open(f"{folder}/_dapper_hook.so", "wb") as file:
            file.write(content)
        assert load_hook(folder).module is None
        falls_back(UNUSABLE, hook_folder=folder)


def test_another_debugger_or_coverage_tool_that_is_loaded():
    for name in ("pydevd", "ipdb"):
        with loaded(name):
            falls_back(f"Incompatible debugger detected: {name}")
    for name in ("coverage", "pytest_cov"):
        with loaded(name):
            falls_back(f"Incompatible coverage tool detected: {name}")
    import pdb  # noqa: F401

    try:
        falls_back("Incompatible debugger detected: pdb")
    finally:
        del sys.modules["pdb"]


def test_an_environment_that_brings_its_own_debugger():
    for name in ("PYCHARM_HOSTED", "VSCODE_PID"):
        os.environ[name] = "1"
        try:
            falls_back(f"Incompatible environment variable detected: {name}")
        finally:
            del os.environ[name]


def test_a_trace_function_of_somebody_else():
    def trace(frame, event, argument):
        return None

    sys.settrace(trace)
    try:
        falls_back("Incompatible debugger detected: sys.settrace held by test_policy")
        assert sys.gettrace() is trace
    finally:
        sys.settrace(None)


def test_every_monitoring_tool_id_taken_by_others():
    taken = [number for number in range(6) if sys.monitoring.get_tool(number) is None]
    for number in taken:
        sys.monitoring.use_tool_id(number, f"tool {number}")
    try:
        falls_back("Every sys.monitoring tool id is taken by another tool.", backend="SettraceBackend")
        with debugged() as run:
            message = run.launch(frameEvalConfig={"backend": "tracing", "tracing_backend": "sys_monitoring"})
            assert message == "Every sys.monitoring tool id is taken by another tool."
    finally:
        for number in taken:
            sys.monitoring.free_tool_id(number)


def test_interpreters_outside_of_what_is_supported():
    for what, reason in [
        ({"version": (3, 10)}, "Python version too old (requires 3.11+)"),
        ({"version": (3, 16)}, "Python version too new (supports up to 3.15)"),
        ({"implementation": "PyPy"}, "Eval-frame backend requires CPython (got PyPy)"),
        ({"system": "Linux", "machine": "x86_64"}, "Platform Linux / x86_64 not supported"),
    ]:
        assert Interpreter(**what).obstacle() == reason
    assert Interpreter().obstacle() is None


def test_the_manager_fails_fast_and_keeps_what_was():
    with standalone():
        frame_eval_manager.setup_frame_eval({"backend": "tracing"})
        before = frame_eval_manager.config
        with loaded("coverage"):
            try:
                frame_eval_manager.setup_frame_eval(STRICT)
            except BackendUnavailable as error:
                assert str(error) == EXPLICIT + "Incompatible coverage tool detected: coverage"
            else:
                raise AssertionError("it did not fail")
        assert frame_eval_manager.config is before
        info = frame_eval_manager.get_debug_info()
        assert info["runtime_status"].backend_type == "SysMonitoringBackend" and info["frame_eval_initialized"]


def test_a_set_up_over_its_time_is_ended_and_keeps_what_was():
    with debugged() as run:
        message = run.launch(frameEvalConfig={"timeout": 1e-9})
        assert (
            message == "The set-up of frame evaluation took longer than 1e-09 s (the setting 'timeout') and was ended."
        )
        assert run.session.stopper.backend is None
        run.launch()
        assert run.status()["backend_type"] == "EvalFrameBackend"


def test_compatibility_says_what_is_so():
    with standalone():
        found = frame_eval_manager.check_environment_compatibility()
        assert found["compatible"] and found["eval_frame_supported"] and found["recommended_backend"] == "eval_frame"
        assert (found["platform"], found["architecture"], found["implementation"]) == (
            "Emscripten",
            "wasm32",
            "CPython",
        )
        with loaded("coverage"):
            found = frame_eval_manager.check_environment_compatibility()
        assert (found["compatible"], found["reason"]) == (False, "Incompatible coverage tool detected: coverage")
        assert found["recommended_backend"] == "tracing"
