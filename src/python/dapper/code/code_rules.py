"""What a launch says of whose code is whose: rules by path and by module, as debugpy has them.

Of rules that fit, those of folders and files go before those of patterns, and these before those of modules; among
folders, and among modules, the longest goes first, and among patterns the first.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dapper.wire.requests import CodeRule

_WILD = frozenset("*?")
_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class CodeRules:
    """The rules of a launch.

    Args:
        rules: as they were given: each has `include`, and `path` or `module`.
    """

    def __init__(self, rules: Sequence[CodeRule] = ()) -> None:
        folders: list[tuple[str, bool]] = []
        self._patterns: list[tuple[re.Pattern[str], bool]] = []
        modules: list[tuple[str, bool]] = []
        for rule in rules:
            path, include = rule.get("path"), rule["include"]
            if path is None:
                modules.append((rule.get("module") or "", include))
            elif _WILD.isdisjoint(path):
                folders.append((path.rstrip("/"), include))
            else:
                self._patterns.append((_pattern(path), include))
        self._folders = sorted(folders, key=lambda rule: -len(rule[0]))
        self._modules = sorted(modules, key=lambda rule: -len(rule[0]))

    def says(self, name: str, path: str) -> bool | None:
        """Whether a file is to count as the user's; None: no rule fits.

        Args:
            name: by which its code was loaded.
            path: its path; or what stands for it, of code that is in no file.
        """
        for folder, include in self._folders:
            if any(each == folder or each.startswith(folder + "/") for each in (path, name)):
                return include
        for pattern, include in self._patterns:
            if pattern.fullmatch(path) or pattern.fullmatch(name):
                return include
        module = _module_of(name) if self._modules else ""
        for prefix, include in self._modules:
            if module == prefix or module.startswith(prefix + "."):
                return include
        return None


def _pattern(path: str) -> re.Pattern[str]:
    """`*` and `?` are characters of one name, `**` is any folders; a pattern without a folder fits in any."""
    whole = path if path[:1] in "/<*" else f"**/{path}"
    return re.compile("".join(_MEANING.get(part) or re.escape(part) for part in _PARTS.findall(whole)), re.DOTALL)


def _module_of(name: str) -> str:
    """The module of a file, as `import` calls it: by the folder of the module path that it is in."""
    roots = [each for each in sys.path if type(each) is str and name.startswith(os.path.join(each, ""))]
    if not roots:
        return ""
    inner = name[len(max(roots, key=len)) :].strip("/")
    return os.path.splitext(inner)[0].removesuffix("/__init__").replace("/", ".")
