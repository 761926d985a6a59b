"""What a new text of a file defines beyond the former is made, in the namespaces of the module."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from types import CellType, CodeType, FunctionType
from typing import Any, Protocol

from dapper.code.quiet import Quiet
from dapper.stopping.reload.annotations import FILENAME, annotate_code, annotations_alone
from dapper.stopping.reload.definitions import Function, NewMethod, defaults_of
from dapper.stopping.reload.exchange import Refusal, keywords
from dapper.values.allowance import RELOAD, Allowance
from dapper.values.errors import Raised
from dapper.values.generics import AnyClassmethod, AnyStaticmethod
from dapper.values.static_eval import mangled
from dapper.values.statics import (
    MISSING,
    ClassFacts,
    class_name,
    class_namespace,
    class_qualname,
    is_a,
    own_attribute,
    str_items,
    type_name,
)
from dapper.values.trees import rewritten
from dapper.wire.errors import DapperError

_WRAPPERS: Mapping[str, Callable[[Any], object]] = {
    "property": property,
    "staticmethod": AnyStaticmethod,
    "classmethod": AnyClassmethod,
}
_IMPLIED: Mapping[str, Callable[[Any], object]] = {
    "__new__": AnyStaticmethod,
    "__init_subclass__": AnyClassmethod,
    "__class_getitem__": AnyClassmethod,
}
"""What a class makes of functions of its body that have these names."""
_PARTS: Mapping[str, Callable[[Any, Any], object]] = {
    "getter": property.getter,
    "setter": property.setter,
    "deleter": property.deleter,
}

Namespace = dict[Any, Any]


class Calls(Protocol):
    """What calls code of the program, within a budget (see `values.evaluator.Evaluates`)."""

    def call(self, function: Callable[..., object], *arguments: object, allowance: Allowance) -> object:
        """See `Evaluates.call`."""
        ...


class Additions:
    """Makes them.

    Args:
        evaluates: calls code of the program.
        codes: the code objects of the new text by their first line and name: what is made has these.
        future: the `from __future__` statements of the text.
    """

    def __init__(
        self,
        evaluates: Calls,
        codes: Mapping[tuple[int, str], CodeType],
        future: list[ast.stmt],
    ) -> None:
        self._evaluates, self._codes, self._future = evaluates, codes, future

    def run(self, statement: ast.stmt, namespace: Namespace) -> None:
        """Runs an import, or makes a function or class of the module.

        Raises:
            Refusal: the program's code has raised, or takes too long.
        """
        tree = ast.Module([*self._future, statement], [])
        with Quiet():
            code = self._with_codes(compile(tree, FILENAME, "exec", dont_inherit=True))
        self._call(exec, code, namespace)

    def add(self, method: NewMethod, namespace: Namespace) -> None:
        """Gives a class a function. Raises as above."""
        cls = find_class(namespace, method.owner)
        if cls is None:
            raise Refusal(f"{'.'.join(method.owner)} is not a class of the module any more")
        node, owner = method.node, method.owner[-1]
        line = min(each.lineno for each in (node, *node.decorator_list))
        code = self._codes.get((line, node.name))
        if code is None or set(code.co_freevars) - {"__class__"}:
            raise Refusal("it takes names from the body of its class, which has to run again")
        closure = tuple(CellType(cls) for _ in code.co_freevars)
        function = FunctionType(code, namespace, code.co_name, None, closure or None)
        function.__qualname__ = code.co_qualname
        values = {name: self._value(each, cls, owner, namespace) for name, each in defaults_of(node.args, code).items()}
        positional = tuple(values[name] for name in code.co_varnames[: code.co_argcount] if name in values)
        function.__defaults__ = positional or None
        named = {name: values[name] for name in keywords(code) if name in values}
        function.__kwdefaults__ = named or None
        self._annotate(function, node, cls, namespace)
        value: object = function
        for decorator in reversed(node.decorator_list):
            value = self._decorated(decorator, value, cls, owner, namespace)
        self._give(cls, mangled(node.name, owner), value)
        if method.unhashed and own_attribute(cls, "__hash__") is MISSING:
            type.__setattr__(cls, "__hash__", None)  # as when it is made: what is equal may have another hash

    def _annotate(self, function: FunctionType, node: Function, cls: type, namespace: Namespace) -> None:
        """Gives a function the annotations that its class would have given it. Raises as above."""
        outline = annotations_alone(node)
        if outline is None:
            return
        cells: dict[str, object] = {"__class__": cls, "__classdict__": class_namespace(cls)}
        code = annotate_code(outline, self._future, class_name(cls))
        if code is not None and cells.keys() >= set(code.co_freevars):
            known = self._codes.get((code.co_firstlineno, code.co_name))
            if known is not None and known.co_freevars == code.co_freevars:
                code = known  # its places are those of the file
            closure = tuple(CellType(cells[name]) for name in code.co_freevars)
            function.__annotate__ = FunctionType(code, namespace, code.co_name, None, closure or None)
            return
        with Quiet():
            code = compile(ast.Module([*self._future, outline], []), FILENAME, "exec", dont_inherit=True)
        names: dict[str, Any] = dict(str_items(class_namespace(cls)))
        self._call(exec, code, namespace, names)
        annotations: Any = self._call(getattr, names[node.name], "__annotations__")
        function.__annotations__ = annotations

    def _give(self, cls: type, name: str, value: object) -> None:
        """Gives a class an attribute as if its body had, when it was made. Raises as above; then the class is as before."""
        if name in _IMPLIED and type(value) is FunctionType:
            value = _IMPLIED[name](value)
        former = own_attribute(cls, name)
        type.__setattr__(cls, name, value)
        if ClassFacts(type(value)).find("__set_name__") is MISSING:
            return
        try:
            self._call(_tell_name, value, cls, name)
        except Refusal:
            if former is MISSING:
                type.__delattr__(cls, name)
            else:
                type.__setattr__(cls, name, former)
            raise

    def _decorated(self, decorator: ast.expr, value: object, cls: type, owner: str, namespace: Namespace) -> object:
        if isinstance(decorator, ast.Attribute) and isinstance(decorator.value, ast.Name):
            existing = own_attribute(cls, mangled(decorator.value.id, owner))
            part = _PARTS.get(decorator.attr)
            if type(existing) is property and part is not None:
                return part(existing, value)
        if isinstance(decorator, ast.Name) and decorator.id in _WRAPPERS:
            if decorator.id not in dict(str_items(namespace)) and own_attribute(cls, decorator.id) is MISSING:
                return _WRAPPERS[decorator.id](value)
        return self._call(self._value(decorator, cls, owner, namespace), value)

    def _value(self, expression: ast.expr, cls: type, owner: str, namespace: Namespace) -> object:
        """What an expression of the body of a class is now: of the names that it had there, the class has these."""
        with Quiet():
            code = compile(_with_mangled_names(ast.Expression(expression), owner), FILENAME, "eval", dont_inherit=True)
        return self._call(eval, self._with_codes(code), namespace, dict(str_items(class_namespace(cls))))

    def _call(self, function: Any, *arguments: object) -> object:
        try:
            return self._evaluates.call(function, *arguments, allowance=RELOAD)
        except Raised as error:
            raise Refusal(f"it raises {type_name(error.error)}") from None
        except DapperError as error:
            raise Refusal(str(error)) from None

    def _with_codes(self, code: CodeType) -> CodeType:
        """The same code, which makes functions of the very code objects of the new text."""
        constants = tuple(
            self._codes.get((each.co_firstlineno, each.co_name), each) if type(each) is CodeType else each
            for each in code.co_consts
        )
        return code.replace(co_consts=constants)


def _with_mangled_names(expression: ast.Expression, owner: str) -> ast.Expression:
    """The expression with its names as the body of a class has them."""

    def named(node: ast.AST) -> ast.AST:
        if isinstance(node, ast.Name):
            node.id = mangled(node.id, owner)
        elif isinstance(node, ast.Attribute):
            node.attr = mangled(node.attr, owner)
        return node

    return rewritten(expression, named, ())


def _tell_name(value: object, cls: type, name: str) -> None:
    kind: Any = type(value)
    kind.__set_name__(value, cls, name)


def find_class(namespace: Namespace, names: tuple[str, ...]) -> type | None:
    """The class to which names lead from a module, if it was made under them."""
    found: object = dict(str_items(namespace)).get(names[0], MISSING)
    for name in names[1:]:
        found = own_attribute(found, name) if is_a(found, type) else MISSING
    return found if is_a(found, type) and class_qualname(found) == ".".join(names) else None


def codes_by_place(root: CodeType) -> dict[tuple[int, str], CodeType]:
    """The code objects of a text by first line and name, without those that share both."""
    found: dict[tuple[int, str], CodeType] = {}
    twice: set[tuple[int, str]] = set()
    for code in _nested(root):
        key = (code.co_firstlineno, code.co_name)
        if key in found:
            twice.add(key)
        found[key] = code
    return {key: code for key, code in found.items() if key not in twice}


def _nested(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if type(each) is CodeType:
            yield each
            yield from _nested(each)
