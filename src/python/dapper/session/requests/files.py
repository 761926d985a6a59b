"""Requests that write files of the program."""

from __future__ import annotations

import binascii
import os
import sys
from collections.abc import Sequence
from importlib.machinery import FileFinder
from typing import TYPE_CHECKING

from dapper.code.index import CodeIndex
from dapper.session.requests.table import Body, Table
from dapper.values.source_table import SourceTable
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import File, WriteFilesArguments


class FileRequests:
    """See the module."""

    def __init__(self, index: CodeIndex, sources: SourceTable) -> None:
        self._index, self._sources = index, sources
        self.table: Table = {"dapper/writeFiles": self._write_files}

    def _write_files(self, arguments: WriteFilesArguments) -> Body:
        """Writes files and makes their folders; says where. Wrong content is found before any file is written."""
        contents = [(file["path"], _content(file)) for file in arguments["files"]]
        written = {self._index.names.path(os.path.abspath(path)) for path, _ in contents}
        for file in self._index.files():
            if file.path in written:
                file.extents()  # a reload compares its new text with the one that it has had until now
        paths = write_files(contents, "dapper/writeFiles")
        for path in paths:
            self._sources.give(path)
        return {"paths": paths}


def write_files(contents: Sequence[tuple[str, bytes]], command: str) -> list[str]:
    """Writes files, by their paths, and makes their folders; says where. `command`: for whom.

    Raises:
        RequestError: one of them cannot be written.
    """
    paths: list[str] = []
    for path, content in contents:
        try:
            paths.append(os.path.abspath(path))
            _write(paths[-1], content)
        except (OSError, UnicodeEncodeError) as error:
            raise RequestError(
                f"{command}: {path!r} cannot be written: {_reason(error)}. Allowed: the path of a file, "
                "absolute or relative to the working directory."
            ) from None
    _forget_folders()
    return paths


def encoded(text: str) -> bytes:
    """What a file with a text holds. Half of a surrogate pair is not text: it becomes what every decoder makes of it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _content(file: File) -> bytes:
    text, base64 = file.get("text"), file.get("base64")
    if base64 is None:
        return encoded(text or "")
    try:
        return binascii.a2b_base64(base64, strict_mode=True)
    except ValueError as error:
        raise RequestError(f'dapper/writeFiles: "base64" of {file["path"]!r} is not Base64: {error}.') from None


def _reason(error: OSError | UnicodeEncodeError) -> str:
    if isinstance(error, UnicodeEncodeError):
        return error.reason
    return f"{error.filename!r} is not a folder" if isinstance(error, FileExistsError) else str(error.strerror)


def _write(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)


def _forget_folders() -> None:
    """What the import system remembers of folders is older than the files. The program's own finders are not called."""
    finders = sys.path_importer_cache
    for name, finder in list(finders.items()):
        if finder is None or type(finder) is FileFinder:
            del finders[name]
