"""Where code that has been written so far stands: in code, in a text, or in the braces of an f-string or t-string."""

from __future__ import annotations

import re
import sys

_PREFIX = re.compile(r"(?<!\w)[A-Za-z]{1,2}\Z")
_NESTED_QUOTES = sys.version_info >= (3, 12)
"""Whether the expression in an f-string may have the quotes that the string has."""


class _Text:
    """A text that is open: what ends it, and whether expressions may stand in it."""

    __slots__ = ("has_fields", "is_raw", "quote")

    def __init__(self, quote: str, prefix: str) -> None:
        self.quote = quote
        self.has_fields = "f" in prefix or "t" in prefix
        self.is_raw = "r" in prefix


class _Field:
    """The expression in the braces of a text: where it begins, its open brackets, and whether its format is reached."""

    __slots__ = ("depth", "is_over", "start")

    def __init__(self, start: int) -> None:
        self.start, self.depth, self.is_over = start, 0, False


def code_start(before: str) -> int | None:
    """Where the code begins in which the end of a text stands: 0, or behind a brace; None: it does not stand in code."""
    return _Scan(before).start()


class _Scan:
    def __init__(self, before: str) -> None:
        self._before, self._at = before, 0
        self._open: list[_Text | _Field] = []

    def start(self) -> int | None:
        while self._at < len(self._before):
            top = self._open[-1] if self._open else None
            if isinstance(top, _Text):
                self._in_text(top)
            elif top is not None and top.is_over:
                self._in_format(top)
            elif not self._in_code(top):
                return None
        top = self._open[-1] if self._open else None
        if top is None:
            return 0
        return top.start if isinstance(top, _Field) and not top.is_over else None

    def _in_text(self, text: _Text) -> None:
        before, at = self._before, self._at
        char = before[at]
        if char == "\\":
            named = before.startswith("\\N{", at) and not text.is_raw
            # It does not keep a brace from being one.
            end = before.find("}", at) if named else at + (not before.startswith("{", at + 1))
            self._at = len(before) if end < 0 else end + 1
        elif before.startswith(text.quote, at):
            self._open.pop()
            self._at += len(text.quote)
        elif char == "\n" and len(text.quote) == 1:
            self._open.clear()  # nobody has ended it
            self._at += 1
        elif text.has_fields and char == "{":
            self._at += 2 if before.startswith("{{", at) else 1
            if self._at == at + 1:
                self._open.append(_Field(self._at))
        else:
            self._at += 1

    def _in_format(self, field: _Field) -> None:
        """Behind the colon: a text in which there may be fields again."""
        char = self._before[self._at]
        self._at += 1
        if char == "{":
            self._open.append(_Field(self._at))
        elif char == "}":
            self._open.pop()
        elif char in "'\"":
            self._at -= 1
            self._end_text(char)

    def _in_code(self, field: _Field | None) -> bool:
        """One step in code; false where a comment does not end."""
        before, at = self._before, self._at
        char = before[at]
        self._at += 1
        if char in "'\"":
            if not self._end_text(char):
                prefix = _PREFIX.search(before, max(0, at - 3), at)
                quote = char * 3 if before.startswith(char * 3, at) else char
                self._open.append(_Text(quote, prefix[0].lower() if prefix else ""))
                self._at = at + len(quote)
        elif char == "#" and field is None:
            end = before.find("\n", at)
            self._at = end
            return end >= 0
        elif field is not None:
            self._in_field(field, char)
        return True

    def _in_field(self, field: _Field, char: str) -> None:
        if char in "([{":
            field.depth += 1
        elif char == "}" and field.depth == 0:
            self._open.pop()
        elif char in ")]}":
            field.depth -= 1
        elif field.depth == 0 and (char == ":" or (char == "!" and not self._before.startswith("=", self._at))):
            field.is_over = True

    def _end_text(self, char: str) -> bool:
        """Whether a quote ends the text around the field, and not a text within that; it does so then."""
        text = next((each for each in reversed(self._open) if isinstance(each, _Text)), None)
        is_format = bool(self._open) and isinstance(self._open[-1], _Field) and self._open[-1].is_over
        if text is None or text.quote[0] != char or (_NESTED_QUOTES and not is_format):
            return False
        while self._open.pop() is not text:
            pass
        self._at += len(text.quote) - 1 + is_format
        return True
