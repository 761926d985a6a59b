"""Rows of a table in another order, and only some of them, by what is in one column.

No code of the program decides: numbers, texts, dates and the like are compared by their built-in classes, everything
else by the text that is shown for it.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from dapper.values.child import Child, Items, Lazy
from dapper.values.children import ObjectItems
from dapper.values.errors import RowsTakeLong
from dapper.values.generics import AnyDict, AnyList, AnyTuple
from dapper.values.keys import is_hashed_plainly
from dapper.values.mappings import ordered_items
from dapper.values.names import key_expression
from dapper.values.sequences import COLLECTIONS, item_children, item_count
from dapper.values.statics import MISSING, ClassTable, Kinds, class_name, is_a, is_built_in

if TYPE_CHECKING:
    from dapper.values.render import Renderer

SECONDS = 5.0
"""How long one arrangement may take."""
_CHUNK = 2_000
_NUMBERS = Kinds(int, float, bool)
_TEXTS = Kinds(str)
_COMPARISON = re.compile(r"\s*(==?|!=|<=|>=|<|>)\s*(\S.*?)\s*$", re.DOTALL)
_Key = tuple[int, str, Any]
"""What cells are sorted by: numbers come first, then texts, then other built-in classes, then everything else."""
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class ArrangedRows:
    """Some children of `items`, in an order of their own: by their numbers.

    Args:
        items: what has them.
        is_indexed: whether they are children with an index there.
        order: which they are.
    """

    def __init__(self, items: Items, is_indexed: bool, order: list[int]) -> None:
        self._page = items.indexed if is_indexed else items.named
        self._order = order

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        """(named, indexed): they are indexed here."""
        return 0, len(self._order)

    def named(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        """None of them."""
        return []

    def indexed(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        """They keep the names that they have in their value."""
        return [row for at in self._order[start : start + count] for row in self._page(classes, at, 1)]


class Arrangement:
    """What a person wants to see of a table.

    Args:
        column: the one that it is sorted by, if any, as `variables` names the children of its rows; "" is that of rows
            which have no children.
        descending: whether the greatest comes first. Rows without such a cell come last in either case.
        filter: a column, and what its cells are to contain, or how they are to compare: `> 5`, `!= 'a'`.
        renderer: writes what is shown.
    """

    def __init__(
        self, column: str | None, descending: bool, filter: tuple[str, str] | None, renderer: Renderer
    ) -> None:
        self._column, self._descending, self._filter = column, descending, filter
        self._renderer = renderer
        self._clock = renderer.looks.budget.clock

    def of(self, items: Items) -> ArrangedRows:
        """The rows of a value.

        Raises:
            RowsTakeLong: there are too many.
        """
        self._end = self._clock() + SECONDS
        named, indexed = items.counts(self._renderer.classes)
        mapping = items.sizes()[0] if isinstance(items, ObjectItems) else 0
        order: list[int] = []
        keyed: list[tuple[_Key, int]] = []
        filtered = None if self._filter is None else _Cells(self._filter[0], self._renderer)
        sorted_by = None if self._column is None else _Cells(self._column, self._renderer)
        keeps = _test(self._filter[1], self._renderer) if self._filter is not None else None
        for at, row in self._rows(items, indexed or mapping or named, indexed > 0):
            if filtered is not None and keeps is not None:
                cell = filtered.of(row)
                if cell is MISSING or not keeps(cell):
                    continue
            key = None if sorted_by is None else _key(sorted_by.of(row), self._renderer)
            if key is None:
                order.append(at)
            else:
                keyed.append((key, at))
        keyed.sort(key=operator.itemgetter(0), reverse=self._descending)
        return ArrangedRows(items, indexed > 0, [at for _, at in keyed] + order)

    def _rows(self, items: Items, count: int, is_indexed: bool) -> Iterator[tuple[int, object]]:
        page = items.indexed if is_indexed else items.named
        held = items.value if isinstance(items, ObjectItems) else None
        for start in range(0, count, _CHUNK):
            if self._clock() > self._end:
                raise RowsTakeLong(count, SECONDS)
            size = min(_CHUNK, count - start)
            if is_a(held, AnyList):  # nearly always: nothing need be known of a row but what it is
                yield from enumerate(AnyList.__getitem__(held, slice(start, start + size)), start)
                continue
            for at, child in enumerate(page(self._renderer.classes, start, size), start):
                if child.items is None and type(child.value) is not Lazy:
                    yield at, child.value


class _Cells:
    """The cells of one column."""

    def __init__(self, column: str, renderer: Renderer) -> None:
        self._column, self._renderer, self._classes = column, renderer, renderer.classes
        self._number = int(column) if column.isdecimal() else None
        self._key = _literal(column)
        self._fields: dict[int, int | None] = {}

    def of(self, row: object) -> object:
        """That of a row; MISSING if it has none."""
        if is_a(row, AnyDict) and AnyDict.__len__(row):
            return self._item(row)
        count = item_count(row)
        if count:
            return self._at(row, count)
        own = self._classes.own_attributes(row)
        if self._column == "":
            return MISSING if own else row
        for name, value in own:
            if name == self._column:
                return value
        for child in [] if is_built_in(type(row)) else ObjectItems(row, None).named(self._classes, 0, _CHUNK):
            if child.name == self._column and child.items is None and type(child.value) is not Lazy:
                return child.value
        return MISSING

    def _item(self, row: AnyDict) -> object:
        key = self._key
        if is_hashed_plainly(key):
            for each, item in AnyDict.items(row):
                if type(each) is type(key) and each == key:
                    return item
            return MISSING
        for each, item in ordered_items(row):
            text = key_expression(each)
            if (self._renderer.text(each, sized=False) if text is None else text) == self._column:
                return item
        return MISSING

    def _at(self, row: object, count: int) -> object:
        number = self._number if self._number is not None else self._field(row)
        if number is None or number >= count:
            return MISSING
        if is_a(row, AnyList):
            return AnyList.__getitem__(row, number)
        if is_a(row, AnyTuple):
            return AnyTuple.__getitem__(row, number)
        return item_children(row, None, self._classes, number, 1)[0].value

    def _field(self, row: object) -> int | None:
        kind = id(type(row))
        if kind not in self._fields:
            names = self._classes.of(row).find("_fields")
            places = [at for at, name in enumerate(names) if name == self._column] if type(names) is AnyTuple else []
            self._fields[kind] = places[0] if places else None
        return self._fields[kind]


def _literal(text: str) -> object:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return MISSING


def _key(cell: object, renderer: Renderer) -> _Key | None:
    """What a cell is sorted by; None for one that comes last."""
    if cell is MISSING or cell is None:
        return None
    if _NUMBERS.has(cell):
        return None if math.isnan(cell) else (0, "", cell)
    if _TEXTS.has(cell):
        return 1, "", cell
    if _is_ordered(cell, renderer.classes):
        return 2, class_name(type(cell)), cell
    return 3, "", renderer.text(cell)


def _is_ordered(cell: object, classes: ClassTable) -> bool:
    """Whether all of its class can be compared, and no code of the program is called for it: bytes, dates and the like."""
    if not is_built_in(type(cell)) or any(is_a(cell, kind) for kind in (*COLLECTIONS, AnyDict)):
        return False
    below, plain = classes.of(cell).find("__lt__"), object.__dict__["__lt__"]
    # A time with a zone asks that, which may be the program's.
    return below is not plain and classes.of(cell).find("tzinfo") is MISSING and type(cell) is not complex


def _test(text: str, renderer: Renderer) -> Callable[[object], bool]:
    """Whether a cell is kept."""
    found = _COMPARISON.match(text)
    if found is None:
        wanted = text.strip().casefold()
        return lambda cell: wanted in (cell if type(cell) is str else renderer.text(cell)).casefold()
    sign, written = found.groups()
    literal = _literal(written)
    other = _key(written if literal is MISSING else literal, renderer)

    def compares(cell: object) -> bool:
        key = _key(cell, renderer)
        is_alike = (key is None) == (other is None) and (key is None or other is None or key[:2] == other[:2])
        if sign == "!=":
            return not is_alike or key != other
        if key is None or other is None:
            return is_alike and sign in ("=", "==")
        return is_alike and _COMPARED[sign](key[2], other[2])

    return compares
