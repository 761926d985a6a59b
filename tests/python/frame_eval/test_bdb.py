"""A debugger built on `bdb` stops where it would by itself, with its trace function called a fraction as often."""

import bdb
import io
import sys
import tempfile

from support import debugged, standalone, tools

from dapper._frame_eval import access
from dapper._frame_eval.debugger_integration import DebuggerFrameEvalBridge, get_integration_statistics
from dapper._frame_eval.frame_eval_main import frame_eval_manager
from dapper.wire.errors import FallbackRefused

PROGRAM = """\
def inner(n):
    a = n + 1
    b = a * 2
    return b

def outer(n):
    total = 0
    for i in range(n): total += i
    values = [inner(i) for i in range(n)]
    return total + sum(values)

def numbers(n):
    for i in range(n):
        yield i
    return None

class Box:
    def __init__(self, n):
        self.n = n

def fail(n):
    try:
        raise ValueError(n)
    except ValueError:
        return -n

def unwatched(n):
    while n:
        n -= 1

result = outer(4)
unwatched(500)
result += outer(2)
for value in numbers(3):
    result += value
box = Box(3)
result += fail(1)
"""
LOOP = (
    "def work(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n\nwork({})\nwork(1)\n"
)


class Recorder(bdb.Bdb):
    """Records where it stops, and says what to do next by a plan: one command a stop, then only continue."""

    def __init__(self, plan=()):
        super().__init__()
        self.plan, self.stops, self.traced = list(plan), [], 0

    def trace_dispatch(self, frame, event, argument):
        self.traced += 1
        return super().trace_dispatch(frame, event, argument)

    def stop(self, kind, frame):
        self.stops.append((kind, frame.f_code.co_name, frame.f_lineno))
        command = self.plan.pop(0) if self.plan else "continue"
        if command == "next":
            self.set_next(frame)
        elif command == "return":
            self.set_return(frame)
        elif command.startswith("until"):
            self.set_until(frame)
        elif command.startswith("break"):
            self.set_break(self.path, int(command.split()[1]))
            self.set_continue()
        elif command.startswith("clear"):
            self.clear_break(self.path, int(command.split()[1]))
            self.set_continue()
        else:
            getattr(self, f"set_{command}")()

    def do_clear(self, number):
        self.clear_bpbynumber(number)

    def user_line(self, frame):
        self.stop("line", frame)

    def user_return(self, frame, value):
        self.stops.append(("return", frame.f_code.co_name, value))

    def user_exception(self, frame, info):
        self.stops.append(("exception", frame.f_code.co_name, info[0].__name__))


class Listener(Recorder):
    """Is notified of calls too."""

    def user_call(self, frame, arguments):
        self.stops.append(("call", frame.f_code.co_name, frame.f_lineno))


def run(accelerated, text, breaks, plan=(), kind=Recorder):
    """(stops, trace calls, globals) of a program; breaks are (line, options)."""
    path = f"{tempfile.mkdtemp()}/program.py"
    with open(path, "w") as file:
        file.write(text)
    debugger = kind(plan)
    debugger.path = path
    for line, options in breaks:
        assert debugger.set_break(path, line, **options) is None
    bridge = DebuggerFrameEvalBridge()
    if accelerated:
        assert bridge.auto_integrate_debugger(debugger) is True
    names = {"__name__": "__main__"}
    try:
        debugger.run(compile(text, path, "exec"), names)
    finally:
        debugger.clear_all_breaks()
        if accelerated:
            assert bridge.remove_integration(debugger) is True
    assert sys.gettrace() is None
    return debugger.stops, debugger.traced, {k: v for k, v in names.items() if type(v) is int}


SCENES = [
    ([(2, {})], []),
    ([(3, {}), (4, {})], ["continue"] * 3),
    ([(2, {"cond": "n == 2"})], []),
    ([(2, {"temporary": True})], []),
    ([(1, {"funcname": "inner"})], []),
    ([(8, {})], []),
    ([(9, {})], []),
    ([(14, {})], []),
    ([(24, {})], ["continue", "next", "next", "next", "next"]),
    ([(3, {})], ["continue", "step", "step", "step", "continue"]),
    ([(3, {})], ["continue", "return", "next", "next", "continue", "continue", "step", "step"]),
    ([(2, {})], ["continue", "next", "next", "next", "next", "next", "next", "next"]),
    ([(2, {})], ["continue", "until", "until", "until", "continue"]),
    ([(33, {})], ["continue", "step", "step", "step", "step", "step", "step", "step"]),
    ([(2, {})], ["continue", "break 23", "clear 2"]),
    ([(2, {})], ["continue", "continue", "clear 2", "continue"]),
    ([], ["continue"]),
    ([], ["next"] * 12),
    ([(3, {})], ["continue", "continue", "quit"]),
]


