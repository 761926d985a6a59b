"""The breakpoints that a client sets by other means than lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dapper.delivery.base import Backend
from dapper.stopping.data_breakpoints import DataBreakpoint
from dapper.stopping.function_breakpoints import FunctionBreakpoint
from dapper.stopping.instruction_breakpoints import InstructionBreakpoint
from dapper.stopping.instructions import InstructionPointers
from dapper.stopping.placement import Placement
from dapper.stopping.watched import Watched

if TYPE_CHECKING:
    from dapper.wire.requests import DataBreakpoint as DataRequest
    from dapper.wire.requests import FunctionBreakpoint as FunctionRequest
    from dapper.wire.requests import InstructionBreakpoint as InstructionRequest


class SetBreakpoints:
    """The base of `Stopper` for them."""

    placement: Placement
    pointers: InstructionPointers
    backend: Backend | None
    running: bool
    watch: Callable[[], None]

    def set_function_breakpoints(self, requests: Sequence[FunctionRequest]) -> list[FunctionBreakpoint]:
        """Sets the function breakpoints, in place of those before."""
        result = self.placement.replace_functions(requests, self.backend, self.running)
        self.watch()
        return result

    def set_data_breakpoints(
        self, requests: Sequence[DataRequest], persisting: Callable[[str], Watched | None]
    ) -> list[DataBreakpoint]:
        """Sets the data breakpoints, in place of those before (see `DataTable.replace`)."""
        result = self.placement.replace_data(requests, persisting, self.backend, self.running)
        self.watch()
        return result

    def set_instruction_breakpoints(self, requests: Sequence[InstructionRequest]) -> list[InstructionBreakpoint]:
        """Sets the instruction breakpoints, in place of those before."""
        addresses = self.pointers.addresses
        return self.placement.replace_instructions(requests, addresses, self.backend, self.running)
