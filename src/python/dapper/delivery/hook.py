"""The eval-frame hook, an extension module (wasm-hook/hook.c): how it is loaded, and what it can do for callbacks."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, ModuleType

OLDEST, NEWEST = (3, 11), (3, 15)
"""Versions of CPython that it knows."""
HOOK_MODULE = "_dapper_hook"
MISSING = "Compiled frame-eval extension not available in this runtime"
UNUSABLE = "Eval-frame hook API not available in this runtime"


class Hook:
    """The eval-frame hook, or why there is none.

    Attributes:
        module: the loaded extension module, or None.
        reason: why it is missing, or None.
    """

    __slots__ = ("module", "reason")

    def __init__(self, module: ModuleType | None, reason: str | None = None) -> None:
        self.module, self.reason = module, reason

    def guard(self, callback: Callable, *known: object) -> Callable:
        """Gives a callback room at the recursion limit; without the hook it goes as it is.

        With `known` (file names, and whether the user wrote them) it is one for `PY_UNWIND`: the hook need not tell it of
        exceptions that cannot leave the user's code there. With what is known of handlers (see `stopping.prospect.known`) and True
        it is one for `RAISE`, and the hook does not tell it of exceptions that are known to be handled.
        """
        return self.module.guard(callback, *known) if self.module else callback

    def stand_in(self, callback: Callable, builtin: object) -> Callable:
        """The same for a callback that takes the place of a builtin: it has its name, its text and its signature."""
        is_builtin = type(builtin) is BuiltinFunctionType  # another program may have left something else there
        return self.module.stand_in(callback, builtin) if self.module and is_builtin else callback


def load_hook(folder: str) -> Hook:
    """Loads the hook from `folder`. A hook that does not load leaves the interpreter as it was."""
    path = os.path.join(folder, HOOK_MODULE + ".so")
    if not os.path.exists(path):
        return Hook(None, MISSING)
    try:
        loader = importlib.machinery.ExtensionFileLoader(HOOK_MODULE, path)
        module = importlib.util.module_from_spec(importlib.util.spec_from_loader(HOOK_MODULE, loader))
        loader.exec_module(module)
        sys.modules.pop(HOOK_MODULE, None)  # out of the program's reach
    except ImportError as error:
        return Hook(None, f"{UNUSABLE} ({str(error).partition(chr(10))[0]})")
    return Hook(module)
