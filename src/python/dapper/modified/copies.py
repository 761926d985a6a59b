"""Which code objects have a modified copy now, and which functions run it.

A copy holds the tests of all the conditional breakpoints of its function. It is chosen when the main program starts,
when a module's frame begins (where the hook finds the code), and by the functions' code for calls from then on; what
runs already goes on in the code that it has, where its breakpoints take the slow way: events and `eval`. So does every
line whose test cannot be compiled into the function.

Invariant: `_current` has the copy of each original whose tests are up to date; `_copies` knows every copy that may
still run, up to date or not. A hit of one that is not is ignored.
"""

from __future__ import annotations

import ast
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code import functions
from dapper.code.index import SourceFile, nested
from dapper.code.names_of_code import file_of
from dapper.delivery.tracers import raised_by_tracer
from dapper.modified import trees
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.cache import Cache
from dapper.modified.exits import Exits
from dapper.modified.injection import Point, handlers, injected
from dapper.modified.offsets import Equals
from dapper.modified.probe import FIRST_SAMPLES, Probe

if TYPE_CHECKING:
    from dapper.delivery.hook import Guard

Place = Callable[[FrameType], tuple[CodeType, int]]
"""The code object that a frame runs, and the offset of its instruction."""

_FIRST_SWEEP, _SWEEP_AGAIN = 16, 16
"""Slow visits after which functions are switched once more, and the factor to the next time."""


class Copy:
    """What is known of a modified copy.

    Attributes:
        code: the copy, while it lives.
        original: the code that it stands for.
        lines: those with a test compiled into this very code object.
        own: offsets of the instructions that were injected.
        handlers: those of them to which the error of a condition leads.
        equals: which instructions are the original's, once somebody has asked.
    """

    __slots__ = ("code", "equals", "handlers", "lines", "original", "own")

    def __init__(
        self,
        code: weakref.ref[CodeType],
        original: CodeType,
        lines: frozenset[int],
        own: frozenset[int],
        handlers: frozenset[int],
    ) -> None:
        self.code = code
        self.original = original
        self.lines = lines
        self.own = own
        self.handlers = handlers
        self.equals: Equals | None = None


