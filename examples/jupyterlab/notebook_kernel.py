"""The program that a kernel's session debugs: it runs the cells of a notebook, each from a file of its own.

A session debugs one program from its start to its end, and a kernel has no end. So this one never returns: between two
cells it is stopped in `WAITS`, where the kernel hands it the next one. As it is stopped there, everything that can be
asked at a stop can be asked of the variables that cells have defined.
"""

import ast
import asyncio
import builtins
import inspect
import json
import sys
import traceback
import types
from urllib.parse import quote

# What cells define. This module's own names are not among it.
USER = types.ModuleType("__main__")
# Runs among the variables of the cells, so that they are what this frame shows.
WAITS = compile("breakpoint()", "<between cells>", "exec")
MEDIA = {"text/html": "_repr_html_", "image/svg+xml": "_repr_svg_", "text/markdown": "_repr_markdown_"}

# The file of the next cell, put in by the kernel.
given: list[str] = []
# What became of the last one.
outcome: dict[str, object] = {}


def serve():
    sys.modules["__main__"] = USER
    builtins.__show__ = show_value
    while True:
        # The kernel reads it at the stop. It is made here, because what is evaluated at a stop has to be done soon.
        answer = as_text(outcome)
        exec(WAITS, USER.__dict__)
        outcome.clear()
        if given:
            run(given.pop())


def run(path):
    try:
        with open(path, encoding="utf-8") as file:
            code = compiled(file.read(), path)
        made = eval(code, USER.__dict__)
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(made)
    # A cell that exits ends no kernel.
    except BaseException as error:
        outcome["error"] = {
            "ename": type(error).__name__,
            "evalue": str(error),
            "traceback": traceback_of(error, path),
        }


def compiled(text, path):
    """A cell as one code object, so that steps go through it as through any program."""
    tree = ast.parse(text, path)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        # What a notebook shows of the last expression is what this call is given.
        show = ast.Call(ast.Name("__show__", ast.Load()), [last.value], [])
        last.value = ast.fix_missing_locations(ast.copy_location(show, last.value))
    return compile(tree, path, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def show_value(value):
    if value is not None:
        USER.__dict__["_"] = value
        outcome["data"] = data_of(value)


def data_of(value):
    """A value in each medium that it has a form for."""
    data = {"text/plain": repr(value)}
    for medium, name in MEDIA.items():
        method = getattr(type(value), name, None)
        made = method(value) if method else None
        if isinstance(made, str):
            data[medium] = made
    return data


def traceback_of(error, path):
    """Its lines, from the cell on."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename != path:
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace)).splitlines()


def as_text(value):
    """JSON that stands in quotes as it is: the kernel gets it as Python would write the string."""
    return quote(json.dumps(value))
