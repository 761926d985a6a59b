"""Runs one benchmark program under one configuration and returns what its work took, in seconds.

The program is run by a whole debug session (launch, breakpoints, filters), with a stand-in for the worker that
answers at once; only the time of its function `work` counts. A stop is a mistake: the breakpoints are never hit.
"""

import gc
import json
import sys
import time
import tracemalloc

MOST_MARKED = 10


class Host:
    """A worker that has nothing to say."""

    def __init__(self):
        self.sent = []

    def send(self, text):
        message = json.loads(text)
        if message.get("event") == "stopped":
            raise AssertionError(f"a benchmark must not stop: {text}")
        if "error" in message:
            raise AssertionError(message["error"]["message"])
        self.sent.append(message)

    def poll(self):
        return None

    def receive(self, timeout):
        raise AssertionError("a benchmark must not wait")

    def can_block(self):
        return True

    def set_deadline(self, seconds):
        pass

    def flush(self):
        pass

    def set_state(self, state):
        pass

    def yield_(self):
        pass


def marked_lines(path, mark):
    """Numbers of the lines that carry `# @mark`."""
    with open(path) as file:
        return [number for number, line in enumerate(file, 1) if line.rstrip().endswith(f"# @{mark}")]


def bare(path):
    """Without a debugger."""
    with open(path) as file:
        code = compile(file.read(), path, "exec")
    namespace = {"__name__": "__main__"}
    exec(code, namespace)
    return timed(namespace["work"])


def timed(work):
    """(seconds, result) of one call."""
    gc.collect()
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, repr(result)


def debugged(path, settings, mark, no_debug=False):
    """In a session; `mark` names the lines with breakpoints."""
    from dapper.session import open_session

    host = Host()
    session = open_session(host, json.dumps({"hookDir": "/opt/dapper/hook", "blocking": "atomics", "platform": "node"}))
    number = 0

    def request(command, **arguments):
        nonlocal number
        number += 1
        session.handle(json.dumps({"id": number, "command": command, "arguments": arguments}))
        return host.sent[-1].get("body")

    request("setExceptionBreakpoints", filters=["uncaught"])
    request("launch", program=path, frameEvalConfig=settings, noDebug=no_debug)
    if not no_debug:
        lines = marked_lines(path, mark)
        lines = (lines * MOST_MARKED)[: max(len(lines), 1)]
        answer = request("setBreakpoints", source={"path": path}, breakpoints=[{"line": line} for line in lines])
        if not all(each["verified"] for each in answer["breakpoints"]):
            raise AssertionError(f"a breakpoint of the benchmark is not bound: {answer}")
    session.program()()
    outcome = timed(session.program_.module.__dict__["work"])
    session.finish()
    return outcome


def set_up(path):
    """What the debugger costs before the program starts: seconds (imports, session, launch, breakpoints), bytes."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "dapper"]:
        del sys.modules[name]
    gc.collect()
    began = time.perf_counter()
    session = _opened(path)
    seconds = time.perf_counter() - began
    session.engine.shut_down()
    for name in [name for name in sys.modules if name.partition(".")[0] == "dapper"]:
        del sys.modules[name]
    del session
    gc.collect()
    tracemalloc.start()
    session = _opened(path)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    session.engine.shut_down()
    return seconds, size


def _opened(path):
    from dapper.session import open_session

    host = Host()
    session = open_session(host, json.dumps({"hookDir": "/opt/dapper/hook", "blocking": "atomics", "platform": "node"}))
    session.handle(json.dumps({"id": 1, "command": "launch", "arguments": {"program": path}}))
    lines = [{"line": line} for line in marked_lines(path, "hot") + marked_lines(path, "cold")]
    session.handle(
        json.dumps(
            {"id": 2, "command": "setBreakpoints", "arguments": {"source": {"path": path}, "breakpoints": lines}}
        )
    )
    return session
