"""Code that is in no file: the program has compiled a text, under a made-up name such as `<string>` or `<cell 1>`.

Many texts may have one name, so such code is told apart by its text. The hook keeps the texts that the program compiles
(see wasm-hook/texts.h), and `linecache` has what the program itself has put there. Which text a code object comes from is
looked for when somebody asks, and proven: the text is compiled once more and compared.

A text has a number, made of its name and itself, so that it is the same in the next run; and a path, which ends in that
number: what knows files by their paths can know texts by theirs.
"""

from __future__ import annotations

import binascii
import operator
import sys
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from dapper.code.names_of_code import file_of, plain
from dapper.code.quiet import Quiet

if TYPE_CHECKING:
    _Dict = dict[object, object]
    _Tuple = tuple[object, ...]
    _List = list[object]
    _FrozenSet = frozenset[object]
    _Trials = tuple[list[frozenset[CodeType]], Iterator[frozenset[CodeType]]]
else:
    _Dict, _Tuple, _List, _FrozenSet = dict, tuple, list, frozenset

EXEC_NAME = "<string>"
"""The name of what `exec` and `eval` are given as a text."""
_PARSED_NAME = "<unknown>"
"""The name of what `ast.parse` is given: code that is made of the tree may have any other."""
_NO_TEXTS = ("<frozen ", "<dapper ")
_MARK = "#"
FIRST_NUMBER = 1 << 30
"""Numbers below are those of files."""
_SLOTS, _PARTS = 1024, 3
_MOST = 10_000
"""Texts and answers that are remembered."""
_MOST_COMPILED = 64
"""Texts whose compiled code is remembered, and texts that are tried for one code object."""
_CONSTANTS = frozenset((type(None), bool, int, float, complex, str, bytes, type(...)))
_FUTURES = 0x1FE0000
"""Flags of a code object that stand for `from __future__ import ...`, as `compile` takes them."""
_TOP_LEVEL_AWAIT = 0x2000
_TRIALS = tuple((mode, flags) for flags in (0, _TOP_LEVEL_AWAIT) for mode in ("exec", "eval", "single"))


class TextSource:
    """A text that was compiled under a made-up name.

    Attributes:
        name: that name.
        text: the text.
        number: stands for both, in this run and in others.
        path: the name and the number.
        maker: the name of the file whose code has compiled it; None where that is not known.
    """

    __slots__ = ("maker", "name", "number", "path", "text")

    def __init__(self, name: str, text: str, number: int, maker: str | None) -> None:
        self.name, self.text, self.number, self.maker = name, text, number, maker
        self.path = path_of_text(name, number)


def is_made_up(name: str) -> bool:
    """Whether a file name is no file's, and may be that of a text."""
    return name[:1] == "<" and not name.startswith(_NO_TEXTS)


def path_of_text(name: str, number: int) -> str:
    """The path of a text. It begins with `<`, as no file's does."""
    return f"{name if name[:1] == '<' else f'<<{name}>>'}{_MARK}{number:x}"


def name_of_text(path: str) -> str | None:
    """The made-up name in the path of a text; None for another path."""
    name, mark, number = path.rpartition(_MARK)
    if not mark or path[0] != "<" or len(number) != 8 or set(number) - set("0123456789abcdef"):
        return None
    return name[2:-2] if name.startswith("<<") and name.endswith(">>") else name


def number_of_text(path: str) -> int:
    """The number in the path of a text; 0 for another path."""
    return 0 if name_of_text(path) is None else int(path.rpartition(_MARK)[2], 16)


def number_of_name(name: str) -> int:
    """The number that stands for all code of a made-up name whose text is not known."""
    return _number(name.encode("utf-8", "surrogatepass"))


def _number(content: bytes) -> int:
    return FIRST_NUMBER + binascii.crc32(content) % FIRST_NUMBER


