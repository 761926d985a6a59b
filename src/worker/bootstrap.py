"""Loads the debugger inside Pyodide and opens its session: the only Python of the debugger that knows JavaScript.

Runs once at boot, in a namespace of its own. `open_worker_session` is what the worker calls.
"""

import sys


def open_worker_session(worker, options):
    """Returns the session of `dapper.session.session`.

    Args:
        worker: the JavaScript object that `hostForPython` in `host.ts` makes.
        options: the session's options, JSON.
    """
    import json

    from pyodide import webloop

    settings = json.loads(options)
    if "random" in sys.modules:
        # The interpreter may come from a memory snapshot, which has the same state of the generator for everybody.
        sys.modules["random"].seed()
    if settings["executable"]:
        _name_executable(settings["executable"])
    if settings["waits"] == "suspend":
        # All of asyncio's callbacks go through this one name; the gate holds them back while the program is paused.
        webloop.scheduleCallback = worker.later
    load_debugger(settings["path"])
    from dapper.session.session import open_session

    return open_session(_HOSTS[settings["waits"]](worker), options)


def _name_executable(path):
    """Says what was started. A memory snapshot has what its maker started."""
    import os

    sys.executable, sys.orig_argv, os.environ["_"] = path, [path], path


def prepare(folder):
    """Brings an interpreter that has booted from nothing to where one from a snapshot of its memory begins.

    Besides the debugger it has what that and most programs need sooner or later.

    Args:
        folder: has the package `dapper`.
    """
    import importlib

    for name in ("asyncio", "json", "linecache", "traceback"):
        importlib.import_module(name)
    _name_sources()
    load_debugger(folder)


def _name_sources():
    """Has modules that came from the library's bytecode name their source, as they do in a bare Pyodide."""
    from importlib.util import cache_from_source

    def is_bytecode(path):
        return isinstance(path, str) and path.endswith(".pyc") and ".zip/" in path

    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if is_bytecode(getattr(module, "__file__", None)):
            module.__file__ = module.__file__.removesuffix("c")
        if is_bytecode(getattr(spec, "origin", None)):
            spec.origin = spec.origin.removesuffix("c")
            module.__cached__ = spec.cached = cache_from_source(spec.origin)


def forget_start():
    """Removes what each start sets, before a snapshot is made."""
    import os

    os.environ.pop("PYTHONHASHSEED", None)
    sys.path.remove("")


def remember_start():
    """Sets again what `forget_start` has taken from this start."""
    sys.path.insert(0, "")


def load_debugger(folder):
    """Loads the package `dapper`, unless the interpreter comes from a memory snapshot that has it.

    Args:
        folder: has the package, and its code in one file, made for one release of Python (scripts/lib/bytecode.mjs).
            Any other compiles the package itself, and takes its time.
    """
    if "dapper" in sys.modules:
        return
    import gc

    collects = gc.isenabled()
    gc.disable()  # there is no garbage in this, and collections would look for it several times
    try:
        _load_debugger(folder)
        if not gc.get_freeze_count():
            # All that exists now is there to stay. Otherwise collections would inspect it as new, for twice as long.
            gc.freeze()
            gc.unfreeze()
    finally:
        if collects:
            gc.enable()


def _load_debugger(folder):
    import builtins
    import marshal
    from importlib.util import MAGIC_NUMBER

    with open(f"{folder}/dapper.bin", "rb") as file:
        data = file.read()
    if data.startswith(MAGIC_NUMBER):
        codes = marshal.loads(memoryview(data)[len(MAGIC_NUMBER) :])
    else:
        codes = {name: compile(text, path, "exec", dont_inherit=True) for name, path, text in sources(folder)}
    # With built-ins of its own from the very start, which the program cannot replace.
    space = dict(builtins.__dict__)
    isolation = {"__name__": "dapper.isolation", "__builtins__": space}
    exec(codes.pop("dapper.isolation"), isolation)
    isolation["load"](codes, space, "dapper.session.session")


def sources(folder):
    """Yields name, path and text of each module of the package that the debugger itself may need.

    `dapper._frame_eval` is for programs, which import it as they import anything.
    """
    import os

    for at, _, files in os.walk(f"{folder}/dapper"):
        for file in sorted(files):
            path = f"{at}/{file}"
            if file.endswith(".py") and "/_frame_eval/" not in path:
                name = path[len(folder) + 1 : -len(".py")].replace("/", ".").removesuffix(".__init__")
                with open(path, encoding="utf-8") as text:
                    yield name, path, text.read()


class _Host:
    """What all transports have in common."""

    turns = False

    def __init__(self, worker):
        # Bound once: looking up an attribute of a JavaScript object is not free.
        self.send = worker.send
        self.poll = worker.poll
        self.set_deadline = worker.setDeadline
        self.flush = worker.flush
        self.set_state = worker.setState
        self._worker = worker


class _BlockingHost(_Host):
    """Blocks the thread."""

    def __init__(self, worker):
        super().__init__(worker)
        self.receive = worker.receive

    def can_block(self):
        return True

    def yield_(self):
        pass


_NOTHING = object()


class _SuspendingHost(_Host):
    """Suspends the WebAssembly stack; not possible when a JavaScript frame is on it."""

    turns = True

    def __init__(self, worker):
        import asyncio

        from pyodide.ffi import can_run_sync, run_sync

        super().__init__(worker)
        self.can_block = can_run_sync
        self._run_sync = run_sync
        self._asyncio = asyncio.__dict__

    def receive(self, timeout):
        return self._wait(self._worker.receiveLater, timeout)

    def yield_(self):
        if self.can_block():
            self._wait(self._worker.turnLater)

    def _wait(self, function, *arguments):
        """Waits for JavaScript's promise itself.

        Pyodide asks asyncio for a future that awaits a thing, which takes turns of the program's loop: meanwhile its
        tasks would run on, while it is stopped or in the middle of what must not be entered twice. And the program may
        have replaced anything that such a future needs.
        """
        names = self._asyncio
        theirs = names.get("ensure_future", _NOTHING)
        promise = function(*arguments).promise

        def ensure_future(awaitable, **options):
            return awaitable if awaitable is promise else theirs(awaitable, **options)

        names["ensure_future"] = ensure_future
        try:
            return self._run_sync(promise)
        finally:
            if theirs is _NOTHING:
                del names["ensure_future"]
            else:
                names["ensure_future"] = theirs
            self._worker.awake()


class _NonBlockingHost(_Host):
    """Cannot wait for anything: programs run, but do not stop."""

    def can_block(self):
        return False

    def receive(self, timeout):
        raise RuntimeError(
            "This page cannot pause Python: it has no shared memory, no promise integration and no service worker."
        )

    def yield_(self):
        pass


_HOSTS = {"block": _BlockingHost, "suspend": _SuspendingHost, "none": _NonBlockingHost}
