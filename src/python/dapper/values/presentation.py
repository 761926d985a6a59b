"""How variables are presented: in which groups, and with which hints for a client (DAP's `presentationHint`).

Groups have debugpy's names, and its setting `variablePresentation` says which there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dapper.values.child import Child, Group, Lazy, in_order
from dapper.values.generics import AnyDict, AnyFrozenset, AnyList
from dapper.values.names import is_dunder
from dapper.values.statics import FUNCTIONS, MISSING, Failure, class_name, is_a, own_attribute

if TYPE_CHECKING:
    from typing import Literal

    from dapper.wire.requests import VariablePresentation

    Kind = Literal["special", "function", "class", "protected"]

_LABELS = MappingProxyType(
    {
        "class": "class variables",
        "function": "function variables",
        "protected": "protected variables",
        "special": "special variables",
    }
)
_DEFAULTS = MappingProxyType({"protected": "inline"})
_EFFECTS = "hasSideEffects"
_EVENTS = frozenset(("asyncio.locks", "threading"))
"""Modules whose class `Event` is one."""


class Presentation:
    """Where members of a kind stand: in a group, among the others (`inline`), or nowhere (`hide`).

    Args:
        chosen: by kind, and for `all` kinds that are not named.
    """

    def __init__(self, chosen: VariablePresentation | None = None) -> None:
        given: Mapping[str, object] = chosen or {}
        self._way = {kind: given.get(kind) or given.get("all") or _DEFAULTS.get(kind, "group") for kind in _LABELS}

    def sorts_out(self, name: str) -> bool:
        """Whether an attribute of that name stands apart because of its name alone."""
        return name.startswith("_") and not is_dunder(name) and self._way["protected"] != "inline"

    def groups(self, kind: Kind) -> bool:
        """Whether members of a kind have a group."""
        return self._way[kind] == "group"

    def arranged(self, plain: list[Child], members: Mapping[Kind, list[Child]]) -> list[Child]:
        """Members that have no group, sorted, and behind them a collapsed group for each other kind."""
        inline = [child for kind, several in members.items() if self._way[kind] == "inline" for child in several]
        shown = {_LABELS[kind]: in_order(several) for kind, several in members.items() if self.groups(kind)}
        found = in_order(plain + inline) + groups(shown.items())
        for child in found:
            if child.items is not None and child.name == _LABELS["protected"]:
                child.visibility = "protected"
        return found


GROUPED = Presentation()
"""debugpy's own choice: all but protected members."""


def groups(groupings: Iterable[tuple[str, list[Child]]]) -> list[Child]:
    """A collapsed child per group that is not empty."""
    return [Child(label, items=Group(children), kind="virtual") for label, children in groupings if children]


def hint(child: Child, has_children: bool) -> dict[str, object]:
    """The `VariablePresentationHint` of a child. Nothing of the program is asked."""
    found: dict[str, object] = {"kind": child.kind or _kind(child.value)}
    if child.visibility is not None:
        found["visibility"] = child.visibility
    attributes = attributes_of(child.value, has_children) if child.items is None else []
    if child.items is None and child.assign is None:
        attributes.append("readOnly")
    if child.constant:
        attributes.append("constant")
    if type(child.value) is Lazy:
        found["lazy"] = True
        attributes.append(_EFFECTS)
    if attributes:
        found["attributes"] = attributes
    return found


def attributes_of(value: object, has_children: bool) -> list[str]:
    """The attributes that a value has wherever it is."""
    if is_a(value, str):
        return ["rawString"]
    return ["canHaveObjectId", "hasObjectId"] if has_children else []


def result_hint(value: object, has_children: bool, acts: bool) -> dict[str, object]:
    """What an answer to `evaluate` has for a hint: the body's part. `acts`: evaluating may have changed something."""
    attributes = attributes_of(value, has_children) + [_EFFECTS] * acts
    return {"presentationHint": {"attributes": attributes}} if attributes else {}


def has_effects(body: Mapping[str, object]) -> bool:
    """Whether an answer to `evaluate` says that evaluating may have changed something."""
    hint = body.get("presentationHint")
    attributes = hint.get("attributes") if type(hint) is AnyDict else None
    return type(attributes) is AnyList and _EFFECTS in attributes


def _kind(value: object) -> str:
    if value is MISSING or type(value) is Failure:
        return "data"
    if is_a(value, type):
        return class_kind(value)
    if FUNCTIONS.has(value):
        return "method"
    return "event" if _is_event(type(value)) else "data"


def class_kind(cls: type, ordinary: str = "class") -> str:
    """`interface` for a class that has no instances of its own, or the kind that it has as an ordinary one."""
    unmade = own_attribute(cls, "__abstractmethods__")
    abstract = type(unmade) is AnyFrozenset and AnyFrozenset.__len__(unmade) > 0
    return "interface" if abstract or own_attribute(cls, "_is_protocol") is True else ordinary


def _is_event(cls: type) -> bool:
    if class_name(cls) != "Event":
        return False
    module = own_attribute(cls, "__module__")
    return type(module) is str and module in _EVENTS
