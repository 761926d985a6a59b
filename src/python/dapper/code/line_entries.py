"""Where in a code object a visit of a line begins.

A line of source may be many instructions in several places: the turns of a loop come back to it, a call over several
lines returns to its first, and a `with` statement ends where it began. A breakpoint stops once for each time that its
statement is reached, so the table has only the instructions at which a visit begins, and is the same for every way of
delivery.
"""

from __future__ import annotations

import opcode
from collections.abc import Collection, Iterable, Mapping
from types import CodeType

_CACHE = 0
"""What stands for an inline cache in `co_code`, in every version."""
_EXTENDED_ARG = opcode.opmap["EXTENDED_ARG"]
CAUGHT = frozenset((opcode.opmap["PUSH_EXC_INFO"], opcode.opmap["END_ASYNC_FOR"]))
"""Where the program goes on after an exception: in a handler, or past an `async for` that is over."""
_RESUME = opcode.opmap["RESUME"]
_CLEANUP_THROW = opcode.opmap.get("CLEANUP_THROW")
"""Is passed where an exception is thrown into what awaits; CPython 3.12 and later."""
_LOAD_CONST = opcode.opmap["LOAD_CONST"]
_LOAD_COMMON = opcode.opmap.get("LOAD_COMMON_CONSTANT")
_COMMON: tuple[object, ...] = tuple(getattr(opcode, "_common_constants", ()))
_JUMPS = frozenset(opcode.hasjrel) - {opcode.opmap.get("END_ASYNC_FOR")}
_BACKWARD = frozenset(code for name, code in opcode.opmap.items() if "BACKWARD" in name)
ENDS = frozenset(
    code
    for name, code in opcode.opmap.items()
    if name in ("RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE", "INTERPRETER_EXIT")
    or name.startswith(("JUMP_FORWARD", "JUMP_BACKWARD"))
)
"""After them the next instruction is not reached from the one before."""
_DECISIONS = frozenset(code for name, code in opcode.opmap.items() if "JUMP" in name and "_IF_" in name)
"""They use what was computed before: no statement begins with one (3.11 gives them the line of the whole condition)."""
_SHUFFLES = frozenset(opcode.opmap[name] for name in ("SWAP", "COPY", "NOP") if name in opcode.opmap)
_EXIT_ARGUMENTS = 3
"""`__exit__(None, None, None)`."""


class Extents:
    """What the source says of its statements.

    Attributes:
        last: first line of a statement (or of a compound statement's or a clause's header): its last line.
        withs: lines on which `with` statements begin.
        heads: each line of a definition's head of several lines: all of them. The program comes to the same one more
            than once: for defaults, for annotations, and back to where the decorators stand.
    """

    __slots__ = ("heads", "last", "withs")

    def __init__(self, last: Mapping[int, int], withs: frozenset[int], heads: Mapping[int, range]) -> None:
        self.last, self.withs, self.heads = last, withs, heads


NO_EXTENTS = Extents({}, frozenset(), {})


class _Instruction:
    __slots__ = ("argument", "end", "line", "operation", "start")

    def __init__(self, start: int, operation: int, argument: int, end: int, line: int | None) -> None:
        self.start = start  # offset in bytes, of the first EXTENDED_ARG where there is one
        self.operation = operation
        self.argument = argument
        self.end = end  # offset after the caches
        self.line = line


class Start:
    """Where the body of a function begins: its first instruction that has a line.

    Attributes:
        offset: in bytes.
        line: 1-based.
        again: whether the program comes back to it.
    """

    __slots__ = ("again", "line", "offset")

    def __init__(self, offset: int, line: int, again: bool) -> None:
        self.offset, self.line, self.again = offset, line, again


