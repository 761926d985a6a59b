"""The debuggee: a file or a module that runs as `__main__`, as `python file.py` or `python -m module` would run it."""

from __future__ import annotations

import ast
import functools
import importlib.machinery
import os
import sys
from collections.abc import Awaitable, Callable
from types import CodeType, FrameType, ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

from dapper.code.filter import OWN_FOLDER
from dapper.code.names_of_code import file_of
from dapper.delivery.hook import Hook
from dapper.session import ending
from dapper.session.main_module import MainModule
from dapper.values import exception_info
from dapper.values.display import Display
from dapper.values.generics import AnyCoroutine
from dapper.values.statics import is_a, traceback_of, type_name
from dapper.wire.errors import RequestError, Terminated

if TYPE_CHECKING:
    from asyncio import Task

    _Run = Callable[[CodeType, dict[str, object], list[object]], None]

_STDERR = 2
"""The descriptor of the process's standard error."""


class Program:
    """One run of one file or module.

    Args:
        path: the file; a relative path begins in the working directory. None: a module.
        arguments: `sys.argv[1:]`.
        cwd: working directory; when None the file's folder, or for a module the current one.
        env: environment variables to set; a value of None removes one.
        module: the name of the module, where there is no path.

    Attributes:
        path: the file: absolute, but otherwise as it was named.
        home: the folder in which the file itself is, if it was named through links; of a module the working directory.
        folders: those of the program's files, as they may be named.

    Raises:
        RequestError: there is no such file, module or folder, or it cannot be read.
    """

    def __init__(
        self,
        path: str | None,
        arguments: list[str],
        cwd: str | None,
        env: dict[str, str | None],
        module: str | None = None,
    ) -> None:
        if cwd is not None and not os.path.isdir(cwd):
            raise RequestError(f"launch: cwd {cwd!r} is not a folder.")
        start = os.path.abspath(cwd or ".")
        self.exit_code: int | None = None
        self.error: BaseException | None = None
        self.task: Task[object] | None = None
        self.loop: object = None
        self.exit: BaseException | None = None
        self._outcome: list[object] = []
        self._before = dict(sys.modules)
        self._collections = ending.collections()
        source, self._main = b"", None
        if path is None:
            self._main = MainModule(module or "", [start, *filter(None, sys.path)])
            self.path = path = self._main.origin
            folder, self.home = start, os.path.realpath(start)
        else:
            self.path = os.path.join(start, path)
            source = _read(self.path, path)
            folder, self.home = os.path.dirname(self.path), os.path.dirname(os.path.realpath(self.path))
        self.code = self._compile(source)
        self.folders = tuple({os.path.join(each, "") for each in (os.path.normpath(folder), self.home)})
        os.chdir(cwd or folder)
        for name, value in env.items():
            try:
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
            except (OSError, ValueError) as error:
                raise RequestError(f"launch: env {name!r} cannot be set to {value!r}: {error}.") from None
        sys.argv[:] = [path, *arguments]
        # "" is the working folder, meant for interactive use; Pyodide has it.
        sys.path[:] = [self.home, *(entry for entry in sys.path if entry not in ("", self.home))]
        self.module = self._main_module()

    def _compile(self, source: bytes) -> CodeType | None:
        try:
            if self._main is not None:
                return self._main.code()
            return compile(source, self.path, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
            # The program's own error, which ends it as soon as it runs, without frames of its own.
            self._outcome.append(error.with_traceback(None))
            return None

    def _main_module(self) -> ModuleType:
        module = ModuleType("__main__")
        namespace = module.__dict__
        if self._main is None:
            namespace["__loader__"] = importlib.machinery.SourceFileLoader("__main__", self.path)
        if "__annotations__" in sys.modules["__main__"].__dict__:  # before CPython 3.14
            namespace["__annotations__"] = {}
        namespace.update(__builtins__=sys.modules["builtins"], __file__=self.path)
        if sys.version_info < (3, 15):
            namespace["__cached__"] = None
        sys.modules["__main__"] = module
        return module

    def callable(self, hook: Hook, current: Callable[[CodeType], CodeType]) -> Callable[[], None]:
        """What runs the program when called without arguments. With the hook no Python frame is under that of a file.

        Args:
            hook: the hook.
            current: gives the code object to run in place of the program's own.
        """
        if self.code is None:
            return _nothing  # it has ended already: see `_compile`
        run = hook.module.run if hook.module else _run
        if self._main is not None:
            return functools.partial(self._run_module, self._main, self.code, run, current)
        return functools.partial(run, current(self.code), self.module.__dict__, self._outcome)

    def _run_module(self, main: MainModule, code: CodeType, run: _Run, current: Callable[[CodeType], CodeType]) -> None:
        program, sys.argv[0] = sys.argv[0], "-m"
        try:
            spec = main.enter()
        except BaseException as error:
            self._outcome.append(BaseException.with_traceback(error, _after_own(error)))
            return
        finally:
            sys.argv[0] = program
        namespace = self.module.__dict__
        namespace.update(__loader__=spec.loader, __package__=spec.parent, __spec__=spec)
        if sys.version_info < (3, 15):
            namespace["__cached__"] = spec.cached
        run(current(code), namespace, self._outcome)

    def syntax_error(self) -> dict[str, object] | None:
        """Where and why the program does not compile: the body of `dapper/syntaxError`; None without such an error."""
        error = self.error
        if self.code is not None or not isinstance(error, SyntaxError) or not error.lineno:
            return None
        end = (error.end_lineno or 0, error.end_offset or 0)
        start = (error.lineno, max(1, error.offset or 1))
        where: dict[str, object] = {"exceptionId": type_name(error), "line": start[0], "column": start[1]}
        # The compiler's end may lie before the start, where it knows only the start.
        return where | ({"endLine": end[0], "endColumn": end[1]} if end > start else {}) | {"message": error.msg}

    def failure(self, display: Display) -> dict[str, object] | None:
        """Which exception ends the program, and its innermost line in the main file: the body of `dapper/failure`.

        None where no exception does, or none that came through that file. A plain run is notified too, so no code of
        the program's own is run for it: what an exception says by a method of the program's is left to the traceback.
        """
        error = self.error
        if error is None or is_a(error, SystemExit) or is_a(error, Terminated):
            return None
        place, trace = None, exception_info.way_out(error)
        while trace is not None:
            if file_of(trace.tb_frame.f_code) == self.path and _line(trace) is not None:
                place = trace
            trace = trace.tb_next
        if place is None:
            return None
        body: dict[str, object] = {
            "exceptionId": type_name(error),
            "description": display.plain_message(error),
            "line": place.tb_lineno,
            "name": place.tb_frame.f_code.co_name,
        }
        missing = exception_info.missing_module(error)
        return body | ({"missingModule": missing} if missing is not None else {})

    def coroutine(self) -> Callable[[], Awaitable[None]] | None:
        """What drives a program with a top-level `await`, once `callable` has run; None for any other program."""
        last = self._outcome[-1] if self._outcome else None
        if type(last) is AnyCoroutine:
            self._outcome.pop()
            return functools.partial(self._drive, last)
        return None

    def _drive(self, coroutine: AnyCoroutine) -> Awaitable[None]:
        import asyncio

        loop: Any = asyncio.get_event_loop()  # Pyodide's, which has more to it
        self.loop = loop
        ended = loop.create_future()
        task: Task[object] = loop.create_task(coroutine)
        self.task = task

        def end(_: object) -> None:
            self._outcome.append(_cancellation(task) if task.cancelled() else task.exception())
            ended.set_result(None)

        task.add_done_callback(end)
        return ended

    def waiting_frame(self) -> FrameType | None:
        """The frame at whose `await` the program waits: the innermost one of its own. None when it has ended."""
        task = self.task
        coroutine: object = task.get_coro() if task is not None and not task.done() else None
        frame: FrameType | None = None
        while type(coroutine) is AnyCoroutine and coroutine.cr_frame is not None:
            if frame is None or file_of(coroutine.cr_frame.f_code).startswith(self.folders):
                frame = coroutine.cr_frame
            coroutine = coroutine.cr_await
        return frame

    def settle(self) -> BaseException | None:
        """Takes the outcome of the run: the exception that left the program, or None."""
        last = self._outcome[-1] if self._outcome else None
        self._outcome.clear()
        self.error = last if is_a(last, BaseException) else None
        if self.exit is not None and (self.task is not None or _is_cancellation(self.error)):
            self.error = self.exit
        self.task = self.loop = self.exit = None
        return self.error

    def conclude(self, terminated: bool) -> None:
        """Ends as the interpreter does: reports the exception, and runs what waits for the end."""
        error, self.error = self.error, None
        self.exit_code = 130 if terminated else 0
        exits = is_a(error, SystemExit)
        if exits:
            self.exit_code = _exit_code(error)
        elif error is not None and not terminated and not is_a(error, Terminated):
            exit = _report(error)
            self.exit_code = 130 if type(error) is KeyboardInterrupt else 1
            if exit is not None:
                self.exit_code = _exit_code(exit)
        del error
        if not exits:
            for name in ("__file__", "__cached__"):
                self.module.__dict__.pop(name, None)
        ending.close_threads()
        ending.run_exit_functions()
        self._flush()

    def take_apart(self, mine: Callable[[str], bool]) -> None:
        """After `conclude`, once nothing else holds objects of the program: its modules are removed.

        Args:
            mine: whether a file is the program's.
        """
        self.module = None
        ending.take_apart(self._before, self._collections, mine)
        self._flush()

    def _flush(self) -> None:
        if not ending.flush_streams():
            self.exit_code = ending.UNFLUSHED


def _read(path: str, given: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise RequestError(f"launch: cannot read program {given!r}: {why}.") from None


def _nothing() -> None:
    """What runs a program that has ended already."""


def _run(code: CodeType, namespace: dict[str, object], outcome: list[object]) -> None:
    try:
        outcome.append(eval(code, namespace))
    except BaseException as error:
        outcome.append(BaseException.with_traceback(error, _after_first(error)))


def _is_cancellation(error: BaseException | None) -> bool:
    exceptions = sys.modules.get("asyncio.exceptions")
    return type(exceptions) is ModuleType and type(error) is exceptions.CancelledError


def _cancellation(task: Task[object]) -> BaseException | None:
    """What a cancelled task was left by. Only its result has the traceback of that."""
    try:
        task.result()
    except BaseException as error:
        return BaseException.with_traceback(error, _after_first(error))
    return None


def _after_first(error: BaseException) -> TracebackType | None:
    """Its traceback without the frame that has caught it."""
    trace = traceback_of(error)
    return trace and trace.tb_next


def _after_own(error: BaseException) -> TracebackType | None:
    """Its traceback without the frames of the debugger that it begins with."""
    trace = traceback_of(error)
    while trace is not None and file_of(trace.tb_frame.f_code).startswith(OWN_FOLDER):
        trace = trace.tb_next
    return trace


def _line(trace: TracebackType) -> int | None:
    """The line of an entry; None where its instruction has none."""
    return trace.tb_lineno


def _exit_code(error: SystemExit) -> int:
    """As the interpreter reads it; where the program's own objects are in the way, 1."""
    try:
        code: object = error.code
        if code is None:
            return 0
        if is_a(code, int):
            return code & 0xFF if -(1 << 63) <= code < 1 << 63 else 0xFF
        if getattr(sys, "stderr", None) is None:
            _write_error(str(code))
        else:
            print(code, file=sys.stderr)
    except BaseException:
        return 1
    return 1


def _write_error(line: str) -> None:
    """Where the program has no standard error any more, the interpreter writes to that of the process."""
    os.write(_STDERR, f"{line}\n".encode("utf-8", "backslashreplace"))


def _report(error: BaseException) -> SystemExit | None:
    """Prints the exception through `sys.excepthook`, which the program may have replaced; returns the exit of that."""
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, traceback_of(error)
    sys.last_exc = error
    try:
        sys.excepthook(type(error), error, traceback_of(error))
    except SystemExit as exit:
        return exit
    except BaseException as second:
        if getattr(sys, "stderr", None) is None:
            return None  # the interpreter's own hook prints nothing then
        try:
            print("Error in sys.excepthook:", file=sys.stderr)
            # The hook of the interpreter shows what the exception itself has, not what it is given.
            cut = BaseException.with_traceback(second, _after_first(second))
            sys.__excepthook__(type(cut), cut, traceback_of(cut))
            print("\nOriginal exception was:", file=sys.stderr)
            sys.__excepthook__(type(error), error, traceback_of(error))
        except BaseException:
            return None  # the program has left no standard error to report on
    return None
