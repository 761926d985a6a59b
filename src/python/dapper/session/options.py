"""What the worker opens a session with."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dapper.wire.codec import loads


class Options(NamedTuple):
    """The worker, as far as a session must know it.

    Attributes:
        hook_folder: absolute path of the folder that the eval-frame hook is in.
        transport: how the worker waits for its client, as the status shows it.
        platform: where it runs.
    """

    hook_folder: str
    transport: str
    platform: Literal["browser", "node"]

    @classmethod
    def read(cls, text: str) -> Options:
        """From JSON with `hookDir`, `transport` and `platform`."""
        given = loads(text)
        return cls(str(given["hookDir"]), str(given["transport"]), "node" if given["platform"] == "node" else "browser")