class Entries:
    """Where visits begin.

    Attributes:
        lines: offset (in bytes) of each instruction at which a visit begins, with its line.
        mufflers: offset of an instruction of the same visit that leads to one of `lines` (each turn of a `for` begins
            where its first turn passes too), with the offset to which it leads.
        begin: that of `lines` which counts only where a call begins, if the program comes back to it (a loop that is
            the first statement of a function begins there), or None.
        points: offsets of instructions that are to be reported, whether or not a visit begins there.
        exact: those of `points` of which each reach counts; the others may be reported where the next line begins.
    """

    __slots__ = ("begin", "exact", "lines", "mufflers", "points")

    def __init__(
        self,
        lines: Mapping[int, int],
        mufflers: Mapping[int, int],
        begin: int | None = None,
        points: frozenset[int] = frozenset(),
        exact: frozenset[int] = frozenset(),
    ) -> None:
        self.lines, self.mufflers, self.begin = lines, mufflers, begin
        self.points, self.exact = points, exact

    def and_start(self, start: Start) -> Entries:
        """These, and where the body of a function begins."""
        begin = start.offset if start.again else None
        return Entries({**self.lines, start.offset: start.line}, self.mufflers, begin)

    def and_points(self, points: frozenset[int], exact: frozenset[int]) -> Entries:
        """These, and instructions to be reported."""
        return Entries(self.lines, self.mufflers, self.begin, points | exact, exact) if points or exact else self

    @property
    def offsets(self) -> frozenset[int]:
        """Of every instruction that is to be reported."""
        return self.points.union(self.lines)

    def __eq__(self, other: object) -> bool:
        return type(other) is Entries and self._parts() == other._parts()

    def _parts(self) -> tuple[object, ...]:
        return (self.lines, self.mufflers, self.begin, self.points, self.exact)


NO_ENTRIES = Entries({}, {})


def line_entries(
    code: CodeType, lines: Iterable[int], extents: Extents = NO_EXTENTS, passed: Collection[int] = ()
) -> Entries:
    """The instructions of a code object at which a visit of one of `lines` begins; of `passed` none does."""
    instructions = _instructions(code)
    arrivals = _arrivals(instructions)
    table: dict[int, int] = {}
    mufflers: dict[int, int] = {}
    for line in lines:
        inside = _inside(line, extents)
        ways = {at: ways for at, ways in arrivals.get(line, {}).items() if instructions[at].start not in passed}
        found = [at for at in _from_outside(ways, inside) if instructions[at].operation not in _DECISIONS]
        if line in extents.withs:
            found = [at for at in found if not _leaves_with(code, instructions, at)]
        # A statement may come to its first line last of all (a `def` after its default values).
        for at in found or _firsts(instructions, ways, inside):
            table[instructions[at].start] = line
            before = instructions[at - 1] if at else None
            if found and before and before.line in inside and before.operation not in ENDS | _JUMPS:
                mufflers[before.start] = instructions[at].start
            for each in instructions[at:]:  # a loop in one line turns within its visit
                if each.line in inside and each.operation in _BACKWARD and _target(each) == instructions[at].start:
                    mufflers[each.start] = instructions[at].start
    return Entries(table, mufflers)


def start_of(code: CodeType) -> Start | None:
    """Where the body of a function begins; None: none of its instructions has a line."""
    instructions = _instructions(code)
    for each in instructions:
        if each.line is not None:
            back = (_target(other) for other in instructions if other.operation in _BACKWARD)
            return Start(each.start, each.line, each.start in back)
    return None


def begun_lines(code: CodeType, lines: Iterable[int], extents: Extents) -> frozenset[int]:
    """Those of `lines` at which statements of a code object begin with their first instruction."""
    arrivals = _arrivals(_instructions(code))
    return frozenset(line for line in lines if _from_outside(arrivals.get(line, {}), _inside(line, extents)))


def _inside(line: int, extents: Extents) -> range:
    return extents.heads.get(line) or range(line, extents.last.get(line, line) + 1)


