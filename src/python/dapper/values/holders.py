"""Values whose bytes can be read by built-in code: what holds them, how many there are, and how they are reached.

`struct` reads and writes parts of whatever has its bytes in one piece, whatever it says that they mean.
"""

from __future__ import annotations

import _struct
import types
from typing import Any, Final

from dapper.values.c_data import is_address
from dapper.values.c_types import library
from dapper.values.generics import AnyArray, AnyDict, AnyList, AnySet, AnyTuple
from dapper.values.statics import MISSING, ClassTable, Kinds, class_name, is_a, is_built_in, own_attribute

_CONTIGUOUS = memoryview.__dict__["c_contiguous"].__get__
_SIZE = memoryview.__dict__["nbytes"].__get__
_ITEM_SIZE = AnyArray.__dict__["itemsize"].__get__
_C_DATA: tuple[type[Any], ...] = (
    () if library is None else (library.Array, library.Structure, library.Union, library._SimpleCData)
)
_WITHOUT = Kinds(int, bool, float, str, type(None), AnyList, AnyTuple, AnyDict, AnySet, types.FunctionType, type)
"""Most values; a list may have very many of them."""
_MOST_COPIED = 1 << 24
"""Bytes of a memory that lie apart: all of them are copied for a part."""


class Holder:
    """An object with bytes.

    Attributes:
        value: the object.
    """

    def __init__(self, value: Any, count: Any) -> None:
        self.value: Final = value
        self._count = count

    @classmethod
    def of(cls, value: object, classes: ClassTable) -> Holder | None:
        """A value, if it has bytes, and a class whose bytes are read by built-in code alone."""
        count = _counter(value, classes)
        if count is None:
            return None
        method = classes.of(value).find("__buffer__")  # there is none to override before Python 3.12
        if method is not MISSING and type(method) is not types.WrapperDescriptorType:
            return None
        found = cls(value, count)
        return found if found.size() > 0 else None

    def size(self) -> int:
        """How many bytes there are now: none of what is closed or released."""
        try:
            return self._count(self.value)
        except ValueError:
            return 0

    def read(self, begin: int, end: int) -> bytes:
        """Those from `begin` to before `end`, as far as there are any."""
        end = min(end, self.size())
        if begin >= end:
            return b""
        if self._lies_apart():
            return memoryview.tobytes(self.value)[begin:end]
        return _struct.unpack_from(f"{end - begin}s", self.value, begin)[0]

    def is_writable(self) -> bool:
        """Whether other bytes can be written in their place."""
        if self._lies_apart():
            return False
        try:
            _struct.pack_into("0s", self.value, 0, b"")
        except (TypeError, BufferError):
            return False
        return True

    def write(self, begin: int, data: bytes) -> None:
        """Puts other bytes there, all of which have a place."""
        _struct.pack_into(f"{len(data)}s", self.value, begin, data)

    def _lies_apart(self) -> bool:
        return is_a(self.value, memoryview) and not _CONTIGUOUS(self.value)


def _counter(value: object, classes: ClassTable) -> Any:
    """What counts the bytes of a value, or None."""
    if _WITHOUT.has(value):
        return None
    if is_a(value, memoryview):
        return _memory_size
    for kind in (bytes, bytearray):
        if is_a(value, kind):
            return kind.__len__
    if is_a(value, AnyArray):
        return _array_size
    if library is not None and issubclass(type(value), _C_DATA):
        return None if is_address(classes, value) else library.sizeof
    mapped = next((cls for cls in classes.of(value).mro if _is_mapped_file(cls)), None)
    return None if mapped is None else own_attribute(mapped, "__len__")


def _memory_size(value: memoryview) -> int:
    size = _SIZE(value)
    return 0 if size > _MOST_COPIED and not _CONTIGUOUS(value) else size


def _array_size(value: AnyArray) -> int:
    return AnyArray.__len__(value) * _ITEM_SIZE(value)


def _is_mapped_file(cls: type) -> bool:
    """Whether a class is `mmap.mmap`, which is not imported for this."""
    return class_name(cls) == "mmap" and is_built_in(cls) and own_attribute(cls, "__module__") == "mmap"
