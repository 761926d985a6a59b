"""Every error of the debugger that a person reads: what was wrong, the value, what to do.

Three kinds are distinguished: the user's request or program (`RequestError`), their configuration
(`ConfigError`), and what is the debugger's own fault (any other exception, reported as such).
"""

from collections.abc import Mapping


class DapperError(Exception):
    """Base of the errors that become DAP error responses.

    Attributes:
        code: number of the DAP `Message`.
        show_user: whether a client should show it to the person.
    """

    code = 1000
    show_user = True


class RequestError(DapperError):
    """A request that cannot be served as it stands; the session goes on."""

    code = 1001


class NotStopped(RequestError):
    """A request that needs a stopped program came while it runs."""

    code = 1002

    def __init__(self, command: str, state: str) -> None:
        super().__init__(f"'{command}' needs a paused program, and this one is {state}. Pause it first.")


class Stale(RequestError):
    """A frame or variables reference of an earlier stop."""

    code = 1003
    show_user = False  # a client that is slower than the person has asked

    def __init__(self, what: str, value: object) -> None:
        super().__init__(f"{what} {value} is gone: it belonged to an earlier stop. Ask for a new stack trace.")


class UnknownThread(RequestError):
    """A `threadId` that no thread has."""

    code = 1005

    def __init__(self, thread: int, names: Mapping[int, str]) -> None:
        known = ", ".join(f"{number} ({name})" for number, name in names.items())
        super().__init__(f"threadId {thread} is unknown; the threads are: {known}.")


class Cancelled(RequestError):
    """A request that its client no longer wants. The message is DAP's own word for that."""

    code = 1006
    show_user = False

    def __init__(self) -> None:
        super().__init__("cancelled")


class ConfigError(DapperError):
    """A wrong setting. The configuration before it stays in force."""

    code = 1010

    def __init__(self, key: object, value: object, allowed: str) -> None:
        shown = repr(value)
        shown = shown if len(shown) <= 80 else shown[:80] + "..."
        super().__init__(f"frameEvalConfig: {key!r} is {shown}; allowed: {allowed}.")
        self.key, self.value, self.allowed = key, value, allowed


class BackendUnavailable(DapperError):
    """A backend was asked for by name, without fallback, and cannot work here."""

    code = 1011


class FallbackRefused(DapperError):
    """An optimized way has failed, and the setting `fallback_on_error` does not allow the slow one."""

    code = 1013

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} The setting 'fallback_on_error' is off, so the slow way was not taken.")


class OperationTimeout(DapperError):
    """An operation of the debugger took longer than the setting `timeout` allows, and was ended."""

    code = 1012

    def __init__(self, operation: str, seconds: float) -> None:
        super().__init__(f"The {operation} took longer than {seconds:g} s (the setting 'timeout') and was ended.")


class Terminated(KeyboardInterrupt):
    """Raised in the program when the user stops it, so that its `finally` blocks run."""


class Interrupted(BaseException):
    """Raised in code that runs on the debugger's behalf (a condition, the console) to take control back."""


class Overdue(Interrupted):
    """The same, because the operation has exceeded its time."""
