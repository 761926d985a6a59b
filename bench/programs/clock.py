"""Runs the work of a benchmark program once and keeps what it took. Every program of this folder ends with it.

`python PROGRAM SIZE MODULE…` imports the modules, does the work SIZE times over and prints its result.
"""

import gc
import importlib
import sys
from time import perf_counter

seconds = []


def run(work):
    """Times one call of `work` with the size that the command line names."""
    size = int(sys.argv[1])
    for name in sys.argv[2:]:
        importlib.import_module(name)
    gc.collect()
    began = perf_counter()
    result = work(size)  # @call
    seconds.append(perf_counter() - began)
    print(result)


def units():
    """For a program whose work is at module level: its size, once. What it does with that is timed."""
    size = int(sys.argv[1])
    for name in sys.argv[2:]:
        importlib.import_module(name)
    gc.collect()
    began = perf_counter()
    yield size  # @call
    seconds.append(perf_counter() - began)