class ModifiedCode:
    """The modified code of a session.

    Args:
        guard: gives a callback room at the recursion limit.
        record: `record(reason, **context)`: telemetry.
        exits: where hits and errors go.
    """

    def __init__(self, guard: Guard, record: Callable[..., None], exits: Exits) -> None:
        self.enabled = True
        self.cache: Cache[trees.Template] = Cache(1000, 300.0)
        self._guard, self._record, self._exits = guard, record, exits
        self._current: dict[int, CodeType] = {}  # by the identity of the original
        self._copies: dict[int, Copy] = {}  # by the identity of the copy
        self._done: dict[str, tuple[list[Breakpoint], set[int]]] = {}  # by path: what its copies were made for
        self._of_path: dict[str, list[int]] = {}
        self._probes_of: dict[str, list[Probe]] = {}  # by path: what its copies work on
        self._texts: dict[str, str] = {}
        self._probes: dict[int, weakref.ref[Probe]] = {}
        self._counts = dict.fromkeys(
            ("injections", "slow_lines", "functions_switched", "inline_exits", "slow_visits"), 0
        )
        self._next_sweep = _FIRST_SWEEP

    # What the rules of stopping ask.

    def copy_of(self, code: CodeType) -> CodeType | None:
        """The copy to run in place of a code object, or None."""
        return self._current.get(id(code))

    def copies(self, code: CodeType) -> list[CodeType]:
        """All copies of a code object that may still run."""
        alive = (copy.code() for copy in list(self._copies.values()) if copy.original is code)
        return [each for each in alive if each is not None]

    def owns(self, code: CodeType) -> bool:
        """Whether a code object is a copy."""
        return id(code) in self._copies

    def inline_lines(self, code: CodeType) -> frozenset[int]:
        """The lines of a code object whose breakpoints need no event: an up-to-date copy tests them itself."""
        copy = self._copies.get(id(code))
        return copy.lines if copy and self._current.get(id(copy.original)) is code else frozenset()

    def is_injected(self, code: CodeType, offset: int) -> bool:
        """Whether an instruction of a code object is one of an injected test."""
        copy = self._copies.get(id(code))
        return copy is not None and offset in copy.own

    def behind_test(self, code: CodeType, offset: int) -> int:
        """Where the program's own statement begins behind the injected test that holds an instruction; else itself."""
        copy = self._copies.get(id(code))
        if copy is None or offset not in copy.own:
            return offset
        # What handles the errors of a test stands apart from it, at the end of the code.
        lines = {start: line for start, _, line in code.co_lines()}
        line = max((start, line) for start, line in lines.items() if start <= offset)[1]
        ends = [at + 2 for at in copy.own if at + 2 not in copy.own and lines.get(at + 2, line) == line]
        return min((end for end in ends if end > offset), default=max(ends, default=offset))

    def test_before(self, code: CodeType, offset: int) -> int:
        """Where the line of the injected test begins that holds an instruction; else itself."""
        copy = self._copies.get(id(code))
        if copy is None or offset not in copy.own:
            return offset
        return max(start for start, _, _ in code.co_lines() if start <= offset)

    def injected_in(self, code: CodeType) -> frozenset[int]:
        """The offsets of the instructions of a code object that are of injected tests."""
        copy = self._copies.get(id(code))
        return copy.own if copy is not None else frozenset()

    def equals(self, code: CodeType) -> Equals | None:
        """Which instructions of a copy are those of the program's own code; None for a code object that is none."""
        copy = self._copies.get(id(code))
        if copy is not None and copy.equals is None:
            copy.equals = Equals(code, copy.original, copy.own)
        return None if copy is None else copy.equals

    def handlers_in(self, code: CodeType) -> frozenset[int]:
        """The offsets of the injected instructions of a code object to which the error of a condition leads."""
        copy = self._copies.get(id(code))
        return copy.handlers if copy is not None else frozenset()

    def base(self, code: CodeType) -> CodeType:
        """The program's own code object, of which one is a copy, or the same one."""
        copy = self._copies.get(id(code))
        return copy.original if copy is not None else code

    def test_around(self, frame: FrameType | None, place: Place) -> FrameType | None:
        """The nearest frame, this one or below, that stands within an injected test, which called what is above it.

        Args:
            frame: None for none.
            place: see `Backend.place`.
        """
        if not self._copies:
            return None
        while frame is not None and not self.is_injected(*place(frame)):
            frame = frame.f_back
        return frame

    def sample(self) -> None:
        """Times the next check of each condition that may take long."""
        for ref in list(self._probes.values()):
            probe = ref()
            if probe is not None:
                probe.sample(1)

    def update(self, file: SourceFile, guarded: Mapping[int, Breakpoint], running: bool) -> None:
        """Makes copies for the breakpoints of a file, in place of those before.

        Args:
            file: where they are.
            guarded: the breakpoints by line.
            running: whether functions of the file may exist.
        """
        if not self.enabled:
            guarded = {}
        known = {id(code) for code in file.codes()}
        made_for, of = self._done.get(file.path, ([], set()))
        asked = list(guarded.values())
        if list(map(id, asked)) == list(map(id, made_for)) and (not asked or known <= of):
            return
        for probe in self._probes_of.pop(file.path, ()):
            probe.retire()
        for each in made_for:
            each.probe = each.probe.successor()  # that may have come to the slow way, and be visited there
        had = self._of_path.pop(file.path, [])
        for key in had:
            self._current.pop(key, None)
        codes = file.codes()  # without those that only their copies kept alive
        if had:
            self._record("CACHE_INVALIDATION_BREAKPOINT_CHANGE", path=file.path)
        self._done[file.path] = (asked, {id(code) for code in codes})
        if guarded:
            try:
                self._make(file, codes, guarded)
            except Exception as error:  # the program may have changed what makes copies: without them it stops as well
                self._unmake(file.path)
                self._exits.on_not_made(asked, error)
        if running:
            switched = self.sweep()
            if had and switched and not guarded:
                self._record("BYTECODE_ROLLBACK", path=file.path, functions=switched)

    def prepare(self, path: str, guarded: Mapping[int, Breakpoint]) -> None:
        """Compiles the breakpoints of a file that has not been loaded yet, so that they are ready when it is."""
        text = SourceFile(path).text()
        if not self.enabled or text is None:
            return
        points = _points(guarded)
        key = self._key(path, text, points)
        if self.cache.peek(key):
            return
        try:
            self.cache.put(key, trees.build(text, path, 0, points, SourceFile(path).extents()))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return  # reported when the file is loaded, if the problem persists
        self._record("BYTECODE_EAGER_INSTRUMENTATION", path=path)

    def sweep(self) -> int:
        """Lets every function run what it should; returns how many had to be changed."""
        targets = dict(self._current)
        for key, copy in list(self._copies.items()):
            now = self._current.get(id(copy.original), copy.original)
            if id(now) != key:
                targets[key] = now
        if not targets:
            return 0
        switched = functions.switch(targets, self._exits.origin, self._exits.current)
        self._counts["functions_switched"] += switched
        return switched

    def slow_visit(self, code: CodeType) -> None:
        """A guarded breakpoint took the slow way. Where a copy exists, functions made meanwhile may lack it."""
        self._counts["slow_visits"] += 1
        if id(code) in self._current and self._counts["slow_visits"] >= self._next_sweep:
            self._next_sweep = self._counts["slow_visits"] * _SWEEP_AGAIN
            self.sweep()

    def clear(self) -> None:
        """Gives every function its own code back, and forgets everything."""
        self._current.clear()
        self.sweep()
        self._copies.clear()
        self._done.clear()
        self._of_path.clear()
        self._probes_of.clear()
        self._texts.clear()
        self.cache.clear()

    def stats(self) -> dict[str, float]:
        """Of the cache, and what was done with it."""
        return {**self.cache.stats(), **self._counts}

    def reset_stats(self) -> None:
        """Counts from 0 again."""
        self.cache.reset_stats()
        self._counts = dict.fromkeys(self._counts, 0)
        self._next_sweep = _FIRST_SWEEP

    # Making copies.

    def _make(self, file: SourceFile, codes: list[CodeType], guarded: Mapping[int, Breakpoint]) -> None:
        text = file.text()
        if text is None:
            self._record("BYTECODE_OPTIMIZATION_FILE_READ_FAILED", path=file.path)
            return
        if self._texts.setdefault(file.path, text) != text:
            self._texts[file.path] = text
            self._record("CACHE_INVALIDATION_FILE_RELOAD", path=file.path)
        points = _points(guarded)
        template = self._template(file, text, codes, points)
        if template is None:
            return
        slow = sorted(guarded.keys() - template.lines)
        self._counts["slow_lines"] += len(slow)
        if slow:
            self._record("MODIFIED_CODE_UNAVAILABLE", path=file.path, lines=slow)
        for line in template.lines:
            guarded[line].probe = guarded[line].probe.successor()
            self._connect(guarded[line])
        probes = {line: each.probe for line, each in guarded.items()}
        self._probes_of[file.path] = [probes[line] for line in template.lines]
        constants = trees.constants_for(template.lines, probes)
        made = self._of_path.setdefault(file.path, [])
        for name in {file_of(code) for code in codes}:  # by which the file was loaded; nearly always one
            alike = [code for code in codes if file_of(code) == name]
            bound = trees.bind(template.plain, template.modified, constants, {code: code for code in alike}, name)
            table = dict(_changed(template.plain, template.modified, bound))
            for code in alike:
                if code in table:
                    copy, lines = table[code]
                    made.append(id(code))
                    self._enter(code, copy, lines)
                    file.adopt(copy)
        self._counts["injections"] += len(template.lines)

    def _unmake(self, path: str) -> None:
        """Forgets the copies of a file, of which there are some at most."""
        for key in self._of_path.pop(path, []):
            self._current.pop(key, None)
        self._probes_of.pop(path, None)

    def _enter(self, original: CodeType, code: CodeType, lines: frozenset[int]) -> None:
        key, copies = id(code), self._copies
        ref = weakref.ref(code, lambda _: copies.pop(key, None))
        own = injected(code, lines)
        copies[key] = Copy(ref, original, lines, own, handlers(code, own))
        self._current[id(original)] = code

    def _template(
        self, file: SourceFile, text: str, codes: list[CodeType], points: Mapping[int, Point]
    ) -> trees.Template | None:
        """The modified code of a file, if what its source compiles to is what runs."""
        path = file.path
        key = self._key(path, text, points)
        template = self.cache.get(key)
        self._record("CACHE_MISS" if template is None else "CACHE_HIT", path=path)
        if template is not None:
            return template
        alive = set(codes)
        for flags in (ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, 0):  # as the main program is compiled, and as modules are
            try:
                template = trees.build(text, path, flags, points, file.extents())
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self._record("BYTECODE_INJECTION_FAILED", path=path, error=type(error).__name__)
                return None
            if any(plain in alive for plain in nested(template.plain)):
                self.cache.put(key, template)
                return template
        self._record("BYTECODE_CACHE_KEY_MISMATCH", path=path)  # the file is not what was compiled
        return None

    def _key(self, path: str, text: str, points: Mapping[int, Point]) -> tuple[object, ...]:
        tests = tuple((line, points[line].condition, points[line].hits) for line in sorted(points))
        return (path, text, tests)

    def _connect(self, breakpoint: Breakpoint) -> None:
        """Leads the exits of a breakpoint's test to those. Nothing stands between them and the program's frame."""
        probe = breakpoint.probe

        def hit() -> None:
            self._counts["inline_exits"] += 1
            self._exits.on_inline_hit(sys._getframe(1), breakpoint)

        def fail() -> None:
            frame, error = sys._getframe(1), sys.exception()
            assert error is not None  # an `except` of the injected test calls this
            if raised_by_tracer(frame, error):
                raise error  # on its way through the program, as from the statement itself
            self._counts["inline_exits"] += 1
            if probe.sampling:
                probe.stop_clock()
            self._exits.on_inline_error(frame, breakpoint, error)

        probe.hit, probe.fail = self._guard(hit), self._guard(fail)
        probe.begin, probe.end = self._guard(probe.start_clock), self._guard(probe.stop_clock)
        probe.over = lambda seconds: self._exits.on_inline_check(breakpoint, seconds)
        key, probes = id(probe), self._probes
        probes[key] = weakref.ref(probe, lambda _: probes.pop(key, None))
        probe.sample(FIRST_SAMPLES)


def _points(guarded: Mapping[int, Breakpoint]) -> dict[int, Point]:
    return {line: Point(each.condition if each.test else None, each.hit_form) for line, each in guarded.items()}


def _changed(
    plain: CodeType, unbound: CodeType, bound: CodeType
) -> Iterator[tuple[CodeType, tuple[CodeType, frozenset[int]]]]:
    """The code objects of a plain tree that are modified, each with its copy and the lines tested in that."""
    if unbound == plain:
        return
    yield plain, (bound, trees.lines_of(unbound))
    for trio in zip(trees.inner_codes(plain), trees.inner_codes(unbound), trees.inner_codes(bound), strict=True):
        yield from _changed(*trio)
