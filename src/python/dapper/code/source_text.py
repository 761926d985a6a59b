"""The text of a source file, read without the library's codecs, which belong to the program."""

from __future__ import annotations

import os
import tokenize

from dapper.code.archive import NotAnArchive, member


def read_source(path: str) -> str | None:
    r"""The text, its encoding as Python finds it, its line ends as `\\n`; None where there is no such file to read.

    A file may be in a zip archive, as those of the standard library are.
    """
    try:
        # Without a buffer: that asks the file system for more than it takes to read a small file at once.
        with open(path, "rb", buffering=0) as file:
            content = file.read()
    except (OSError, ValueError):
        content = _from_archive(path)
    return None if content is None else decoded(content)


def _from_archive(path: str) -> bytes | None:
    archive = os.path.dirname(path)
    while len(archive) > 1 and not os.path.exists(archive):
        archive = os.path.dirname(archive)
    if not os.path.isfile(archive):
        return None
    try:
        with open(archive, "rb") as file:
            return member(file, path[len(archive) :].lstrip("/"))
    except (OSError, NotAnArchive):
        return None


def decoded(content: bytes) -> str | None:
    """The text that a file with such a content has; None where it is none."""
    try:
        encoding = tokenize.detect_encoding(iter(content.splitlines(keepends=True)[:2]).__next__)[0]
        if encoding.startswith("utf-8"):
            encoding = "utf-8"  # which the interpreter decodes without the codecs of the library
        return content.removeprefix(b"\xef\xbb\xbf").decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except (SyntaxError, ValueError, LookupError):
        return None
