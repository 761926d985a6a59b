"""The text of a value as an f-string has it, bounded in time and size."""

from dapper.values.budget import LookBudget, LookSkipped, LookTimeout, Page
from dapper.values.render import CONSOLE, Renderer
from dapper.values.statics import json_text, type_name

_LIKE_REPR = frozenset(id(kind.__dict__["__format__"]) for kind in (object, int, float, complex))
"""Formats that give what `str` gives, where none is asked for."""


def formatted(value: object, budget: LookBudget) -> str:
    """What `{value}` is in an f-string. What the program's own classes do wrong becomes part of the text."""
    if type(value) is str:
        return json_text(value)
    renderer = Renderer(Page(budget), CONSOLE)
    facts = renderer.classes.of(value)
    if id(facts.find("__format__")) in _LIKE_REPR and facts.find("__str__") is object.__dict__["__str__"]:
        return renderer.text(value)
    try:
        text = renderer.looks.call(format, value)
    except (LookTimeout, LookSkipped):
        return f"<{type_name(value)} object; its text took longer than {renderer.looks.each * 1000:.0f} ms>"
    except BaseException as error:
        if not renderer.looks.owns(error):
            raise
        return renderer.error_text(error)
    return json_text(str.__getitem__(text, slice(0, CONSOLE.characters)))
