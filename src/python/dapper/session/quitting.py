"""`exit()` and `quit()` in what a person has entered: `site` made them for an interpreter that is left by them.

They close `sys.stdin` first. Here that is the program's, which goes on.
"""

from __future__ import annotations

import sys
from types import FunctionType, ModuleType

from dapper.values.statics import is_a, module_dict, own_attribute


def _call(self: object, code: object = None) -> None:
    raise SystemExit(code)


class Quitting:
    """While it is entered, quitting raises SystemExit and does nothing else. It may be entered again meanwhile.

    The method of the class is replaced: the program can have the two functions under other names.
    """

    __slots__ = ("_before", "_class")

    def __init__(self) -> None:
        module = sys.modules.get("_sitebuiltins")
        found = module_dict(module).get("Quitter") if type(module) is ModuleType else None
        self._class = found if is_a(found, type) else None
        self._before: object = None

    def __enter__(self) -> None:
        if self._class is not None:
            self._before = own_attribute(self._class, "__call__")
            if type(self._before) is FunctionType:
                type.__setattr__(self._class, "__call__", _call)

    def __exit__(self, *error: object) -> None:
        if self._class is not None and own_attribute(self._class, "__call__") is _call:
            type.__setattr__(self._class, "__call__", self._before)
