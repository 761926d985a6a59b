"""Opens the debugger's session inside Pyodide: the only Python of the debugger that knows JavaScript.

Runs once at boot, in a namespace of its own. `open_worker_session` is what the worker calls.
"""

import sys


def open_worker_session(worker, options):
    """Returns the session of `dapper.session`.

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
    # All of asyncio's callbacks go through this one name; the gate holds them back while the program is paused.
    webloop.scheduleCallback = worker.later
    # Only while importing: the program must not be able to import the debugger's modules by accident.
    sys.path.insert(0, settings["path"])
    try:
        from dapper.session import open_session
    finally:
        sys.path.remove(settings["path"])
    return open_session(_HOSTS[settings["blocking"]](worker), options)


class _Host:
    """What all transports have in common."""

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


class _SuspendingHost(_Host):
    """Suspends the WebAssembly stack; not possible when a JavaScript frame is on it."""

    def __init__(self, worker):
        from pyodide.ffi import can_run_sync, run_sync

        super().__init__(worker)
        self.can_block = can_run_sync
        self._run_sync = run_sync

    def receive(self, timeout):
        try:
            return self._run_sync(self._worker.receiveLater(timeout))
        finally:
            self._worker.awake()

    def yield_(self):
        if self.can_block():
            try:
                self._run_sync(self._worker.turnLater())
            finally:
                self._worker.awake()


class _NonBlockingHost(_Host):
    """Cannot wait for anything: programs run, but do not stop."""

    def can_block(self):
        return False

    def receive(self, timeout):
        raise RuntimeError("This page cannot pause Python: it has neither shared memory nor promise integration.")

    def yield_(self):
        pass


_HOSTS = {"atomics": _BlockingHost, "jspi": _SuspendingHost, "none": _NonBlockingHost}
