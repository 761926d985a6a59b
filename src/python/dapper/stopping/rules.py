"""The settings of the rules of stopping."""

from __future__ import annotations


class Rules:
    """How breakpoints are placed and checked.

    Attributes:
        conditions: whether conditions are checked; a breakpoint with one always stops otherwise.
        condition_seconds: seconds that a check may take before it is recorded.
        compiled: whether conditions, hit conditions and log messages are compiled into the code.
        eager: whether those of files that are not loaded yet are compiled already.
        falls_back: whether a breakpoint that cannot be compiled may take the slow way.
        selective: whether only lines with breakpoints are watched.
        files: most files whose code is remembered.
        templates: most modified code objects that are kept for the next time.
        template_seconds: seconds after which one of them is no longer used.
    """

    __slots__ = (
        "compiled",
        "condition_seconds",
        "conditions",
        "eager",
        "falls_back",
        "files",
        "selective",
        "template_seconds",
        "templates",
    )

    def __init__(
        self,
        *,
        conditions: bool = True,
        condition_seconds: float = 0.1,
        compiled: bool = True,
        eager: bool = False,
        falls_back: bool = True,
        selective: bool = True,
        files: int = 500,
        templates: int = 1000,
        template_seconds: float = 300.0,
    ) -> None:
        self.conditions, self.condition_seconds = conditions, condition_seconds
        self.compiled, self.eager, self.falls_back = compiled, eager, falls_back
        self.selective, self.files = selective, files
        self.templates, self.template_seconds = templates, template_seconds