def _from_outside(ways: Mapping[int, set[int | None]], inside: range) -> list[int]:
    return [at for at, before in ways.items() if not all(each in inside for each in before)]


def _instructions(code: CodeType) -> list[_Instruction]:
    """The instructions that can be stopped at: those after the entry bookkeeping."""
    ops = code.co_code
    line_at: dict[int, int | None] = {}
    for start, end, line in code.co_lines():
        line_at.update(dict.fromkeys(range(start, end, 2), line))
    result: list[_Instruction] = []
    start, argument = None, 0
    at, size = 0, len(ops)
    while at < size:
        operation = ops[at]
        start = at if start is None else start
        argument = argument << 8 | ops[at + 1]
        at += 2
        if operation == _EXTENDED_ARG:
            continue
        first = at - 2
        while at < size and ops[at] == _CACHE:
            at += 2
        result.append(_Instruction(start, operation, argument, at, line_at.get(first)))
        start, argument = None, 0
    resume = next((n for n, each in enumerate(result) if each.operation == _RESUME), -1)
    return result[resume + 1 :]


def _target(jump: _Instruction) -> int:
    return jump.end + (-2 if jump.operation in _BACKWARD else 2) * jump.argument


def _arrivals(instructions: list[_Instruction]) -> dict[int, dict[int, set[int | None]]]:
    """By line: the indices of instructions that are reached from other lines, each with those lines.

    A jump back within a line is not an arrival, as CPython has no line event for it: a comprehension is one visit. Nor
    is what an exception's cleanup passes on its way out.
    """
    targets: dict[int, list[int | None]] = {}
    awaiting: int | None = None
    for each in instructions:
        if each.operation == _CLEANUP_THROW:
            awaiting = each.line
        if each.operation in _JUMPS:
            # In CPython 3.12 the jump back to what has awaited has no line.
            targets.setdefault(_target(each), []).append(each.line or awaiting)
            awaiting = None
    table: dict[int, dict[int, set[int | None]]] = {}
    falling, cleaning = True, False  # reached from the instruction before; only reached by an exception
    previous: int | None = None
    for at, each in enumerate(instructions):
        jumps = targets.get(each.start, [])
        if jumps or not falling:
            cleaning = not jumps and each.operation not in CAUGHT
        before = jumps + ([previous] if falling else [])
        if each.line is not None and not cleaning and any(line != each.line for line in before):
            table.setdefault(each.line, {})[at] = set(before) - {each.line}
        falling, previous = each.operation not in ENDS, each.line
    return table


def _firsts(instructions: list[_Instruction], ways: Iterable[int], inside: range) -> list[int]:
    """The first of `ways` in each run of a statement's instructions (a `finally` body is compiled more than once)."""
    result: list[int] = []
    for at in sorted(ways):
        between = instructions[result[-1] : at] if result else []
        if not result or any(_is_apart(each, inside) for each in between):
            result.append(at)
    return result


def _is_apart(instruction: _Instruction, inside: range) -> bool:
    """Whether it belongs to no statement on these lines; the copy for exceptions begins with one that has no line."""
    if instruction.line is None:
        return instruction.operation in CAUGHT
    return instruction.line not in inside


def _leaves_with(code: CodeType, instructions: list[_Instruction], at: int) -> bool:
    """Whether the instructions from here on call an `__exit__`, which CPython attributes to the line of the `with`."""
    while at < len(instructions) and instructions[at].operation in _SHUFFLES:
        at += 1
    arguments = instructions[at : at + _EXIT_ARGUMENTS]
    return len(arguments) == _EXIT_ARGUMENTS and all(_loads_none(code, each) for each in arguments)


def _loads_none(code: CodeType, instruction: _Instruction) -> bool:
    if instruction.operation == _LOAD_CONST:
        return code.co_consts[instruction.argument] is None
    # CPython 3.15 has it among those that all code shares.
    return instruction.operation == _LOAD_COMMON and _COMMON[instruction.argument] is None
