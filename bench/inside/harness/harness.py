"""Runs one benchmark program once: bare, in a debug session, or under `bdb`. `begin` prepares, the caller runs, `end` tells.

The program is called by JavaScript between the two, so that no frame of this file lies under it.
"""

import functools
import gc
import json
import sys
import time
import tracemalloc
from types import ModuleType

PROGRAMS = "/bench/programs"


class BareRun:
    """Without a debugger."""

    def __init__(self, code, namespace):
        self.program = functools.partial(exec, code, namespace)

    def end(self):
        return {"exit": 0, "stops": 0, "unexpected": [], "hookStats": []}


def begin(text):
    """Prepares a run. `text` is JSON: `kind` (bare, dap or bdb) and what `DapRun` wants."""
    spec = json.loads(text)
    forget_program()
    if PROGRAMS not in sys.path:
        sys.path.insert(0, PROGRAMS)
    if spec["kind"] == "dap":
        from dap_run import DapRun

        return DapRun(spec)
    with open(spec["path"]) as file:
        code = compile(file.read(), spec["path"], "exec")
    sys.argv[:] = [spec["path"], *spec["args"]]
    main = sys.modules["__main__"] = ModuleType("__main__")
    if spec["kind"] == "bdb":
        from bdb_run import BdbRun

        return BdbRun(spec, code, main.__dict__)
    return BareRun(code, main.__dict__)


def end(run):
    """Ends a run. Returns JSON: what its `end` tells, and what the program's clock measured."""
    clock = sys.modules.get("clock")
    seconds = clock.seconds if clock else []  # the end of a session takes the program's modules apart
    return json.dumps({**run.end(), "seconds": seconds})


def forget_program():
    """So that the next run imports all of the program's modules again."""
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(PROGRAMS + "/"):
            del sys.modules[name]


def forget_debugger():
    """So that the next session imports the debugger again."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "dapper"]:
        del sys.modules[name]
    gc.collect()


def begin_timed(text):
    """`begin` from nothing: with the debugger's imports. Returns the run and its seconds."""

    forget_debugger()
    began = time.perf_counter()
    run = begin(text)
    return run, time.perf_counter() - began


def begin_weighed(text):
    """`begin` from nothing. Returns the run and the bytes that Python has allocated for it."""
    forget_debugger()
    tracemalloc.start()
    run = begin(text)
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return run, size
