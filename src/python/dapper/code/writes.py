"""Where in a code object the program may just have changed something that is watched.

Bytecode says which instructions can do that: those that store a name, an attribute of a name or an item, and, for what
is in a container, every call. What is watched is to be looked at once behind each of them: where the next line begins,
or earlier, where the frame is left or a loop in one line turns.
"""

from __future__ import annotations

import opcode
from collections.abc import Iterator
from types import CodeType

from dapper.code import flags
from dapper.code.assembly import handler_entries, units, variable_name

_ANY = opcode.opmap


def _named(*names: str) -> frozenset[int]:
    return frozenset(_ANY[name] for name in names if name in _ANY)


def _beginning(*starts: str) -> frozenset[int]:
    return frozenset(code for name, code in _ANY.items() if name.startswith(starts))


_FAST = _named("STORE_FAST", "DELETE_FAST", "STORE_FAST_MAYBE_NULL")
_FAST_PAIRS = _named("STORE_FAST_STORE_FAST", "STORE_FAST_LOAD_FAST")
_CELLS = _named("STORE_DEREF", "DELETE_DEREF")
_NAMES = _named("STORE_NAME", "DELETE_NAME", "STORE_GLOBAL", "DELETE_GLOBAL")
_ATTRIBUTES = _named("STORE_ATTR", "DELETE_ATTR")
_OF_ALL = frozenset(("__dict__", "__class__", "__bases__"))
"""Attributes on which the values of all others depend."""
_ITEMS = _named("STORE_SUBSCR", "DELETE_SUBSCR", "STORE_SLICE")
_CALLS = _named("CALL", "CALL_KW", "CALL_FUNCTION_EX")
_BINARY = _named("BINARY_OP")
_FIRST_IN_PLACE = 13
"""The first argument of BINARY_OP that stands for an operator like `+=`."""
_INTRINSIC, _IMPORT_STAR_NUMBER = _named("CALL_INTRINSIC_1"), 2
_IMPORT_STAR = _named("IMPORT_STAR")
_HIDES = _ANY.get("LOAD_FAST_AND_CLEAR", -1)
"""Begins a comprehension that is a part of its function, whose variable has the name of another one (3.12)."""
_LOOP_ENDS = _named("FOR_ITER", "END_ASYNC_FOR")
_RETURNS = _named("RETURN_VALUE", "RETURN_CONST")
_LEAVES = _RETURNS | _named("YIELD_VALUE", "RAISE_VARARGS")
_RERAISE = _named("RERAISE")
_END_FOR, _POP_TOP = _ANY.get("END_FOR", -1), _ANY["POP_TOP"]
_ENDS = _LEAVES - _named("YIELD_VALUE") | _RERAISE | _beginning("JUMP_FORWARD", "JUMP_BACKWARD")
_BACKWARD = frozenset(code for name, code in _ANY.items() if "JUMP_BACKWARD" in name)
_REFLECTIVE = frozenset(
    ("setattr", "delattr", "__setattr__", "__delattr__", "__dict__", "vars", "globals", "exec", "eval")
    + ("reload", "__setstate__", "update_wrapper")
)
"""Names by which a program changes attributes and global variables without an instruction of its own for that."""


class Writes:
    """What can change something, as far as an instruction shows it.

    Attributes:
        locals: names of local variables, those of cells included.
        names: names of global variables, and of those of a class's body.
        attributes: names of attributes.
        contents: whether what a container holds counts.
        anything: whether each instruction that changes anything counts.
        ends: whether the end of the frame is to be reported too.
    """

    __slots__ = ("anything", "attributes", "contents", "ends", "locals", "names")

    def __init__(
        self,
        *,
        locals: frozenset[str] = frozenset(),
        names: frozenset[str] = frozenset(),
        attributes: frozenset[str] = frozenset(),
        contents: bool = False,
        anything: bool = False,
        ends: bool = False,
    ) -> None:
        self.locals, self.names, self.attributes = locals, names, attributes
        self.contents, self.anything, self.ends = contents, anything, ends

    def __or__(self, other: Writes) -> Writes:
        """What can change one thing or the other."""
        return Writes(
            locals=self.locals | other.locals,
            names=self.names | other.names,
            attributes=self.attributes | other.attributes,
            contents=self.contents or other.contents,
            anything=self.anything or other.anything,
            ends=self.ends or other.ends,
        )


