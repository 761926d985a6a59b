"""The bytes of values that have any: `memoryReference`s, and what is read and written by them.

A reference stands for one object, until the program runs again. Addresses are counted from its first byte. Only
built-in code touches the bytes: an object whose class has a buffer of its own making has no reference.
"""

from __future__ import annotations

import zlib

from dapper.values.errors import NotWritable, StaleMemory, UnknownMemory
from dapper.values.holders import Holder
from dapper.values.statics import ClassTable, is_a, type_name

_MOST_SEEN = 16
"""Parts of an object that are compared with what was read."""


class _Known:
    """An object that was shown. `seen`: parts of it that were read, and checksums of them."""

    __slots__ = ("holder", "reference", "seen")

    def __init__(self, holder: Holder, reference: str) -> None:
        self.holder, self.reference = holder, reference
        self.seen: dict[tuple[int, int], int] = {}

    def see(self, begin: int, found: bytes) -> None:
        """Remembers a part that is read."""
        part = begin, begin + len(found)
        self.seen.pop(part, None)
        self.seen[part] = zlib.crc32(found)
        if len(self.seen) > _MOST_SEEN:
            del self.seen[next(iter(self.seen))]

    def changes(self) -> list[tuple[int, int]]:
        """The parts that are others than they were, and are now remembered as they are."""
        before = dict(self.seen)
        for begin, end in before:
            self.seen[begin, end] = zlib.crc32(self.holder.read(begin, end))
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
        known = self._by_object.get(id(value))
        if known is not None:
            return known.reference if Holder.of(value, classes) is not None else None
        holder = Holder.of(value, classes)
        if holder is None:
            return None
        self._count += 1
        known = _Known(holder, f"m{self._count}")
        self._by_object[id(value)] = self._by_reference[known.reference] = known
        return known.reference

    def read(self, reference: str, offset: int, count: int) -> tuple[bytes, int]:
        """Bytes from an address on, and how many of those asked for are unreadable behind them.

        Before the first byte there is nothing to read.

        Raises:
            StaleMemory, UnknownMemory: there is no such reference.
        """
        known = self._known(reference)
        if offset < 0:
            return b"", min(count, -offset)
        found = known.holder.read(offset, offset + count)
        if found:
            known.see(offset, found)
        return found, count - len(found)

    def write(self, reference: str, offset: int, data: bytes, partly: bool) -> tuple[int, int]:
        """Writes bytes from an address on; returns the address of the first and the number of those written.

        `partly`: bytes that have no place may be left out.

        Raises:
            NotWritable: the object cannot be changed, or has no place for the bytes.
            StaleMemory, UnknownMemory: there is no such reference.
        """
        known = self._known(reference)
        holder, size = known.holder, known.holder.size()
        if not holder.is_writable():
            kept = "is read-only or skips bytes" if is_a(holder.value, memoryview) else "is read-only"
            raise NotWritable(f"The bytes of a {type_name(holder.value)} object that {kept} cannot be changed.")
        begin, end = max(offset, 0), min(offset + len(data), size)
        if not partly and (begin, end) != (offset, offset + len(data)):
            raise NotWritable(
                f"The {len(data)} bytes from {offset} on do not lie within the {size} of this object; "
                'allowed with "allowPartial": those that do are written then.'
            )
        if begin >= end:
            return begin, 0
        holder.write(begin, data[begin - offset : end - offset])
        known.changes()
        return begin, end - begin

    def size(self, reference: str) -> int:
        """The number of bytes of an object. Raises as `read` does."""
        return self._known(reference).holder.size()

    def changed(self) -> list[tuple[str, int, int]]:
        """What is other than when it was read: references, addresses of the first byte, and numbers of bytes."""
        found: list[tuple[str, int, int]] = []
        for known in list(self._by_reference.values()):
            if known.seen and _lasts(known):
                found += [(known.reference, begin, end - begin) for begin, end in known.changes()]
        return found

    def _known(self, reference: str) -> _Known:
        known = self._by_reference.get(reference)
        if known is None or not _lasts(known):
            number = reference.removeprefix("m")
            former = number.isdecimal() and len(number) < 20 and 0 < int(number) <= self._count
            raise StaleMemory(reference) if former else UnknownMemory(reference)
        return known


def _lasts(known: _Known) -> bool:
    """Whether there still are bytes that built-in code reads: the program may have changed the object, or its class."""
    return Holder.of(known.holder.value, ClassTable()) is not None
