"""Reads a file of a zip archive.

`zipimport` and `zipfile` would not do: they work with what the program has made of the library, and of `sys.modules`.
The format is that of PKWARE's APPNOTE 6.3, as far as Python imports from such archives.
"""

from __future__ import annotations

import zlib

_END, _ENTRY, _LOCAL = b"PK\5\6", b"PK\1\2", b"PK\3\4"
_END_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 46, 30
_STORED, _DEFLATED = 0, 8
_MOST_COMMENT = 0xFFFF


class NotAnArchive(Exception):
    """The content of a file is not that of a zip archive, or it is damaged."""


def member(archive: bytes, path: str) -> bytes | None:
    """The content of a file in an archive; None where it has no such file.

    Args:
        archive: its content.
        path: of the file in it, in UTF-8, with `/` between folders.

    Raises:
        NotAnArchive: see there.
    """
    end = archive.rfind(_END, max(0, len(archive) - _END_SIZE - _MOST_COMMENT))
    if end < 0:
        raise NotAnArchive("it has no directory")
    size, at = _number(archive, end + 12, 4), _number(archive, end + 16, 4)
    shift = end - size - at  # what stands before the archive in its file
    at, wanted = at + shift, path.encode("utf-8", "surrogatepass")
    while archive.startswith(_ENTRY, at):
        name, extra, comment = (_number(archive, at + offset, 2) for offset in (28, 30, 32))
        start = at + _ENTRY_SIZE
        if archive[start : start + name] == wanted:
            return _content(archive, at, _number(archive, at + 42, 4) + shift)
        at = start + name + extra + comment
    return None


def _content(archive: bytes, entry: int, local: int) -> bytes:
    if local < 0 or not archive.startswith(_LOCAL, local):
        raise NotAnArchive("its directory leads to no file")
    method, size = _number(archive, entry + 10, 2), _number(archive, entry + 20, 4)
    start = local + _LOCAL_SIZE + _number(archive, local + 26, 2) + _number(archive, local + 28, 2)
    content = archive[start : start + size]
    if method == _STORED:
        return content
    if method != _DEFLATED:
        raise NotAnArchive(f"a file in it is compressed in another way ({method})")
    try:
        return zlib.decompress(content, -zlib.MAX_WBITS)
    except zlib.error as error:
        raise NotAnArchive(str(error)) from error


def _number(archive: bytes, at: int, size: int) -> int:
    return int.from_bytes(archive[at : at + size], "little")
