"""asyncio's tasks: which there are, and what each of them does.

Nothing is asked of asyncio before a client wants to know, and it is never imported. A program may derive from
`asyncio.Task`, register tasks of its own making or replace the whole module, so tasks are read like any other value:
those of the C implementation by its own slots, those of the one in Python by what stands in their namespace.
"""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, CodeType, FrameType, FunctionType, MethodDescriptorType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any

from dapper.values.awaiting import is_running
from dapper.values.generics import AnyCoroutine, AnyDict, AnyList, AnyReference, AnySet, AnyTuple, AnyWeakSet
from dapper.values.names import name_order
from dapper.values.settling import settled_after
from dapper.values.statics import (
    MISSING,
    ClassFacts,
    ClassTable,
    class_qualname,
    is_a,
    is_built_in,
    json_text,
    module_dict,
    str_items,
)

if TYPE_CHECKING:
    from dapper.values.statics import Reader

GATHERING = "_GatheringFuture"
"""The class of what `asyncio.gather` returns."""
_PENDING = "PENDING"
LOOP_METHOD = "run_until_complete"
"""The method of an event loop that its callers wait in, until a task has ended."""
_WEAK_SETS = ("_scheduled_tasks", "_all_tasks")
"""In the modules of asyncio: tasks by weak references. CPython 3.11 has the one, later versions the other."""
_IN_THE_INTERPRETER = sys.version_info >= (3, 14)
"""Whether the interpreter itself keeps the tasks of the C implementation, in a list that only functions of C read."""
_BY_STACK = sys.version_info >= (3, 15)
"""Whether that list has only the tasks of the stack that runs: there Pyodide gives each stack a thread state of its own."""
_LONGEST_NAME = 100
_MOST_MODULES = 4
"""Modules that are remembered besides the newest: a program may load asyncio again."""
_get_referrers = gc.get_referrers  # the program may replace the module's


class Task:
    """One task as it is now.

    Attributes:
        subject: the task itself.
        name: its name for asyncio.
        coroutine: what it runs.
        waiter: the future for which it waits, or None.
        is_done: whether it has ended.
        error: the exception with which it has ended, if nobody has asked for that.
    """

    __slots__ = ("coroutine", "error", "is_done", "name", "subject", "waiter")

    def __init__(
        self, subject: object, name: object, coroutine: object, waiter: object, state: object, error: object = None
    ) -> None:
        self.subject = subject
        self.name = _plain(name)
        self.coroutine = coroutine
        self.waiter = waiter
        self.is_done = type(state) is not str or state != _PENDING
        self.error: BaseException | None = error if is_a(error, BaseException) else None

    @property
    def is_running(self) -> bool:
        """Whether it is on Python's stack."""
        return is_running(self.coroutine)


class LoopWait:
    """A call of an event loop's method in which somebody waits for a task to end: its frame is on another stack meanwhile.

    Args:
        code: the method's.
        task: what is waited for; it is not kept alive.
    """

    def __init__(self, code: CodeType, task: Task) -> None:
        self.code = code
        awaited = [task.subject, *([task.coroutine] if type(task.coroutine) is AnyCoroutine else ())]
        self._awaited = [weakref.ref(each) for each in awaited]

    def is_in(self, frame: FrameType) -> bool:
        """Whether a frame is that call."""
        if frame.f_code is not self.code:
            return False
        values, names = frame.f_locals, self.code.co_varnames[: self.code.co_argcount]
        given = [values.get(name) for name in names]
        return any(value is not None and value is each() for value in given for each in self._awaited)