def test_it_stops_where_it_would_by_itself():
    with standalone():
        for breaks, plan in SCENES:
            for kind in (Recorder, Listener):
                plain, fast = run(False, PROGRAM, breaks, plan, kind), run(True, PROGRAM, breaks, plan, kind)
                assert fast[0] == plain[0], f"{breaks} {plan} {kind.__name__}:\n{plain[0]}\n{fast[0]}"
                assert fast[2] == plain[2]


def test_trace_calls_are_saved():
    with standalone():
        breaks = [(5, {"cond": "n == 1"})]
        plain, fast = run(False, LOOP.format(5000), breaks), run(True, LOOP.format(5000), breaks)
        assert plain[0] == fast[0] == [("line", "<module>", 1), ("line", "work", 5)]
        assert plain[1] > 10_000, plain[1]
        # The call and the first line of the program: then it continues, and no trace function is called any more.
        assert fast[1] == 2, fast[1]


ASKED = """\
asked = 0

def ask(n):
    global asked
    asked += 1
    return n % 3 == 0

def work(n):
    total = 0
    for i in range(n):
        total += i
    return total

work(10)
"""


def test_conditions_are_asked_once_a_visit_and_counted_as_bdb_counts():
    scenes = [
        [{"cond": "ask(i)"}],
        [{"cond": "i == 4"}, {"cond": "ask(i)"}],
        [{"cond": "ask(i)"}, {"cond": "i == 5"}, {}],
        [{"cond": "ask(i)", "ignore": 2}],
        [{"cond": "ask(i)", "temporary": True}],
        [{"cond": "  ask(i)"}],
        [{"cond": "missing > 1"}],
        [{"cond": "not a condition"}],
        [{"cond": "ask(i)", "disabled": True}, {"cond": "ask(i + 1)"}],
    ]

    class Ready(Recorder):
        """Its breakpoints of line 11 have what their scenes say besides."""

        def run(self, code, names):
            self.held = list(bdb.Breakpoint.bplist[self.path, 11])
            for breakpoint, options in zip(self.held, scene, strict=True):
                breakpoint.ignore = options.get("ignore", 0)
                breakpoint.enabled = not options.get("disabled", False)
            super().run(code, names)
            self.stops.append([(each.hits, each.ignore, each.cond) for each in self.held])

    with standalone():
        for scene in scenes:
            breaks = [(11, {key: each[key] for key in ("cond", "temporary") if key in each}) for each in scene]
            plain, fast = (run(accelerated, ASKED, breaks, kind=Ready) for accelerated in (False, True))
            assert fast[0] == plain[0], f"{scene}:\n{plain[0]}\n{fast[0]}"
            assert fast[2] == plain[2], f"{scene}: {plain[2]} {fast[2]}"


def test_bdb_is_not_called_while_no_condition_holds():
    calls = 0
    effective = bdb.effective

    def counting(*arguments):
        nonlocal calls
        calls += 1
        return effective(*arguments)

    bdb.effective = counting
    try:
        with standalone():
            stops = run(True, LOOP.format(500), [(4, {"cond": "i == 250"})])[0]
    finally:
        bdb.effective = effective
    assert stops == [("line", "<module>", 1), ("line", "work", 4)], stops
    assert calls == 1, calls


def test_the_statistics_tell_of_it():
    with standalone():
        debugger = Recorder()
        bridge = DebuggerFrameEvalBridge()
        bridge.auto_integrate_debugger(debugger)
        assert get_integration_statistics()["integration_stats"]["integrations_enabled"] == 2
        path = f"{tempfile.mkdtemp()}/program.py"
        with open(path, "w") as file:
            file.write(LOOP.format(100))
        debugger.set_break(path, 5)
        debugger.run(compile(LOOP.format(100), path, "exec"), {})
        found = get_integration_statistics()["integration_stats"]
        assert found["breakpoints_optimized"] == 1, found
        # Lines 2, 3 and 4 of `work`, and line 8 of the program (line 7 was under way): each was skipped once.
        assert found["trace_calls_saved"] >= 4, found
        assert [stop[1:] for stop in debugger.stops] == [("<module>", 1), ("work", 5), ("work", 5)]
        debugger.clear_all_breaks()
        bridge.remove_integration(debugger)
        assert get_integration_statistics()["integration_stats"]["integrations_enabled"] == 1


