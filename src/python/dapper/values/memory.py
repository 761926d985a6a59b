"""The bytes of values that have any: `memoryReference`s, and what is read and written by them.

A reference stands for one object, until the program runs again. Addresses are counted from its first byte. Only
built-in code touches the bytes: an object whose class has a buffer of its own making has no reference.
"""

from __future__ import annotations

import zlib
from types import WrapperDescriptorType
from typing import TYPE_CHECKING

from dapper.values.errors import NotWritable, StaleMemory, UnknownMemory
from dapper.values.generics import AnyArray
from dapper.values.statics import MISSING, ClassTable, is_a, type_name

if TYPE_CHECKING:
    Holder = bytes | bytearray | memoryview | AnyArray

_READ_ONLY = memoryview.__dict__["readonly"].__get__
_CONTIGUOUS = memoryview.__dict__["c_contiguous"].__get__
_SIZE = memoryview.__dict__["nbytes"].__get__


_MOST_SEEN = 16
"""Parts of an object that are compared with what was read."""


class _Known:
    """An object that was shown. `seen`: parts of it that were read, and checksums of them."""

    __slots__ = ("holder", "reference", "seen")

    def __init__(self, holder: Holder, reference: str) -> None:
        self.holder, self.reference = holder, reference
        self.seen: dict[tuple[int, int], int] = {}

    def see(self, view: memoryview, begin: int, end: int) -> None:
        """Remembers a part that is read."""
        self.seen.pop((begin, end), None)
        self.seen[begin, end] = zlib.crc32(view[begin:end])
        if len(self.seen) > _MOST_SEEN:
            del self.seen[next(iter(self.seen))]

    def changes(self, view: memoryview) -> list[tuple[int, int]]:
        """The parts that are others than they were, and are now remembered as they are."""
        before = dict(self.seen)
        for begin, end in before:
            self.seen[begin, end] = zlib.crc32(view[begin:end])
        return [part for part in before if before[part] != self.seen[part]]


class Memory:
    """The references of a stop."""

    def __init__(self) -> None:
        self._by_object: dict[int, _Known] = {}
        self._by_reference: dict[str, _Known] = {}
        self._count = 0

    def clear(self) -> None:
        """Forgets every reference, and with them the objects."""
        self._by_object.clear()
        self._by_reference.clear()

    def reference(self, value: object, classes: ClassTable) -> str | None:
        """The reference of a value, the same whenever it is shown; None if it has no bytes that can be read."""
        holder = _holder(value, classes)
        if holder is None:
            return None
        known = self._by_object.get(id(holder))
        if known is None:
            self._count += 1
            known = _Known(holder, f"m{self._count}")
            self._by_object[id(holder)] = self._by_reference[known.reference] = known
        return known.reference

    def read(self, reference: str, offset: int, count: int) -> tuple[bytes, int]:
        """Bytes from an address on, and how many of those asked for are unreadable behind them.

        Before the first byte there is nothing to read.

        Raises:
            StaleMemory, UnknownMemory: there is no such reference.
        """
        known = self._known(reference)
        with _view(known.holder) as view:
            if offset < 0:
                return b"", min(count, -offset)
            found = bytes(view[offset : offset + count])
            if found:
                known.see(view, offset, offset + len(found))
        return found, count - len(found)

    def write(self, reference: str, offset: int, data: bytes, partly: bool) -> tuple[int, int]:
        """Writes bytes from an address on; returns the address of the first and the number of those written.

        `partly`: bytes that have no place may be left out.

        Raises:
            NotWritable: the object cannot be changed, or has no place for the bytes.
            StaleMemory, UnknownMemory: there is no such reference.
        """
        known = self._known(reference)
        with _view(known.holder) as view:
            if _READ_ONLY(view):
                raise NotWritable(
                    f"The bytes of a {type_name(known.holder)} object that is read-only cannot be changed."
                )
            begin, end = max(offset, 0), min(offset + len(data), len(view))
            if not partly and (begin, end) != (offset, offset + len(data)):
                raise NotWritable(
                    f"The {len(data)} bytes from {offset} on do not lie within the {len(view)} of this object; "
                    'allowed with "allowPartial": those that do are written then.'
                )
            if begin >= end:
                return begin, 0
            view[begin:end] = data[begin - offset : end - offset]
            known.changes(view)
        return begin, end - begin

    def size(self, reference: str) -> int:
        """The number of bytes of an object. Raises as `read` does."""
        with _view(self._known(reference).holder) as view:
            return len(view)

    def changed(self) -> list[tuple[str, int, int]]:
        """What is other than when it was read: references, addresses of the first byte, and numbers of bytes."""
        found: list[tuple[str, int, int]] = []
        for known in list(self._by_reference.values()):
            if known.seen and _holder(known.holder, ClassTable()) is not None:
                with _view(known.holder) as view:
                    parts = known.changes(view)
                found += [(known.reference, begin, end - begin) for begin, end in parts]
        return found

    def _known(self, reference: str) -> _Known:
        known = self._by_reference.get(reference)
        if known is None or _holder(known.holder, ClassTable()) is None:
            number = reference.removeprefix("m")
            former = number.isdecimal() and len(number) < 20 and 0 < int(number) <= self._count
            raise StaleMemory(reference) if former else UnknownMemory(reference)
        return known


def _holder(value: object, classes: ClassTable) -> Holder | None:
    """The value, if it is of a built-in class whose bytes lie in one piece and can be read by built-in code."""
    if is_a(value, memoryview):
        try:
            return value if _CONTIGUOUS(value) and _SIZE(value) > 0 else None
        except ValueError:  # released
            return None
    holder = _filled(value)
    if holder is None:
        return None
    method = classes.of(value).find("__buffer__")  # there is none to override before Python 3.12
    return holder if method is MISSING or type(method) is WrapperDescriptorType else None


def _filled(value: object) -> Holder | None:
    """The value, if it is bytes, a bytearray or an array, with something in it."""
    if is_a(value, bytes):
        return value if bytes.__len__(value) else None
    if is_a(value, bytearray):
        return value if bytearray.__len__(value) else None
    if is_a(value, AnyArray):
        return value if AnyArray.__len__(value) else None
    return None


def _view(holder: Holder) -> memoryview:
    """The bytes of an object, to be released again: a bytearray that has a view keeps its size."""
    return memoryview(holder).cast("B")
