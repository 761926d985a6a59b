"""Whose frames are on the stack when the debugger looks around."""

import asyncio
import sys

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter


def called_from(path, function):
    """What `function` returns that is called by a function of this file."""
    space = {}
    exec(compile("def call(function):\n    return function()", path, "exec"), space)
    return space["call"](function)


def test_the_event_loop_between_two_callbacks_works_for_no_program():
    filter = CodeFilter(["/lib/"], just_my_code=True, names=FileNames())
    works = {}

    def callback():
        own = sys._getframe()
        works.update(own=filter.works_for_debugger(own), handle=filter.works_for_debugger(own.f_back))

    run = asyncio.Handle(callback, (), asyncio.get_event_loop())._run
    called_from("/lib/python3.zip/pyodide/webloop.py", run)
    assert works == {"own": False, "handle": True}
    called_from("/home/pyodide/main.py", run)
    assert works == {"own": False, "handle": False}
