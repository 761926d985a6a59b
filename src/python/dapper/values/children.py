"""The children of a value in the variables tree, one page at a time.

`Items` answers two questions about a node: how many children it has (`counts`), and which (`named`, `indexed`, from
`start`, at most `count`). Nothing is copied beyond the page.
"""

from __future__ import annotations

import collections
import enum
import itertools
import operator
import types
from typing import TYPE_CHECKING, Any

from dapper.values import settable
from dapper.values.announced import announced
from dapper.values.built_in import odd_children
from dapper.values.c_data import followed_field
from dapper.values.child import FUNCTIONS, Child, Group, in_order
from dapper.values.generics import (
    AnyCachedProperty,
    AnyDict,
    AnyProxy,
    CField,
)
from dapper.values.mappings import is_listed_in_order, ordered_items
from dapper.values.names import attribute_expression, is_dunder, key_expression, name_order, visibility
from dapper.values.namespace import namespace_children
from dapper.values.presentation import GROUPED, Presentation, class_kind, groups
from dapper.values.sequences import COLLECTIONS, KEEPS, item_children, item_count, spans
from dapper.values.statics import (
    MISSING,
    ClassTable,
    Descriptor,
    Failure,
    Kinds,
    class_name,
    is_a,
    is_built_in,
    module_dict,
    str_items,
)
from dapper.values.wrapped import behind_proxy

if TYPE_CHECKING:
    from dapper.values.presentation import Kind

_BASES = type.__dict__["__bases__"].__get__
_SCALARS = Kinds(int, float, complex, bool, str, bytes, type(None), type(...), type(NotImplemented))
_CONTAINERS = Kinds(*COLLECTIONS, AnyDict, AnyProxy)
# Below this many attributes a client gets no count: counting means inspecting the whole class.
COUNTED_FROM = 500

_Own = tuple[str, object, dict[Any, Any] | None]
"""An instance's own attribute: its name, its content, and the instance's `__dict__` if it is an item of that."""


