"""What can be known of an object and its class without running the program's code.

Everything goes by `type(value)` and the C slots of `type`. Namespaces are iterated, not searched: a search compares
keys, and a key may be of a `str` subclass that overrides `__eq__`.
"""

from __future__ import annotations

import builtins
import itertools
import types
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from dapper.values.generics import (
    AnyArray,
    AnyClassmethod,
    AnyDefaultDict,
    AnyDeque,
    AnyDict,
    AnyPartial,
    AnyPartialmethod,
    AnyStaticmethod,
    CField,
)

if TYPE_CHECKING:
    from typing import TypeGuard

MISSING = object()

_Result = TypeVar("_Result")
_Kind = TypeVar("_Kind")

_MRO: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
_DICT: Callable[[type], types.MappingProxyType[str, object]] = type.__dict__["__dict__"].__get__
_NAME: Callable[[type], str] = type.__dict__["__name__"].__get__
_QUALNAME: Callable[[type], str] = type.__dict__["__qualname__"].__get__
_FLAGS: Callable[[type], int] = type.__dict__["__flags__"].__get__
_IMMUTABLE = 1 << 8
_TRACEBACK: Callable[[BaseException], types.TracebackType | None] = BaseException.__dict__["__traceback__"].__get__
_MODULE_DICT: Callable[[object], dict[Any, object]] = vars(types.ModuleType)["__dict__"].__get__
_ITEMS: Callable[[dict[Any, Any]], Iterable[tuple[Any, object]]] = AnyDict.items


class Kinds(Generic[_Kind]):
    """Some types, exactly. By identity: `in` would call `__eq__` and `__hash__` of a metaclass of the program."""

    def __init__(self, *kinds: type[_Kind]) -> None:
        self.kinds = kinds  # kept: an identity is good only as long as its owner lives
        self._ids = frozenset(map(id, kinds))

    def has(self, value: object) -> TypeGuard[_Kind]:
        """Whether the real type of `value` is one of them."""
        return id(type(value)) in self._ids


class Failure:
    """Stands for what could not be read: `error` says why."""

    __slots__ = ("error",)

    def __init__(self, error: BaseException) -> None:
        self.error = error


class Reader(Protocol):
    """What calls into the program: `budget.Page`."""

    def call(self, function: Callable[..., _Result], *args: object) -> _Result: ...

    def owns(self, error: BaseException) -> bool: ...


class Descriptor(Protocol):
    """A class attribute that gives something else when it is read."""

    def __get__(self, instance: object, owner: type | None = None, /) -> object: ...


_AS_THEY_ARE = Kinds(types.BuiltinFunctionType, types.MethodWrapperType, types.MethodType)
_TO_BE_BOUND = Kinds(
    types.FunctionType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
    types.WrapperDescriptorType,
    AnyStaticmethod,
    AnyClassmethod,
    AnyPartialmethod,
)
FUNCTIONS = Kinds(*_AS_THEY_ARE.kinds, *_TO_BE_BOUND.kinds)
_MEMBERS = Kinds(types.GetSetDescriptorType, types.MemberDescriptorType, CField)
_THEMSELVES = Kinds(property, *_MEMBERS.kinds)
"""Descriptors that a class gives as they are."""


def is_a(value: object, kind: type[_Kind]) -> TypeGuard[_Kind]:
    """True if the real type of `value` is `kind` or derived from it; `value.__class__` is not asked."""
    return issubclass(type(value), kind)


def is_built_in(cls: type) -> bool:
    """Whether a class was made by C code, which no program changes."""
    return bool(_FLAGS(cls) & _IMMUTABLE)


def class_name(cls: type) -> str:
    """`cls.__name__` as the class was made, whatever its metaclass says."""
    return _NAME(cls)


def class_qualname(cls: type) -> str:
    """`cls.__qualname__`, whatever its metaclass says."""
    return _QUALNAME(cls)


def class_namespace(cls: type) -> types.MappingProxyType[str, object]:
    """`cls.__dict__`, whatever its metaclass says."""
    return _DICT(cls)


def own_attribute(cls: type, name: str) -> object:
    """What the class itself holds under a name, or MISSING."""
    return dict(str_items(_DICT(cls))).get(name, MISSING)


def traceback_of(error: BaseException) -> types.TracebackType | None:
    """`error.__traceback__`, whatever its class makes of attributes."""
    return _TRACEBACK(error)


def type_name(value: object) -> str:
    """The name of the real type of `value`, at most 100 characters."""
    return json_text(_NAME(type(value))[:100])


def module_dict(module: types.ModuleType) -> dict[Any, object]:
    """The namespace of a module, whatever its class makes of `__dict__`."""
    return _MODULE_DICT(module)


def json_text(text: str) -> str:
    """`text` with lone surrogates escaped, so that it can be sent as UTF-8."""
    if str.isascii(text):
        return text
    return str.encode(text, "utf-8", "backslashreplace").decode("utf-8")


