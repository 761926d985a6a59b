"""What the worker opens a session with."""

from __future__ import annotations

from typing import Literal

from dapper.wire.codec import loads


class Options:
    """The worker, as far as a session must know it.

    Attributes:
        hook_folder: absolute path of the folder that the eval-frame hook is in.
        transport: how the worker waits for its client, as the status shows it.
        platform: where it runs.
    """

    __slots__ = ("hook_folder", "platform", "transport")

    def __init__(self, hook_folder: str, transport: str, platform: Literal["browser", "node"]) -> None:
        self.hook_folder, self.transport, self.platform = hook_folder, transport, platform

    @classmethod
    def read(cls, text: str) -> Options:
        """From JSON with `hookDir`, `transport` and `platform`."""
        given = loads(text)
        return cls(str(given["hookDir"]), str(given["transport"]), "node" if given["platform"] == "node" else "browser")