class ObjectItems:
    """The children of one value. `expression`: evaluates to the value in its frame, or None."""

    def __init__(self, value: object, expression: str | None, presentation: Presentation = GROUPED) -> None:
        self.value = value
        self._presentation = presentation
        self._mapping = value if is_a(value, AnyDict) else behind_proxy(value)
        self.expression = expression
        self._known: tuple[ClassTable, list[_Own], list[Child]] | None = None

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        """(named, indexed) children."""
        return self._mapping_size() + self.besides(classes), item_count(self.value)

    def besides(self, classes: ClassTable) -> int:
        """How many children are no items."""
        own, rest = self._attributes_once(classes)
        return len(own) + len(rest)

    def indexed(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        """Items `start` to `start + count` of a list, tuple, deque or set, say."""
        return item_children(self.value, self.expression, classes, start, count)

    def named(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        """Dict items in their order, then attributes, sorted, then groups."""
        size = self._mapping_size()
        found = self._mapping_page(classes, start, min(start + count, size)) if start < size else []
        rest = count - len(found)
        if rest > 0:
            first = max(0, start - size)
            own, children = self._attributes_once(classes)
            page = [self._own_child(classes, item) for item in own[first : first + rest]]
            first = max(0, first - len(own))
            found += page + children[first : first + rest - len(page)]
        return found

    def sizes(self) -> tuple[int, int]:
        """(dict items, sequence items), attributes not counted."""
        return self._mapping_size(), item_count(self.value)

    # Mappings and sequences

    def _mapping_size(self) -> int:
        return AnyDict.__len__(self._mapping) if self._mapping is not None else 0

    def _mapping_page(self, classes: ClassTable, start: int, stop: int) -> list[Child]:
        mapping = self._mapping
        if mapping is None:
            return []
        facts = classes.of(mapping)  # a proxy asks what it stands for
        base = self.expression
        by_key = base is not None and facts.find("__getitem__") is dict.__dict__["__getitem__"]
        # A key without source text is known by its place; two keys may look alike, but cannot be equal.
        by_place = base is not None and is_listed_in_order(mapping, facts)
        found: list[Child] = []
        for place, (key, item) in enumerate(itertools.islice(ordered_items(mapping), start, stop), start):
            source = key_expression(key)
            if source is not None:
                expression = f"{base}[{source}]" if by_key else None
            else:
                expression = f"[*{base}.values()][{place}]" if by_place else None
            found.append(Child(source, item, expression, (operator.setitem, (mapping, key)), key=key))
        return found

    # Attributes

    def _attributes_once(self, classes: ClassTable) -> tuple[list[_Own], list[Child]]:
        # One request asks for the counts and for a page; a class table lives as long as one request.
        if self._known is None or self._known[0] is not classes:
            self._known = (classes, *self._attributes(classes))
        return self._known[1:]

    def _attributes(self, classes: ClassTable) -> tuple[list[_Own], list[Child]]:
        """The instance's own attributes, sorted (there may be very many), and all that comes after them."""
        value = self.value
        if _SCALARS.has(value) or _CONTAINERS.has(value):
            return [], []
        if is_a(value, types.ModuleType):
            content = dict(str_items(module_dict(value)))
            shown = namespace_children(content, self.expression, setattr, value, self._presentation)
            return [], [*announced(classes, value, self.expression, set(content)), *shown]
        if is_a(value, type):
            known = {*classes.facts(value).attributes, *classes.of(value).attributes}
            return [], [*announced(classes, value, self.expression, known), *self._class_children(classes, value)]
        namespace = classes.instance_dict(value)
        own: list[_Own] = [] if namespace is None else [(*item, namespace) for item in str_items(namespace)]
        own += [(*item, None) for item in classes.slots(value)]
        own = [item for item in own if not is_dunder(item[0])]
        own.sort(key=lambda item: name_order(item[0]))
        apart = self._presentation.sorts_out
        protected = [self._own_child(classes, item) for item in own if apart(item[0])]
        rest = self._instance_children(classes, {item[0] for item in own}, protected)
        first = groups([("spans", spans(value, self.expression))])
        if first:
            return [], [*first, *(self._own_child(classes, item) for item in own), *rest]
        return ([item for item in own if not apart(item[0])] if protected else own), rest

    def _own_child(self, classes: ClassTable, own: _Own) -> Child:
        name, content, namespace = own
        value, facts = self.value, classes.of(self.value)
        raw = facts.find(name)
        if namespace is not None and raw is not MISSING and classes.is_data_descriptor(raw):
            # A property or a slot of the class hides it: only here can it be seen and set.
            store = AnyDict.__setitem__, (namespace, name)
            return Child(name, content, None, store, visibility=visibility(name), place="__dict__")
        expression = attribute_expression(self.expression, name) if classes.reads_plainly(facts) else None
        child = Child(name, content, expression, (setattr, (value, name)), visibility=visibility(name))
        if namespace is None and type(raw) is types.MemberDescriptorType and is_built_in(raw.__objclass__):
            child.assign, child.refusal = settable.of_c(raw, value, name)
        return child

    def _class_children(self, classes: ClassTable, cls: type) -> list[Child]:
        facts = classes.facts(cls)
        content = {
            name: raw
            for name, (owner, raw) in facts.attributes.items()
            if owner is not object and name not in _PLUMBING and not (_C_PARTS.has(raw) and is_built_in(owner))
        }
        store = None if is_built_in(cls) else setattr
        children = namespace_children(content, None, store, cls, self._presentation)
        order = Child("__mro__", facts.mro, attribute_expression(self.expression, "__mro__"))
        for child in itertools.chain(children, *(c.items.children for c in children if isinstance(c.items, Group))):
            name = child.name
            if is_a(child.value, type):
                child.kind = class_kind(child.value, "innerClass")
            child.constant = child.constant or (is_a(child.value, enum.Enum) and type(child.value) is cls)
            if name is None or child.items is not None or not self.expression:
                continue
            if classes.static_attribute(cls, name) is content.get(name, MISSING):
                child.expression = attribute_expression(self.expression, name)
        return [*children, *groups([("base classes", self._bases(cls))]), order]

    def _bases(self, cls: type) -> list[Child]:
        """The classes that a class is derived from, but for `object`."""
        bases, path = _BASES(cls), attribute_expression(self.expression, "__bases__")
        found = [
            Child(
                class_name(base), base, None if path is None else f"{path}[{place}]", kind="baseClass", place=str(place)
            )
            for place, base in enumerate(bases)
        ]
        return [] if bases == (object,) else found

    def _instance_children(self, classes: ClassTable, own: set[str], protected: list[Child]) -> list[Child]:
        value, facts = self.value, classes.of(self.value)
        children = odd_children(value, self.expression, self._presentation)
        shown_names = own | {child.name for child in children}
        functions: list[Child] = []
        special = [Child("__class__", type(value), kind="mostDerivedClass")]
        listed: dict[str, list[Child]] = {"data": [], "function": functions, "special": special}
        for name, (owner, raw) in facts.attributes.items():
            if owner is object or name in shown_names or name in _PLUMBING:
                continue
            try:
                group, child = self._class_attribute(classes, name, raw, owner)
            except Exception as error:  # shown in its row: the others are unaffected
                group, child = "", Child(name, Failure(error))
            if child is not None:
                listed.get(group, children).append(child)
        children += announced(classes, value, self.expression, own | facts.attributes.keys())
        data = in_order(listed["data"])
        if not (own or data or functions or len(special) > 1):
            special.clear()
        members: dict[Kind, list[Child]] = {"function": functions, "protected": protected, "special": special}
        arranged = self._presentation.arranged(children, members)
        at = next((at for at, child in enumerate(arranged) if child.items is not None), len(arranged))
        arranged[at:at] = groups([("class attributes", data)])
        return arranged

    def _class_attribute(self, classes: ClassTable, name: str, raw: object, owner: type) -> tuple[str, Child | None]:
        """An attribute that the instance has from its class: what it belongs to ("": to no group), and its child."""
        value = self.value
        path = attribute_expression(self.expression, name)
        # Where attributes are looked up in a way of the class's own, its expression may give another than is shown.
        plain = path if classes.reads_plainly(classes.of(value)) else None
        if _READ_FROM_C.has(raw):
            followed = followed_field(classes, value, name, owner) if type(raw) is CField else None
            if followed is not None:
                followed.expression = plain
                return "", followed
            is_field = type(raw) is _TUPLE_FIELD
            if not is_field and (
                is_dunder(name) or (type(raw) is types.MemberDescriptorType and raw.__objclass__ is owner)
            ):
                return "", None  # a slot is among the instance's own
            content = classes.read(raw, value)
            assign, refusal = (None, KEEPS.format("tuple")) if is_field else settable.of_c(raw, value, name)
            child = Child(
                name,
                content,
                plain,
                assign,
                None if is_field or type(raw) is CField else "property",
                None,
                visibility(name),
            )
            child.refusal = refusal
            return "", None if content is MISSING else child
        if FUNCTIONS.has(raw) or _OTHER_FUNCTIONS.has(raw):
            if _OTHER_FUNCTIONS.has(raw) and (is_built_in(owner) or is_dunder(name)):
                return "", None
            shown = classes.static_attribute(value, name)
            found = (raw, None) if shown is MISSING else (shown, path)
            return "function", Child(name, *found, kind="method")
        if is_a(raw, property) or is_a(raw, AnyCachedProperty) or self._computed(classes, raw):
            return "", Child.lazy(name, value, path, *settable.of_descriptor(classes, value, name, raw))
        if is_dunder(name):
            own = classes.static_attribute(value, name)  # maybe one that the object has itself
            return "special", Child(name, raw if own is MISSING else own, None if own is MISSING else plain)
        assign, refusal = settable.of_class(classes, value, name)
        child = Child(name, raw, plain, assign, visibility=visibility(name))
        child.refusal = refusal
        return "data", child

    def _computed(self, classes: ClassTable, raw: object) -> bool:
        return classes.of(raw).find("__get__") is not MISSING and type(raw) is not type


def child_counts(
    value: object, classes: ClassTable, presentation: Presentation = GROUPED
) -> tuple[int | None, int] | None:
    """(named or None if not worth counting, indexed) children of `value`; None if it has no children."""
    if _SCALARS.has(value):
        return None
    items = ObjectItems(value, None, presentation)
    size, indexed = items.sizes()
    if not (size or indexed or _CONTAINERS.has(value)):
        own = classes.instance_dict(value)
        if own is None or AnyDict.__len__(own) <= COUNTED_FROM:
            return None, 0
    # Clients ask for a part of the items, and for what there is besides only if it is counted.
    named = size + _besides(items, classes)
    return (named, indexed) if named or indexed else None


def _besides(items: ObjectItems, classes: ClassTable) -> int:
    """How many children are no items: often, all that there are belong to the class, and are counted once."""
    value = items.value
    if not any(is_a(value, kind) for kind in (*COLLECTIONS, AnyDict)) or classes.own_attributes(value):
        return items.besides(classes)
    known = classes.besides.get(id(type(value)))
    if known is None:
        known = classes.besides[id(type(value))] = items.besides(classes)
    return known


_TUPLE_FIELD: type[Descriptor] = vars(collections)["_tuplegetter"]
_PLUMBING = frozenset(("__dict__", "__weakref__"))
_OTHER_FUNCTIONS = Kinds(
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.ClassMethodDescriptorType,
    types.BuiltinFunctionType,
    types.MethodWrapperType,
    types.MethodType,
)
_READ_FROM_C = Kinds(types.GetSetDescriptorType, types.MemberDescriptorType, _TUPLE_FIELD, CField)
_C_PARTS = Kinds(types.GetSetDescriptorType, types.MemberDescriptorType, *_OTHER_FUNCTIONS.kinds)
