"""Which file a name means, and by which name a person knows it.

Code has the name under which it was compiled: relative to a folder, through a link, with dots in it. A file is known by
its path, which is absolute and has no links in it. It is shown as the client wrote it if the client has named it, and
by its path otherwise. A name that is not a file's, such as `<string>`, is its own path.

The file system is asked once per name: a name keeps its meaning once there is such a file, so a link that is pointed
elsewhere later is not followed again. Only relative names are looked up each time, because the program may change
folder.
"""

from __future__ import annotations

import os

_MOST = 10_000
"""Names that are remembered, of each kind."""
_ARCHIVE = ".zip"


class FileNames:
    """The files of a session.

    Relative names in code are looked up where the program is, and then where it was started; relative names that the
    client uses always begin where the program was started.

    Attributes:
        main: the path of the program, which runs as `__main__`; None before there is one.
    """

    def __init__(self) -> None:
        self.main: str | None = None
        self._start = os.getcwd()
        self._paths: dict[str, str] = {}
        self._archives: dict[str, str] = {}  # paths of archives that are there
        self._relative: dict[str, str] = {}  # relative names: what they meant last
        self._clients: dict[str, str] = {}  # by path: what the client called it last
        self._spellings: dict[str, str] = {}  # every name that the client has used: its absolute form
        self._absent: dict[str, str] = {}  # those, made absolute, for which there was no file yet: as written

    def start_in(self, folder: str, main: str) -> None:
        """The program starts.

        Args:
            folder: where it does (absolute).
            main: its file (absolute).
        """
        self._start = folder
        self.main = self.path(main)
        for name in list(self._spellings):
            self.client_calls(name)

    def path(self, name: str) -> str:
        """The path of the file that a name in code means; a best guess where there is no such file."""
        known = self._paths.get(name)
        if known is not None or not name or name[0] == "<":
            return known or name
        if name[0] != "/":
            return self._path_of_relative(name)
        member = self._path_of_member(name)
        path = member or _resolved(name)
        if path is None:
            return os.path.normpath(name)
        if member or os.path.exists(path):
            _remember(self._paths, name, path)
            if name in self._absent:
                _remember(self._clients, path, self._absent.pop(name))
        return path

    def client_path(self, name: str) -> str:
        """The path of the file that a client's name means."""
        return self.path(self._absolute(name))

    def lasts(self, name: str) -> bool:
        """Whether a name will mean the same file later."""
        return name in self._paths or name[:1] in ("", "<")

    def client_calls(self, name: str) -> None:
        """The client knows a file by that name."""
        absolute = self._absolute(name)
        _remember(self._spellings, name, absolute)
        path = self.path(absolute)
        _remember(self._clients, path, name)
        if not self.lasts(absolute):
            _remember(self._absent, absolute, name)

    def is_clients(self, name: str) -> bool:
        """Whether the client itself has used this name for a file."""
        return name in self._spellings

    def shown(self, path: str, name: str = "") -> str:
        """The name by which a file is shown.

        Args:
            path: its path.
            name: the one under which its code was compiled; of several that the client uses, it is preferred.
        """
        if name[:1] == "/" and name in self._spellings:
            return name
        return self._clients.get(path, path)

    def _absolute(self, name: str) -> str:
        return name if name[:1] in ("", "<", "/") else os.path.join(self._start, name)

    def _path_of_member(self, name: str) -> str | None:
        """The path of something in an archive, where there are no links; None for anything else.

        Most code of the standard library is there: resolving each of its names would ask the file system for nothing.
        """
        archive, found, member = name.partition(_ARCHIVE + "/")
        member = os.path.normpath(member)
        if not found or member.startswith(".."):
            return None
        archive = self.path(archive + _ARCHIVE)
        if archive not in self._archives:
            if not os.path.isfile(archive):
                return None
            _remember(self._archives, archive, archive)
        return f"{archive}/{member}"

    def _path_of_relative(self, name: str) -> str:
        for folder in ("", self._start):
            path = _resolved(os.path.join(folder, name))
            if path is not None and (os.path.isfile(path) or _is_in_file(path)):
                _remember(self._relative, name, path)
                return path
        return self._relative.get(name) or os.path.normpath(name)


def _remember(table: dict[str, str], key: str, value: str) -> None:
    """Records an entry as the newest; the oldest makes room."""
    table.pop(key, None)
    if len(table) >= _MOST:
        del table[next(iter(table))]
    table[key] = value


def _is_in_file(path: str) -> bool:
    """Whether a path that leads to no file goes on behind one, as those of what is in an archive do."""
    folder = os.path.dirname(path)
    while len(folder) > 1 and not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return os.path.isfile(folder)


def _resolved(name: str) -> str | None:
    """Without links; None where it is not the name of a file, or there is no current folder."""
    try:
        return os.path.realpath(name)
    except (OSError, ValueError):
        return None
