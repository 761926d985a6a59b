"""How functions and classes are called: the parameters, without running code of the program."""

from __future__ import annotations

import re
import types
from typing import Any, NamedTuple

from dapper.code import flags
from dapper.values.generics import AnyClassmethod, AnyStaticmethod
from dapper.values.names import key_expression
from dapper.values.statics import MISSING, ClassTable, Kinds, is_a, json_text

_LONGEST_DEFAULT = 24
_LONGEST = 160
"""Characters of a default, and of all parameters."""
_BUILT_IN = Kinds(types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)
_WRITTEN: dict[type, Any] = {kind: kind.__dict__["__text_signature__"] for kind in _BUILT_IN.kinds}
_FIRST = re.compile(r"^\(\$\w+(?:, /)?(?:, )?")
"""What C code calls the module or the object that a function belongs to."""
_KEYWORD = re.compile(r"(\w+)=")


class Signature(NamedTuple):
    """How something is called.

    Attributes:
        text: the parameters in brackets.
        keywords: names of those that can be given by name.
    """

    text: str
    keywords: tuple[str, ...]


def signature(value: object, classes: ClassTable, of_instance: bool = False) -> Signature | None:
    """How a value is called; None if it is not known, or cannot be called.

    `of_instance`: the value is what a class holds, and is called as an attribute of an object of that class.
    """
    if type(value) is AnyStaticmethod:
        return signature(value.__func__, classes)
    if type(value) is AnyClassmethod:
        return signature(value.__func__, classes, True)
    if type(value) is types.MethodType:
        return signature(value.__func__, classes, True)
    if type(value) is types.FunctionType:
        return _of_function(value, 1 if of_instance else 0)
    if _BUILT_IN.has(value):
        written: object = _WRITTEN[type(value)].__get__(value)
        return _written(_FIRST.sub("(", written)) if type(written) is str else None
    if is_a(value, type):
        return signature(classes.facts(value).find("__init__"), classes, True)
    return None


def _written(text: str) -> Signature:
    return Signature(_cut(text), tuple(_KEYWORD.findall(text)))


def _of_function(function: types.FunctionType, bound: int) -> Signature:
    """`bound`: how many of its parameters are given already."""
    code, defaults, named = function.__code__, function.__defaults__ or (), function.__kwdefaults__ or {}
    names, count = code.co_varnames, code.co_argcount
    parts: list[str] = []
    for index in range(bound, count):
        at = index - (count - len(defaults))
        parts.append(names[index] + (_default(defaults[at]) if at >= 0 else ""))
        if index == code.co_posonlyargcount - 1:
            parts.append("/")
    only = names[count : count + code.co_kwonlyargcount]
    rest = count + code.co_kwonlyargcount
    if code.co_flags & flags.VARARGS:
        parts.append(f"*{names[rest]}")
        rest += 1
    elif only:
        parts.append("*")
    parts += [name + (_default(named[name]) if named.get(name, MISSING) is not MISSING else "") for name in only]
    if code.co_flags & flags.VARKEYWORDS:
        parts.append(f"**{names[rest]}")
    by_name = (*names[max(bound, code.co_posonlyargcount) : count], *only)
    return Signature(_cut(f"({', '.join(parts)})"), by_name)


def _default(value: object) -> str:
    source = key_expression(value)
    return f"={source if source is not None and len(source) <= _LONGEST_DEFAULT else '…'}"


def _cut(text: str) -> str:
    shown = json_text(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 2]}…)"
