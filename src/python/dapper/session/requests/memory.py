"""Requests that read and write the bytes of values."""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING

from dapper.session.events import Events
from dapper.session.requests.table import Body, Table
from dapper.values.memory import Memory
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import ReadMemoryArguments, WriteMemoryArguments


class MemoryRequests:
    """See the module."""

    def __init__(self, memory: Memory, events: Events) -> None:
        self._memory, self._events = memory, events
        self.table: Table = {"readMemory": self._read_memory, "writeMemory": self._write_memory}

    def _read_memory(self, arguments: ReadMemoryArguments) -> Body:
        """Bytes of an object; behind its end they are unreadable."""
        offset, count = arguments.get("offset") or 0, arguments["count"]
        data, unreadable = self._memory.read(arguments["memoryReference"], offset, count)
        body: dict[str, object] = {"address": str(offset)}
        if unreadable:
            body["unreadableBytes"] = unreadable
        if data:
            body["data"] = binascii.b2a_base64(data, newline=False).decode()
        return body

    def _write_memory(self, arguments: WriteMemoryArguments) -> Body:
        """Changes bytes of an object."""
        try:
            data = binascii.a2b_base64(arguments["data"], strict_mode=True)
        except ValueError as error:
            raise RequestError(f'writeMemory: "data" is not Base64: {error}.') from None
        reference, partly = arguments["memoryReference"], bool(arguments.get("allowPartial"))
        begin, count = self._memory.write(reference, arguments.get("offset") or 0, data, partly)
        if count:
            self._events.memory(reference, begin, count)
            self._events.changed()
        return {"offset": begin, "bytesWritten": count}
