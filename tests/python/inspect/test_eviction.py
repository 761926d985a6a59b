"""Code that catches everything is taken off the stack all the same, and is as it was afterwards."""

import contextlib
import signal
import sys
import time
import warnings

import test_tick
from support import make_budget, refused

from dapper.values.budget import LookTimeout
from dapper.wire.constants import DEADLINE_SIGNAL
from dapper.wire.errors import Interrupted

CATCHES = "while True:\n  try:\n    while True: pass\n  except BaseException: pass"


def catches_in_a_loop():
    exec(CATCHES, {})


def catches_in_code_that_is_new_each_time():
    while True:
        exec(CATCHES, {})


def goes_on_within_an_outer_handler():
    while True:
        try:
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    continue
        except BaseException:
            pass


def catches_in_a_context_manager():
    @contextlib.contextmanager
    def keeper():
        try:
            yield
        except BaseException:
            pass

    while True:
        with keeper():
            while True:
                pass


def suppresses():
    while True:
        with contextlib.suppress(BaseException):
            while True:
                pass


def goes_on_in_finally():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec("while True:\n  try:\n    while True: pass\n  finally: continue", {})


def catches_in_a_generator():
    def items():
        while True:
            try:
                while True:
                    yield 1
            except BaseException:
                pass

    while True:
        try:
            for _ in items():
                while True:
                    pass
        except BaseException:
            pass


def catches_in_a_callback_of_c():
    class Key:
        def __lt__(self, other):
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    pass

    sorted([Key(), Key()])


def catches_deeper_and_deeper():
    try:
        return catches_deeper_and_deeper()
    except BaseException:
        return catches_deeper_and_deeper()


def starts_anew_in_two_functions():
    try:
        return starts_anew_again()
    except BaseException:
        return starts_anew_again()


def starts_anew_again():
    try:
        return starts_anew_in_two_functions()
    except BaseException:
        return starts_anew_in_two_functions()


STUBBORN = (
    catches_in_a_loop,
    catches_in_code_that_is_new_each_time,
    goes_on_within_an_outer_handler,
    catches_in_a_context_manager,
    suppresses,
    goes_on_in_finally,
    catches_in_a_generator,
    catches_in_a_callback_of_c,
    catches_deeper_and_deeper,
    starts_anew_in_two_functions,
)


def handles(function):
    """The exception table of a function, and of the functions within."""
    nested = [code for code in function.__code__.co_consts if type(code) is type(function.__code__)]
    return [code.co_exceptiontable for code in (function.__code__, *nested)]


def test_a_look_at_it_ends_soon_and_leaves_no_trace():
    budget = make_budget()
    for stubborn in STUBBORN:
        before = handles(stubborn)
        for _ in range(3):
            started = time.perf_counter()
            with refused(LookTimeout):
                budget.call(0.01, stubborn, depth=100)
            assert time.perf_counter() - started < 5, stubborn
            assert handles(stubborn) == before and sys.exception() is None, stubborn


def test_the_handled_exception_of_the_program_stays_the_handled_one():
    budget = make_budget()
    try:
        raise KeyError("program")
    except KeyError as error:
        for stubborn in STUBBORN:
            with refused(LookTimeout):
                budget.call(0.01, stubborn, depth=100)
            assert sys.exception() is error and error.__context__ is None, stubborn


def test_what_has_caught_the_exception_can_catch_again_afterwards():
    budget = make_budget()
    caught = []

    def catches(forever):
        while True:
            try:
                while forever:
                    pass
                raise ValueError
            except BaseException:
                caught.append(forever)
                if not forever:
                    return

    with refused(LookTimeout):
        budget.call(0.01, catches, True)
    assert len(caught) in (1, 2)
    caught.clear()
    catches(False)
    assert caught == [False]


def test_the_first_timeouts_are_the_programs_to_clean_up_after():
    budget = make_budget()
    cleaned = []

    def cleans():
        try:
            try:
                while True:
                    pass
            finally:
                cleaned.append("inner")
        finally:
            cleaned.append("outer")

    with refused(LookTimeout):
        budget.call(0.01, cleans)
    assert cleaned == ["inner", "outer"]


def is_entered(frame):
    """Whether code that the budget has entered runs in a frame."""
    own = make_budget.__globals__["LookBudget"].enter.__code__.co_filename
    if frame.f_code.co_filename == own:
        return False
    while frame is not None and frame.f_code.co_filename != own:
        frame = frame.f_back
    return frame is not None


def test_an_entry_that_catches_everything_is_ended():
    budget = make_budget()

    def handler(number, frame):
        test_tick.start(0.002)
        if is_entered(frame):
            budget.evict(Interrupted(), frame, lambda seconds: None)

    signal.signal(DEADLINE_SIGNAL, handler)
    for stubborn in STUBBORN:
        if stubborn in (catches_deeper_and_deeper, starts_anew_in_two_functions):
            continue  # at the recursion limit only the session's guarded handler has room
        before = handles(stubborn)
        test_tick.start(0.01)
        with refused(Interrupted):
            budget.enter(stubborn)
        test_tick.stop()
        assert handles(stubborn) == before and sys.exception() is None, stubborn
    assert budget.enter(len, "ab") == 2
