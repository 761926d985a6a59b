"""Requests about instructions."""

from __future__ import annotations

from bisect import bisect_right
from types import CodeType
from typing import TYPE_CHECKING

from dapper.session.inspection import Inspection
from dapper.session.requests.table import Body, Table
from dapper.stopping.stopper import Stopper
from dapper.values.disassembly import Instruction, instructions
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import DisassembleArguments

_MOST = 10_000
"""Instructions in one answer."""
_UNIT = 2
"""Bytes of the least instruction."""


class DisassemblyRequests:
    """See the module."""

    def __init__(self, stopper: Stopper, inspection: Inspection) -> None:
        self._stopper, self._inspection = stopper, inspection
        self.table: Table = {"disassemble": self._disassemble}

    def _disassemble(self, arguments: DisassembleArguments) -> Body:
        """The instructions of a code object from an address on; what lies outside of it is said to be none."""
        reference, count = arguments["memoryReference"], arguments["instructionCount"]
        found = self._stopper.pointers.addresses.find(reference)
        if found is None:
            raise RequestError(
                f"disassemble: there is no code at {reference!r} (any more). Take an instructionPointerReference of a "
                "stack trace."
            )
        if count > _MOST:
            raise RequestError(f"disassemble: {count:,} instructions are too many: at most {_MOST:,} at once.")
        code, offset = found
        listed = instructions(code)
        at = _index(listed, offset + (arguments.get("offset") or 0)) + (arguments.get("instructionOffset") or 0)
        size = len(code.co_code)
        body = [self._described(code, listed, index, size) for index in range(at, at + count)]
        if body:
            mine = self._stopper.filter.is_mine(code)
            body[0]["location"] = self._inspection.sources.describe_code(code, mine)
        return {"instructions": body}

    def _described(self, code: CodeType, listed: list[Instruction], index: int, size: int) -> dict[str, object]:
        """The DAP `DisassembledInstruction` at an index, which may lie before the first or behind the last."""
        addresses = self._stopper.pointers.addresses
        if not 0 <= index < len(listed):
            offset = index * _UNIT if index < 0 else size + (index - len(listed)) * _UNIT
            return {"address": addresses.of(code, offset), "instruction": "", "presentationHint": "invalid"}
        each = listed[index]
        body: dict[str, object] = {
            "address": addresses.of(code, each.start),
            "instruction": each.text,
            "instructionBytes": each.bytes,
        }
        if index == 0:
            body["symbol"] = code.co_qualname
        if each.line is not None:
            body["line"] = each.line
        return body


def _index(listed: list[Instruction], offset: int) -> int:
    """The index of the instruction at an offset; before the first and behind the last, as if there were more."""
    if offset < 0:
        return offset // _UNIT
    end = listed[-1].start + listed[-1].size
    if offset >= end:
        return len(listed) + (offset - end) // _UNIT
    return bisect_right([each.start for each in listed], offset) - 1
