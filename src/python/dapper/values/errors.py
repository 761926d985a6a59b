"""Errors of requests about values. Codes continue those of `dapper.wire.errors`."""

from types import CodeType, TracebackType

from dapper.wire.constants import NO_CODE_ERROR, TIMEOUT_ERROR
from dapper.wire.errors import RequestError


class UnknownReference(RequestError):
    """A `variablesReference` that no answer of this session has given out."""

    code = 1020

    def __init__(self, reference: int) -> None:
        super().__init__(
            f"variablesReference {reference} was never given out. "
            "Use one from a scopes, variables or evaluate response."
        )


class StaleReference(RequestError):
    """A `variablesReference` of an earlier stop."""

    code = 1003

    def __init__(self, reference: int) -> None:
        super().__init__(
            f"variablesReference {reference} belongs to an earlier stop: the program has run since. "
            "Ask for scopes again."
        )


class RowsTakeLong(RequestError):
    """There are too many rows of a table to put them in order."""

    code = 1029

    def __init__(self, count: int, seconds: float) -> None:
        super().__init__(
            f"These {count:,} rows cannot be put in order or filtered: that takes longer than {seconds:g} s."
        )


class NoSuchVariable(RequestError):
    """`setVariable` with a name that the container does not have."""

    code = 1021

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no variable {name!r} here. Ask for variables again and use a name from the answer.")


class UnknownMemory(RequestError):
    """A `memoryReference` that no answer of this session has given out."""

    code = 1027

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"memoryReference {reference!r} was never given out. Use one from a variables or evaluate response."
        )


class StaleMemory(RequestError):
    """A `memoryReference` of an earlier stop, or of a view that was released."""

    code = 1003

    def __init__(self, reference: str) -> None:
        super().__init__(f"memoryReference {reference} is gone: the program has run since. Ask for variables again.")


class NotWritable(RequestError):
    """Bytes that cannot be written."""

    code = 1028


class NotAssignable(RequestError):
    """A variable or expression that cannot be given a value."""

    code = 1022


class EvaluationFailed(RequestError):
    """The program's own exception (or syntax error) ended an evaluation; the message is the short traceback."""

    code = 1023
    show_user = False


class NoCode(EvaluationFailed):
    """What was to be evaluated is not Python: it would fail in any other place too."""

    code = NO_CODE_ERROR


class Raised(Exception):
    """Code that a person entered raised an exception: not the debugger's error; the caller reports it.

    Attributes:
        error: what it has raised.
        handled: the exception that the program was handling before: not part of what is shown.
        trace: its traceback when it was caught.
        codes: what the code was compiled to, as far as it was.
    """

    codes: tuple[CodeType, ...] = ()

    def __init__(self, error: BaseException, handled: BaseException | None, trace: TracebackType | None) -> None:
        super().__init__()
        self.error, self.handled, self.trace = error, handled, trace


class EvaluationRefused(RequestError):
    """An expression that is not run in this context."""

    code = 1024
    show_user = False


class EvaluationTimeout(RequestError):
    """An evaluation that took longer than its context allows, or was interrupted."""

    code = TIMEOUT_ERROR
    show_user = False
