"""JSON as the worker speaks it, by the C functions behind `json`: the classes of `json` are the program's."""

from __future__ import annotations

import json
from _json import make_encoder
from collections.abc import Callable
from json.encoder import encode_basestring_ascii

_scan: Callable[[str, int], tuple[dict[str, object], int]] = vars(json.JSONDecoder())["scan_once"]


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} cannot be sent: a bug in the debugger")


_encode: Callable[[object, int], tuple[str, ...]] = make_encoder(
    None, _refuse, encode_basestring_ascii, None, ": ", ", ", False, False, True
)


def loads(text: str) -> dict[str, object]:
    """The object that a JSON text without surrounding whitespace stands for."""
    return _scan(text, 0)[0]


def dumps(message: object) -> str:
    """The text of a message: pure ASCII, whatever is in it."""
    return "".join(_encode(message, 0))
