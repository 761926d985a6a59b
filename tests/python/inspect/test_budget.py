"""Looks end, and leave no trace."""

import contextlib
import sys
import time

import test_tick
from support import make_budget, refused, text

from dapper.code.filter import OWN_FOLDER
from dapper.values.budget import LookSkipped, LookTimeout, Page


class Loop:
    def __repr__(self):
        while True:
            pass


class Swallows:
    def __repr__(self):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass


class SwallowsDeeply:
    """Each handler starts the work again: leaving by chance would take longer than the universe."""

    def __repr__(self):
        return self.again()

    def again(self):
        try:
            return self.again()
        except BaseException:
            return self.again()


class ContinuesInFinally:
    def __repr__(self):
        source = "while True:\n  try:\n    while True: pass\n  finally: continue"
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, "x", "exec"))


def ends(value):
    shown = text(value)
    assert "repr took longer than 40 ms" in shown, shown
    assert sum(range(1000)) == 499500  # and nothing comes late
    for _ in range(10_000):
        pass


def test_a_repr_that_loops_for_ever_is_ended():
    ends(Loop())


def test_a_repr_that_swallows_every_exception_in_a_loop_is_ended():
    for _ in range(5):
        ends(Swallows())


def test_a_repr_that_swallows_in_handlers_of_handlers_is_ended():
    ends(SwallowsDeeply())


def test_a_repr_that_continues_in_finally_is_ended():
    ends(ContinuesInFinally())


def test_a_c_function_that_compares_with_the_programs_code_is_ended():
    class Key:
        def __lt__(self, other):
            while True:
                pass

    class Sorts:
        def __repr__(self):
            return str(sorted([Key(), Key()]))

    ends(Sorts())


def test_no_swallowed_exception_stays_the_handled_one():
    class Suppresses:
        def __repr__(self):
            while True:
                with contextlib.suppress(BaseException):
                    self.again()

        def again(self):
            with contextlib.suppress(BaseException):
                self.again()
            try:
                with contextlib.suppress(BaseException):
                    self.again()
            finally:
                self.again()

    for value in (SwallowsDeeply(), ContinuesInFinally(), Suppresses(), Swallows()):
        ends(value)
        assert sys.exception() is None, value
    try:
        raise KeyError
    except KeyError as error:
        assert error.__context__ is None


def test_a_deep_swallower_is_ended_at_a_stop_too():
    """Inside a monitoring callback CPython delivers no events by itself."""
    monitoring, shown, calls = sys.monitoring, [], []

    def program():
        return 1

    def at_line(code, line):
        calls.append(line)
        shown.append(text(SwallowsDeeply()))
        return monitoring.DISABLE

    monitoring.use_tool_id(0, "test")
    try:
        monitoring.register_callback(0, monitoring.events.LINE, at_line)
        monitoring.set_local_events(0, program.__code__, monitoring.events.LINE)
        program()
    finally:
        monitoring.set_local_events(0, program.__code__, 0)
        monitoring.free_tool_id(0)
    assert len(calls) == 1 and "repr took longer than 40 ms" in shown[0]


def test_a_deep_swallower_is_ended_in_a_trace_function_too():
    shown = []

    def program():
        return 1

    def trace(frame, event, argument):
        if frame.f_code is program.__code__ and not shown:
            shown.append(text(SwallowsDeeply()))
        return None

    sys.settrace(trace)
    try:
        program()
    finally:
        sys.settrace(None)
    assert "repr took longer than 40 ms" in shown[0]


def test_the_session_is_notified_when_a_look_begins_and_ends():
    budget = make_budget()
    changes = []
    budget.on_change = changes.append
    budget.call(1.0, lambda: changes.append(budget.active))
    with refused(ZeroDivisionError):
        budget.call(1.0, lambda: 1 / 0)
    assert changes == [True, True, False, True, False]


def test_a_handler_of_the_program_may_clean_up_after_a_timeout():
    cleaned = []

    class Cleans:
        def __repr__(self):
            try:
                while True:
                    pass
            finally:
                cleaned.append(True)

    ends(Cleans())
    assert cleaned == [True]


def test_what_a_repr_prints_is_dropped_and_the_streams_are_put_back():
    class Prints:
        def __repr__(self):
            print("noise")
            print("noise", file=sys.stderr)
            sys.stdout.buffer.write(b"noise")
            sys.stdout = None
            return "quiet"

    before = sys.stdout, sys.stderr
    assert text(Prints()) == "quiet"
    assert (sys.stdout, sys.stderr) == before