def str_items(namespace: dict[Any, Any] | types.MappingProxyType[Any, Any]) -> list[tuple[str, object]]:
    """The items of a dict (or a class's mappingproxy) whose keys are plain strings."""
    items = namespace.items() if type(namespace) is types.MappingProxyType else _ITEMS(namespace)
    return [item for item in items if type(item[0]) is str]


class ClassFacts:
    """One class as it is: its mro and, by name, what a look-up on an instance would find in it."""

    __slots__ = ("_attributes", "_namespaces", "cls", "mro")

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.mro: tuple[type, ...] = _MRO(cls)
        self._namespaces: list[tuple[type, dict[str, object]]] | None = None
        self._attributes: dict[str, tuple[type, object]] | None = None

    @property
    def namespaces(self) -> list[tuple[type, dict[str, object]]]:
        """Per class of the mro, its own attributes."""
        if self._namespaces is None:
            self._namespaces = [(owner, dict(str_items(_DICT(owner)))) for owner in self.mro]
        return self._namespaces

    @property
    def attributes(self) -> dict[str, tuple[type, object]]:
        """Name to (owner, raw attribute), descriptors not called."""
        if self._attributes is None:
            merged: dict[str, tuple[type, object]] = {}
            for owner, namespace in reversed(self.namespaces):
                for name, value in namespace.items():
                    merged[name] = (owner, value)
            self._attributes = merged
        return self._attributes

    def find(self, name: str) -> Any:
        """The raw class attribute `name`, or MISSING."""
        found = self.attributes.get(name)
        return MISSING if found is None else found[1]

    def all(self, name: str) -> Iterator[Any]:
        """Every definition of `name` along the mro."""
        for _owner, namespace in self.namespaces:
            if name in namespace:
                yield namespace[name]


class ClassTable:
    """Facts of the classes met while one request is answered. Not longer: the program may change its classes.

    `reader`: for attributes that C code computes, which may call back into the program. Without it they are MISSING.

    Attributes:
        besides: how many children objects have besides their items and what is their own, by the identity of the class.
    """

    def __init__(self, reader: Reader | None = None) -> None:
        self._facts: dict[int, ClassFacts] = {}
        self.besides: dict[int, int] = {}
        self.reader = reader

    def reads_plainly(self, facts: ClassFacts) -> bool:
        """Whether objects of the class look up their attributes as objects ordinarily do."""
        found = facts.find("__getattribute__")
        if id(found) in _PLAIN_GETATTRIBUTE:
            return True
        # A slot of C code that has a Python name: its class is not imported for this.
        return type(found) is types.WrapperDescriptorType and _written_name(found.__objclass__) in _PLAIN_IN_C

    def facts(self, cls: type) -> ClassFacts:
        """The facts of `cls`."""
        found = self._facts.get(id(cls))
        if found is None:
            found = self._facts[id(cls)] = ClassFacts(cls)
        return found

    def of(self, value: object) -> ClassFacts:
        """The facts of the real type of `value`."""
        return self.facts(type(value))

    def instance_dict(self, value: object) -> dict[Any, Any] | None:
        """The instance's own `__dict__` (a dict, maybe of a subclass), or None. A property `__dict__` is ignored."""
        kind = type(value)
        if issubclass(kind, types.ModuleType):
            return _MODULE_DICT(value)
        if issubclass(kind, type):
            return None
        for descriptor in self.facts(kind).all("__dict__"):
            if _MEMBERS.has(descriptor):
                namespace = descriptor.__get__(value, kind)
                return namespace if is_a(namespace, AnyDict) else None
        return None

    def slots(self, value: object) -> Iterator[tuple[str, object]]:
        """The filled `__slots__` of an instance."""
        for name, (_owner, raw) in self.of(value).attributes.items():
            if type(raw) is types.MemberDescriptorType and name != "__dict__":
                content = _member(raw, value)
                if content is not MISSING:
                    yield name, content

    def own_attributes(self, value: object) -> list[tuple[str, object]]:
        """Set attributes of an instance: `__dict__` items with plain names, and filled `__slots__`."""
        namespace = self.instance_dict(value)
        return [*([] if namespace is None else str_items(namespace)), *self.slots(value)]

    def fields(self, value: object, count: int) -> list[tuple[str, object]]:
        """The first attributes that the program has set on an instance, in order; at most some `count`."""
        namespace = self.instance_dict(value)
        found = [] if namespace is None else list(itertools.islice(_ITEMS(namespace), count))
        if not all(map(is_built_in, self.of(value).mro[:-1])):
            found += itertools.islice(self.slots(value), count)
        return [item for item in found if type(item[0]) is str]

    def read(self, descriptor: Descriptor, value: object) -> object:
        """An attribute that C code keeps or computes for `value`; MISSING if there is none, or Failure."""
        if type(descriptor) is not types.GetSetDescriptorType or _is_inert(descriptor):
            call: Callable[..., object] = _call
        elif self.reader is None:
            return MISSING
        else:
            call = self.reader.call
        try:
            return call(descriptor.__get__, value, type(value))
        except AttributeError:
            return MISSING
        except BaseException as error:
            if self.reader is not None and not self.reader.owns(error):
                raise
            return Failure(error)

    def is_data_descriptor(self, raw: object) -> bool:
        """True if `raw`, a class attribute, wins over the instance's `__dict__`."""
        facts = self.of(raw)
        return facts.find("__set__") is not MISSING or facts.find("__delete__") is not MISSING

    def static_attribute(self, value: object, name: str) -> object:
        """What `value.name` is, if finding it runs no code of the program; else MISSING."""
        if is_a(value, type):
            return self._static_class_attribute(value, name)
        facts = self.of(value)
        if is_a(value, types.ModuleType):
            namespace = dict(str_items(_MODULE_DICT(value)))
            if type(value) is types.ModuleType or facts.find("__getattribute__") is _MODULE_GETATTRIBUTE:
                return namespace.get(name, MISSING)
            return MISSING
        if not self.reads_plainly(facts):
            return MISSING
        raw = facts.find(name)
        if _MEMBERS.has(raw):
            return self._read_plainly(raw, value)
        if raw is not MISSING and self.is_data_descriptor(raw):
            return MISSING
        namespace = self.instance_dict(value)
        if namespace is not None:
            for key, content in str_items(namespace):
                if key == name:
                    return content
        return MISSING if raw is MISSING else self._bind(raw, value, type(value))

    def _static_class_attribute(self, cls: type, name: str) -> object:
        meta = self.of(cls)
        if meta.find("__getattribute__") is not _TYPE_GETATTRIBUTE:
            return MISSING
        on_meta = meta.find(name)
        if on_meta is not MISSING and self.is_data_descriptor(on_meta):
            return self._read_plainly(on_meta, cls) if _MEMBERS.has(on_meta) else MISSING
        raw = self.facts(cls).find(name)
        if raw is not MISSING:
            return self._bind(raw, None, cls)
        return MISSING if on_meta is MISSING else self._bind(on_meta, cls, type(cls))

    def _read_plainly(self, descriptor: Descriptor, value: object) -> object:
        content = self.read(descriptor, value)
        return MISSING if type(content) is Failure else content

    def _bind(self, raw: object, value: object | None, cls: type) -> object:
        if _AS_THEY_ARE.has(raw) or (value is None and _THEMSELVES.has(raw)):
            return raw
        if _TO_BE_BOUND.has(raw):
            return _bound(raw, value, cls)
        return MISSING if self.of(raw).find("__get__") is not MISSING else raw


