"""The classes of the standard library, and whatever objects there are, expand."""

import gc
import importlib
import itertools
import pkgutil
import sys
import warnings

from support import Stop, check, make_budget, stop

from dapper.values.statics import Kinds

# Importing one of these does something, or waits for it.
NOT_IMPORTED = ("antigravity", "this", "idlelib", "turtle", "turtledemo", "test", "tkinter", "__main__")
AT_ONCE = 50


def import_standard_library():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in sorted(sys.stdlib_module_names):
            if name in NOT_IMPORTED or name.startswith("_"):
                continue
            try:
                module = importlib.import_module(name)
            except (ImportError, OSError):
                continue  # not part of Pyodide
            for entry in pkgutil.iter_modules(getattr(module, "__path__", ())):
                if entry.name.startswith("_") or entry.name in NOT_IMPORTED or "test" in entry.name:
                    continue
                try:
                    importlib.import_module(f"{name}.{entry.name}")
                except (ImportError, OSError, AttributeError):
                    continue


def all_classes():
    found, todo = {}, [object]
    while todo:
        cls = todo.pop()
        for each in type.__subclasses__(cls):
            if id(each) not in found and not each.__module__.startswith(("dapper", "test_", "support")):
                found[id(each)] = each
                todo.append(each)
    return list(found.values())


def expand_all(values, with_values):
    """Expands some values, some at a time; how many have children."""
    count = 0
    for part in itertools.batched(values, AT_ONCE):
        here = stop(**{f"value_{number}": value for number, value in enumerate(part)})
        for variable in here.variables().values():
            count += variable["name"] != "sys" and bool(check(here, variable, with_values))
        here.store.clear()
    return count


def test_every_class_of_the_standard_library_expands():
    import_standard_library()
    assert expand_all(all_classes(), False) > 1_000


def test_an_object_of_every_type_that_is_alive_expands():
    kinds = {}
    for value in gc.get_objects():
        kinds.setdefault(id(type(value)), value)
    own = Kinds(Stop, type(make_budget()))
    assert expand_all([value for value in kinds.values() if not own.has(value)], True) > 100
