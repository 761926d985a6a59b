"""Reads a file of a zip archive.

`zipimport` and `zipfile` would not do: they work with what the program has made of the library, and of `sys.modules`.
The format is that of PKWARE's APPNOTE 6.3, as far as Python imports from such archives.
"""

from __future__ import annotations

import os
import zlib
from typing import BinaryIO

_END, _ENTRY, _LOCAL = b"PK\5\6", b"PK\1\2", b"PK\3\4"
_END_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 46, 30
_STORED, _DEFLATED = 0, 8
_MOST_COMMENT = 0xFFFF


class NotAnArchive(Exception):
    """The content of a file is not that of a zip archive, or it is damaged."""


def member(archive: BinaryIO, path: str) -> bytes | None:
    """The content of a file in an archive; None where it has no such file.

    Args:
        archive: a file, of which only what is needed is read: the library's has some megabytes.
        path: of the file in it, in UTF-8, with `/` between folders.

    Raises:
        NotAnArchive: see there.
        OSError: it cannot be read.
    """
    last = max(0, archive.seek(0, os.SEEK_END) - _END_SIZE - _MOST_COMMENT)
    tail = _read(archive, last)
    end = tail.rfind(_END)
    if end < 0:
        raise NotAnArchive("it has no directory")
    size, start = _number(tail, end + 12, 4), _number(tail, end + 16, 4)
    shift = last + end - size - start  # what stands before the archive in its file
    directory, wanted = _read(archive, start + shift, size), path.encode("utf-8", "surrogatepass")
    at = 0
    while directory.startswith(_ENTRY, at):
        name, extra, comment = (_number(directory, at + offset, 2) for offset in (28, 30, 32))
        begin = at + _ENTRY_SIZE
        if directory[begin : begin + name] == wanted:
            return _content(archive, directory[at:begin], shift)
        at = begin + name + extra + comment
    return None


def _content(archive: BinaryIO, entry: bytes, shift: int) -> bytes:
    method, size, at = _number(entry, 10, 2), _number(entry, 20, 4), _number(entry, 42, 4) + shift
    head = _read(archive, at, _LOCAL_SIZE)
    if not head.startswith(_LOCAL):
        raise NotAnArchive("its directory leads to no file")
    content = _read(archive, at + _LOCAL_SIZE + _number(head, 26, 2) + _number(head, 28, 2), size)
    if method == _STORED:
        return content
    if method != _DEFLATED:
        raise NotAnArchive(f"a file in it is compressed in another way ({method})")
    try:
        return zlib.decompress(content, -zlib.MAX_WBITS)
    except zlib.error as error:
        raise NotAnArchive(str(error)) from error


def _read(archive: BinaryIO, at: int, size: int = -1) -> bytes:
    if at < 0:
        raise NotAnArchive("its directory leads out of it")
    archive.seek(at)
    return archive.read(size)


def _number(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")
