"""The children of a value in the variables tree, one page at a time.

`Items` answers two questions about a node: how many children it has (`counts`), and which (`named`, `indexed`, from
`start`, at most `count`). Nothing is copied beyond the page. A child whose content costs a call into the program
(a property) is `Lazy`: the call happens when it is expanded.
"""

import collections
import functools
import gc
import itertools
import operator
import types
from collections.abc import Callable, Iterable
from typing import Protocol

from dapper.inspect.names import (
    attribute_expression,
    is_dunder,
    is_variable_name,
    key_expression,
    name_order,
    visibility,
)
from dapper.inspect.statics import MISSING, ClassTable, Kinds, is_a, json_text, member, str_items

_SCALARS = Kinds(int, float, complex, bool, str, bytes, type(None), type(...), type(NotImplemented))
_CONTAINERS = Kinds(list, tuple, dict, set, frozenset, collections.deque)
_HASHED_AT_ONCE = Kinds(str, int)
# An OrderedDict with more keys is shown in the order in which they first came: looking at each takes too long.
MOST_REORDERED = 100_000
# Below so many attributes a client gets no count: counting means looking at the whole class.
COUNTED_FROM = 500
_VIEWS = Kinds(type({}.keys()), type({}.values()), type({}.items()), types.MappingProxyType)
_FUNCTIONS = Kinds(types.FunctionType, staticmethod, classmethod)


class Items(Protocol):
    """Children of one node."""

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        """(named, indexed)."""

    def named(self, classes: ClassTable, start: int, count: int) -> "list[Child]": ...

    def indexed(self, classes: ClassTable, start: int, count: int) -> "list[Child]": ...


class Lazy:
    """A value called `name` that the program computes: `read(*args)` is a call into the program."""

    __slots__ = ("args", "name", "read")

    def __init__(self, name: str, read: Callable, args: tuple) -> None:
        self.name = name
        self.read = read
        self.args = args


class Child:
    """One child: a value, a Lazy, or a group (`items`).

    `expression`: evaluates to the child in its frame, or None. `assign`: (function, args before the value) that stores
    a new value, or None if it cannot be stored. `kind`, `visibility`: DAP presentation hints. `key`: of a dict item; if
    it has no source text, `name` is empty and the text of the key is the name.
    """

    __slots__ = ("assign", "expression", "items", "key", "kind", "name", "value", "visibility")

    def __init__(
        self,
        name: str,
        value: object = MISSING,
        expression: str | None = None,
        assign: tuple[Callable, tuple] | None = None,
        kind: str | None = None,
        items: Items | None = None,
        visibility: str | None = None,
        key: object = MISSING,
    ) -> None:
        self.name = name
        self.value = value
        self.expression = expression
        self.assign = assign
        self.kind = kind
        self.items = items
        self.visibility = visibility
        self.key = key


