"""`variablesReference`s: what they stand for, until the program runs again."""

import types
from collections.abc import Sequence

from dapper.values.abridged import cut
from dapper.values.allowance import ROW
from dapper.values.child import Child, Group, Items, Lazy, Store
from dapper.values.children import ObjectItems, child_counts
from dapper.values.display import Display
from dapper.values.errors import NoSuchVariable, StaleReference, UnknownReference
from dapper.values.evaluator import Evaluates
from dapper.values.generics import AnySet
from dapper.values.lent_name import means_lent
from dapper.values.members import replace, replace_member
from dapper.values.memory import Memory
from dapper.values.names import is_variable_name, name_order, visibility
from dapper.values.namespace import namespace_children
from dapper.values.presentation import GROUPED, Presentation, hint
from dapper.values.render import Renderer
from dapper.values.row_order import Arrangement
from dapper.values.scope import Scope, write_global, write_local
from dapper.values.statics import ClassTable, Failure, is_a, json_text, type_name
from dapper.values.tabular import tabular
from dapper.wire.constants import EXCEPTION_NAME

# Children in one answer to a client that does not page; the rest hangs under a "more" node.
PAGE_SIZE = 1000
# Characters of a name.
LONGEST_NAME = 1000


Returned = Sequence[tuple[str, object]]
"""What calls have returned: names of functions, and values, the newest last."""


