"""The text of a value: bounded in time, depth, items and characters.

Values whose `__repr__` is a known built-in one are rendered here, item by item, without running code of the program.
A `__repr__` of the program (or of a library) is called in a look; what it does wrong becomes part of the text.
"""

from __future__ import annotations

import collections
import dataclasses
import enum
import itertools
import math
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from dapper.code.names_of_code import file_of
from dapper.values.abridged import ELLIPSIS, closed, cut, decimal, size_note
from dapper.values.allowance import Limits
from dapper.values.budget import LookSkipped, LookTimeout, Page
from dapper.values.c_data import c_fields
from dapper.values.exception_info import headline
from dapper.values.generics import (
    AnyArray,
    AnyCArray,
    AnyDefaultDict,
    AnyDeque,
    AnyDict,
    AnyFrozenset,
    AnyList,
    AnyProxy,
    AnySet,
    AnyTuple,
)
from dapper.values.names import is_dunder
from dapper.values.statics import (
    MISSING,
    ClassTable,
    class_qualname,
    is_a,
    is_built_in,
    json_text,
    module_dict,
    str_items,
    type_name,
)
from dapper.values.wrapped import LOCALS, PLAIN_VIEWS, contents

# Decimal digits cost quadratic time; beyond this many bits (about 3,900 digits) an integer is shown by its size.
DECIMAL_BITS = 13_000
# Characters of the message of an exception that stands in place of a value.
SHORT_MESSAGE = 200
# Least room, in characters, with which a field is worth starting.
SHORTEST_FIELD = 20
_FACTORY = vars(collections.defaultdict)["default_factory"].__get__
# The kind of dataclass fields that are neither `ClassVar` nor `InitVar`.
_FIELD: object = vars(dataclasses)["_FIELD"]


