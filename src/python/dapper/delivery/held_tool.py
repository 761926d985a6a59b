"""The tool id of `sys.monitoring` that a delivery holds, kept working whatever the program does to it.

The program can free the id, take it for itself, or switch events and callbacks of every tool off. And what it does to
its own, or with a trace function, can cost others events: CPython loses the instruction events of a code object as soon
as two tools have one event in common there. With the hook the damage is repaired at once; without it, by the next
`tend`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic  # a program may replace the clock of the module
from types import CodeType

from dapper.delivery.base import Listener
from dapper.delivery.tracers import restore_opcode_events
from dapper.delivery.watch import Watch

TOOL_NAME = "dapper"
_TOOL_IDS = (3, 4, 0, 2, 1)
"""Tool ids in the order in which they are tried: first those without a name, which programs have no use for."""
_SETTLED = 0.02
"""Seconds for which an id that the program has freed must have stayed free: a program frees an id to use it next."""


class HeldTool:
    """The base of `MonitoringDelivery`. It has no id before it takes one, and after the program has taken all."""

    _listener: Listener
    _callbacks: dict[int, Callable[..., object]]
    _watches: dict[int, Watch]
    _apply: Callable[..., None]
    _set_global: Callable[[], None]
    _global: int

    def __init__(self) -> None:
        self._tool: int | None = None
        self._freed: int | None = None  # an id that the program has freed just now, to take it most likely
        self._left: dict[int, float] = {}  # all that it has freed, and when each was last seen in use
        self._added = False  # whether events were switched on since the program's trace function was last repaired

    def tend(self, disturbed: bool = False) -> str | None:
        """See `Backend.tend`."""
        others = self._others()
        disturbed, self._seen = disturbed or others != self._seen, others
        former, held = self._tool, self._held_tool()
        if held is None and former is not None:
            self._leave(former)
        tool = self._take_tool() if held is None else held
        if tool is None:
            return None if former is None else _GONE
        self._register(tool)
        for watch in list(self._watches.values()):
            code = watch.code
            events = sys.monitoring.get_local_events(tool, code) if held is not None and code else 0
            if disturbed or held is None or events != watch.active:
                watch.active = events
                self._apply(watch, afresh=disturbed)
        self._global = sys.monitoring.get_events(tool)
        self._set_global()
        self._see_to_tracer()
        return _BACK if former is None else None

    def lines_set(self) -> None:
        """See `Backend.lines_set`."""
        self._see_to_tracer()

    def _see_to_tracer(self) -> None:
        """To be called after events may have been switched on."""
        if self._added:
            self._added = False
            restore_opcode_events()

    def _on_touched(self, *arguments: object) -> None:
        """The program has called a function of `sys.monitoring`, with these; or, without any, set a trace function.

        Or it has switched the opcode events of a frame on or off: then whether on, and the code object. Nothing is lost
        where events are switched off.
        """
        if (arguments and arguments[0] is False) or (
            not arguments and sys.gettrace() is None and sys.getprofile() is None
        ):
            self._seen = self._others()
            return
        if len(arguments) > 1 and not (type(arguments[0]) is int and arguments[0] == self._tool):
            other = arguments[1]
            if type(other) is CodeType:
                watch = self._watches.get(id(other))
                if watch is not None:
                    self._apply(watch, afresh=True)
                    self._see_to_tracer()
                return
            if len(arguments) > 2 or type(other) is not int:
                return  # another tool's callback, or its name: no event is switched on or off
        self._added = True
        self._freed = self._tool
        self._listener.on_disturbed()
        self._freed = None

    def _others(self) -> tuple[object, ...]:
        """What other tools listen to."""
        monitoring = sys.monitoring
        tools = (tool for tool in range(6) if tool != self._tool and monitoring.get_tool(tool) is not None)
        return (sys.gettrace() is not None, *((tool, monitoring.get_events(tool)) for tool in tools))

    def _take_tool(self) -> int | None:
        """Takes an id if one is free, and returns it."""
        monitoring = sys.monitoring
        now = monotonic()
        free: list[int] = []
        for tool in _TOOL_IDS:
            if monitoring.get_tool(tool) is not None or tool == self._freed:
                if tool in self._left:
                    self._left[tool] = now
            elif now - self._left.get(tool, -_SETTLED) >= _SETTLED:
                free.append(tool)
        tool = self._tool = min(free, key=self._left.__contains__, default=None)
        if tool is not None:
            monitoring.use_tool_id(tool, TOOL_NAME)
        return tool

    def _held_tool(self) -> int | None:
        """The id, as long as the program has not given it away."""
        tool = self._tool
        return tool if tool is not None and sys.monitoring.get_tool(tool) is TOOL_NAME else None

    def _register(self, tool: int) -> None:
        for event, callback in self._callbacks.items():
            sys.monitoring.register_callback(tool, event, callback)

    def _leave(self, tool: int) -> None:
        """Removes what is ours from an id that the program has freed: before 3.14 CPython leaves it there."""
        monitoring = sys.monitoring
        self._left[tool] = monotonic()
        is_free = monitoring.get_tool(tool) is None
        if is_free:
            monitoring.use_tool_id(tool, TOOL_NAME)
            monitoring.set_events(tool, 0)
        for event, callback in self._callbacks.items():
            found = monitoring.register_callback(tool, event, None)
            if found is not callback:
                monitoring.register_callback(tool, event, found)
        for watch in list(self._watches.values()):
            code = watch.code
            if code is not None:
                monitoring.set_local_events(tool, code, 0)
        if is_free:
            monitoring.free_tool_id(tool)


_GONE = "The program has taken every sys.monitoring tool id: breakpoints and steps do not stop it any more."
_BACK = "The program has given a sys.monitoring tool id back: breakpoints and steps stop it again."
