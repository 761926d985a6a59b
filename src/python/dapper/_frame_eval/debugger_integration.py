"""Debuggers built on `bdb`, served by frame evaluation; and the statistics of all of it."""

from __future__ import annotations

import bdb

from dapper._frame_eval.access import core, report
from dapper._frame_eval.bdb_integration import BdbIntegration
from dapper._frame_eval.frame_eval_main import frame_eval_manager
from dapper.frame_eval.config import FrameEvalConfig
from dapper.wire.errors import BackendUnavailable


class DebuggerFrameEvalBridge:
    """Serves the program's own debuggers with frame evaluation. All instances share the same integrations.

    Args:
        config: settings to change first, as `update_config` does.
    """

    def __init__(self, config: dict[str, object] | None = None) -> None:
        if config is not None:
            self.update_config(**config)

    @property
    def config(self) -> FrameEvalConfig:
        """The settings in force."""
        return core().config

    def update_config(self, **settings: object) -> None:
        """Changes settings.

        Raises:
            ConfigError: a setting is wrong; the settings before it stay in force.
        """
        frame_eval_manager.update_config(settings)

    def enable_performance_monitoring(self, enabled: bool = True) -> None:
        """Switches `performance_monitoring`."""
        self.update_config(performance_monitoring=enabled)

    def auto_integrate_debugger(self, debugger: object) -> bool:
        """Delivers a debugger's breakpoints by events of their lines, rather than by tracing every line.

        While it steps it traces as before. It stops where it would have stopped, and `remove_integration` takes this
        back.

        Returns:
            True; False when it cannot be served: it then works as before, and the telemetry says why.

        Raises:
            FallbackRefused: it cannot be served, and the setting `fallback_on_error` is off.
        """
        frame_eval = core()
        if not isinstance(debugger, bdb.Bdb):
            kind = type(debugger).__name__
            what = f"A debugger must be an instance of bdb.Bdb to be integrated, and this is a {kind}."
            frame_eval.handled("PY_DEBUGGER_INTEGRATION_FAILED", error=what, debugger=kind)
            return False
        if self._integration(debugger) is not None:
            return True
        if not frame_eval.active:
            frame_eval_manager.setup_frame_eval({})
        if not frame_eval.config.enabled:
            frame_eval.note(f"{type(debugger).__name__} is not integrated: frame evaluation is switched off")
            return False
        integration = BdbIntegration(debugger, frame_eval)
        try:
            integration.attach()
        except BackendUnavailable as error:
            frame_eval.handled("INTEGRATION_BDB_FAILED", error=str(error), debugger=type(debugger).__name__)
            return False
        frame_eval.integrations.append(integration)
        return True

    integrate_with_debugger_bdb = auto_integrate_debugger

    def remove_integration(self, debugger: bdb.Bdb) -> bool:
        """Returns a debugger to plain tracing. False when it was not integrated."""
        integration = self._integration(debugger)
        if integration is None:
            core().telemetry.record("INTEGRATION_REMOVE_FAILED", reason="not integrated")
            return False
        core().integrations.remove(integration)
        integration.detach()
        return True

    remove = remove_integration

    def get_integration_statistics(self) -> dict[str, object]:
        """See the function of that name."""
        return get_integration_statistics()

    def reset_statistics(self) -> None:
        """Resets all counters and the telemetry."""
        core().reset_counters()

    def _integration(self, debugger: object) -> BdbIntegration | None:
        served = (each for each in core().integrations if isinstance(each, BdbIntegration))
        return next((each for each in served if each.debugger is debugger), None)


def get_integration_statistics() -> dict[str, object]:
    """`config`, `integration_stats`, `performance_data`, `trace_stats`, `cache_stats` and `telemetry`."""
    return report().integration()


def get_integration_bridge() -> DebuggerFrameEvalBridge:
    """The bridge of this interpreter."""
    return DebuggerFrameEvalBridge()


def auto_integrate_debugger(debugger: object) -> bool:
    """See `DebuggerFrameEvalBridge.auto_integrate_debugger`."""
    return DebuggerFrameEvalBridge().auto_integrate_debugger(debugger)


def remove_integration(debugger: bdb.Bdb) -> bool:
    """See `DebuggerFrameEvalBridge.remove_integration`."""
    return DebuggerFrameEvalBridge().remove_integration(debugger)


def configure_integration(**settings: object) -> None:
    """See `DebuggerFrameEvalBridge.update_config`."""
    DebuggerFrameEvalBridge().update_config(**settings)