class Renderer:
    """Turns values into text for one answer.

    `looks`: budget for the program's `__repr__`s. `hex_integers`: integers in base 16. Never raises for a value;
    only what ends the whole request (see `Page.owns`) passes.
    """

    def __init__(
        self, looks: Page, limits: Limits, hex_integers: bool = False, classes: ClassTable | None = None
    ) -> None:
        self.looks = looks
        self.limits = limits
        self.hex_integers = hex_integers
        self.classes = ClassTable(looks) if classes is None else classes
        self._path: list[int] = []
        self._shortened = False
        # By class: the instance whose repr was ended, and what was shown for it. One wait for each class is enough.
        self._slow: dict[int, tuple[object, str]] = {}

    def text(self, value: object, sized: bool = True) -> str:
        """The text of `value`, hardly longer than `limits.characters`.

        A cut is marked by `…`; then (`sized`) its type and length come first: `list (1,000 items) [0, 1, …]`.
        """
        self._shortened = False
        text = self._value(value, self.limits.characters)
        if len(text) > self.limits.characters + len(ELLIPSIS):
            text = text[: self.limits.characters].rstrip(ELLIPSIS) + ELLIPSIS
            self._shortened = True
        if self._shortened and sized:
            text = size_note(value) + text
        return json_text(text)

    def _value(self, value: object, room: int) -> str:
        own = _OWN_REPRS.get(id(self.classes.of(value).find("__repr__")))
        if own is not None:
            return own(self, value, room)
        fields = self._generated_fields(value)
        if fields is not None:
            return self._nested(value, room, lambda: self._pairs(f"{type_name(value)}(", fields, ")", room, "="))
        return self._called(value, room)

    # Built-in types

    def _plain(self, value: object, room: int) -> str:
        return cut(self.classes.of(value).find("__repr__")(value), room)

    def _integer(self, value: int, room: int) -> str:
        exact = int.__add__(value, 0)
        bits = exact.bit_length()
        if self.hex_integers:
            return cut(hex(exact if bits <= 4 * room else exact >> (bits - 4 * room)), room)
        if bits <= DECIMAL_BITS:
            return cut(decimal(exact), room)
        if bits <= self.limits.string and bits <= 400_000:
            return cut(decimal(exact), room)
        exponent = math.floor((bits - 1) * math.log10(2))
        return f"<int of about {exponent + 1:,} digits, {bits:,} bits>"

    def _string(self, value: str, room: int) -> str:
        keep = max(8, min(self.limits.string, room))
        if str.__len__(value) <= keep:
            return str.__repr__(value)
        self._shortened = self._shortened or not self._path
        return str.__repr__(str.__getitem__(value, slice(0, keep))) + ELLIPSIS

    def _bytes(self, value: bytes, room: int) -> str:
        keep = max(8, min(self.limits.string, room) // 2)
        if bytes.__len__(value) <= keep:
            return bytes.__repr__(value)
        self._shortened = self._shortened or not self._path
        return bytes.__repr__(bytes.__getitem__(value, slice(0, keep))) + ELLIPSIS

    def _bytearray(self, value: bytearray, room: int) -> str:
        keep = max(8, min(self.limits.string, room) // 2)
        head = bytes(bytearray.__getitem__(value, slice(0, keep)))
        cut = bytearray.__len__(value) > keep
        self._shortened = self._shortened or (cut and not self._path)
        return f"{type_name(value)}({bytes.__repr__(head)}{ELLIPSIS if cut else ''})"

    def _list(self, value: AnyList, room: int) -> str:
        head = AnyList.__getitem__(value, slice(0, self.limits.items))
        return self._nested(value, room, lambda: self._items("[", head, AnyList.__len__(value), "]", room))

    def _tuple(self, value: AnyTuple, room: int) -> str:
        head = AnyTuple.__getitem__(value, slice(0, self.limits.items))
        close = ",)" if AnyTuple.__len__(value) == 1 else ")"
        return self._nested(value, room, lambda: self._items("(", head, AnyTuple.__len__(value), close, room))

    def _set(self, value: AnySet, room: int) -> str:
        return self._members(value, AnySet.__len__(value), AnySet.__iter__(value), room)

    def _frozenset(self, value: AnyFrozenset, room: int) -> str:
        return self._members(value, AnyFrozenset.__len__(value), AnyFrozenset.__iter__(value), room)

    def _members(self, value: object, size: int, members: Iterator[object], room: int) -> str:
        name = type_name(value)
        if size == 0:
            return f"{name}()"
        head = list(itertools.islice(members, self.limits.items))
        before, after = ("{", "}") if type(value) is AnySet else (name + "({", "})")
        return self._nested(value, room, lambda: self._items(before, head, size, after, room))

    def _deque(self, value: AnyDeque, room: int) -> str:
        head = list(itertools.islice(AnyDeque.__iter__(value), self.limits.items))
        size = AnyDeque.__len__(value)
        limit = AnyDeque.maxlen.__get__(value)
        after = "])" if limit is None else f"], maxlen={limit})"
        return self._nested(value, room, lambda: self._items(f"{type_name(value)}([", head, size, after, room))

    def _dict(self, value: AnyDict, room: int) -> str:
        before, after = ("{", "}") if type(value) is dict else self._dict_brackets(value, room)
        head = list(itertools.islice(AnyDict.items(value), self.limits.items))
        size = AnyDict.__len__(value)
        return self._nested(value, room, lambda: self._pairs(before, head, after, room, ": ", size, names=False))

    def _dict_brackets(self, value: AnyDict, room: int) -> tuple[str, str]:
        if self.classes.of(value).find("__repr__") is dict.__dict__["__repr__"]:
            return "{", "}"
        if is_a(value, AnyDefaultDict):
            return f"{type_name(value)}({self._value(_FACTORY(value), room // 4)}, {{", "})"
        return f"{type_name(value)}({{", "})"

    def _enum(self, value: enum.Enum, room: int) -> str:
        namespace = dict(self.classes.own_attributes(value))
        name = namespace.get("_name_")
        if name is None and is_a(value, enum.Flag) and "_value_" in namespace:  # no names make up its value
            return f"<{type_name(value)}: {self._value(namespace['_value_'], room)}>"
        if type(name) is not str or "_value_" not in namespace:
            return self._called(value, room)
        return f"<{type_name(value)}.{name}: {self._value(namespace['_value_'], room)}>"

    def _exception(self, value: BaseException, room: int) -> str:
        args = BaseException.__dict__["args"].__get__(value)
        head = args[: self.limits.items]
        return self._nested(value, room, lambda: self._items(f"{type_name(value)}(", head, len(args), ")", room))

    def _method(self, value: types.MethodType, room: int) -> str:
        function, owner = value.__func__, value.__self__
        name = function.__qualname__ if type(function) is types.FunctionType else type_name(function)
        return self._nested(value, room, lambda: f"<bound method {name} of {self._value(owner, room)}>")

    def _module(self, value: types.ModuleType, room: int) -> str:
        namespace = dict(str_items(module_dict(value)))
        name, path = namespace.get("__name__"), namespace.get("__file__")
        name = name if type(name) is str else "?"
        return f"<module {name!r} from {path!r}>" if type(path) is str else f"<module {name!r}>"

    def _generator(self, value: Any, room: int) -> str:
        prefix = {types.GeneratorType: "gi", types.CoroutineType: "cr", types.AsyncGeneratorType: "ag"}[type(value)]
        if getattr(value, prefix + "_running"):
            state = "running"
        elif getattr(value, prefix + "_frame") is None:
            state = "finished"
        else:
            state = "not started" if getattr(value, prefix + "_frame").f_lasti < 0 else "suspended"
            if state == "suspended" and getattr(value, prefix + "_suspended", True) is False:
                state = "not started"
        return f"<{type_name(value)} {value.__qualname__}, {state}>"

    def _namespace(self, value: types.SimpleNamespace, room: int) -> str:
        fields = self.classes.own_attributes(value)
        return self._nested(value, room, lambda: self._pairs("namespace(", fields, ")", room, "="))

    # Containers

    def _nested(self, value: object, room: int, body: Callable[[], str]) -> str:
        if id(value) in self._path or len(self._path) >= self.limits.depth or room <= 0:
            return f"<{type_name(value)} {ELLIPSIS}>" if room <= 0 else closed(value)
        self._path.append(id(value))
        try:
            return body()
        finally:
            self._path.pop()

    def _items(self, before: str, head: Iterable[object], size: int, after: str, room: int) -> str:
        parts: list[str] = []
        left = room - len(before) - len(after)
        for item in head:
            if left <= 0:
                break
            parts.append(self._value(item, left))
            left -= len(parts[-1]) + 2
        if len(parts) < size:
            parts.append(ELLIPSIS)
            self._shortened = self._shortened or len(self._path) == 1
        return before + ", ".join(parts) + after

    def _pairs(
        self,
        before: str,
        head: Sequence[tuple[Any, object]],
        after: str,
        room: int,
        joint: str,
        size: int | None = None,
        names: bool = True,
    ) -> str:
        parts: list[str] = []
        left = room - len(before) - len(after)
        for key, value in head[: self.limits.items]:
            if left <= 0 or (names and left < min(len(key), SHORTEST_FIELD)):
                break
            shown = cut(key, left) if names else self._value(key, left)
            content = "<unset>" if value is MISSING else self._value(value, left - len(shown))
            parts.append(shown + joint + content)
            left -= len(parts[-1]) + 2
        if len(parts) < (len(head) if size is None else size):
            parts.append(ELLIPSIS)
            self._shortened = self._shortened or len(self._path) == 1
        return before + ", ".join(parts) + after

    def _wrapped(self, value: object, room: int) -> str:
        """What wraps a container: by its items, so that one that cannot be shown fails alone."""
        found = contents(value, self.limits.items + 1)
        if found is None:
            return self._called(value, room)
        before, items, pairs, size, after = found
        if pairs is not None:
            return self._nested(value, room, lambda: self._pairs(before, pairs, after, room, ": ", size, names=False))
        return self._nested(value, room, lambda: self._items(before, items[: self.limits.items], size, after, room))

    # Objects

    def _object(self, value: object, room: int) -> str:
        """An object whose class has no repr of its own: by its fields. An address would be useless."""
        most = self.limits.items + 1
        fields, is_whole = c_fields(self.classes, value, most) or (self.classes.fields(value, most), True)
        shown = [field for field in fields if not is_dunder(field[0])]
        name = type_name(value)
        if is_a(value, AnyCArray):
            return self._wrapped(value, room)
        if not shown and is_built_in(type(value)):
            return f"<{name} object>"
        after = ")" if is_whole else ", …)" if shown else "…)"
        return self._nested(value, room, lambda: self._pairs(f"{name}(", shown, after, room, "="))

    # Code of the program

    def _generated_fields(self, value: object) -> list[tuple[str, object]] | None:
        # The reprs that dataclasses and namedtuple generate build the whole text first: a field of 10 MB costs 10 MB.
        facts = self.classes.of(value)
        function = facts.find("__repr__")
        if type(function) is not types.FunctionType:
            return None
        if file_of(function.__code__) == file_of(collections.namedtuple.__code__) and is_a(value, AnyTuple):
            names = facts.find("_fields")
            fields = [name for name in names if type(name) is str] if type(names) is AnyTuple else []
            is_whole = type(names) is AnyTuple and len(names) == len(fields) == AnyTuple.__len__(value)
            return list(zip(fields, AnyTuple.__iter__(value), strict=True)) if is_whole else None
        inner = dict(str_items(function.__dict__)).get("__wrapped__")
        if type(inner) is not types.FunctionType or file_of(inner.__code__) != "<string>":
            return None
        fields = facts.find("__dataclass_fields__")
        if type(fields) is not AnyDict:
            return None
        shown = [
            name
            for name, field in str_items(fields)
            if type(field) is dataclasses.Field and field.repr is True and field._field_type is _FIELD
        ]
        content = dict(self.classes.own_attributes(value))
        return [(name, content.get(name, facts.find(name))) for name in shown]

    def _called(self, value: object, room: int) -> str:
        name = type_name(value)
        slow = self._slow.get(id(type(value)))
        if slow is not None:
            return slow[1] if slow[0] is value else f"<{name} object; repr not run, another {name} took too long>"
        try:
            text = self.looks.call(repr, value)
        except LookTimeout as error:
            text = f"<{name} object; repr took longer than {error.seconds * 1000:.0f} ms>"
            self._slow[id(type(value))] = value, text
            return text
        except LookSkipped:
            return f"<{name} object; repr not run, too many slow values here>"
        except BaseException as error:
            if not self.looks.owns(error):
                raise
            return f"<{name} object; repr raised {self.error_text(error)}>"
        return cut(str.__getitem__(text, slice(0, max(room, 8) + 1)), max(room, 8))

    def failure_text(self, error: BaseException) -> str:
        """What stands in place of a value that reading has ended in `error`."""
        if type(error) is LookTimeout:
            return f"<took longer than {error.seconds * 1000:.0f} ms>"
        if type(error) is LookSkipped:
            return "<not run, too many slow values here>"
        return f"<raised {self.error_text(error)}>"

    def error_text(self, error: BaseException) -> str:
        """`ValueError: message` of an exception of the program, at most some 300 characters."""
        return headline(error, self.looks, SHORT_MESSAGE)


def _class_text(renderer: Renderer, value: type, room: int) -> str:
    module = renderer.classes.facts(value).find("__module__")
    name = class_qualname(value)
    return f"<class {name!r}>" if module == "builtins" or type(module) is not str else f"<class '{module}.{name}'>"


# By identity of the `__repr__` that the class really has: a subclass with one of its own never gets here.
_OWN_REPRS: types.MappingProxyType[int, Callable[[Renderer, Any, int], str]] = types.MappingProxyType(
    {
        id(vars(kind)["__repr__"]): method
        for kinds, method in (
            ((object,), Renderer._object),
            ((types.FunctionType, types.BuiltinFunctionType, types.CodeType, types.FrameType), Renderer._plain),
            ((float, complex, bool, type(None), type(...), type(NotImplemented)), Renderer._plain),
            ((types.CellType, types.GetSetDescriptorType, types.MemberDescriptorType), Renderer._plain),
            ((types.MethodDescriptorType, types.WrapperDescriptorType), Renderer._plain),
            ((int,), Renderer._integer),
            ((str,), Renderer._string),
            ((bytes,), Renderer._bytes),
            ((bytearray,), Renderer._bytearray),
            ((list,), Renderer._list),
            ((tuple,), Renderer._tuple),
            ((set,), Renderer._set),
            ((frozenset,), Renderer._frozenset),
            ((dict, collections.defaultdict, collections.OrderedDict, collections.Counter), Renderer._dict),
            ((collections.deque,), Renderer._deque),
            ((enum.Enum, enum.Flag), Renderer._enum),
            ((BaseException,), Renderer._exception),
            ((collections.ChainMap, slice, range, AnyArray), Renderer._wrapped),
            ((*PLAIN_VIEWS, AnyProxy, *LOCALS), Renderer._wrapped),
            ((types.MethodType,), Renderer._method),
            ((types.ModuleType,), Renderer._module),
            ((types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType), Renderer._generator),
            ((types.SimpleNamespace,), Renderer._namespace),
            ((type,), _class_text),
        )
        for kind in kinds
    }
)
