"""What two texts of a file define: what is new in the second, what is gone, and what would have to run again."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from types import CodeType

from dapper.code.columns import written
from dapper.values.generics import AnyList

Function = ast.FunctionDef | ast.AsyncFunctionDef
_Definition = Function | ast.ClassDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LAMBDA = "<lambda>"


class Statement:
    """A statement of the new text that has not run, and does not run now.

    Attributes:
        line: 1-based.
        what: in words.
    """

    __slots__ = ("line", "what")

    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what


class NewMethod:
    """A function that a class gets which is there already.

    Attributes:
        owner: the names that lead from the module to the class.
        node: its definition.
        unhashed: whether the class would have no `__hash__` because of it.
    """

    __slots__ = ("node", "owner", "unhashed")

    def __init__(self, owner: tuple[str, ...], node: Function, unhashed: bool) -> None:
        self.owner, self.node, self.unhashed = owner, node, unhashed

    @property
    def name(self) -> str:
        """With that of the class."""
        return ".".join((*self.owner, self.node.name))


class Definitions:
    """What has changed between two texts, apart from what is in functions.

    Args:
        before: the text that the program was started with, as a tree; None: it is not known.
        after: the new text.
        lines: of the new text.
        known: names that the module has, for where the text before is not known.

    Attributes:
        statements: new imports, functions and classes of the module.
        methods: new functions of classes.
        removed: names of functions and classes that the new text does not have any more.
        to_run: new statements that would have to run for the change to take effect.
    """

    def __init__(
        self, before: ast.Module | None, after: ast.Module, lines: Sequence[str], known: frozenset[str]
    ) -> None:
        self._lines = lines
        self.statements: list[ast.stmt] = []
        self.methods: list[NewMethod] = []
        self.removed: list[str] = []
        self.to_run: list[Statement] = []
        if before is None:
            self.statements = [each for each in after.body if isinstance(each, _Definition) and each.name not in known]
        else:
            self._compare(before.body, after.body, ())

    def _compare(self, before: Sequence[ast.stmt], after: Sequence[ast.stmt], owner: tuple[str, ...]) -> None:
        former = [each for each in before if isinstance(each, _Definition)]
        left = [_outside(each) for each in before if not isinstance(each, _Definition)]
        for each in after:
            if isinstance(each, _Definition):
                found = next((other for other in former if _is_successor(other, each)), None)
                if found is None:
                    self._add(each, owner, after)
                else:
                    former.remove(found)
                    self._compare_definition(found, each, owner)
            elif (text := _outside(each)) in left:
                left.remove(text)
            elif not owner and _is_import(each):
                self.statements.append(each)
            elif not _is_docstring(each):
                self.to_run.append(Statement(each.lineno, written(self._lines, each).partition("\n")[0]))
        names = {each.name for each in after if isinstance(each, _Definition)}
        self.removed += [".".join((*owner, each.name)) for each in former if each.name not in names]

    def _add(self, node: _Definition, owner: tuple[str, ...], around: Sequence[ast.stmt]) -> None:
        if not owner:
            self.statements.append(node)
        elif isinstance(node, ast.ClassDef):
            self.to_run.append(Statement(node.lineno, f"class {'.'.join((*owner, node.name))}"))
        else:
            self.methods.append(NewMethod(owner, node, node.name == "__eq__" and not _names_hash(around)))

    def _compare_definition(self, before: _Definition, after: _Definition, owner: tuple[str, ...]) -> None:
        name = ".".join((*owner, after.name))
        if _dumps(before.decorator_list) != _dumps(after.decorator_list):
            line = after.decorator_list[0].lineno if after.decorator_list else after.lineno
            self.to_run.append(Statement(line, f"the decorators of {name}"))
        if isinstance(before, ast.ClassDef) and isinstance(after, ast.ClassDef):
            if _dumps([*before.bases, *before.keywords]) != _dumps([*after.bases, *after.keywords]):
                self.to_run.append(Statement(after.lineno, f"the bases of {name}"))
            self._compare(before.body, after.body, (*owner, after.name))


class Signatures:
    """The parameters of the functions of a text, as they are written.

    Args:
        tree: the text; None: it is not known.
    """

    def __init__(self, tree: ast.Module | None) -> None:
        self._found: dict[tuple[int, str], list[ast.arguments]] = {}
        for node in ast.walk(tree) if tree is not None else ():
            if isinstance(node, _FUNCTIONS):
                line = min(each.lineno for each in (node, *node.decorator_list))
                self._found.setdefault((line, node.name), []).append(node.args)
            elif isinstance(node, ast.Lambda):
                self._found.setdefault((node.lineno, _LAMBDA), []).append(node.args)

    def of(self, code: CodeType) -> ast.arguments | None:
        """Those of the function of a code object; None: there is no such function, or more than one on its line."""
        several = self._found.get((code.co_firstlineno, code.co_name), [])
        return several[0] if len(several) == 1 else None


def defaults_of(arguments: ast.arguments | None, code: CodeType) -> dict[str, ast.expr]:
    """The default values of parameters, by the names that the function's code has for them (`_Class__name`)."""
    if arguments is None:
        return {}
    names, count = code.co_varnames, code.co_argcount
    found = dict(zip(names[count - len(arguments.defaults) : count], arguments.defaults, strict=True))
    for name, default in zip(names[count : count + code.co_kwonlyargcount], arguments.kw_defaults, strict=True):
        if default is not None:
            found[name] = default
    return found


