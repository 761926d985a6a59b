"""Functions by their names, as a person writes them: each stands for every function of the user's code that it fits.

A name is compared with the end of the function's module and qualified name, part by part.
"""

from __future__ import annotations

from collections.abc import Iterable
from keyword import iskeyword
from types import CodeType

_LAMBDA = "<lambda>"
_LOCALS = "<locals>."
_INLINE = (".<listcomp>", ".<setcomp>", ".<dictcomp>", ".<genexpr>")


def suffix(name: str) -> str:
    """What the `full_name` of a function ends with that a name fits."""
    return "." + _plain(name.strip())


def full_names(path: str, code: CodeType, main: str | None) -> tuple[str, ...]:
    """The parts of the path of a module and the qualified name, with a dot before each.

    Args:
        path: of the module, without links.
        code: of the function.
        main: the path of the module that runs as `__main__`, by which name its functions are known too.
    """
    module, name = path.removesuffix(".py").removesuffix("/__init__").replace("/", "."), _plain(code.co_qualname)
    by_file = f".{module}.{name}"
    return (by_file, f".__main__.{name}") if path == main else (by_file,)


def mistake(name: str) -> str | None:
    """Why there can be no function of a name, or None."""
    parts = _plain(name.strip()).split(".")
    # A module may be called as no function can be: `async.py` is run, or imported by `importlib`.
    if all(part == _LAMBDA or part.isidentifier() for part in parts) and not iskeyword(parts[-1]):
        return None
    return (
        f"{name!r} is not the name of a function. Allowed: a name (area), a qualified name (Shape.area, outer.inner, "
        "outer.<locals>.inner), both also behind a module's (shapes.area, package.shapes.Shape.area), and <lambda>."
    )


class FunctionNames:
    """Some names.

    Args:
        names: without mistakes.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._suffixes = tuple(suffix(each) for each in names)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._suffixes)

    def fit(self, path: str, code: CodeType, main: str | None) -> bool:
        """Whether one of them fits a function, or what it is that a comprehension in it runs.

        Args:
            path: of its module, without links.
            code: of the function.
            main: the path of the module that runs as `__main__`.
        """
        return any(map(self._fits, full_names(path, code, main)))

    def _fits(self, name: str) -> bool:
        while name.endswith(_INLINE):
            name = name.rpartition(".")[0]
        return name.endswith(self._suffixes)


def _plain(name: str) -> str:
    return str.replace(name, _LOCALS, "")  # a program may have made a code object with a name of a class of its own
