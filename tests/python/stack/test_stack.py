"""What a stop deep in the stack costs: nothing until the stack is asked for, and then no more than is shown."""

import sys

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.code.index import CodeIndex
from dapper.stopping.stepping import Step
from dapper.values.source_table import SourceTable
from dapper.values.stack import Stack
from dapper.wire.errors import RequestError, Stale

DEPTH = 1_000
THREAD = 1


class CountingFilter(CodeFilter):
    """Counts how often it is asked about a file."""

    def __init__(self):
        super().__init__([], just_my_code=True, names=FileNames())
        self.asked = 0

    def is_debugger_path(self, name):
        self.asked += 1
        return super().is_debugger_path(name)


def deep_frame(depth=DEPTH):
    """A frame with so many of its own function under it."""
    return deep_frame(depth - 1) if depth else sys._getframe()


def captured():
    sys.setrecursionlimit(DEPTH + 500)
    filter = CountingFilter()
    stack = Stack(filter, SourceTable(CodeIndex(10, filter, FileNames())), lambda: str)
    stack.capture(THREAD, deep_frame())
    return stack, filter


def test_a_stop_looks_at_no_frame():
    _stack, filter = captured()
    assert filter.asked == 0


def test_a_page_asks_once_a_file_and_decodes_the_lines_that_it_shows():
    stack, filter = captured()
    page = stack.page(THREAD, 0, 50)
    assert len(page["stackFrames"]) == 50
    assert page["totalFrames"] > DEPTH
    assert filter.asked < 10
    assert sum(entry.line is not None for entry in stack._entries) == 50


def test_a_step_asks_once_a_file_however_deep_it_is():
    sys.setrecursionlimit(DEPTH + 500)
    filter = CountingFilter()
    frame = deep_frame()
    step = Step("over", frame, filter)
    assert filter.asked < 10
    assert not step.ends_at_line(frame)  # where it began
    assert step.ends_at_line(frame.f_back)


def test_pages_go_on_where_the_last_one_ended():
    stack, _filter = captured()
    whole = stack.page(THREAD, 0, 0)
    total = whole["totalFrames"]
    pages = [frame for start in range(0, total, 50) for frame in stack.page(THREAD, start, 50)["stackFrames"]]
    assert pages == whole["stackFrames"]
    assert stack.page(THREAD, total, 50)["stackFrames"] == []
    assert len({frame["id"] for frame in pages}) == total


def test_ids_lead_to_frames_and_are_not_used_again():
    stack, _filter = captured()
    shown = stack.page(THREAD, 0, 3)["stackFrames"]
    frames = [stack.frame(frame["id"]) for frame in shown]
    assert frames[0] is stack.top(THREAD)
    assert frames[0].f_back is frames[1]
    stack.clear()
    stack.capture(THREAD, sys._getframe())
    again = stack.page(THREAD, 0, 0)["stackFrames"]
    assert not {frame["id"] for frame in again} & {frame["id"] for frame in shown}
    assert problem(stack, shown[0]["id"]) is Stale
    assert problem(stack, again[-1]["id"] + 10_000) is RequestError


def test_each_thread_has_frames_of_its_own():
    stack, _filter = captured()
    other = THREAD + 1
    stack.capture(other, sys._getframe())
    own, others = (stack.page(thread, 0, 0)["stackFrames"] for thread in (THREAD, other))
    assert not {frame["id"] for frame in own} & {frame["id"] for frame in others}
    assert stack.frame(others[0]["id"]) is stack.top(other) is sys._getframe()
    assert stack.frame(own[0]["id"]) is stack.top(THREAD)
    assert stack.page(other + 1, 0, 0) == {"stackFrames": [], "totalFrames": 0}


def problem(stack, frame_id):
    try:
        stack.frame(frame_id)
    except RequestError as error:
        return type(error)
    raise AssertionError(f"{frame_id} is a frame")
