"""Evaluation that runs no code of the program: names, attributes and items of built-in containers.

Used where a person only looks: hovering, and completion after a dot.
"""

from __future__ import annotations

import ast
import enum
import types
from typing import TYPE_CHECKING

from dapper.values.generics import AnyArray, AnyDeque, AnyDict, AnyList, AnySlice, AnyTuple
from dapper.values.library_items import is_plain_slice, library_attribute, library_item, parts_of
from dapper.values.scope import Scope
from dapper.values.statics import MISSING, ClassTable, Kinds, is_a
from dapper.values.wrapped import behind_proxy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeGuard

_KEYS = Kinds(str, int, bool, float, bytes, type(None))
_SEQUENCES: tuple[type[Sequence[object]], ...] = (
    AnyList,
    AnyTuple,
    str,
    bytes,
    bytearray,
    range,
    AnyDeque,
    AnyArray,
    memoryview,
)
_HASH_OF_ENUM = vars(enum.Enum)["__hash__"]
_INDICES = Kinds(int, bool, AnySlice)
_WORDS = {
    "Await": "'await'",
    "BinOp": "an operator",
    "BoolOp": "an operator",
    "Call": "a call",
    "Compare": "a comparison",
    "Dict": "unpacking",
    "DictComp": "a comprehension",
    "GeneratorExp": "a generator expression",
    "IfExp": "a conditional expression",
    "JoinedStr": "an f-string",
    "Lambda": "a lambda",
    "ListComp": "a comprehension",
    "NamedExpr": "an assignment",
    "SetComp": "a comprehension",
    "Starred": "unpacking",
    "TemplateStr": "a t-string",
    "UnaryOp": "an operator",
    "Yield": "'yield'",
    "YieldFrom": "'yield from'",
}
"""What the language calls the kinds of expressions that are not evaluated here, by the names of their nodes."""


class Unsafe(Exception):
    """The expression would, or might, run code of the program. `str()` names the part."""


class Missing(Unsafe):
    """An item that is not there, and may be made when it is asked for."""


class Unknown(Exception):
    """The expression names something that is not there. `str()` says what."""


class _NoKey(Unknown):
    """A mapping has nothing under the key."""


def static_value(tree: ast.expr, scope: Scope, classes: ClassTable) -> object:
    """The value of `tree` in `scope`. Raises Unsafe, Unknown, RecursionError."""
    match tree:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return static_name(name, scope)
        case ast.Attribute():
            return _attribute(tree, scope, classes)
        case ast.Subscript(value=base, slice=index):
            return _item(static_value(base, scope, classes), static_value(index, scope, classes), classes)
        case ast.UnaryOp(ast.USub(), ast.Constant(value)) if type(value) is int or type(value) is float:
            return -value
        case ast.Tuple(elts=parts):
            return tuple(static_value(part, scope, classes) for part in parts)
        case ast.List(elts=parts):
            return [static_value(part, scope, classes) for part in parts]
        case ast.Dict(keys=keys, values=parts) if None not in keys:
            values = [static_value(part, scope, classes) for part in parts]
            return dict(zip(_keys([key for key in keys if key is not None], scope, classes), values, strict=True))
        case ast.Set(elts=keys):
            return set(_keys(keys, scope, classes))
        case ast.Slice(lower=lower, upper=upper, step=step):
            return slice(
                *(None if part is None else static_value(part, scope, classes) for part in (lower, upper, step))
            )
        case _:
            raise Unsafe(f"{_WORDS.get(type(tree).__name__, 'this')} runs code")


def _keys(trees: list[ast.expr], scope: Scope, classes: ClassTable) -> list[object]:
    keys = [static_value(tree, scope, classes) for tree in trees]
    if not all(_is_plain_key(key) for key in keys):
        raise Unsafe("hashing a key runs code")
    return keys


def _attribute(tree: ast.Attribute, scope: Scope, classes: ClassTable) -> object:
    chain: list[str] = []  # no recursion: a chain of attributes may be long
    base: ast.expr = tree
    while isinstance(base, ast.Attribute):
        chain.append(base.attr)
        base = base.value
    found = static_value(base, scope, classes)
    while chain:
        attr = chain.pop()
        owner, name = found, mangled_in(attr, scope)
        found = classes.static_attribute(owner, name)
        if found is MISSING:
            found = library_attribute(owner, name, classes)
        if found is MISSING:
            raise Unsafe(f"reading .{attr} may run code")
    return found


