"""JSON as the worker speaks it, by the C functions that `json` is made of: the classes of `json` are the program's."""

from __future__ import annotations

import json
import json.encoder

_scan = json.JSONDecoder().scan_once  # pyright: ignore[reportAttributeAccessIssue]


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} cannot be sent: a bug in the debugger")


_encode = json.encoder.c_make_encoder(  # pyright: ignore[reportAttributeAccessIssue]
    None, _refuse, json.encoder.encode_basestring_ascii, None, ": ", ", ", False, False, True
)


def loads(text: str) -> dict[str, object]:
    """The object that a text without space around it stands for."""
    return _scan(text, 0)[0]


def dumps(message: object) -> str:
    """The text of a message: pure ASCII, whatever is in it."""
    return "".join(_encode(message, 0))
