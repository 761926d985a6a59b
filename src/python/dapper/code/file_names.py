"""Which file a name means, and by which name a person knows it.

Code has the name under which it was compiled: relative to a folder, by way of a link, with dots in it. A file is known by
its path, which is absolute and has no links in it; it is shown as the client has named it, if it has.
"""

from __future__ import annotations

import os

_MOST = 10_000
"""Names that are remembered."""


class FileNames:
    """The files that exist now. Relative names are looked up where the program is, and then where it was started."""

    def __init__(self) -> None:
        self.start = ""  # the folder in which the program was started
        self._paths: dict[str, str] = {}
        self._relative: dict[str, str] = {}
        self._clients: dict[str, str] = {}  # by path: what the client calls it

    def path(self, name: str) -> str:
        """The path of the file that a name means; for one that is not there, what can be said of it."""
        known = self._paths.get(name)
        if known is not None or not name or name[0] == "<":
            return known or name
        if name[0] != "/":
            return self._path_of_relative(name)
        path = _resolved(name)
        if path is None:
            return os.path.normpath(name)
        if os.path.exists(path):
            if len(self._paths) >= _MOST:
                self._paths.clear()
            self._paths[name] = path
        return path

    def lasts(self, name: str) -> bool:
        """Whether a name will mean the same file later."""
        return name in self._paths

    def client_calls(self, name: str) -> None:
        """The client knows a file by that name."""
        self._clients[self.path(name)] = name

    def is_clients(self, name: str) -> bool:
        """Whether the client itself has named a file so."""
        return self._clients.get(self.path(name)) == name

    def shown(self, name: str) -> str:
        """The name by which a file is shown."""
        path = self.path(name)
        client = self._clients.get(path)
        if client is not None or name[:1] != "/":
            return client or path
        return os.path.normpath(name)

    def _path_of_relative(self, name: str) -> str:
        for folder in ("", self.start):
            path = _resolved(os.path.join(folder, name))
            if path is not None and os.path.isfile(path):
                self._relative[name] = path
                return path
        return self._relative.get(name) or os.path.normpath(name)


def _resolved(name: str) -> str | None:
    """Without links; None where it is no name of a file, or there is no current folder."""
    try:
        return os.path.realpath(name)
    except (OSError, ValueError):
        return None
