"""The guide's health check, and what else a person would look at when breakpoints are slow or do not work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from dapper.frame_eval.report import Report

if TYPE_CHECKING:
    from dapper.wire.names import HealthResult

    Outcome = tuple[HealthResult, str]
    Check = Callable[[Report], Outcome]

OK: Final = "OK"
WARN: Final = "WARN"
FAIL: Final = "FAIL"


def checks(report: Report) -> list[dict[str, str]]:
    """Every check as `name`, `result` (OK, WARN or FAIL) and `detail`. A check that raises has failed, by its error."""
    return list(_run(report))


def _run(report: Report) -> Iterator[dict[str, str]]:
    for name, check in _CHECKS.items():
        try:
            result, detail = check(report)
        except Exception as error:
            result, detail = FAIL, f"{type(error).__name__}: {error}"
        yield {"name": name, "result": result, "detail": detail}


def _modules(report: Report) -> Outcome:
    from dapper._frame_eval import _frame_evaluator

    return OK, f"{_frame_evaluator.__name__} and what it needs can be imported"


def _hook_functions(report: Report) -> Outcome:
    hook = report.core.hook
    module = hook.module
    if module is None:
        why = hook.reason if hook.detail is None else f"{hook.reason} ({hook.detail})"
        return WARN, f"{why}; breakpoints are delivered by tracing"
    return OK, f"the compiled hook answers, with the {len(module.counters())} counters that it keeps itself"


def _bridge(report: Report) -> Outcome:
    from dapper._frame_eval.debugger_integration import DebuggerFrameEvalBridge

    return OK, f"{DebuggerFrameEvalBridge().__class__.__name__} can be created"


def _statistics(report: Report) -> Outcome:
    return OK, f"{len(report.integration())} sections available"


def _activation(report: Report) -> Outcome:
    status = report.runtime()
    if report.core.choice is None:
        return OK, "nothing to do: no program was debugged"
    if not report.core.config.enabled:
        return WARN, "frame evaluation is not enabled"
    if not status["tracing_enabled"]:
        return OK, "enabled; no program is being debugged now"
    return OK, f"{status['backend_type']} is at work ({status['delivery']})"


def _backend(report: Report) -> Outcome:
    status = report.runtime()
    if report.core.choice is None and report.core.hook.module is not None:
        return OK, "the hook is ready: no program was debugged"
    if status["fell_back"]:
        return WARN, f"fell back to {status['backend_type']}: {status['reason']}"
    if status["hook_installed"]:
        return OK, f"the hook is installed and {'armed' if report.hook_stats()['armed'] else 'parked'}"
    if status["backend_type"] == "EvalFrameBackend" and not status["tracing_enabled"]:
        return OK, "the hook has served the program that was debugged last"
    return WARN, f"the eval-frame hook is not installed: {status['reason']}"


def _environment(report: Report) -> Outcome:
    found = report.compatibility()
    if found["compatible"]:
        return OK, f"{found['implementation']} {found['python_version']} on {found['platform']} {found['architecture']}"
    return WARN, str(found["reason"])


def _errors(report: Report) -> Outcome:
    count = report.core.errors_handled
    return (WARN, f"{count} handled by taking the slow way; see the telemetry") if count else (OK, "none")


def _overhead(report: Report) -> Outcome:
    meter = report.core.meter
    if not meter.metering:
        return OK, "not measured ('performance_monitoring' is off)"
    callbacks = "1 callback" if meter.calls == 1 else f"{meter.calls:,} callbacks"
    summary = f"{meter.share():.1%} of the program's time in {callbacks}; threshold {meter.threshold:.0%}"
    return (WARN if meter.reported else OK), summary


_CHECKS: dict[str, Check] = {
    "Core modules": _modules,
    "Compiled hook": _hook_functions,
    "Integration bridge": _bridge,
    "Statistics": _statistics,
    "Activation": _activation,
    "Backend": _backend,
    "Environment": _environment,
    "Errors": _errors,
    "Overhead": _overhead,
}