NO_WRITES = Writes()


class _Instruction:
    __slots__ = ("argument", "line", "operation", "start", "target")

    def __init__(self, start: int, operation: int, argument: int, line: int | None, target: int | None) -> None:
        self.start, self.operation, self.argument = start, operation, argument
        self.line, self.target = line, target  # the target of a jump is an offset in bytes, as `start` is


def points(code: CodeType, writes: Writes, own: frozenset[int] = frozenset()) -> frozenset[int]:
    """The offsets (in bytes) of instructions before which a look shows whether anything has changed.

    Args:
        code: a code object.
        writes: what can change it.
        own: offsets of instructions that are not the program's.
    """
    if not _concerns(code, writes):
        return frozenset()
    instructions = list(_instructions(code))
    found = {each.start for each in instructions if writes.ends and each.operation in _RETURNS}
    writers = list(_writers(code, writes, own, instructions))
    if writers:
        ahead = _Ahead(code, instructions, own)
        for writer in writers:
            found |= ahead.of(writer)
    return frozenset(found)


def _concerns(code: CodeType, writes: Writes) -> bool:
    """Whether a code object can change anything of that, by the names that it has: most can be told apart by these."""
    if writes.anything or writes.contents or writes.ends:
        return True
    if not writes.locals.isdisjoint((*code.co_varnames, *code.co_cellvars, *code.co_freevars)):
        return True
    if not writes.names and not writes.attributes:
        return False
    # `from … import *` names nothing.
    is_open = bool(writes.names) and not code.co_flags & flags.OPTIMIZED
    return is_open or not (writes.names | writes.attributes | _REFLECTIVE | _OF_ALL).isdisjoint(code.co_names)


def returns(code: CodeType) -> frozenset[int]:
    """The offsets (in bytes) of the instructions with which a frame of it ends by returning."""
    return frozenset(each.start for each in _instructions(code) if each.operation in _RETURNS)


def hidden(code: CodeType, name: str) -> list[range]:
    """Where (offsets in bytes) a local variable's place serves a comprehension's variable of the same name."""
    return [
        range(instructions[first].start, instructions[last].start + 1)
        for instructions in (list(_instructions(code)) if _HIDES >= 0 and name in code.co_varnames else [],)
        for first, each in enumerate(instructions)
        if each.operation == _HIDES and variable_name(code, each.argument) == name
        for last in (_restored(code, name, instructions, first),)
    ]


def _restored(code: CodeType, name: str, instructions: list[_Instruction], first: int) -> int:
    """The index of the instruction that ends what one hides: the first store behind the comprehension's first loop."""
    end = next((each for each in instructions[first:] if each.operation in _LOOP_ENDS), None)
    after = end.start if end is not None else 0
    if end is not None and end.target is not None and end.target > after:
        after = end.target
    for at in range(first, len(instructions)):
        if instructions[at].start >= after and name in _stored(code, instructions[at]):
            return at
    return len(instructions) - 1


def _instructions(code: CodeType) -> Iterator[_Instruction]:
    line_at: dict[int, int | None] = {}
    for start, end, line in code.co_lines():
        line_at.update(dict.fromkeys(range(start, end, 2), line))
    for unit in units(code):
        start = unit.first << 1
        target = unit.target << 1 if unit.target is not None else None
        yield _Instruction(start, unit.operation, unit.argument, line_at.get(start), target)


def _stored(code: CodeType, each: _Instruction) -> tuple[str, ...]:
    """The names of the local variables that an instruction gives another value, or none."""
    if each.operation in _FAST or each.operation in _CELLS:
        return (variable_name(code, each.argument),)
    if each.operation in _FAST_PAIRS:
        return variable_name(code, each.argument >> 4), variable_name(code, each.argument & 15)
    return ()


