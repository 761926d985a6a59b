"""The end of a program: what the interpreter does between its last line and the end of the process.

The interpreter itself lives on, and with it the modules that were there before the program, and the libraries that it
has imported. So only the program's own modules are taken apart; that runs what the program has left to be run then
(`__del__`).
"""

from __future__ import annotations

import atexit
import gc
import sys
import traceback
import weakref
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from dapper.values.statics import is_a, traceback_of

if TYPE_CHECKING:
    from types import CodeType
    from typing import Protocol, TextIO, TypeVar

    class _Written(Protocol):
        """A function that is written in Python."""

        __code__: CodeType

    _Function = TypeVar("_Function", bound=_Written)

UNFLUSHED = 120
"""The exit code where standard output or standard error cannot be flushed."""
_NOWHERE = ("<sys>", 0) if sys.version_info >= (3, 12) else ("sys", 1)
"""What the interpreter calls the place where no code runs: file and line."""
_LINE_ALONE = 13
"""The kind of an entry of a location table that has no columns."""
_LAST = ("last_exc", "last_type", "last_value", "last_traceback")
_COLLECT, _STATS = gc.collect, gc.get_stats
_NAMESPACE: Callable[[ModuleType], dict[Any, object]] = vars(ModuleType)["__dict__"].__get__


def close_threads() -> None:
    """As for a program's last thread: what waits for the end of threads (an executor) is notified."""
    threading = sys.modules.get("threading")
    if type(threading) is not ModuleType:
        return
    try:
        threading._shutdown()
    except BaseException as error:
        # The module's own `repr` is the import system's, whose built-ins are the program's.
        place = _NAMESPACE(threading).get("__file__")
        place = place if type(place) is str else None
        _tell(error, f"Exception ignored on threading shutdown <module 'threading' from {place!r}>", None)


def run_exit_functions() -> None:
    """Those of `atexit`, the last one first. What they raise is reported by the interpreter itself."""
    atexit._run_exitfuncs()


def flush_streams() -> bool:
    """Flushes the standard streams as they are now. False where one of them cannot be."""
    done = True
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name, None)
        if stream is None or _is_closed(stream):
            continue
        try:
            stream.flush()
        except BaseException as error:
            done = False
            if name == "stdout":
                _tell(error, *_of_flushing(stream))
    return done


def _is_closed(stream: TextIO) -> bool:
    try:
        return bool(stream.closed)
    except BaseException:
        return False


def _of_flushing(stream: object) -> tuple[str | None, object]:
    return ("Exception ignored on flushing sys.stdout", None) if sys.version_info >= (3, 13) else (None, stream)


def _tell(error: BaseException, message: str | None, about: object) -> None:
    """Reports an uncatchable exception as the interpreter would; `sys.unraisablehook` may be the program's."""
    trace = traceback_of(error)
    trace = trace and trace.tb_next  # without the frame that has caught it
    hook = sys.unraisablehook
    unraisable: Any = SimpleNamespace(  # the interpreter's own type cannot be instantiated
        exc_type=type(error), exc_value=error, exc_traceback=trace, err_msg=message, object=about
    )
    try:
        if hook is not sys.__unraisablehook__:
            hook(unraisable)
            return
        if getattr(sys, "stderr", None) is None:
            return
        print(f"{message}:" if about is None else f"Exception ignored in: {about!r}", file=sys.stderr)
        traceback.print_exception(type(error), error, trace)
    except BaseException:
        return  # there is no standard error, or the program's hook fails


def _placeless(function: _Function) -> _Function:
    """The function as code of no file: at the interpreter's own end no Python code runs; a warning names this place."""
    code = function.__code__
    units = len(code.co_code) >> 1
    table = b"".join(bytes((0x80 | _LINE_ALONE << 3 | min(8, units - at) - 1, 0)) for at in range(0, units, 8))
    function.__code__ = code.replace(co_filename=_NOWHERE[0], co_firstlineno=_NOWHERE[1], co_linetable=table)
    return function


def collections() -> tuple[int, ...]:
    """How often each generation of objects was collected by now."""
    return tuple(each["collections"] for each in _STATS())


@_placeless
def take_apart(before: dict[str, ModuleType], collected: tuple[int, ...], mine: Callable[[str], bool]) -> None:
    """Takes the program's modules apart, with all that only they hold.

    Args:
        before: the modules that were there before the program.
        collected: what `collections` gave then.
        mine: whether a file is the program's.
    """
    for name in _LAST:
        if hasattr(sys, name):
            setattr(sys, name, None)
    for name in ("stdin", "stdout", "stderr"):
        if hasattr(sys, f"__{name}__"):
            setattr(sys, name, getattr(sys, f"__{name}__"))
    # Nor can anything be imported by then: warnings do not suggest tracing where memory came from.
    modules: dict[str, ModuleType | None] = cast("dict[str, ModuleType | None]", sys.modules)
    was_imported, tracing = "tracemalloc" in modules, modules.get("tracemalloc")
    modules["tracemalloc"] = None
    callbacks = gc.callbacks[:]
    gc.callbacks.clear()  # the interpreter's last collections call no callbacks
    left = _forget_modules(before, mine)
    _COLLECT(_oldest(collected))
    if any(ref() is not None for ref in left):
        for ref in reversed(left):
            _empty(ref())
        _COLLECT()
    gc.callbacks[:] = callbacks
    if was_imported:
        modules["tracemalloc"] = tracing
    else:
        modules.pop("tracemalloc", None)


@_placeless
def _oldest(collected: tuple[int, ...]) -> int:
    """The oldest generation that has objects of the program: they grow older by collections.

    To collect all takes dozens of milliseconds, which would be most of the time of a short program.
    """
    counts = [each["collections"] for each in _STATS()]
    grown = [at for at, count in enumerate(counts) if count != collected[at]]
    if not grown:
        return 0
    # Since CPython 3.14 a collection moves a part of the objects only.
    return min(2, grown[-1] + 1) if sys.version_info < (3, 14) else 2


@_placeless
def _forget_modules(before: dict[str, ModuleType], mine: Callable[[str], bool]) -> list[weakref.ref[ModuleType]]:
    """Takes the program's modules out of `sys.modules`, in their order there."""
    modules = sys.modules
    left: list[weakref.ref[ModuleType]] = []
    for name in list(modules):
        module = modules[name]
        if before.get(name) is module or not is_a(module, ModuleType):
            continue
        file = _NAMESPACE(module).get("__file__")
        if name == "__main__" or (type(file) is str and mine(file)):
            left.append(weakref.ref(module))
            modules.pop(name)
            if name in before:
                modules[name] = before[name]
    return left


@_placeless
def _empty(module: ModuleType | None) -> None:
    """Something still holds the module: its names go all the same, those with an underscore first."""
    if module is None:
        return
    namespace = _NAMESPACE(module)
    private = [name for name in namespace if type(name) is str and name[:1] == "_" and name[1:2] != "_"]
    for name in (*private, *(name for name in list(namespace) if type(name) is str and name != "__builtins__")):
        if namespace.get(name) is not None:
            namespace[name] = None