def test_a_signal_without_a_look_changes_nothing():
    make_budget()
    signals = test_tick.signals
    test_tick.start(0)
    for _ in range(10_000):
        pass
    assert test_tick.signals == signals + 1


def test_a_signal_of_an_earlier_look_does_not_end_the_next():
    budget = make_budget()

    def early():
        test_tick.start(0)  # arrives long before the end of this look
        total = 0
        for number in range(20_000):
            total += number
        return total

    signals = test_tick.signals
    assert budget.call(5.0, early) == sum(range(20_000))
    assert test_tick.signals > signals


def test_the_debuggers_own_frames_above_a_look_are_never_interrupted():
    budget = make_budget()
    text = "def work():\n  for _ in range(60_000): pass\n  done.append(True)"
    debugger: dict[str, object] = {"done": []}
    exec(compile(text, OWN_FOLDER + "pretend.py", "exec"), debugger)

    def program():
        debugger["work"]()
        while True:
            pass

    with refused(LookTimeout):
        budget.call(0.001, program)
    assert debugger["done"] == [True]


def test_the_programs_exception_stays_the_handled_one():
    class Raises:
        def __repr__(self):
            raise ValueError("mine")

    try:
        raise KeyError("program")
    except KeyError as error:
        text(Raises())
        assert sys.exception() is error
        assert error.__context__ is None


def test_a_recursive_repr_ends_in_its_recursion_error():
    class Deep:
        def __repr__(self):
            return repr(self)

    limit = sys.getrecursionlimit()
    assert "repr raised RecursionError" in text(Deep())
    assert sys.getrecursionlimit() == limit


def test_a_page_of_endless_reprs_ends_after_its_own_budget():
    page = Page(make_budget(), each=0.02, total=0.05)
    timeouts = []
    started = time.perf_counter()
    with refused(LookSkipped):
        for _ in range(100):
            try:
                page.call(repr, Loop())
            except LookTimeout as error:
                timeouts.append(error.seconds)
    assert time.perf_counter() - started < 1
    assert timeouts[0] == 0.02 and timeouts == sorted(timeouts, reverse=True)
    assert len(timeouts) < 8 and sum(timeouts) <= 0.05


def test_slow_values_leave_time_for_the_others_of_their_page():
    class Budget:
        """One whose looks take all that they get."""

        abandoned = False
        now = 0.0
        given = []

        def clock(self):
            return self.now

        def call(self, seconds, *others, **settings):
            self.now += seconds
            self.given.append(round(seconds * 1000))
            raise LookTimeout(seconds)

    page = Page(Budget())
    with refused(LookSkipped):
        for _ in range(100):
            with contextlib.suppress(LookTimeout):
                page.call(repr, Loop())
    assert Budget.given[:4] == [40, 25, 12, 6] and Budget.now <= 0.09


def test_a_list_of_endless_reprs_costs_one_look():
    signals = test_tick.signals
    first, second = Loop(), Loop()
    took, skipped = (
        "<Loop object; repr took longer than 40 ms>",
        "<Loop object; repr not run, another Loop took too long>",
    )
    assert text([first, second, first]) == f"[{took}, {skipped}, {took}]"
    assert test_tick.signals - signals <= 3


def test_a_page_has_a_number_of_looks():
    page = Page(make_budget(), looks=2)
    assert [page.call(len, "ab"), page.call(len, "abc")] == [2, 3]
    with refused(LookSkipped):
        page.call(len, "")


def test_a_look_inside_a_look_is_a_bug():
    budget = make_budget()
    with refused(RuntimeError, "look inside a look"):
        budget.call(1.0, budget.call, 1.0, len, "")


def test_blocking_functions_can_ask_whether_the_look_is_over():
    budget = make_budget()
    assert budget.remaining() is None and not budget.active
    budget.check()
    seen = []

    def program():
        seen.append((budget.active, budget.remaining() <= 1.0))
        budget._look.expires = 0.0
        while True:
            try:
                budget.check()
            except BaseException:
                seen.append("caught")

    with refused(LookTimeout):
        budget.call(1.0, program)
    assert seen == [(True, True), "caught", "caught"]
