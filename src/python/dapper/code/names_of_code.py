"""The names in code objects, as plain texts.

CPython takes any `str` for the name of a file, and so does `code.replace`: a path of a library that derives its paths
from `str`, for one. The methods of such a class are the program's, and are none of the debugger's business.
"""

from __future__ import annotations

from types import CodeType


def file_of(code: CodeType) -> str:
    """The name of the file that a code object comes from."""
    return plain(code.co_filename)


def plain(name: str) -> str:
    """A name of any class that is derived from `str` as a text of that class itself."""
    return name if type(name) is str else str.__str__(name)
