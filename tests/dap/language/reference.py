"""The stops that CPython's own `bdb` makes in a program, with the same commands given in the same order.

Where this debugger differs on purpose, the reference does as it does; each such place is a method with its reason.
"""

import bdb
import contextlib
import dis
import inspect
import io
import itertools
import traceback
import types

_SUSPENDABLE = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
_WAITS = inspect.CO_COROUTINE | inspect.CO_ITERABLE_COROUTINE
_ASKS = ("FOR_ITER", "GET_ANEXT", "JUMP_BACKWARD")
_STAYING = ("next", "dapper/stepUntil")
_HANDS_OVER = ("RETURN_VALUE", "RETURN_CONST", "YIELD_VALUE")


class Reference(bdb.Bdb):
    """Steps through one file, and notes where it stops."""

    def __init__(self, path, commands, limit):
        super().__init__()
        self.path = path
        self.commands = itertools.cycle(commands)
        self.limit = limit
        self.stops = []
        self.arrival = None
        self.frame = None
        self.stack_of_stop = []

    def stop_here(self, frame):
        return self.is_programs(frame) and super().stop_here(frame)

    def is_programs(self, frame):
        """Of the file, or of a text that it runs: not of one that a library has made, as dataclasses do."""
        code = frame.f_code
        is_text = code.co_filename == "<string>" and frame.f_back.f_code.co_filename == self.path
        return (code.co_filename == self.path or (is_text and code.co_name == "<module>")) and not is_made(code)

    def dispatch_return(self, frame, arg):
        """`bdb` pays no attention to generators that return or yield, but in a step in."""
        if not frame.f_code.co_flags & _SUSPENDABLE:
            return super().dispatch_return(frame, arg)
        yields = operation(frame) == "YIELD_VALUE"
        # A step over stays in a generator; any other goes on where the value goes, and waits with a coroutine.
        if frame is self.frame and not (yields and (self.command in _STAYING or not hands_over(frame.f_code, arg))):
            self.user_return(frame, arg)
        return self.trace_dispatch

    def user_line(self, frame):
        if not keeps_books(frame) and not self.asks_for_next(frame) and not passes_by(frame):
            self.stop(frame)

    def asks_for_next(self, frame):
        """A generator is back at the head of its `for`: if there are no more turns, it was not entered at all."""
        return frame not in self.stack_of_stop and operation(frame) in _ASKS

    def user_return(self, frame, return_value):
        """`pdb` stops inside of the function (`--Return--`); an adapter shows the caller, where it goes on.

        So native code that stands between the two has ended by then, and may have called more. An exception that leaves
        the function is handled first.
        """
        if frame is not self.frame:
            return  # it was never stopped in
        self.stack_of_stop = [each for each in self.stack_of_stop if each is not frame]
        caller = frame.f_back
        # A generator that delegates does not run when an exception was thrown past it, and its consumer gets what is yielded.
        yields = operation(frame) == "YIELD_VALUE"
        while caller is not None and (not self.is_programs(caller) or (yields and waits(caller))):
            caller = caller.f_back
        if caller is None:
            self.set_continue()
            return
        if operation(frame) in _HANDS_OVER:
            self.arrival = caller
            caller.f_trace_opcodes = True
        if self.command == "stepIn":
            self.set_step()
        else:
            self.set_next(caller)

    def user_opcode(self, frame):
        if frame is self.arrival and frame.f_lineno is not None:
            self.stop(frame)

    def stop(self, frame):
        if self.arrival is not None:
            self.arrival.f_trace_opcodes = False
            self.arrival = None
        self.stops.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        self.frame = frame
        self.stack_of_stop = [each for each, _ in traceback.walk_stack(frame)]
        self.command = next(self.commands)
        if self.command == "stepOut" and frame.f_code.co_name == "<module>":
            self.command = "stepIn"
        if len(self.stops) >= self.limit:
            self.set_continue()
        elif self.command == "next":
            self.set_next(frame)
        elif self.command == "dapper/stepUntil":
            self.set_until(frame)
        elif self.command == "stepOut" and frame.f_code.co_flags & _WAITS:
            self._set_stopinfo(frame, frame, -1)  # it goes out when it is over, whoever lets it wait
        elif self.command == "stepOut":
            self._set_stopinfo(frame.f_back, frame)
        else:
            self.set_step()


def is_made(code):
    """Whether the compiler has made it of annotations and type parameters."""
    return (
        code.co_name.startswith("<generic parameters")
        or code.co_name == "__annotate__"
        or ".format" in code.co_varnames
    )


def keeps_books(frame):
    """A class body notes its name and its annotations at the line of `class`; a module its docstring."""
    code = frame.f_code
    if code.co_name == "<module>":
        following = (each for each in dis.get_instructions(code) if each.offset > frame.f_lasti)
        return next(following).argval == "__doc__"
    return frame.f_lineno == code.co_firstlineno and not code.co_flags & inspect.CO_OPTIMIZED


def passes_by(frame):
    """An exception passes what waits (`yield from`, `await`): of that line nothing runs, as where it passes a call."""
    return operation(frame) == "CLEANUP_THROW"


def waits(frame):
    """Whether a generator stands where it has yielded: it does not run."""
    return bool(frame.f_code.co_flags & _SUSPENDABLE) and operation(frame) in ("YIELD_VALUE", "RESUME")


def hands_over(code, value):
    """Whether a yield gives control to a consumer, rather than to an event loop."""
    if code.co_flags & _WAITS:
        return False
    return not code.co_flags & inspect.CO_ASYNC_GENERATOR or type(value).__name__ == "async_generator_wrapped_value"


def operation(frame):
    """The name of the operation that a frame is at."""
    return next((each.opname for each in dis.get_instructions(frame.f_code) if each.offset >= frame.f_lasti), "")


def stops_of(path, text, commands, limit):
    """The places where the program stops: `function:line`. A step out of the module is a step in, here and in the test."""
    code = compile(text, path, "exec")
    module = types.ModuleType("__main__")
    debugger = Reference(path, commands, limit)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
        debugger.run(code, module.__dict__, module.__dict__)
    return debugger.stops
