"""What one answer may take: the time of the program's code, and the size of what is shown.

Whoever asks chooses an allowance; whoever answers keeps to it, and need not know who asked.
"""

from __future__ import annotations

from dapper.values.budget import LOOK_SECONDS, PAGE_SECONDS, LookBudget, Page

_WATCH_SECONDS = 1.0
_ANY_TIME = float("inf")


class Limits:
    """How much of a value is shown.

    Attributes:
        characters: in all.
        items: of one container.
        depth: levels of containers.
        string: characters of one string.
        frames: of the traceback of what the code has raised; 0: its headline alone.
    """

    __slots__ = ("characters", "depth", "frames", "items", "string")

    def __init__(self, characters: int, items: int, depth: int, string: int, frames: int = 0) -> None:
        self.characters = characters
        self.items = items
        self.depth = depth
        self.string = string
        self.frames = frames


class Pace:
    """How long the program's code may take for the texts of one answer (see `Page`).

    Attributes:
        each: seconds for one call.
        total: seconds for all of them.
        looks: number of calls.
        quiet: whether what they print is dropped.
    """

    __slots__ = ("each", "looks", "quiet", "total")

    def __init__(self, each: float, total: float, looks: int = 2_000, quiet: bool = True) -> None:
        self.each = each
        self.total = total
        self.looks = looks
        self.quiet = quiet

    def page(self, budget: LookBudget) -> Page:
        """The looks of one answer: with more or less time where the person has chosen so."""
        share = budget.page_seconds / PAGE_SECONDS
        return Page(budget, self.each * share, self.total * share, self.looks, self.quiet)


class Allowance:
    """See the module.

    Attributes:
        seconds: for the code that a person has written; None: any time, until somebody ends it.
        limits: how much is shown of its value.
        pace: how long the text of its value may take.
        aside: whether it runs as a look: what it prints is dropped, and it cannot ask for input.
        calls: whether it may call the program's code; else it is refused where it would, or might.
    """

    __slots__ = ("aside", "calls", "limits", "pace", "seconds")

    def __init__(
        self, seconds: float | None, limits: Limits, pace: Pace, aside: bool = True, calls: bool = True
    ) -> None:
        self.seconds = seconds
        self.limits = limits
        self.pace = pace
        self.aside = aside
        self.calls = calls


_BRIEF = Limits(characters=60, items=8, depth=2, string=40)
VARIABLE = Limits(characters=300, items=60, depth=4, string=200)
_TIP = Limits(characters=2_000, items=200, depth=5, string=1_500)
TEXT = Limits(characters=100_000, items=10_000, depth=20, string=80_000)
_STORY = Limits(characters=100_000, items=10_000, depth=20, string=80_000, frames=40)
_WHOLE = Limits(characters=10_000_000, items=1_000_000, depth=50, string=10_000_000)

_ROWS = Pace(LOOK_SECONDS, PAGE_SECONDS)
_BY_ITSELF = Pace(0.25, 0.5, 20_000)
"""A value that is requested on its own gets more text than one of many."""
_OUT_LOUD = Pace(0.25, 0.5, 20_000, quiet=False)

ROW = Allowance(_WATCH_SECONDS, VARIABLE, _ROWS)
"""For a value in a list: a variable, a watch, a new value."""
BRIEF = Allowance(_WATCH_SECONDS, _BRIEF, _ROWS)
"""For a value within a line: at the end of a line of code, or in the name of a frame."""
HOVER = Allowance(_WATCH_SECONDS, _TIP, _ROWS, calls=False)
"""For a value that is pointed at."""
CONSOLE = Allowance(_ANY_TIME, _STORY, _OUT_LOUD, aside=False)
"""For what is entered as if in an interpreter."""
CLIPBOARD = Allowance(_WATCH_SECONDS, _WHOLE, _BY_ITSELF)
"""For the whole text of a value."""
RELOAD = Allowance(5.0, _BRIEF, _BY_ITSELF)
"""For a definition that was added to the program's text while it runs: an import, say."""
PROGRAM = Allowance(None, TEXT, _ROWS, aside=False)
"""For code that runs as a part of the program: a breakpoint's condition, and what its log message says."""