def _bound(raw: Descriptor, value: object | None, cls: type) -> object:
    # These two bind by calling `__get__` of what they wrap (classmethod: before 3.13), which may be anything.
    if type(raw) is AnyPartialmethod or (type(raw) is AnyClassmethod and not _BOUND_PLAINLY.has(raw.__func__)):
        return MISSING
    try:
        return type(raw).__get__(raw, value, cls)
    except TypeError:  # `upper = str.upper` in another class: getting it raises in the program too
        return MISSING


def _written_name(cls: type) -> tuple[str, str] | None:
    module = own_attribute(cls, "__module__")
    return (module, _NAME(cls)) if type(module) is str else None


def _call(function: Callable[..., _Result], *args: object) -> _Result:
    return function(*args)


def _member(descriptor: types.MemberDescriptorType, value: object) -> object:
    """The content of a slot; MISSING when it is not set."""
    try:
        return descriptor.__get__(value, type(value))
    except (AttributeError, TypeError):
        return MISSING


def _is_inert(descriptor: types.GetSetDescriptorType) -> bool:
    """Whether getting a computed attribute surely runs no code of the program.

    That is so of the interpreter's own types, but for a few like `__annotations__` and `__isabstractmethod__`.
    """
    name = descriptor.__name__
    return id(descriptor.__objclass__) in INTERPRETERS and not (name.startswith("__") and name.endswith("__"))


_INERT_TYPES = [kind for module in (builtins, types) for kind in vars(module).values() if type(kind) is type]
INTERPRETERS = frozenset(map(id, _INERT_TYPES))
"""The interpreter's own types, by identity."""
_BOUND_PLAINLY = Kinds(types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_PLAIN_GETATTRIBUTE = frozenset(
    id(vars(kind)["__getattribute__"])
    for kind in (object, types.MethodType, AnyPartial, AnyDefaultDict, AnyDeque, AnyArray)
    if "__getattribute__" in vars(kind)
)
"""What gives attributes as objects ordinarily do: some types of C code have it under a name of their own."""
_PLAIN_IN_C = frozenset(
    (
        ("_pickle", "Pickler"),
        ("_pickle", "Unpickler"),
        ("_struct", "Struct"),
        ("ast", "AST"),
        ("decimal", "Decimal"),
        ("mmap", "mmap"),
        ("struct", "Struct"),
        ("xml.etree.ElementTree", "Element"),
        ("zoneinfo", "ZoneInfo"),
    )
)
"""More of them, by module and name."""
_TYPE_GETATTRIBUTE = type.__dict__["__getattribute__"]
_MODULE_GETATTRIBUTE = vars(types.ModuleType)["__getattribute__"]
