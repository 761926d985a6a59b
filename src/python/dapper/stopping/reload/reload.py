"""Hot reload: functions of a file that was edited get their new code, while the program runs.

What has begun goes on as it is (see `dapper.code.moved`); what is called next runs the new code. Objects, classes and
variables stay what they are.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from functools import partial
from operator import is_
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import TYPE_CHECKING

from dapper.code import functions
from dapper.code.columns import written
from dapper.code.flags import OPTIMIZED
from dapper.code.index import SourceFile, nested
from dapper.code.line_diff import LineDiff
from dapper.code.line_entries import Extents
from dapper.code.moved import Former
from dapper.code.names_of_code import file_of
from dapper.code.quiet import Quiet, parsed
from dapper.stopping.reload.additions import Additions, Calls, Namespace, codes_by_place
from dapper.stopping.reload.definitions import Definitions, Signatures, Statement
from dapper.stopping.reload.exchange import Exchange, Refusal
from dapper.stopping.reload.pairing import PARTS, moved_lines, pairs, same_function, same_offsets, same_place
from dapper.values.generics import AnyDict
from dapper.values.statics import is_a, module_dict, str_items

if TYPE_CHECKING:
    from dapper.modified.breakpoint import Breakpoint
    from dapper.stopping.stopper import Stopper

_FLAGS = (0, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
"""As modules are compiled, and as the main program is."""


class Text:
    """A text of a file, as a tree and compiled. Raises what the compiler raises."""

    def __init__(self, text: str, name: str, flags: int) -> None:
        self.text = text
        with Quiet():
            self.tree = parsed(text, name)
            self.code = compile(self.tree, name, "exec", flags, dont_inherit=True)


class Outcome:
    """What a reload has done.

    Attributes:
        updated: names of functions that run new code at their next call.
        added: names of what was made, and imports as they are written.
        removed: names that the new text does not have any more; the program still has them.
        refused: names of what was left as it was, each with the reason.
        kept: names of functions, and parameters whose changed default values were not computed anew.
        to_run: statements that have to run for their change to take effect.
        breakpoints: those that stand elsewhere now, or are bound, or no longer.
        file: None: nothing of it has run yet.
        is_known: whether the text from before was known.
    """

    def __init__(self, file: SourceFile | None, is_known: bool = True) -> None:
        self.file, self.is_known = file, is_known
        self.updated: list[str] = []
        self.added: list[str] = []
        self.removed: list[str] = []
        self.refused: list[tuple[str, str]] = []
        self.kept: list[tuple[str, str]] = []
        self.to_run: list[Statement] = []
        self.breakpoints: list[Breakpoint] = []


class HotReload:
    """Reloads files of a session.

    Args:
        stopper: the rules of stopping.
        calls: runs what is added.
    """

    def __init__(self, stopper: Stopper, calls: Calls) -> None:
        self._stopper, self._calls = stopper, calls

    def former(self, frame: FrameType) -> Former | None:
        """What is known of the code of a frame, if that is from before a reload."""
        return self._stopper.index.moved.of(self._base(frame.f_code))

    def path(self, name: str) -> str:
        """The path of the file that the client knows by a name."""
        names = self._stopper.names
        names.client_calls(name)
        return names.client_path(name)

    def compiled(self, path: str, text: str) -> Text:
        """The new text of a file. Raises SyntaxError, ValueError, RecursionError, MemoryError."""
        file = self._file(path)
        codes = file.codes() if file else []
        root = next((code for code in codes if code.co_name == "<module>"), None)
        name = file_of(root) if root else file_of(codes[0]) if codes else path
        is_awaiting = root is not None and _text_of(root, self._texts(file), name, _FLAGS[0]) is None
        return Text(text, name, _FLAGS[is_awaiting or root is None])

    def apply(self, path: str, new: Text, former_text: str | None) -> Outcome:
        """Takes a new text of a file into use.

        Args:
            path: the file's.
            new: the text.
            former_text: what was in the file before it was written.
        """
        file = self._file(path)
        if file is None:
            return Outcome(None)
        return _Reload(self._stopper, self._calls, file, new, [*self._texts(file), former_text]).carry_out()

    def _file(self, path: str) -> SourceFile | None:
        stopper = self._stopper
        found = stopper.index.file(path)
        return stopper.index.search(path) if found is None and stopper.running else found

    def _texts(self, file: SourceFile | None) -> list[str | None]:
        return [file.known_text(), file.text()] if file else []

    def _base(self, code: CodeType) -> CodeType:
        return self._stopper.modified.base(self._stopper.origin(code))


class _Reload:
    """One reload of one file."""

    def __init__(self, stopper: Stopper, calls: Calls, file: SourceFile, new: Text, texts: list[str | None]) -> None:
        self._stopper, self._calls, self._file, self._new = stopper, calls, file, new
        self._codes = file.codes()
        self._extents: Extents = file.extents()
        name, root = file_of(new.code), self._root()
        flags = _FLAGS if root is None else _FLAGS[::-1]
        found = (_text_of(code, texts, name, each) for each in flags for code in ([root] if root else self._codes))
        self._before = next((each for each in found if each is not None), None)
        self._diff = LineDiff(self._before.text.splitlines(), new.text.splitlines()) if self._before else None
        self._successors: dict[int, CodeType | None] = {}  # by the identity of living code from before

    def carry_out(self) -> Outcome:
        file = self._file
        outcome = Outcome(file, self._before is not None)
        self._pair()
        living = {id(code): code for code in self._codes}
        # To run a module or the body of a class takes a function too.
        found = functions.running(self._code_of, lambda code: id(code) in living and bool(code.co_flags & OPTIMIZED))
        namespaces = self._namespaces(found, living)
        kept_alive = self._retire()
        file.renew()
        self._stopper.index.add(kept_alive)
        self._exchange(found, outcome)
        self._add(namespaces, kept_alive, outcome)
        outcome.breakpoints = self._place()
        return outcome

    # What stands for what.

    def _root(self) -> CodeType | None:
        return next((code for code in self._codes if code.co_name == "<module>"), None)

    def _pair(self) -> None:
        """Finds the successor of each living code object; one that is at its place with all in it stays what it is."""
        new, before = self._new.code, self._before
        paired = dict[int, tuple[CodeType, CodeType | None]]()
        by_place: dict[tuple[str, int], list[CodeType]] = {}
        if before is not None:
            for one, other in pairs(before.code, new):
                paired[id(one)] = one, other
                by_place.setdefault((one.co_qualname, one.co_firstlineno), []).append(one)
        kept: dict[int, CodeType] = {}
        for code in self._codes:
            likely = by_place.get((code.co_qualname, code.co_firstlineno), [])
            plain = next((each for each in likely if same_place(each, code)), None)
            successor = paired[id(plain)][1] if plain is not None else self._by_name(code)
            if plain is not None and successor is not None and plain == successor:
                kept.setdefault(id(successor), code)
                continue
            self._successors[id(code)] = successor
        final: dict[int, CodeType] = {}
        self._new.code = _settled(new, kept, final)
        for key, successor in self._successors.items():
            if successor is not None:
                self._successors[key] = final.get(id(successor), successor)

    def _by_name(self, code: CodeType) -> CodeType | None:
        """Where the text before is not known, or is not what has been compiled."""
        if code.co_name == "<module>":
            return self._new.code
        alike = [each for each in nested(self._new.code) if each.co_qualname == code.co_qualname]
        return alike[0] if len(alike) == 1 else None

    def _retire(self) -> CodeType:
        """What is from before is known as such; returns the code of the new text, which nothing else may keep alive."""
        moved, path = self._stopper.index.moved, self._file.path
        former = list(moved.of_path(path))
        for code in self._codes:
            if id(code) in self._successors:
                moved.add(code, self._former(code, self._successors[id(code)]))
                self._file.retire(code)
        for code, each in former:
            moved.add(code, self._again(each))
        return self._new.code

    def _former(self, code: CodeType, new: CodeType | None) -> Former:
        lines = {line: line for _, _, line in code.co_lines() if line}
        near = {line: self._diff.near(line) for line in lines} if self._diff else dict[int, int]()
        if new is not None and same_offsets(code, new):
            exact = moved_lines(code, new)
            near |= exact
        else:
            exact = {line: now for line in lines if self._diff and (now := self._diff.exact(line)) is not None}
        is_changed = new is None or not same_function(code, new)
        return Former(self._file.path, new, exact, near, is_changed, self._extents)

    def _again(self, former: Former) -> Former:
        """Code that was from before already: its lines lead from there to the newest text."""
        middle = former.new
        if middle is None or id(middle) not in self._successors:
            return former
        step = self._former(middle, self._successors[id(middle)])
        return Former(
            former.path,
            step.new,
            {line: step.lines[now] for line, now in former.lines.items() if now in step.lines},
            {line: step.shown(now) for line, now in former.near.items()},
            former.is_changed or step.is_changed,
            former.extents,
        )

    # Functions and definitions.

    def _code_of(self, function: FunctionType) -> CodeType:
        stopper = self._stopper
        return stopper.modified.base(stopper.origin(function.__code__))

    def _exchange(self, found: list[FunctionType], outcome: Outcome) -> None:
        before = self._before
        signatures = Signatures(before.tree if before else None), Signatures(self._new.tree)
        exchange = Exchange(*signatures, self._code_of)
        updated: dict[str, None] = {}
        refused: dict[str, str] = {}
        is_made = self._stopper.filter.is_made
        for function in found:
            old = self._code_of(function)
            if is_made(old):
                continue  # an annotation is kept once it was asked for: what it is must not hang on that
            new = self._successors.get(id(old))
            if id(old) not in self._successors and exchange.is_written_anew(old):
                new = old
            if new is None:
                if id(old) in self._successors and any(
                    each.co_qualname == old.co_qualname for each in nested(self._new.code)
                ):
                    refused[old.co_qualname] = "several functions have this name, and the text before is not known"
                continue
            try:
                has_others = exchange.give(function, new)
            except Refusal as error:
                refused[new.co_qualname] = str(error)
                continue
            if has_others or not same_function(old, new):
                updated[new.co_qualname] = None
        for code in self._codes:
            new = self._successors.get(id(code))
            if new is not None and code.co_flags & OPTIMIZED and "<locals>" in code.co_qualname and not is_made(code):
                if not same_function(code, new):
                    updated.setdefault(new.co_qualname)  # made anew by the function around it
        outcome.updated = sorted(shown for name in updated if (shown := _shown(name)) and name not in refused)
        outcome.refused = [(_shown(name) or name, why) for name, why in refused.items()]
        outcome.kept = exchange.kept

    def _namespaces(self, found: list[FunctionType], living: dict[int, CodeType]) -> list[Namespace]:
        """Those of the modules that the file was loaded as."""
        several = {id(each.__globals__): each.__globals__ for each in found}
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if id(self._stopper.modified.base(self._stopper.origin(frame.f_code))) in living:
                several[id(frame.f_globals)] = frame.f_globals
            frame = frame.f_back
        if several:
            return list(several.values())
        names = self._stopper.names
        modules = [module_dict(each) for each in list(sys.modules.values()) if is_a(each, ModuleType)]
        files = ((each, dict(str_items(each)).get("__file__")) for each in modules if is_a(each, AnyDict))
        return [each for each, file in files if type(file) is str and names.path(file) == self._file.path]

    def _add(self, namespaces: list[Namespace], root: CodeType, outcome: Outcome) -> None:
        before, after = self._before, self._new.tree
        known = frozenset(name for each in namespaces for name, _ in str_items(each))
        lines = self._new.text.split("\n")
        definitions = Definitions(before.tree if before else None, after, lines, known)
        outcome.removed, outcome.to_run = definitions.removed, definitions.to_run
        future = [each for each in after.body if isinstance(each, ast.ImportFrom) and each.module == "__future__"]
        additions = Additions(self._calls, codes_by_place(root), list[ast.stmt](future))
        for each in definitions.statements:
            name = each.name if isinstance(each, _NAMED) else " ".join(written(lines, each).split())
            _attempt(name, partial(additions.run, each), namespaces, outcome)
        for method in definitions.methods:
            _attempt(method.name, partial(additions.add, method), namespaces, outcome)

    # Breakpoints.

    def _place(self) -> list[Breakpoint]:
        stopper, diff = self._stopper, self._diff
        if diff is not None:
            stopper.placement.breakpoints.move(self._file.path, diff.near)
        changed = stopper.placement.bind(self._file)
        stopper.place(self._file)
        # A backend that lets copies run may take the new code for that of a module which has made no function yet.
        copies = stopper.modified.copies
        codes = [each for code in self._file.codes() for each in (code, *copies(code))]
        functions.switch({id(each): each for each in codes}, stopper.origin, stopper.current)
        stopper.watch()
        return changed


_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _attempt(name: str, act: Callable[[Namespace], None], namespaces: list[Namespace], outcome: Outcome) -> None:
    if not namespaces:
        outcome.refused.append((name, "the module's variables were not found"))
        return
    try:
        for each in namespaces:
            act(each)
    except Refusal as error:
        outcome.refused.append((name, str(error)))
    else:
        outcome.added.append(name)


def _text_of(code: CodeType, texts: list[str | None], name: str, flags: int) -> Text | None:
    """The one of some texts that a living code object was compiled from."""
    for text in dict.fromkeys(texts):
        if text is None:
            continue
        try:
            made = Text(text, name, flags)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if any(same_place(code, each) for each in nested(made.code)):
            return made
    return None


def _settled(code: CodeType, kept: dict[int, CodeType], final: dict[int, CodeType]) -> CodeType:
    """A code tree in which those code objects stand in their places that have not changed."""
    found = kept.get(id(code))
    if found is None:
        constants = tuple(_settled(each, kept, final) if type(each) is CodeType else each for each in code.co_consts)
        is_same = all(map(is_, constants, code.co_consts))
        found = code if is_same else code.replace(co_consts=constants)
    final[id(code)] = found
    return found


def _shown(name: str) -> str | None:
    """A name as the call stack has it; None for what is a part of a function, and has no name of its own."""
    is_part = name.rpartition(".")[2] in PARTS and (not name.endswith("<lambda>") or "<locals>" in name)
    return None if is_part else name.replace(".<locals>", "")
