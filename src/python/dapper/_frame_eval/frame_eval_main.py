"""Setting frame evaluation up and shutting it down."""

from __future__ import annotations

from dapper._frame_eval.access import core, report
from dapper._frame_eval.runtime import status
from dapper.frame_eval.config import FrameEvalConfig


class FrameEvalManager:
    """The manager of this interpreter's frame evaluation; all instances share one state."""

    @property
    def is_initialized(self) -> bool:
        """Whether frame evaluation was set up and not shut down."""
        return core().active and core().config.enabled

    @property
    def config(self) -> FrameEvalConfig:
        """The settings in force."""
        return core().config

    def setup_frame_eval(self, config: dict[str, object] | None = None) -> bool:
        """Sets frame evaluation up with `config` over the defaults, and enables it unless that says no.

        Returns:
            True; repeating the set-up changes nothing.

        Raises:
            ConfigError: a setting is wrong. The settings before it stay in force.
            BackendUnavailable: the settings leave no backend that works here. As above.
            OperationTimeout: the set-up took longer than the setting `timeout`. As above.
        """
        frame_eval = core()
        given = {} if config is None else config
        frame_eval.set_up(FrameEvalConfig(enabled=True).updated(given))
        frame_eval.announce()
        return True

    def update_config(self, updates: dict[str, object]) -> bool:
        """Changes settings, at once where frame evaluation is set up. Returns and raises as `setup_frame_eval`."""
        frame_eval = core()
        config = frame_eval.config.updated(updates)
        if frame_eval.active:
            frame_eval.set_up(config)
        else:
            frame_eval.configure(config)
        return True

    def shutdown_frame_eval(self) -> None:
        """Removes the hook, forgets the caches, and puts the settings back to their defaults.

        A session that debugs this program keeps its breakpoints and continues with tracing.
        """
        frame_eval = core()
        if not frame_eval.active:
            return
        if frame_eval.serves_session:
            frame_eval.release()
            frame_eval.set_up(FrameEvalConfig())
        else:
            frame_eval.shut_down()

    def check_environment_compatibility(self) -> dict[str, object]:
        """Whether this interpreter, as it is now, is one for the eval-frame backend."""
        return report().compatibility()

    def get_debug_info(self) -> dict[str, object]:
        """Everything that helps to understand a problem; `runtime_status` is a `FrameEvalRuntimeStatus`."""
        return {**report().debug_info(), "runtime_status": status()}


frame_eval_manager = FrameEvalManager()


def setup_frame_eval(config: dict[str, object] | None = None) -> bool:
    """See `FrameEvalManager.setup_frame_eval`."""
    return frame_eval_manager.setup_frame_eval(config)


def shutdown_frame_eval() -> None:
    """See `FrameEvalManager.shutdown_frame_eval`."""
    frame_eval_manager.shutdown_frame_eval()


def get_debug_info() -> dict[str, object]:
    """See `FrameEvalManager.get_debug_info`."""
    return frame_eval_manager.get_debug_info()


def check_environment_compatibility() -> dict[str, object]:
    """See `FrameEvalManager.check_environment_compatibility`."""
    return frame_eval_manager.check_environment_compatibility()