class _Native:
    """The tasks of the C implementation: `_asyncio.Task`, and what is derived from it."""

    def __init__(self, cls: type, module: ModuleType) -> None:
        facts = ClassFacts(cls)
        self.cls: type[object] = cls
        self.future: type[object] = facts.mro[1]
        self._future_state = ClassFacts(self.future).find("_state")
        self._coroutine: Callable[[object], object] = facts.find("get_coro")
        self._name: Callable[[object], object] = facts.find("get_name")
        self._waiter, self._state = facts.find("_fut_waiter"), facts.find("_state")
        self._callbacks = ClassFacts(self.future).find("_callbacks")
        self._error, self._unread = facts.find("_exception"), facts.find("_log_traceback")
        self.cancel: Callable[[object], object] = facts.find("cancel")
        names = dict(str_items(module_dict(module)))
        self.listed = _builtin(names, "all_tasks", module)
        self.running = _builtin(names, "current_task", module)
        self.loop = _builtin(names, "_get_running_loop", module)
        self._plain = [facts.find(name) for name in ("done", "__hash__", "__eq__")]

    def read(self, subject: object) -> Task:
        """What a task is now."""
        cls = type(subject)
        waiter, state = self._waiter.__get__(subject, cls), self._state.__get__(subject, cls)
        error = self._error.__get__(subject, cls) if self._unread.__get__(subject, cls) is True else None
        return Task(subject, self._name(subject), self._coroutine(subject), waiter, state, error)

    def callbacks(self, subject: object) -> list[object]:
        """What a future calls when it is done."""
        return _first_of(self._callbacks.__get__(subject, type(subject)))

    def is_pending(self, future: object) -> bool:
        """Whether a future has no result yet; a task is one."""
        state: object = self._future_state.__get__(future, type(future))
        return state == _PENDING

    def classes(self) -> list[type]:
        """The class and all that are derived from it, as far as they are alive."""
        found = [self.cls]
        for each in found:
            found += type.__subclasses__(each)
        return found

    def is_plain(self) -> bool:
        """Whether asking asyncio for its tasks runs no method of a class that is derived."""
        facts = map(ClassFacts, self.classes())
        names = ("done", "__hash__", "__eq__")
        return all(each.find(name) is own for each in facts for name, own in zip(names, self._plain, strict=True))


class AsyncioTasks:
    """The tasks of the program."""

    def __init__(self) -> None:
        self._native: _Native | None = None
        self._modules: list[ModuleType] = []
        self._namespaces()
        self._find()  # where asyncio is there from the start, no program can have changed it yet

    def all(self, reader: Reader | None = None, loop: object = None) -> list[Task]:
        """The tasks that have not ended, or whose exception nobody has asked for; in the order of their names.

        Args:
            reader: for what may call the program; without it nothing does, which takes a walk through all objects.
            loop: an event loop to be asked besides the one that runs.
        """
        native = self._find()
        found: dict[int, object] = {}
        for namespace in self._namespaces():
            for subject in _registered(namespace):
                found[id(subject)] = subject
        if native is not None and _IN_THE_INTERPRETER:
            for subject in _listed(native, reader, loop):
                found[id(subject)] = subject
        tasks = [task for subject in found.values() if (task := self.read(subject)) is not None]
        alive = [task for task in tasks if not task.is_done or task.error is not None]
        return sorted(alive, key=lambda task: name_order(task.name))

    def current(self) -> Task | None:
        """The task that is on Python's stack; the innermost where one has started another at once."""
        native = self._find()
        if native is not None and native.running is not None and _IN_THE_INTERPRETER:
            try:
                subject = native.running()
            except RuntimeError:  # no event loop runs
                return None
            task = None if subject is None else self.read(subject)
            return task if task is not None and task.is_running else None
        for namespace in self._namespaces():
            current = namespace.get("_current_tasks")
            for subject in list(AnyDict.values(current)) if type(current) is AnyDict else ():
                task = self.read(subject)
                if task is not None and task.is_running:
                    return task
        return None

    def awaiter(self, task: Task, reader: Reader | None = None) -> Task | None:
        """The task that goes on when one has ended: it awaits that, by itself or by what asyncio puts between."""
        others = self.all(reader)
        for future in settled_after(task.subject, self._called_by, self._is_future, _attribute):
            for callback in self._called_by(future):
                group = _attribute(callback.__self__, "_parent_task") if type(callback) is MethodType else None
                if group is not None:
                    return self.read(group)
            for other in others:
                if other.waiter is future:
                    return other
        return None

    def _called_by(self, future: object) -> list[object]:
        """What a future calls when it is done."""
        native = self._find()
        if native is not None and is_a(future, native.future):
            return native.callbacks(future)
        return _first_of(_attribute(future, "_callbacks"))

    def _is_future(self, value: object) -> bool:
        native = self._find()
        is_native = native is not None and is_a(value, native.future)
        return is_native or type(_attribute(value, "_callbacks")) is AnyList

    def wait(self, task: Task) -> LoopWait | None:
        """The call of the event loop that may wait for a task to end, as that of `asyncio.run` does."""
        native = self._find()
        loop = native.loop() if native is not None and native.loop is not None else None
        found = ClassFacts(type(loop)).find(LOOP_METHOD)
        return LoopWait(found.__code__, task) if type(found) is FunctionType else None

    def read(self, subject: object) -> Task | None:
        """What a task is now; None: it is none, or of a kind of its own."""
        native = self._find()
        if native is not None and is_a(subject, native.cls):
            try:
                return native.read(subject)
            except RuntimeError:  # it was never made: its class has an `__init__` that does not do that
                return None
        if native is not None and is_a(subject, native.future):
            return None  # a future that is no task
        names = ClassTable().instance_dict(subject)
        found = dict(str_items(names)) if names is not None else {}
        if "_coro" not in found or "_fut_waiter" not in found:
            return None
        unread = found.get("_Future__log_traceback") is True
        error = found.get("_exception") if unread else None
        state = found.get("_state", _PENDING)  # an attribute of the class until then
        return Task(subject, found.get("_name"), found["_coro"], found["_fut_waiter"], state, error)

    def cancel(self, task: Task) -> None:
        """Cancels a task; one of the C implementation whatever a class that is derived does there."""
        native, subject = self._find(), task.subject
        found = ClassFacts(type(subject)).find("cancel")
        if native is not None and is_a(subject, native.cls):
            native.cancel(subject)
        elif type(found) is FunctionType:
            found(subject)

    def is_pending(self, future: object) -> bool:
        """Whether a future has no result yet; true of what is no future."""
        native = self._find()
        if native is not None and is_a(future, native.future):
            return native.is_pending(future)
        names = ClassTable().instance_dict(future)
        state = dict(str_items(names)).get("_state", _PENDING) if names is not None else _PENDING
        return type(state) is not str or state == _PENDING

    def _namespaces(self) -> list[dict[str, object]]:
        """Those in which asyncio keeps its tasks, also where the program has taken the modules away since."""
        for name in ("_asyncio", "asyncio.tasks"):
            module = _module(name)
            if module is not None and all(module is not known for known in self._modules):
                self._modules = [*self._modules[-_MOST_MODULES:], module]
        return [dict(str_items(module_dict(module))) for module in self._modules]

    def _find(self) -> _Native | None:
        """The C implementation, once the program has it. It is remembered: a program may hide it later."""
        if self._native is None:
            module = _module("_asyncio")
            cls = dict(str_items(module_dict(module))).get("Task") if module is not None else None
            if module is not None and isinstance(cls, type) and is_built_in(cls) and class_qualname(cls) == "Task":
                if type(ClassFacts(cls).find("get_coro")) is MethodDescriptorType:
                    self._native = _Native(cls, module)
        return self._native