def static_name(name: str, scope: Scope) -> object:
    """What a name means in a scope. Raises Unknown."""
    name = mangled_in(name, scope)
    local = scope.locals()
    if name in local:
        return local[name]
    if name in scope.declared():
        raise Unknown(f"local variable {name!r} has no value yet")
    for names in (scope.around(), scope.global_names(), scope.builtin_names()):
        if name in names:
            return names[name]
    raise Unknown(f"name {name!r} is not defined")


def _item(owner: object, index: object, classes: ClassTable) -> object:
    kind, getter = type(owner), classes.of(owner).find("__getitem__")
    try:
        if is_a(owner, AnyDict) and getter is _getter(AnyDict):
            return _value(owner, index, classes)
        for base in _SEQUENCES:
            if is_a(owner, base) and getter is _getter(base) and _INDICES.has(index):
                if not _is_plain_index(index):
                    raise Unsafe("this slice runs code")
                return base.__getitem__(owner, index)
        found = library_item(owner, index, classes)
    except KeyError as error:
        raise _NoKey(f"KeyError: {error}") from None
    except (LookupError, TypeError, ValueError, NotImplementedError) as error:
        raise Unknown(f"{type(error).__name__}: {error}") from None
    if found is not MISSING:
        return found
    mapping = behind_proxy(owner)
    if mapping is not None:
        return _item(mapping, index, classes)
    parts = parts_of(owner, index, classes)
    if parts is not None:
        return _item_of_one(parts, index, classes)
    raise Unsafe(f"an item of a {kind.__name__} runs code" if type(kind) is type else "this item runs code")


def _item_of_one(parts: list[object], index: object, classes: ClassTable) -> object:
    """The item of the first part that has one under the key."""
    for part in parts:
        try:
            return _item(part, index, classes)
        except _NoKey:
            continue
    raise _NoKey(f"KeyError: {index!r}")


def _getter(kind: type) -> object:
    return kind.__dict__["__getitem__"]


def _value(owner: AnyDict, key: object, classes: ClassTable) -> object:
    """What a dict, maybe of a class derived from that, has under a key.

    An object that keeps its hash is found as the key that it is.
    """
    is_plain = _is_plain_key(key)
    if not is_plain or not all(map(_is_plain_key, AnyDict.__iter__(owner))):
        keeps = is_plain or _keeps_hash(key, classes)
        for each, value in AnyDict.items(owner) if keeps else ():
            if each is key or (is_plain and _is_plain_key(each) and each == key):
                return value
        raise Unsafe("comparing the keys of this dict runs code")
    if not AnyDict.__contains__(owner, key) and classes.of(owner).find("__missing__") is not MISSING:
        raise Missing("an item that is missing runs code")
    return AnyDict.__getitem__(owner, key)


def _is_plain_index(index: int | AnySlice) -> TypeGuard[int | slice[int | None, int | None, int | None]]:
    return type(index) is not AnySlice or is_plain_slice(index)


def _keeps_hash(key: object, classes: ClassTable) -> bool:
    found = classes.of(key).find("__hash__")
    return type(found) is types.WrapperDescriptorType or found is _HASH_OF_ENUM


def _is_plain_key(key: object) -> bool:
    return _KEYS.has(key) or (type(key) is AnyTuple and all(_is_plain_key(part) for part in key))


def enclosing_class(code: types.CodeType | None, is_function: bool) -> str | None:
    """The class whose body holds this code in the source, which mangles names like `__x`. None outside classes."""
    if code is None:
        return None
    parts = code.co_qualname.split(".")
    if not is_function:
        return parts[-1] if code.co_name != "<module>" else None
    parts.pop()
    while parts and parts[-1] == "<locals>":
        del parts[-2:]
    return parts[-1] if parts else None


def mangled(name: str, owner: str | None) -> str:
    """What a name like `__x` becomes in the body of a class; other names, and names outside classes, stay."""
    owner = owner.lstrip("_") if owner else ""
    if not owner or not name.startswith("__") or name.endswith("__"):
        return name
    return f"_{owner}{name}"


def mangled_in(name: str, scope: Scope) -> str:
    return mangled(name, enclosing_class(scope.code, scope.is_function))
