"""`completions`: what could be typed next, found without running code of the program."""

from __future__ import annotations

import keyword
import os
import re
import types
from collections.abc import Callable
from typing import TYPE_CHECKING

from dapper.values.import_names import KEYWORD, MODULE, import_names
from dapper.values.keys import known_keys
from dapper.values.names import is_dunder, is_variable_name, key_expression, name_order
from dapper.values.open_text import code_start
from dapper.values.scope import Scope
from dapper.values.signatures import signature
from dapper.values.static_eval import enclosing_class
from dapper.values.statics import FUNCTIONS, ClassTable, is_a, module_dict, str_items
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from typing import NotRequired, TypedDict

    class Item(TypedDict):
        """A DAP CompletionItem; it has a place as soon as it is known to fit."""

        label: str
        type: str
        start: NotRequired[int]
        length: NotRequired[int]
        sortText: NotRequired[str]
        detail: NotRequired[str]


# More than a person reads; typing another letter shortens the list.
MOST_ITEMS = 500
# Before any letter of a key is typed.
_MOST_WRITTEN = 50
_WORD = re.compile(r"\w*\Z")
_KEY = re.compile(r"""(?P<opening>[\[(])\s*(?P<quote>['"])(?P<prefix>[^'"\\\n]*)\Z""")
_TAKES_KEY = re.compile(r"\.(?:get|pop|setdefault)\Z")
_GIVEN = re.compile(r"(\w+)\s*=(?!=)")
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_SOFT_KEYWORDS = frozenset({"_"})


class Completer:
    """Completions in one scope: a frame of the paused program, or a module's namespace.

    `value`: gives the value of an expression without running code of the program, or raises RequestError.
    `classes`: with a reader, attributes that C code computes are inspected too.
    """

    def __init__(self, scope: Scope, value: Callable[[str], object], classes: ClassTable) -> None:
        self.scope = scope
        self.classes = classes
        self._value = value

    def complete(self, text: str, column: int, line: int = 1) -> list[Item]:
        """DAP CompletionItems for the position `column` in line `line` of `text`.

        `column` and the items' `start` count from 1, `line` too; columns are UTF-16 code units.
        """
        lines = text.splitlines() or [""]
        index = min(max(line, 1), len(lines)) - 1
        at = _from_utf16(lines[index], column - 1)
        before = "\n".join([*lines[:index], lines[index][:at]])
        found, prefix = self._found(before)
        start = _utf16_length(lines[index][: at - len(prefix)]) + 1
        length = _utf16_length(prefix)
        folded = prefix.casefold()
        matching = [item for item in found if item["label"].casefold().startswith(folded)]
        matching.sort(key=lambda item: _order(item, prefix))
        for position, item in enumerate(matching[:MOST_ITEMS]):
            item |= {"start": start, "length": length, "sortText": f"{position:04d}"}
        return matching[:MOST_ITEMS]

    def _found(self, before: str) -> tuple[list[Item], str]:
        key = _KEY.search(before)
        if key is not None:
            source, is_item = _expression_end(before[: key.start()]), key["opening"] == "["
            found = self._quoted_keys(self._mapping(source) if is_item else self._given(source), key["quote"])
            if found or is_item:
                return found, key["prefix"]
        start = code_start(before)
        if start is None:
            return [], ""
        imported = import_names(before, self.scope) if start == 0 else None
        if imported is not None:
            return [self._imported(*named) for named in imported[0].items()], imported[1]
        before = before[start:]
        word = _WORD.search(before)
        prefix = word[0] if word is not None else ""
        head = before[: len(before) - len(prefix)]
        if prefix[:1].isdecimal():
            return [], prefix
        if head.rstrip(" ").endswith("."):
            base = _expression_end(head.rstrip(" ")[:-1])
            return ([] if base.isdecimal() else self._attributes(base, hidden=prefix.startswith("_"))), prefix
        return [*self._plain_keys(head), *self._parameters(head), *self._names()], prefix

    def _imported(self, name: str, value: object) -> Item:
        if value is MODULE or value is KEYWORD:
            return {"label": name, "type": "module" if value is MODULE else "keyword"}
        return self._item(name, value, "variable")

    def _parameters(self, head: str) -> list[Item]:
        """The parameters of the call whose next argument is about to be written, by which it can be given."""
        if not head.rstrip().endswith(("(", ",")):
            return []
        opening = _enclosing(head)
        source = "" if opening < 0 or head[opening] != "(" else _expression_end(head[:opening])
        if not source or keyword.iskeyword(source):
            return []
        try:
            called = signature(self._value(source), self.classes)
        except RequestError:
            return []
        if called is None:
            return []
        given = set(_GIVEN.findall(head[opening:]))
        left = [name for name in called.keywords if name not in given]
        return [{"label": f"{name}=", "type": "variable", "detail": called.text} for name in left]

    def _names(self) -> list[Item]:
        found: dict[str, Item] = {}
        for names in (
            self.scope.builtin_names(),
            self.scope.global_names(),
            self.scope.around(),
            self.scope.locals(),
        ):
            for name, value in names.items():
                for each in self._spellings(name):
                    if is_variable_name(each):
                        found[each] = self._item(each, value, "variable")
        for word in (*keyword.kwlist, *(word for word in keyword.softkwlist if word not in _SOFT_KEYWORDS)):
            if word not in found:
                found[word] = {"label": word, "type": "keyword"}
        return list(found.values())

    def _attributes(self, source: str, hidden: bool) -> list[Item]:
        try:
            value = self._value(source)
        except RequestError:
            return []
        found: dict[str, Item] = {}
        for name, (_owner, raw) in self.classes.of(value).attributes.items():
            found[name] = self._item(name, raw, "field", of_instance=True)
        if is_a(value, type):
            for name, (_owner, raw) in self.classes.facts(value).attributes.items():
                found[name] = self._item(name, raw, "field")
        elif is_a(value, types.ModuleType):
            found = {name: self._item(name, raw, "variable") for name, raw in str_items(module_dict(value))}
        else:
            for name, content in self.classes.own_attributes(value):
                found[name] = self._item(name, content, "field")
        shown: list[Item] = []
        for name, item in found.items():
            if is_variable_name(name) and (hidden or not is_dunder(name)):
                for each in self._spellings(name):
                    spelled = item.copy()
                    spelled["label"] = each
                    shown.append(spelled)
        return shown

    def _spellings(self, name: str) -> tuple[str, ...]:
        """What a name is called here: in the body of a class, one that is mangled also as it is written there."""
        owner = enclosing_class(self.scope.code, self.scope.is_function)
        begin = f"_{owner.lstrip('_')}__" if owner and owner.lstrip("_") else ""
        if not begin or not name.startswith(begin) or name.endswith("__") or len(name) == len(begin):
            return (name,)
        return name[len(begin) - 2 :], name

    def _item(self, name: str, value: object, other: str, of_instance: bool = False) -> Item:
        item: Item = {"label": name, "type": _kind(value, other)}
        called = signature(value, self.classes, of_instance)
        if called is not None:
            item["detail"] = called.text
        return item

    def _mapping(self, source: str) -> object:
        """What an expression gives, or None. Calls that give the names of this place are known."""
        name, call, _ = source.partition("()")
        try:
            if not call:
                return self._value(source)
            function = self._value(name)
        except RequestError:
            return None
        if function is globals:
            return dict(self.scope.global_names())
        return dict(self.scope.locals()) if function is locals or function is vars else None

    def _given(self, source: str) -> object:
        """The mapping that a call of a function asks for the key that it is given, or None."""
        method = _TAKES_KEY.search(source)
        if method is not None:
            return self._mapping(source[: method.start()])
        return os.environ if source.endswith("getenv") and self._mapping(source) is os.getenv else None

    def _quoted_keys(self, mapping: object, quote: str) -> list[Item]:
        keys = [key for key in known_keys(mapping, self.classes) if type(key) is str]
        fitting = [key for key in keys if quote not in key and key.isprintable() and "\\" not in key]
        return [{"label": key, "type": "value"} for key in fitting]

    def _plain_keys(self, head: str) -> list[Item]:
        """The keys of the mapping an item of which is about to be written."""
        before = head.rstrip(" ")
        source = _expression_end(before[:-1]) if before.endswith("[") else ""
        if not source or keyword.iskeyword(source):
            return []
        sources = [key_expression(key) for key in known_keys(self._mapping(source), self.classes)[:_MOST_WRITTEN]]
        return [{"label": source, "type": "value"} for source in sources if source is not None]


