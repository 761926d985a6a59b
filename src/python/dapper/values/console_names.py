"""What binds names that the compiler cannot see, in code that is entered at a frame.

That is `import *`, `exec` of a text, and what is done with `locals()`. A function may not have the first, and the others
would bind the names where nobody looks for them again. At a prompt they become variables of the frame, which the code
behind finds there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from dapper.values.trees import SCOPES, bound_by, declared_global, outer_nodes, rewritten

NAMES: Any = frozenset(("dapper names",))
"""The constant that stands for what gives `exec` and `eval` the names of the frame."""
EXEC: Any = frozenset(("dapper exec",))
"""The one for the built-in function, whatever its name means."""
LOCALS: Any = frozenset(("dapper locals",))
"""The one for what gives the frame's own names in place of `locals`."""
NAMED: Any = frozenset(("dapper named",))
"""The one for what looks a name up in the frame, once that has what the code has bound."""
SEEN: Any = frozenset(("dapper seen",))
"""The one for what looks a name up in the frame as it is."""
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SETTERS = frozenset(("update", "setdefault", "__setitem__"))
_AS_THEY_ARE = frozenset(("exec", "eval", "locals", "vars", "super", "__class__"))
"""Names that the compiler or the code here has to see."""


def star_parts(tree: ast.Module) -> list[ast.Module]:
    """The code in parts to be run one after the other: each `import *` is one, so that what follows has its names."""
    parts: list[ast.Module] = []
    body: list[ast.stmt] = []
    for statement in tree.body:
        if _is_star(statement):
            parts += [ast.Module(each, []) for each in (body, [statement]) if each]
            body = []
        else:
            body.append(statement)
    return [*parts, ast.Module(body, [])] if body or not parts else parts


def is_star_import(tree: ast.Module) -> bool:
    """Whether code is one `import *`."""
    return len(tree.body) == 1 and _is_star(tree.body[0])


def with_names(tree: ast.Module, known: Iterable[str]) -> ast.Module:
    """The code so that what binds names unseen does so in the frame, and what comes after it finds them there.

    The built-in `exec` and `eval` get the names of the frame, where they are given none. `locals()` is those of the frame
    where it is changed on the spot, or by `exec`, which has no other use; elsewhere it is a dict of its own, as in the program.

    `known`: names that have a meaning already. Functions that are made look for others in the frame.
    """
    if is_star_import(tree) or not any(map(_binds_unseen, outer_nodes(tree))):
        return tree
    tree = rewritten(tree, _bound_in_frame, (*SCOPES, *_COMPREHENSIONS))
    own = _AS_THEY_ARE | declared_global(ast.walk(tree))
    tree = _looked_up(tree, NAMED, own, (*SCOPES, *_COMPREHENSIONS))
    # In another scope, what the code itself binds is found as ever.
    own |= {name for node in ast.walk(tree) for name in bound_by(node)}
    tree = _looked_up(tree, SEEN, own, SCOPES)
    return _looked_up(tree, SEEN, own.union(known), (ast.ClassDef,))


def _looked_up(
    tree: ast.Module, mark: object, but: frozenset[str] | set[str], apart: tuple[type[ast.AST], ...]
) -> ast.Module:
    def asked(node: ast.AST) -> ast.AST:
        match node:
            case ast.Name(name, ast.Load()) if name not in but:
                return _made(node, mark, ast.Constant(name))
            case _:
                return node

    return rewritten(tree, asked, (*apart, ast.pattern))


def _bound_in_frame(node: ast.AST) -> ast.AST:
    match node:
        case ast.ImportFrom(module, [ast.alias("*")], level):
            source = ast.Constant(f"from {'.' * (level or 0)}{module or ''} import *")
            execute = ast.Constant(EXEC)
            given = ast.Starred(_made(node, NAMES, execute), ast.Load())
            return ast.fix_missing_locations(ast.copy_location(ast.Expr(_made(node, EXEC, source, given)), node))
        case ast.Call(ast.Name("exec" | "eval") as function, [argument], []) if not isinstance(argument, ast.Starred):
            # What the name means shows only then. And between the code and its call there is no frame of ours.
            given = ast.Starred(_made(node, NAMES, function), ast.Load())
            return ast.fix_missing_locations(ast.copy_location(ast.Call(function, [argument, given], []), node))
        case ast.Call(ast.Name("exec" | "eval"), [_, _, names], []) if _is_locals(names):
            node.args[2] = _frame_locals(names)
        case ast.Subscript(value, ast.AST(), ast.Store() | ast.Del()) if _is_locals(value):
            node.value = _frame_locals(value)
        case ast.Attribute(value, name) if name in _SETTERS and _is_locals(value):
            node.value = _frame_locals(value)
        case ast.Call(ast.Attribute(ast.Call(ast.Call(ast.Attribute(ast.Constant(mark)))), "update"), [], keywords) if (
            mark == LOCALS
        ):
            # The names of a frame take no keyword arguments.
            keys: list[ast.expr | None] = [None if each.arg is None else ast.Constant(each.arg) for each in keywords]
            node.args, node.keywords = [ast.Dict(keys, [each.value for each in keywords])], []
            ast.fix_missing_locations(node)
        case _:
            pass
    return node


def _binds_unseen(node: ast.AST) -> bool:
    match node:
        case ast.Call(ast.Name("exec" | "eval"), [_], []):
            return True
        case ast.Call(ast.Name("exec" | "eval"), [_, _, names], []):
            return _is_locals(names)
        case ast.Attribute(value, name):
            return name in _SETTERS and _is_locals(value)
        case ast.Subscript(value, ast.AST(), ast.Store() | ast.Del()):
            return _is_locals(value)
        case _:
            return _is_star(node)


def _is_locals(node: ast.AST) -> bool:
    match node:
        case ast.Call(ast.Name("locals" | "vars"), [], []):
            return True
        case _:
            return False


def _frame_locals(call: ast.expr) -> ast.expr:
    assert isinstance(call, ast.Call)
    made = ast.Call(_made(call, LOCALS, call.func), [], [])
    return ast.fix_missing_locations(ast.copy_location(made, call))


def _made(place: ast.AST, mark: Any, *arguments: ast.expr) -> ast.expr:
    """A call of what a constant stands for. Not the constant itself is called: of that the compiler would warn."""
    call = ast.Call(ast.Attribute(ast.Constant(mark), "__call__", ast.Load()), [*arguments], [])
    return ast.fix_missing_locations(ast.copy_location(call, place))


def _is_star(statement: ast.AST) -> bool:
    return isinstance(statement, ast.ImportFrom) and any(each.name == "*" for each in statement.names)