def _listed(native: _Native, reader: Reader | None, loop: object) -> list[object]:
    """Tasks that only the interpreter has a list of."""
    running = native.loop() if native.loop else None
    loops = [each for each in (running, loop if loop is not running else None) if each is not None]
    if native.listed is not None and reader is not None and not _BY_STACK and native.is_plain():
        try:
            found = [reader.call(native.listed, each) for each in loops]
            return [task for tasks in found if type(tasks) is AnySet for task in tasks]
        except BaseException as error:  # what the program has registered itself may do anything
            if not reader.owns(error):
                raise
    return [each for each in _get_referrers(*native.classes()) if is_a(each, native.cls)]


def _module(name: str) -> ModuleType | None:
    module = dict(str_items(sys.modules)).get(name)
    return module if type(module) is ModuleType else None


def _builtin(names: dict[str, object], name: str, module: ModuleType) -> Callable[..., object] | None:
    """A function of a module, if it is that module's own."""
    found: Any = names.get(name)
    return found if type(found) is BuiltinFunctionType and found.__self__ is module else None


def _registered(namespace: dict[str, object]) -> Iterator[object]:
    """The tasks that a module of asyncio has in sets: those sets are read, and nobody is asked."""
    for name in _WEAK_SETS:
        kept = namespace.get(name)
        references = ClassTable().instance_dict(kept) if type(kept) is AnyWeakSet else None
        data = dict(str_items(references)).get("data") if references is not None else None
        for reference in list(AnySet.copy(data)) if type(data) is AnySet else ():
            task = reference() if type(reference) is AnyReference else None
            if task is not None:
                yield task
    eager = namespace.get("_eager_tasks")
    yield from list(AnySet.copy(eager)) if type(eager) is AnySet else ()


def _first_of(pairs: object) -> list[object]:
    return [pair[0] for pair in pairs if type(pair) is AnyTuple] if type(pairs) is AnyList else []


def _attribute(value: object, name: str) -> object:
    """What an object has under a name in its own namespace; None: nothing."""
    names = ClassTable().instance_dict(value)
    if names is not None:
        return dict(str_items(names)).get(name)
    # What is derived from a class of C can have a namespace that nothing shows. Without a class attribute of that name
    # nothing but the namespace is looked into.
    if ClassFacts(type(value)).find(name) is not MISSING:
        return None
    try:
        return object.__getattribute__(value, name)
    except AttributeError:
        return None


def _plain(name: object) -> str:
    """A task's name in a line."""
    if not is_a(name, str):
        return "Task"
    return json_text(str.__getitem__(name, slice(0, _LONGEST_NAME))).replace("\n", " ")