class Group:
    """A collapsed group of children that is already known."""

    __slots__ = ("children",)

    def __init__(self, children: list[Child] | None = None) -> None:
        self.children = [] if children is None else children

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        return len(self.children), 0

    def named(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return self.children[start : start + count]

    def indexed(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return []


def groups(groupings: Iterable[tuple[str, list[Child]]]) -> list[Child]:
    """A collapsed child per group that is not empty."""
    return [Child(label, items=Group(children), kind="virtual") for label, children in groupings if children]


class ObjectItems:
    """The children of one value. `expression`: evaluates to the value in its frame, or None."""

    def __init__(self, value: object, expression: str | None) -> None:
        self.value = value
        self.expression = expression
        self._known: tuple[ClassTable, list[tuple[str, object]], list[Child]] | None = None

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        """(named, indexed) children."""
        own, rest = self._attributes_once(classes)
        return self._mapping_size() + len(own) + len(rest), self._sequence_size()

    def indexed(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        """Items `start` to `start + count` of a list, tuple, deque or set."""
        value = self.value
        stop = min(start + count, self._sequence_size())
        if start >= stop:
            return []
        for kind in (list, tuple):
            if is_a(value, kind):
                page = kind.__getitem__(value, slice(start, stop))
                break
        else:
            kind = next(kind for kind in (set, frozenset, collections.deque) if is_a(value, kind))
            page = list(itertools.islice(kind.__iter__(value), start, stop))
        ordered = kind not in (set, frozenset)
        get = classes.of(value).find("__getitem__")
        expression = self.expression if ordered and get is kind.__dict__.get("__getitem__") else None
        mutable = kind is list or kind is collections.deque
        return [
            Child(
                str(index),
                item,
                None if expression is None else f"{expression}[{index}]",
                (operator.setitem, (value, index)) if mutable else None,
            )
            for index, item in enumerate(page, start)
        ]

    def named(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        """Dict items in their order, then attributes, sorted, then groups."""
        size = self._mapping_size()
        found = self._mapping_page(classes, start, min(start + count, size)) if start < size else []
        rest = count - len(found)
        if rest > 0:
            first = max(0, start - size)
            own, children = self._attributes_once(classes)
            page = [self._own_child(classes, *item) for item in own[first : first + rest]]
            first = max(0, first - len(own))
            found += page + children[first : first + rest - len(page)]
        return found

    def sizes(self) -> tuple[int, int]:
        """(dict items, sequence items), attributes not counted."""
        return self._mapping_size(), self._sequence_size()

    # Mappings and sequences

    def _mapping_size(self) -> int:
        return dict.__len__(self.value) if is_a(self.value, dict) else 0

    def _sequence_size(self) -> int:
        for kind in (list, tuple, set, frozenset, collections.deque):
            if is_a(self.value, kind):
                return kind.__len__(self.value)
        return 0

    def _mapping_page(self, classes: ClassTable, start: int, stop: int) -> list[Child]:
        value = self.value
        page = list(itertools.islice(self._ordered_items(), start, stop))
        plain = classes.of(value).find("__getitem__") is dict.__dict__["__getitem__"]
        found = []
        for key, item in page:
            source = key_expression(key)
            expression = f"{self.expression}[{source}]" if self.expression and plain and source is not None else None
            found.append(Child(source or "", item, expression, (operator.setitem, (value, key)), key=key))
        return found

    def _ordered_items(self) -> Iterable[tuple[object, object]]:
        # `dict.items` does not know of `move_to_end`; asking the OrderedDict hashes keys, so only plain ones are asked,
        # and all of them: one order for all pages.
        value = self.value
        ordered = collections.OrderedDict
        if is_a(value, ordered) and dict.__len__(value) <= MOST_REORDERED and _hashed_at_once(value):
            return ordered.items(value)
        return dict.items(value)

    # Attributes

    def _attributes_once(self, classes: ClassTable) -> tuple[list[tuple[str, object]], list[Child]]:
        # One request asks for the counts and for a page; a class table lives as long as one request.
        if self._known is None or self._known[0] is not classes:
            self._known = (classes, *self._attributes(classes))
        return self._known[1:]

    def _attributes(self, classes: ClassTable) -> tuple[list[tuple[str, object]], list[Child]]:
        """The instance's own attributes, sorted (there may be very many), and all that comes after them."""
        value = self.value
        if _SCALARS.has(value) or _CONTAINERS.has(value):
            return [], []
        if is_a(value, types.ModuleType):
            content = dict(str_items(classes.instance_dict(value)))
            return [], namespace_children(content, self.expression, setattr, value)
        if is_a(value, type):
            return [], self._class_children(classes)
        own = [item for item in classes.own_attributes(value) if not is_dunder(item[0])]
        own.sort(key=lambda item: name_order(item[0]))
        return own, self._instance_children(classes, {name for name, _content in own})

    def _own_child(self, classes: ClassTable, name: str, content: object) -> Child:
        value, facts = self.value, classes.of(self.value)
        raw = facts.find(name)
        hidden = raw is not MISSING and type(raw) is not types.MemberDescriptorType and classes.is_data_descriptor(raw)
        plain = not hidden and classes.reads_plainly(facts)
        expression = attribute_expression(self.expression, name) if plain else None
        return Child(json_text(name), content, expression, (setattr, (value, name)), visibility=visibility(name))

    def _class_children(self, classes: ClassTable) -> list[Child]:
        facts = classes.facts(self.value)
        content = {name: raw for name, (owner, raw) in facts.attributes.items() if owner is not object}
        content = {name: raw for name, raw in content.items() if name not in ("__dict__", "__weakref__")}
        if _FLAGS(facts.cls) & _IMMUTABLE:
            content = {name: raw for name, raw in content.items() if not _C_DESCRIPTORS.has(raw)}
        children = namespace_children(content, None, setattr, self.value)
        bases = Child("__mro__", facts.mro, attribute_expression(self.expression, "__mro__"))
        for child in itertools.chain(children, *(c.items.children for c in children if is_a(c.items, Group))):
            raw = content.get(child.name, MISSING)
            if child.items is None and self.expression and classes.static_attribute(self.value, child.name) is raw:
                child.expression = attribute_expression(self.expression, child.name)
        return [*children, bases]

    def _instance_children(self, classes: ClassTable, own: set[str]) -> list[Child]:
        value, facts = self.value, classes.of(self.value)
        children = self._odd_children(classes)
        shown_names = own | {child.name for child in children}
        functions, special, data = [], [], []
        for name, (owner, raw) in facts.attributes.items():
            if owner is object or name in shown_names or name in ("__dict__", "__weakref__"):
                continue
            expression = attribute_expression(self.expression, name)
            if _C_DESCRIPTORS.has(raw):
                if type(raw) is types.GetSetDescriptorType and not is_dunder(name):
                    content = member(raw, value)
                    if content is not MISSING:
                        children.append(Child(name, content, expression, kind="property"))
            elif type(raw) is _TUPLE_FIELD:
                children.append(Child(name, member(raw, value), expression, visibility=visibility(name)))
            elif _FUNCTIONS.has(raw):
                shown = classes.static_attribute(value, name)
                functions.append(Child(name, raw if shown is MISSING else shown, expression, kind="method"))
            elif is_a(raw, property) or is_a(raw, functools.cached_property) or self._computed(classes, raw):
                fixed = type(raw) is property and raw.fset is None
                assign = None if fixed else (setattr, (value, name))
                lazy = Lazy(name, getattr, (value, name))
                children.append(Child(name, lazy, expression, assign, "property", visibility=visibility(name)))
            elif is_dunder(name):
                special.append(Child(name, raw, expression))
            else:
                data.append(Child(name, raw, expression, (setattr, (value, name)), visibility=visibility(name)))
        for listed in (children, functions, special, data):
            listed.sort(key=lambda child: name_order(child.name))
        special.insert(0, Child("__class__", type(value)))
        labels = [("class variables", data), ("function variables", functions)]
        if own or data or functions or len(special) > 1:
            labels.append(("special variables", special))
        return children + groups(labels)

    def _computed(self, classes: ClassTable, raw: object) -> bool:
        return classes.of(raw).find("__get__") is not MISSING and type(raw) is not type

    def _odd_children(self, classes: ClassTable) -> list[Child]:
        """What built-in types hold out of reach of attributes with plain names."""
        value = self.value
        if is_a(value, BaseException):
            return self._exception_children()
        if type(value) is types.FunctionType:
            return self._function_children()
        if type(value) is types.GeneratorType and value.gi_frame is not None:
            return [self._frame_child("locals", value.gi_frame)]
        if type(value) is types.CoroutineType and value.cr_frame is not None:
            return [self._frame_child("locals", value.cr_frame)]
        if _VIEWS.has(value):
            proxy = value if type(value) is types.MappingProxyType else value.mapping
            return [Child("mapping", found) for found in gc.get_referents(proxy) if is_a(found, dict)]
        return []

    def _exception_children(self) -> list[Child]:
        value = self.value
        found = []
        for name in ("args", "__cause__", "__context__", "__traceback__"):
            content = BaseException.__dict__[name].__get__(value)
            if content is not None:
                found.append(Child(name, content, attribute_expression(self.expression, name)))
        return found

    def _function_children(self) -> list[Child]:
        value = self.value
        found = [
            Child(name, content, attribute_expression(self.expression, name))
            for name in ("__defaults__", "__kwdefaults__", "__annotations__", "__wrapped__")
            if (
                content := dict(str_items(value.__dict__)).get(name)
                if name == "__wrapped__"
                else member(_FUNCTION[name], value)
            )
        ]
        cells = zip(value.__code__.co_freevars, value.__closure__ or (), strict=True)
        closure = [Child(name, cell_content(cell)) for name, cell in cells]
        return found + groups([("closure", [child for child in closure if child.value is not MISSING])])

    def _frame_child(self, label: str, frame: types.FrameType) -> Child:
        return Child(label, items=Group(namespace_children(dict(frame.f_locals), None)), kind="virtual")


def _hashed_at_once(keys: dict) -> bool:
    """Whether hashing the keys of a dict, whichever, runs no code of the program. It takes microseconds a hundred keys."""
    for kind in (str, int):  # nearly always they are all of one kind; then no loop of Python goes through them
        if all(map(operator.is_, map(type, dict.__iter__(keys)), itertools.repeat(kind))):
            return True
    return all(_HASHED_AT_ONCE.has(key) for key in dict.__iter__(keys))


def cell_content(cell: types.CellType) -> object:
    """What a closure cell holds, or MISSING."""
    try:
        return cell.cell_contents
    except ValueError:
        return MISSING


def namespace_children(
    content: dict[str, object], expression: str | None, store: Callable | None = None, owner: object = None
) -> list[Child]:
    """Children of a namespace (module, class): data sorted, then functions, classes and dunders in groups.

    `expression` evaluates to the namespace ("" if its names stand alone). `store(owner, name, value)` sets one.
    """
    data, functions, classes, special = [], [], [], []
    for name, value in content.items():
        assign = None if store is None else (store, (owner, name))
        path = name if expression == "" and is_variable_name(name) else attribute_expression(expression or None, name)
        child = Child(json_text(name), value, path, assign, visibility=visibility(name))
        if is_dunder(name):
            (functions if _FUNCTIONS.has(value) else special).append(child)
        elif _FUNCTIONS.has(value):
            child.kind = "method"
            functions.append(child)
        elif is_a(value, type):
            child.kind = "class"
            classes.append(child)
        else:
            data.append(child)
    for listed in (data, functions, classes, special):
        listed.sort(key=lambda child: name_order(child.name))
    labels = ("class variables", classes), ("function variables", functions), ("special variables", special)
    return data + groups(labels)


def child_counts(value: object, classes: ClassTable) -> tuple[int | None, int] | None:
    """(named or None if not worth counting, indexed) children of `value`; None if it has no children."""
    if _SCALARS.has(value):
        return None
    if _CONTAINERS.has(value):
        named, indexed = ObjectItems(value, None).counts(classes)
        return (named, indexed) if named or indexed else None
    own = classes.instance_dict(value)
    if own is not None and dict.__len__(own) > COUNTED_FROM:
        return ObjectItems(value, None).counts(classes)
    named, indexed = ObjectItems(value, None).sizes()
    return (named or None), indexed


_FUNCTION = types.FunctionType.__dict__
_TUPLE_FIELD = type(collections.namedtuple("_Field", "name").name)
_IMMUTABLE = 1 << 8
_FLAGS = type.__dict__["__flags__"].__get__
_C_DESCRIPTORS = Kinds(
    types.GetSetDescriptorType,
    types.MemberDescriptorType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
    types.BuiltinFunctionType,
)
