"""Children of a namespace: of a module, a class, or a frame at module or class level."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dapper.values.child import FUNCTIONS, Child
from dapper.values.names import attribute_expression, is_dunder, is_variable_name, visibility
from dapper.values.presentation import GROUPED, Presentation
from dapper.values.statics import is_a

if TYPE_CHECKING:
    from dapper.values.presentation import Kind


def namespace_children(
    content: dict[str, object],
    expression: str | None,
    store: Callable[..., object] | None = None,
    owner: object = None,
    presentation: Presentation = GROUPED,
) -> list[Child]:
    """Data sorted, then functions, classes and dunders in groups.

    `expression` evaluates to the namespace ("" if its names stand alone). `store(owner, name, value)` sets one.
    """
    plain: list[Child] = []
    members: dict[Kind, list[Child]] = {"class": [], "function": [], "protected": [], "special": []}
    for name, value in content.items():
        assign = None if store is None else (store, (owner, name))
        path = name if expression == "" and is_variable_name(name) else attribute_expression(expression or None, name)
        child = Child(name, value, path, assign, visibility=visibility(name))
        child.constant = name.isupper() and store is not None
        if FUNCTIONS.has(value):
            members["function"].append(child)
        elif is_dunder(name):
            members["special"].append(child)
        elif is_a(value, type):
            members["class"].append(child)
        elif presentation.sorts_out(name):
            members["protected"].append(child)
        else:
            plain.append(child)
    return presentation.arranged(plain, members)