class TextSources:
    """The texts of a session.

    Args:
        keep: has the hook keep texts in a list from now on, or (None) no more; None without a hook.
    """

    def __init__(self, keep: Callable[[list[object] | None], object] | None) -> None:
        self._keep = keep
        self._kept: list[object] = []
        self._seen: list[object] = []
        self._by_path: OrderedDict[str, TextSource] = OrderedDict()
        self._by_text: dict[tuple[str, str], TextSource] = {}
        self._of_code: dict[int, tuple[weakref.ref[CodeType], TextSource | None]] = {}
        self._compiled: OrderedDict[tuple[str, str, int], _Trials] = OrderedDict()

    def begin(self) -> None:
        """Keeps what the program compiles from now on."""
        if self._keep is not None:
            self._kept = self._kept or [None] * (_SLOTS * _PARTS)
            self._keep(self._kept)

    def end(self) -> None:
        """Keeps no more. What is known stays."""
        if self._keep is not None:
            self._keep(None)

    def of(self, code: CodeType) -> TextSource | None:
        """The text that a code object with a made-up name was made of; None where nobody has kept it."""
        known = self._of_code.get(id(code))
        if known is not None and known[0]() is code:
            return known[1]
        found = self._find(code)
        self.adopt(code, found)
        return found

    def adopt(self, code: CodeType, source: TextSource | None) -> None:
        """Records of which text a code object was made, or of which the one was of which it is a copy."""
        if len(self._of_code) >= _MOST:
            self._of_code.clear()
        key = id(code)
        # Called at any time, so without a frame that a trace function of the program would see.
        self._of_code[key] = weakref.ref(code, partial(self._of_code.pop, key)), source

    def forget_unknown(self) -> None:
        """Looks anew for texts that were not found: `linecache` may have them by now."""
        for key, (_, source) in list(self._of_code.items()):
            if source is None:
                self._of_code.pop(key, None)

    def at(self, path: str) -> TextSource | None:
        """The text of a path, if that is known."""
        return self._by_path.get(path)

    def numbered(self, number: int) -> TextSource | None:
        """The text of a number, if that is known."""
        return next((each for each in self._by_path.values() if each.number == number), None)

    def has_new(self) -> bool:
        """Whether the program has compiled texts since this was asked last."""
        before, self._seen = self._seen, self._kept[:]
        return len(before) != len(self._seen) or any(map(operator.is_not, before, self._seen))

    def all(self) -> list[TextSource]:
        """All texts of which code may have been made, the newest last."""
        for name, text, maker in self._entries():
            if name != _PARSED_NAME:
                self._source(name, text, maker)
        return list(self._by_path.values())

    def makers(self, name: str) -> set[str]:
        """The names of the files whose code has compiled texts of a name."""
        known = {each.maker for each in self._by_path.values() if each.name == name}
        return {maker for maker in known if maker is not None} | {
            maker for each, _, maker in self._entries() if each == name
        }

    def _find(self, code: CodeType) -> TextSource | None:
        name = file_of(code)
        registered = registered_text(name)
        kept = [(text, maker) for each, text, maker in self._entries() if each == name]
        parsed = [(text, maker) for each, text, maker in self._entries() if each == _PARSED_NAME != name]
        makers = dict(kept)
        first = [] if registered is None else [(registered, makers.get(registered))]
        for text, maker in _likely([*first, *kept, *parsed], code) if _has_plain_constants(code) else ():
            if any(code in codes for codes in self._codes(name, text, code.co_flags)):
                return self._source(name, text, maker)
        # What the program has registered counts, even if it has changed the code that the text compiles to.
        return None if registered is None else self._source(name, registered, makers.get(registered))

    def _codes(self, name: str, text: str, flags: int) -> Iterator[frozenset[CodeType]]:
        """The code objects that a text compiles to, in each way in which it can be compiled."""
        key = (name, text, flags & _FUTURES)
        known = self._compiled.get(key)
        if known is None:
            known = self._compiled[key] = [], _compiled(text, name, flags & _FUTURES)
            if len(self._compiled) > _MOST_COMPILED:
                self._compiled.popitem(last=False)
        done, to_come = known
        yield from done
        for codes in to_come:
            done.append(codes)
            yield codes

    def _entries(self) -> Iterator[tuple[str, str, str]]:
        """What the hook has kept: name, text and maker."""
        kept = self._kept
        for at in range(0, len(kept), _PARTS):
            text, name, maker = kept[at : at + _PARTS]
            if type(text) is str and isinstance(maker, str):
                yield name if type(name) is str else EXEC_NAME, text, plain(maker)

    def _source(self, name: str, text: str, maker: str | None) -> TextSource:
        known = self._by_text.get((name, text))
        if known is None:
            number = _number(f"{name}\0{text}".encode("utf-8", "surrogatepass"))
            while path_of_text(name, number) in self._by_path:
                number = number + 1 if number + 1 < 2 * FIRST_NUMBER else FIRST_NUMBER
            known = self._by_text[name, text] = TextSource(name, text, number, maker)
            self._by_path[known.path] = known
            if len(self._by_path) > _MOST:
                _, oldest = self._by_path.popitem(last=False)
                del self._by_text[oldest.name, oldest.text]
        elif known.maker is None:
            known.maker = maker
        return known


def _compiled(text: str, name: str, futures: int) -> Iterator[frozenset[CodeType]]:
    for mode, flags in _TRIALS:
        try:
            with Quiet():
                root = compile(text, name, mode, futures | flags, dont_inherit=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError):
            continue
        yield frozenset(_nested(root))


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from _nested(constant)


def _may_contain(text: str, code: CodeType) -> bool:
    """Whether it is worth while to compile a text."""
    if code.co_name[:1] != "<" and code.co_name not in text:
        return False
    return code.co_firstlineno <= text.count("\n") + 1


def _likely(texts: list[tuple[str, str | None]], code: CodeType) -> list[tuple[str, str | None]]:
    """The texts that are worth compiling, the likeliest first: those with most of the names and constants of the code."""
    words = {*code.co_names, *code.co_varnames}
    words |= {str(each) for each in code.co_consts if type(each) is int or type(each) is str}
    able = [each for each in texts if _may_contain(each[0], code)]
    able.sort(key=lambda each: sum(word not in each[0] for word in words))
    return able[:_MOST_COMPILED]


def _has_plain_constants(code: CodeType) -> bool:
    """Whether a code object has only constants that the compiler makes: comparing it runs no code of the program."""
    return all(_is_plain(constant) for constant in code.co_consts)


def _is_plain(constant: object) -> bool:
    if type(constant) is CodeType:
        return _has_plain_constants(constant)
    if type(constant) is _Tuple or type(constant) is _FrozenSet:
        return all(_is_plain(each) for each in constant)
    if type(constant) is slice:
        return _is_plain((constant.start, constant.stop, constant.step))
    return type(constant) in _CONSTANTS


def registered_text(name: str) -> str | None:
    """What the program has put into `linecache` under a name, read without running any code of the program."""
    module: object = sys.modules.get("linecache")
    cache: object = module.__dict__.get("cache") if type(module) is ModuleType else None
    entry = cache.get(name) if type(cache) is _Dict else None
    lines = entry[2] if type(entry) is _Tuple and len(entry) == 4 else None
    if type(lines) is not _List:
        return None
    texts = [line for line in lines if type(line) is str]
    return "".join(texts) if len(texts) == len(lines) else None