def test_removing_it_restores_the_debugger_even_in_the_midst_of_a_run():
    class Leaves(Recorder):
        def user_line(self, frame):
            super().user_line(frame)
            if frame.f_lineno == 5:
                bridge.remove_integration(self)

    bridge = DebuggerFrameEvalBridge()
    with standalone():
        debugger = Leaves()
        attributes = set(vars(debugger))
        bridge.auto_integrate_debugger(debugger)
        assert bridge.auto_integrate_debugger(debugger) is True
        path = f"{tempfile.mkdtemp()}/program.py"
        text = LOOP.format(3)
        with open(path, "w") as file:
            file.write(text)
        debugger.set_break(path, 5)
        debugger.set_break(path, 4)
        debugger.run(compile(text, path, "exec"), {})
        lines = [line for _, _, line in debugger.stops]
        assert lines == [1, 4, 4, 4, 5, 4, 5], lines
        own = {"botframe", "stopframe", "currentbp", "quitting", "returnframe", "stoplineno"}  # of any run of bdb
        assert set(vars(debugger)) - attributes <= own, set(vars(debugger)) - attributes
        assert [name for name in tools() if name == "dapper"] == ["dapper"]  # the one of frame evaluation itself
        debugger.clear_all_breaks()
        assert bridge.remove_integration(debugger) is False
        # Line 5 was visited once more after it had been removed there.
        assert access.core().telemetry.snapshot()["reason_counts"]["integration_remove_failed"] == 2


def test_pdb_works_with_it():
    import pdb

    outputs = []
    for accelerated in (False, True):
        bdb.Breakpoint.clearBreakpoints()
        with standalone():
            path = f"{tempfile.mkdtemp()}/program.py"
            with open(path, "w") as file:
                file.write(PROGRAM)
            commands = (
                f"break {path}:3\ncontinue\nwhere\np a\nnext\nstep\nup\np i\ncontinue\ncontinue\nclear 1\ncontinue\n"
            )
            out = io.StringIO()
            debugger = pdb.Pdb(stdin=io.StringIO(commands), stdout=out, readrc=False)
            debugger.use_rawinput = False
            if accelerated:
                assert DebuggerFrameEvalBridge().auto_integrate_debugger(debugger)
            debugger.run(compile(PROGRAM, path, "exec"), {})
            if accelerated:
                DebuggerFrameEvalBridge().remove_integration(debugger)
            debugger.clear_all_breaks()
            outputs.append(out.getvalue().replace(path, "program.py"))
    del sys.modules["pdb"]
    assert outputs[0] == outputs[1], "\n=====\n".join(outputs)
    assert "-> b = a * 2" in outputs[0]


def test_what_cannot_be_served_falls_back_counted_or_fails_as_the_setting_says():
    taken = []
    with standalone():
        bridge = DebuggerFrameEvalBridge()
        assert bridge.auto_integrate_debugger(object()) is False
        frame_eval_manager.setup_frame_eval({})
        taken = [number for number in range(6) if sys.monitoring.get_tool(number) is None]
        for number in taken:
            sys.monitoring.use_tool_id(number, "another")
        try:
            debugger = Recorder()
            assert bridge.auto_integrate_debugger(debugger) is False
            counts = access.core().telemetry.snapshot()["reason_counts"]
            assert (counts["py_debugger_integration_failed"], counts["integration_bdb_failed"]) == (1, 1)
            assert get_integration_statistics()["integration_stats"]["errors_handled"] == 2
            bridge.update_config(fallback_on_error=False)
            try:
                bridge.auto_integrate_debugger(debugger)
            except FallbackRefused as error:
                assert "Every sys.monitoring tool id is taken" in str(error)
            else:
                raise AssertionError("it was not refused")
        finally:
            for number in taken:
                sys.monitoring.free_tool_id(number)


def test_frame_evaluation_that_is_switched_off_leaves_a_debugger_alone():
    with standalone():
        frame_eval_manager.setup_frame_eval({"enabled": False})
        debugger = Recorder()
        before = dict(vars(debugger))
        assert DebuggerFrameEvalBridge().auto_integrate_debugger(debugger) is False
        assert vars(debugger) == before


def test_the_program_of_a_session_can_bring_its_own_debugger():
    text = f"""
import bdb
from dapper._frame_eval.debugger_integration import DebuggerFrameEvalBridge
import os
import sys

class Own(bdb.Bdb):
    lines = []

    def user_line(self, frame):
        self.lines.append(frame.f_lineno)
        self.set_continue()

path = os.path.join(os.path.dirname(__file__), "inner.py")
text = {LOOP.format(3)!r}
with open(path, "w") as file:
    file.write(text)
own = Own()
own.set_break(path, 5)
assert DebuggerFrameEvalBridge().auto_integrate_debugger(own)
own.run(compile(text, path, "exec"), {{}})
done = 1  # here
"""
    with debugged(text) as run:
        run.launch()
        line = text.split("\n").index("done = 1  # here") + 1
        run.ask("setBreakpoints", source={"path": run.path}, breakpoints=[{"line": line}])
        run.session.program()()
        assert run.session.debuggee.program.settle() is None, run.session.program_.error
        assert run.session.debuggee.program.module.own.lines[1:] == [5, 5]
        assert sum(message.get("event") == "stopped" for message in run.host.sent) == 1
        # The program's own debugger is not a foreign one.
        assert run.status()["other_tracer"] is None
