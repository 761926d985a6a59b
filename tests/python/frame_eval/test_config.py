"""Every setting: its default, and what is said of a value that is wrong."""

from support import debugged, standalone

from dapper._frame_eval.frame_eval_main import frame_eval_manager
from dapper.frame_eval.config import FrameEvalConfig
from dapper.wire.errors import ConfigError

DEFAULTS = {
    "enabled": False,
    "backend": "auto",
    "tracing_backend": "auto",
    "fallback_to_tracing": True,
    "debug": False,
    "cache_size": 1000,
    "optimize": True,
    "timeout": 30.0,
    "conditional_breakpoints_enabled": True,
    "condition_budget_s": 0.1,
    "value_budget_s": 0.09,
    "selective_tracing": True,
    "bytecode_optimization": True,
    "cache_enabled": True,
    "performance_monitoring": True,
    "fallback_on_error": True,
    "eager_instrumentation": False,
    "trace_overhead_threshold": 1.0,
    "max_cache_size": 1000,
    "cache_ttl": 300.0,
}
FLAGS = [name for name, value in DEFAULTS.items() if type(value) is bool]
WRONG = [
    ("backend", "nope", "'auto', 'tracing', 'eval_frame'"),
    ("backend", ["auto"], "'auto', 'tracing', 'eval_frame'"),
    ("tracing_backend", None, "'auto', 'settrace', 'sys_monitoring'"),
    ("cache_size", 0, "a whole number from 1 to 1,000,000"),
    ("cache_size", True, "a whole number from 1 to 1,000,000"),
    ("max_cache_size", 12.5, "a whole number from 1 to 1,000,000"),
    ("max_cache_size", 10**9, "a whole number from 1 to 1,000,000"),
    ("timeout", float("nan"), "a number of seconds above 0, up to 86,400"),
    ("timeout", 0, "a number of seconds above 0, up to 86,400"),
    ("timeout", True, "a number of seconds above 0, up to 86,400"),
    ("condition_budget_s", "soon", "a number of seconds above 0, up to 86,400"),
    ("condition_budget_s", float("inf"), "a number of seconds above 0, up to 86,400"),
    ("cache_ttl", -1, "a number of seconds above 0, up to 86,400"),
    ("trace_overhead_threshold", 5, "a number from 0 to 1 (0.05 is 5%)"),
    ("trace_overhead_threshold", float("nan"), "a number from 0 to 1 (0.05 is 5%)"),
    *((name, 1, "true or false") for name in FLAGS),
]


def refusal(call, *arguments):
    try:
        call(*arguments)
    except ConfigError as error:
        return str(error)
    raise AssertionError(f"{arguments} was accepted")


def test_the_defaults_are_the_guide_s():
    assert FrameEvalConfig().as_dict() == DEFAULTS


def test_a_wrong_value_is_refused_with_key_value_and_what_is_allowed_and_the_settings_before_stay():
    with standalone():
        frame_eval_manager.setup_frame_eval({"condition_budget_s": 0.5})
        before = frame_eval_manager.config
        for key, value, allowed in WRONG:
            for call in (frame_eval_manager.setup_frame_eval, frame_eval_manager.update_config):
                message = refusal(call, {"timeout": 7.0, key: value})
                assert message == f"frameEvalConfig: {key!r} is {value!r}; allowed: {allowed}.", message
        assert frame_eval_manager.config is before and frame_eval_manager.is_initialized


def test_an_unknown_key_is_refused_with_those_that_there_are():
    message = refusal(FrameEvalConfig().updated, {"cache_sise": 5})
    assert message.startswith(
        "frameEvalConfig: 'cache_sise' is 5; allowed: one of backend, bytecode_optimization, cache_"
    )
    assert (
        refusal(FrameEvalConfig().updated, [1])
        == "frameEvalConfig: 'frameEvalConfig' is [1]; allowed: an object of settings."
    )


def test_a_long_wrong_value_does_not_fill_the_message():
    assert len(refusal(FrameEvalConfig().updated, {"backend": "x" * 10_000})) < 250


def test_a_launch_with_a_wrong_setting_is_refused_and_a_right_one_then_works():
    with debugged() as run:
        assert run.launch(frameEvalConfig={"timeout": None}).startswith("frameEvalConfig: 'timeout' is None; allowed:")
        assert run.launch(frameEval={"timeout": "x"}).startswith("frameEvalConfig: 'timeout' is 'x'")
        assert run.session.frame_eval.config == FrameEvalConfig()
        run.launch(frameEval={"timeout": 5, "debug": True}, frameEvalConfig={"timeout": 6})
        config = run.status()["config"]
        assert (config["enabled"], config["timeout"], config["debug"]) == (True, 6, True)


def test_frame_evaluation_is_on_unless_it_is_switched_off():
    for arguments, enabled in [
        ({}, True),
        ({"frameEval": True}, True),
        ({"frameEval": False}, False),
        ({"frameEval": False, "frameEvalConfig": {"enabled": True}}, False),
        ({"frameEvalConfig": {"enabled": False}}, False),
    ]:
        with debugged() as run:
            run.launch(**arguments)
            status = run.status()
            assert (status["config"]["enabled"], status["initialized"]) == (enabled, enabled), arguments
            backend = "EvalFrameBackend" if enabled else "SysMonitoringBackend"
            assert status["backend_type"] == backend