def same_text(one: ast.expr | None, other: ast.expr | None) -> bool:
    """Whether two expressions are written alike."""
    return one is not None and other is not None and _dump(one) == _dump(other)


def functions_in(node: ast.stmt) -> Iterator[Function]:
    """The functions that a definition consists of: itself, or those in the body of a class."""
    if isinstance(node, _FUNCTIONS):
        yield node
    elif isinstance(node, ast.ClassDef):
        for each in node.body:
            yield from functions_in(each)


def _is_successor(before: _Definition, after: _Definition) -> bool:
    """Whether one is in the place of the other. The parts of a property have one name, and are told by decorators."""
    if before.name != after.name or isinstance(before, ast.ClassDef) != isinstance(after, ast.ClassDef):
        return False
    return _accessor(before) == _accessor(after)


def _names_hash(body: Sequence[ast.stmt]) -> bool:
    """Whether the body of a class has something of the name `__hash__`."""
    names = (each.name if isinstance(each, _FUNCTIONS) else "" for each in body)
    inner = (node.id for each in body for node in ast.walk(each) if isinstance(node, ast.Name))
    return "__hash__" in (*names, *inner)


def _accessor(node: _Definition) -> str:
    for each in node.decorator_list:
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == node.name:
            return each.attr
    return ""


def _outside(node: ast.AST) -> str:
    """A text that stands for a statement without what is in its functions: these have code of their own."""
    if isinstance(node, ast.Lambda):
        return "lambda"
    if isinstance(node, _FUNCTIONS):
        return f"{node.name}{_dumps(node.decorator_list)}"
    return _dump(node, _outside)


def _dump(node: ast.AST, inner: Callable[[ast.AST], str] | None = None) -> str:
    """A text that stands for a tree, but for its places; `inner` gives that of its parts. `ast.dump` would import."""
    parts: list[str] = []
    for name, value in ast.iter_fields(node):
        several: list[object] = value if type(value) is AnyList else [value]
        texts = ((inner or _dump)(each) if isinstance(each, ast.AST) else repr(each) for each in several)
        parts.append(f"{name}=[{', '.join(texts)}]")
    return f"{type(node).__name__}({', '.join(parts)})"


def _dumps(nodes: Sequence[ast.AST]) -> list[str]:
    return [_dump(each) for each in nodes]


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "__future__")


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