def _order(item: Item, prefix: str) -> tuple[object, ...]:
    """Keys and parameters come first, then what is written exactly like the beginning."""
    label = item["label"]
    return item["type"] != "value", not label.endswith("="), not label.startswith(prefix), *name_order(label)


def _kind(value: object, other: str) -> str:
    if FUNCTIONS.has(value):
        return "method" if other == "field" else "function"
    if is_a(value, type):
        return "class"
    if is_a(value, types.ModuleType):
        return "module"
    return "property" if is_a(value, property) else other


def _expression_end(text: str) -> str:
    """The longest trailing chain of names, attributes, quoted and bracketed parts: `a.b[0]` of `x + a.b[0]`."""
    end = at = len(text.rstrip(" "))
    while at > 0:
        char = text[at - 1]
        if char.isalnum() or char in "_.":
            at -= 1
        elif char in _CLOSERS:
            opening = _enclosing(text[: at - 1])
            if opening < 0:
                break
            at = opening
        elif char in "'\"" and at == end:
            opening = text.rfind(char, 0, at - 1)
            if opening < 0:
                break
            at = opening
        else:
            break
    return text[at:end]


def _enclosing(text: str) -> int:
    """Index of the last bracket that is not closed in the text, or -1. Quotes are taken as pairs."""
    depth, at = 0, len(text) - 1
    while at >= 0:
        char = text[at]
        if char in _CLOSERS:
            depth += 1
        elif char in "([{":
            if depth == 0:
                return at
            depth -= 1
        elif char in "'\"":
            at = text.rfind(char, 0, at)
            if at < 0:
                return -1
        at -= 1
    return -1


def _from_utf16(line: str, units: int) -> int:
    """Index into `line` of the position `units` UTF-16 code units after its beginning."""
    if line.isascii():
        return min(max(units, 0), len(line))
    left = units
    for index, char in enumerate(line):
        if left <= 0:
            return index
        left -= 2 if ord(char) > 0xFFFF else 1
    return len(line)


def _utf16_length(text: str) -> int:
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)