class _ScopeItems:
    """Variables of a scope, read again for each answer: none of them is indexed. What calls have returned comes first."""

    def __init__(self, scope: Scope, presentation: Presentation, returned: Returned = ()) -> None:
        self.scope, self.presentation = scope, presentation
        self._returned = [
            Child(f"(return) {name}", value, kind="virtual", place=f"return {number}")
            for number, (name, value) in enumerate(returned)
        ]
        for child in self._returned:
            child.refusal = "the call is over"

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        return len(self._returned) + len(self._children()), 0

    def named(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return [*self._returned, *self._children()][start : start + count]

    def indexed(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return []

    def _children(self) -> list[Child]:
        raise NotImplementedError


class LocalItems(_ScopeItems):
    """Local variables of a frame. At module and class level functions, classes and dunders go into groups."""

    def _children(self) -> list[Child]:
        names = self.scope.variables()
        if not self.scope.is_function:
            return namespace_children(names, "", write_local, self.scope, self.presentation)
        return [
            Child(
                name,
                names[name],
                name if is_variable_name(name) else None,
                (write_local, (self.scope, name)) if is_variable_name(name) else None,
                visibility=visibility(name),
            )
            for name in sorted(names, key=name_order)
        ]


class GlobalItems(_ScopeItems):
    """Global variables of a frame's module."""

    def _children(self) -> list[Child]:
        names = self.scope.global_names()
        children = namespace_children(names, "", write_global, self.scope, self.presentation)
        if self.scope.is_module:
            return children
        hiding = self.scope.locals().keys() | self.scope.declared()
        for child in [
            *children,
            *(c for group in children if isinstance(group.items, Group) for c in group.items.children),
        ]:
            if child.expression in hiding:
                child.expression = None if "globals" in hiding else f"globals()[{child.name!r}]"
        return children


class Rest:
    """The children of `items` from `start` on, `indexed` or named, for clients that do not page."""

    __slots__ = ("is_indexed", "items", "start")

    def __init__(self, items: Items, start: int, is_indexed: bool) -> None:
        self.items = items
        self.start = start
        self.is_indexed = is_indexed

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        named, indexed = self.items.counts(classes)
        return (0, max(0, indexed - self.start)) if self.is_indexed else (max(0, named - self.start), 0)

    def named(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return [] if self.is_indexed else self.items.named(classes, self.start + start, count)

    def indexed(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return self.items.indexed(classes, self.start + start, count) if self.is_indexed else []


class _Node:
    """What a reference stands for, and the names under which its children have been shown."""

    __slots__ = ("_names", "_numbers", "expression", "items", "listed", "scope")

    def __init__(self, items: Items | Lazy, scope: Scope, expression: str | None) -> None:
        self.items = items
        self.scope = scope
        self.expression = expression
        self.listed: dict[str, Child] = {}
        self._names: dict[tuple[str, object], tuple[str, str]] = {}
        self._numbers: dict[str, int] = {}

    def name(self, child: Child, text: str) -> str:
        """The name of a child that reads `text`: no other child has it, and it stays.

        A client sets a variable by its name, and there are keys of a dict that look alike.
        """
        known = self._names.get(child.identity)
        if known is None or known[0] != text:
            if known is not None:
                self.listed.pop(known[1], None)
            shown, number = text, self._numbers.get(text, 1)
            while shown in self.listed:
                number += 1
                shown = f"{text} ({number})"
            self._numbers[text] = number
            known = self._names[child.identity] = (text, shown)
        self.listed[known[1]] = child
        return known[1]


class VariableStore:
    """Hands out variablesReferences and answers `scopes`, `variables` and the storing half of `setVariable`.

    A reference is good until `clear()`, which the session calls whenever the program goes on; numbers are never reused,
    so a late request gets StaleReference instead of another value.

    Attributes:
        presentation: which members are put into groups.
        memory: the bytes of values that have any.
    """

    def __init__(self, display: Display) -> None:
        self.presentation, self.memory = GROUPED, Memory()
        self._display = display
        self._nodes: dict[int, _Node] = {}
        self._errors: dict[Scope, BaseException] = {}
        self._next = 1
        self._first = 1

    def clear(self) -> None:
        """Forget every reference, and with them every object of the program."""
        self._nodes.clear()
        self._errors.clear()
        self.memory.clear()
        self._first = self._next

    def scopes(
        self, frame: types.FrameType, returned: Returned = (), error: BaseException | None = None
    ) -> list[dict[str, object]]:
        """DAP Scopes of a frame: Locals, which begin with what was `returned`, and Globals.

        `error`: the exception that is in the frame, which has a scope too.

        At module level the locals are the globals: that scope has `dapper/sameAs`, the reference of the other.
        """
        scope = Scope(frame)
        local_names = self._scope("Locals", "locals", LocalItems(scope, self.presentation, returned), scope)
        global_items = GlobalItems(scope, self.presentation, returned if scope.is_module else ())
        global_names = self._scope("Globals", "globals", global_items, scope) | {"expensive": True}
        if scope.is_module:
            local_names["dapper/sameAs"] = global_names["variablesReference"]
        found = [local_names]
        if error is not None:
            self._errors[scope] = error
            child = Child(type_name(error), error, EXCEPTION_NAME if means_lent(EXCEPTION_NAME, scope) else None)
            child.refusal = "it is in flight"
            found.append(self._scope("Exception", "exception", Group([child]), scope))
        return [*found, global_names]

    def _scope(self, name: str, hint: str, items: Items, scope: Scope) -> dict[str, object]:
        named, _indexed = items.counts(ClassTable())
        reference = self._give(items, scope, None)
        return {
            "name": name,
            "presentationHint": hint,
            "variablesReference": reference,
            "namedVariables": named,
            "expensive": False,
        }

    def variables(
        self, reference: int, filter: str | None = None, start: int = 0, count: int = 0, hex_integers: bool = False
    ) -> list[dict[str, object]]:
        """DAP Variables of a reference.

        `filter`: "named", "indexed" or None. `count` 0: all, up to PAGE_SIZE and a "more" node.
        Raises StaleReference, UnknownReference.
        """
        node = self._node(reference)
        renderer = self._display.renderer(ROW, hex_integers)
        if type(node.items) is Lazy:
            return [self._computed(node.items, node, renderer)]
        listed: list[Child] = []
        left, limit = (count, count) if count > 0 else (PAGE_SIZE, PAGE_SIZE)
        named, indexed = node.items.counts(renderer.classes)
        for is_indexed, size in ((True, indexed), (False, named)):
            if filter is not None and is_indexed != (filter == "indexed"):
                continue
            offset = start
            if filter is None:  # without a filter the pages run through the indexed, then the named children
                offset = start if is_indexed else max(0, start - indexed)
                left = limit - len(listed)
            page = (node.items.indexed if is_indexed else node.items.named)(renderer.classes, offset, left)
            listed.extend(page)
            if count == 0 and offset + len(page) < size:
                rest = Rest(node.items, offset + len(page), is_indexed)
                listed.append(Child(f"{size - rest.start:,} more", items=rest, kind="virtual"))
                break
        return [self._variable(child, node, renderer) for child in listed]

    def describe(self, value: object, expression: str | None, scope: Scope, renderer: Renderer) -> dict[str, object]:
        """`value`, `type`, `variablesReference` and counts of a value, as in a DAP Variable."""
        text = renderer.text(value)
        body: dict[str, object] = {"value": text, "type": type_name(value), "variablesReference": 0}
        counts = child_counts(value, renderer.classes, self.presentation)
        if counts is not None:
            items = ObjectItems(value, expression, self.presentation)
            body["variablesReference"] = self._give(items, scope, expression)
            named, indexed = counts
            if indexed:
                body["indexedVariables"] = indexed
            if named is not None:
                body["namedVariables"] = named
            body |= tabular(value, renderer.classes, named, indexed)
        memory = self.memory.reference(value, renderer.classes)
        if memory is not None:
            body["memoryReference"] = memory
        return body

    def arranged(self, reference: int, arrangement: Arrangement) -> dict[str, object]:
        """The reference of rows of a value that are in another order, and how many they are.

        Raises StaleReference, UnknownReference, RowsTakeLong.
        """
        node = self._node(reference)
        if type(node.items) is Lazy:
            raise NoSuchVariable(json_text(node.items.name))
        rows = arrangement.of(node.items)
        found = self._give(rows, node.scope, None)
        return {"variablesReference": found, "indexedVariables": rows.counts(ClassTable())[1]}

    def scope_of(self, reference: int) -> Scope:
        """The frame that a container belongs to. Raises StaleReference, UnknownReference."""
        return self._node(reference).scope

    def error_of(self, reference: int) -> BaseException | None:
        """The exception in the frame that a container belongs to, or None. Raises as above."""
        return self._errors.get(self._node(reference).scope)

    def child(self, reference: int, name: str) -> Child:
        """The child `name` of a container. Raises NoSuchVariable, StaleReference, UnknownReference."""
        node = self._node(reference)
        if type(node.items) is Lazy:
            if name != json_text(node.items.name):
                raise NoSuchVariable(json_text(name))
            return _computed_child(node.items, node.items, node.expression)
        if name not in node.listed:
            self.variables(reference)
        found = node.listed.get(name)
        if found is None and name.isdecimal():  # an index beyond the page
            page = node.items.indexed(ClassTable(), int(name), 1)
            found = page[0] if page and page[0].name == name else None
        if found is None:
            raise NoSuchVariable(json_text(name))
        return found

    def assign(self, store: Store, value: object, evaluator: Evaluates) -> None:
        """Stores the value of a child (see `Child`). Raises NotAssignable; and as `Evaluates.call` does."""
        function, args = store
        if function is write_local or function is write_global:
            function(*args, value)
        elif function is replace_member and is_a(args[0], AnySet):
            replace(args[0], args[1], value, evaluator)
        else:
            evaluator.call(function, *args, value, allowance=ROW)

    def _node(self, reference: int) -> _Node:
        node = self._nodes.get(reference)
        if node is None:
            raise StaleReference(reference) if 0 < reference < self._first else UnknownReference(reference)
        return node

    def _give(self, items: Items | Lazy, scope: Scope, expression: str | None) -> int:
        reference = self._next
        self._next += 1
        self._nodes[reference] = _Node(items, scope, expression)
        return reference

    def _variable(self, child: Child, node: _Node, renderer: Renderer) -> dict[str, object]:
        try:
            name = child.name
            text = renderer.text(child.key, sized=False) if name is None else json_text(cut(name, LONGEST_NAME))
            return {"name": node.name(child, text), **self._content(child, node.scope, renderer)}
        except Exception as error:  # shown in its row: the others are unaffected
            text = f"<a mistake in the debugger: {renderer.error_text(error)}>"
            return {"name": node.name(child, json_text(child.name or "?")), **_failed(text)}

    def _content(self, child: Child, scope: Scope, renderer: Renderer) -> dict[str, object]:
        if type(child.value) is Failure:
            return _failed(renderer.failure_text(child.value.error))
        if child.items is not None:
            body: dict[str, object] = {"value": "", "variablesReference": self._give(child.items, scope, None)}
        elif type(child.value) is Lazy:
            body = {"value": "", "variablesReference": self._give(child.value, scope, child.expression)}
        else:
            body = self.describe(child.value, child.expression, scope, renderer)
        if child.expression is not None:
            body["evaluateName"] = child.expression
        body["presentationHint"] = hint(child, bool(body["variablesReference"]))
        return body

    def _computed(self, lazy: Lazy, node: _Node, renderer: Renderer) -> dict[str, object]:
        name = json_text(lazy.name)
        try:
            value = renderer.looks.call(lazy.read, *lazy.args)
        except BaseException as error:
            if not renderer.looks.owns(error):
                raise
            return {"name": name, **_failed(renderer.failure_text(error))}
        child = _computed_child(lazy, value, node.expression)
        return {"name": name, **self._content(child, node.scope, renderer)}


def _computed_child(lazy: Lazy, value: object, expression: str | None) -> Child:
    """The child under one that is computed. `value`: what it is, or `lazy` itself."""
    child = Child(lazy.name, value, expression, lazy.assign, "property", visibility=visibility(lazy.name))
    child.refusal = lazy.refusal
    return child


def _failed(text: str) -> dict[str, object]:
    """The content of a variable that could not be read."""
    return {
        "value": text,
        "variablesReference": 0,
        "presentationHint": {"attributes": ["readOnly", "failedEvaluation"]},
    }
