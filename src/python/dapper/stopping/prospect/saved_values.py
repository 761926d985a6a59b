"""What a frame keeps on its stack of values to put back later.

That is the exception that was being handled when an `except` clause (or a `finally`, or the end of a `with`) began, and,
since CPython 3.12, the values of variables whose names a comprehension uses for its own. A frame that is made to go on
outside of such a part must be given back what that part would have put back.
"""

from __future__ import annotations

from dapper.code.instructions import Instruction, Instructions

_HANDLES, _HIDES, _SWAPS = "PUSH_EXC_INFO", "LOAD_FAST_AND_CLEAR", "SWAP"


class SavedValue:
    """One of them.

    Attributes:
        index: its place on the stack, from 0.
        variable: the number of the variable that has it, or None: it is the exception (or None) that was handled before.
    """

    __slots__ = ("index", "variable")

    def __init__(self, index: int, variable: int | None) -> None:
        self.index, self.variable = index, variable


_State = tuple[SavedValue, ...]
"""The outermost first."""


class SavedValues:
    """Those of one code object, before each of its instructions."""

    def __init__(self, instructions: Instructions) -> None:
        self._instructions = instructions
        self._states: dict[int, _State] = {}
        waiting: list[tuple[int, _State]] = [(0, ())]
        while waiting:
            offset, state = waiting.pop()
            if offset in self._states or offset not in instructions.at:
                continue
            self._states[offset] = state
            handler = instructions.handler(offset)
            if handler is not None:
                waiting.append((handler.target, _below(state, handler.depth)))
            instruction = instructions.at[offset]
            after = self._after(state, instruction, instructions.depth(offset) or 0)
            for successor in instruction.successors():
                waiting.append((successor, _below(after, instructions.depth(successor) or 0)))

    def at(self, offset: int) -> _State:
        """Those on the stack at an instruction, the outermost first; none where it cannot be reached."""
        found = self._instructions.instruction(offset)
        return () if found is None else self._states.get(found[0], ())

    def hides(self, offset: int, variable: int) -> bool:
        """Whether a variable belongs to a comprehension at an instruction."""
        return any(each.variable == variable for each in self.at(offset))

    def _after(self, state: _State, instruction: Instruction, depth: int) -> _State:
        if instruction.name == _HANDLES:
            return (*state, SavedValue(depth - 1, None))
        if instruction.name == _HIDES:
            return (*state, SavedValue(depth, instruction.argument))
        if instruction.name == _SWAPS:
            moved = {depth - 1: depth - instruction.argument, depth - instruction.argument: depth - 1}
            return tuple(SavedValue(moved.get(each.index, each.index), each.variable) for each in state)
        return state


def _below(state: _State, depth: int) -> _State:
    return tuple(each for each in state if each.index < depth)
