"""Code trees: compiled twice, as the program is and as modified, and walked side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import CodeType

from dapper.code import flags as kinds
from dapper.code.line_entries import Extents, begun_lines
from dapper.code.quiet import Quiet, parsed, parsed_expression
from dapper.modified.injection import Point, inject, marked_line, marker, may_take_long
from dapper.modified.probe import Probe
from dapper.modified.tables import continued
from dapper.values.generics import AnyFrozenset

_SHAPE = (
    "co_name",
    "co_qualname",
    "co_firstlineno",
    "co_varnames",
    "co_cellvars",
    "co_freevars",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_flags",
)


class Template:
    """Modified code of one file whose probes are not bound yet.

    Attributes:
        plain: the module's code as compiled from the source.
        modified: the same with the tests in it.
        lines: where they are.
    """

    __slots__ = ("lines", "modified", "plain")

    def __init__(self, plain: CodeType, modified: CodeType, lines: frozenset[int]) -> None:
        self.plain = plain
        self.modified = modified
        self.lines = lines


def build(text: str, path: str, flags: int, points: Mapping[int, Point], extents: Extents) -> Template:
    """Compiles a file as it is and with the tests of `points`, where they change nothing but instructions.

    Args:
        text: the source.
        path: the file's, for the code objects.
        flags: of `compile`.
        points: by line, 1-based.
        extents: of the file's statements.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: the source cannot be compiled.
    """
    with Quiet():
        plain = compile(parsed(text, path), path, "exec", flags, dont_inherit=True)

    def attempt(wanted: Mapping[int, Point]) -> tuple[CodeType, frozenset[int], frozenset[int]]:
        with Quiet():
            tree = parsed(text, path)
            lines = inject(tree, wanted)
            modified = compile(tree, path, "exec", flags, dont_inherit=True)
        return modified, frozenset(lines), _lines_in_changed(plain, modified)

    modified, lines, changed = attempt(points)
    if changed:
        # A test that needs a new variable changes its whole function: which tests do so by themselves?
        fit = {line: points[line] for line in lines if line not in changed or not attempt({line: points[line]})[2]}
        modified, lines, changed = attempt(fit)
    misplaced: frozenset[int] = frozenset()
    if not changed:
        misplaced = _misplaced(plain, modified, extents) | _short_sighted(modified, points)
    if misplaced:
        modified, lines, changed = attempt({line: points[line] for line in lines - misplaced})
    return Template(plain, modified, lines) if lines and not changed else Template(plain, plain, frozenset())


def _misplaced(plain: CodeType, modified: CodeType, extents: Extents) -> frozenset[int]:
    """The lines whose visits begin elsewhere than where their test stands, ahead of the statement."""
    lines = lines_of(modified)
    found = lines - begun_lines(plain, lines, extents)
    for one, other in zip(inner_codes(plain), inner_codes(modified), strict=True):
        found |= _misplaced(one, other, extents)
    return found


def _short_sighted(code: CodeType, points: Mapping[int, Point]) -> frozenset[int]:
    """The lines of class bodies whose test may see less there than at a stop.

    What it calls may ask for the variables around (`eval`, `locals`): a class body does not give it those that belong to
    a function around the class.
    """
    found: frozenset[int] = frozenset()
    if code.co_freevars and not code.co_flags & kinds.OPTIMIZED:
        found = frozenset(line for line in lines_of(code) if _calls(points[line].condition))
    for each in inner_codes(code):
        found |= _short_sighted(each, points)
    return found


def _calls(condition: str | None) -> bool:
    return condition is not None and may_take_long(parsed_expression(condition.strip()))


def bind(
    plain: CodeType,
    code: CodeType,
    constants: Mapping[object, object],
    living: Mapping[CodeType, CodeType],
    name: str,
) -> CodeType:
    """The modified code tree with its markers replaced by what they stand for.

    Args:
        plain: the code as compiled from the source.
        code: the same, modified and unbound.
        constants: what each marker stands for.
        living: the program's own code objects: those that are not modified stay what they are.
        name: of the file, for the code objects.
    """
    pairs = zip(inner_codes(plain), inner_codes(code), strict=True)
    inner = [living.get(other) or bind(one, other, constants, living, name) for one, other in pairs]
    result = continued(code, plain, inner)
    bound = (constants.get(each, each) if type(each) is AnyFrozenset else each for each in result.co_consts)
    return result.replace(co_consts=tuple(bound), co_filename=name)


def lines_of(code: CodeType) -> frozenset[int]:
    """The lines whose probe an unbound code object itself holds."""
    return frozenset(line for each in code.co_consts if (line := marked_line(each)) is not None)


def inner_codes(code: CodeType) -> list[CodeType]:
    """The code objects among the constants of one."""
    return [each for each in code.co_consts if type(each) is CodeType]


def _lines_in_changed(plain: CodeType, modified: CodeType) -> frozenset[int]:
    """The lines whose test has changed more of a code object than its instructions."""
    if any(getattr(plain, name) != getattr(modified, name) for name in _SHAPE):
        return _lines_below(modified)
    inner, other_inner = inner_codes(plain), inner_codes(modified)
    if len(inner) != len(other_inner):
        return _lines_below(modified)
    found: frozenset[int] = frozenset()
    for one, other in zip(inner, other_inner, strict=True):
        found |= _lines_in_changed(one, other)
    return found


def _lines_below(code: CodeType) -> frozenset[int]:
    found = lines_of(code)
    for each in inner_codes(code):
        found |= _lines_below(each)
    return found


def constants_for(lines: Collection[int], probes: Mapping[int, Probe]) -> dict[object, object]:
    """What the markers of `lines` stand for."""
    return {marker(line, name): part for line in lines for name, part in probes[line].parts().items()}