def _writers(code: CodeType, writes: Writes, own: frozenset[int], instructions: list[_Instruction]) -> Iterator[int]:
    """The indices of the instructions that can change something."""
    reflective = bool(writes.names or writes.attributes) and not _REFLECTIVE.isdisjoint(code.co_names)
    contents = writes.contents or writes.anything or reflective
    attributes = writes.attributes | _OF_ALL if writes.attributes else writes.attributes
    concealed = {name: hidden(code, name) for name in writes.locals if name in code.co_varnames}
    for at, each in enumerate(instructions):
        if each.start in own:
            continue
        operation = each.operation
        stored = _stored(code, each)
        if stored:
            names = writes.locals.intersection(stored)
            if writes.anything or any(
                all(each.start not in where for where in concealed.get(name, ())) for name in names
            ):
                yield at
        elif operation in _NAMES:
            if writes.anything or code.co_names[each.argument] in writes.names:
                yield at
        elif operation in _ATTRIBUTES:
            if writes.anything or code.co_names[each.argument] in attributes:
                yield at
        elif operation in _ITEMS or operation in _CALLS:
            if contents:
                yield at
        elif operation in _BINARY:
            if contents and each.argument >= _FIRST_IN_PLACE:
                yield at
        elif operation in _IMPORT_STAR or (operation in _INTRINSIC and each.argument == _IMPORT_STAR_NUMBER):
            if writes.anything or writes.names:
                yield at


class _Ahead:
    """Finds where the program comes next, behind an instruction."""

    def __init__(self, code: CodeType, instructions: list[_Instruction], own: frozenset[int]) -> None:
        self._instructions, self._own = instructions, own
        self._index = {each.start: at for at, each in enumerate(instructions)}
        self._handlers = [
            (range(start << 1, (start + length) << 1), self._index[target << 1])
            for start, length, target, _ in handler_entries(code.co_exceptiontable)
        ]

    def of(self, writer: int) -> set[int]:
        """The offsets at which something that the instruction has changed is to be seen."""
        line = self._instructions[writer].line
        left = [writer + 1, *self._caught(writer)]
        seen: set[int] = set()
        found: set[int] = set()
        while left:
            at = left.pop()
            if at in seen or at >= len(self._instructions):
                continue
            seen.add(at)
            each = self._instructions[at]
            if each.start in self._own or self._is_skipped(at):
                left += self._onwards(each, at)
            elif each.operation in _LEAVES or (each.line is not None and each.line != line) or self._is_left(at):
                found.add(each.start)
            elif each.operation in _BACKWARD and each.target is not None:
                if self._instructions[self._index[each.target]].line == line:
                    found.add(each.start)
                else:
                    left += self._onwards(each, at)
            else:
                left += self._onwards(each, at)
        return found

    def _is_skipped(self, at: int) -> bool:
        """Whether the interpreter never comes to an instruction: it ends a loop, and the loop jumps over it."""
        each, before = self._instructions[at], self._instructions[at - 1]
        return each.operation == _END_FOR or (each.operation == _POP_TOP and before.operation == _END_FOR)

    def _is_left(self, at: int) -> bool:
        """Whether an instruction passes an exception on out of the frame: no line is executed between."""
        if self._instructions[at].operation not in _RERAISE:
            return False
        left, seen = self._caught(at), {at}
        while left:
            at = left.pop()
            each = self._instructions[at]
            if each.line is not None:
                return False
            if at not in seen:
                seen.add(at)
                left += self._onwards(each, at)
        return True

    def _onwards(self, each: _Instruction, at: int) -> list[int]:
        after = [] if each.operation in _ENDS else [at + 1]
        if each.target is not None:
            after.append(self._index[each.target])
        elif each.operation in _RERAISE:
            after += self._caught(at)
        return after

    def _caught(self, at: int) -> list[int]:
        """Where the program goes on if an instruction raises."""
        start = self._instructions[at].start
        return [handler for where, handler in self._handlers if start in where]
