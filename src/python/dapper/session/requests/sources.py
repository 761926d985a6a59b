"""Requests about files, texts and modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.session.inspection import Inspection
from dapper.session.modules import ModuleTable
from dapper.session.requests.table import Arguments, Body, Table
from dapper.stopping.stopper import Stopper

if TYPE_CHECKING:
    from dapper.wire.requests import ModulesArguments, SourceArguments


class SourceRequests:
    """See the module."""

    def __init__(self, inspection: Inspection, stopper: Stopper, modules: ModuleTable) -> None:
        self._inspection, self._stopper, self._known_modules = inspection, stopper, modules
        self.table: Table = {
            "source": self._source,
            "loadedSources": self._loaded_sources,
            "modules": self._modules,
        }

    def _source(self, arguments: SourceArguments) -> Body:
        """The text of a file, or one that is in no file."""
        given = arguments.get("source") or {}
        reference = arguments.get("sourceReference") or given.get("sourceReference") or 0
        content, kind = self._inspection.sources.content(given, reference)
        return {"content": content, "mimeType": kind}

    def _loaded_sources(self, arguments: Arguments) -> Body:
        """The files of the program whose code has run, and the texts that it has compiled."""
        sources, filter = self._inspection.sources, self._stopper.filter
        files = [file.path for file in self._stopper.index.files()]
        found = [sources.describe(path, filter.is_mine_path(path)) for path in files]
        return {
            "sources": [*found, *(sources.describe_text(each) for each in sources.listed() if each.path not in files)]
        }

    def _modules(self, arguments: ModulesArguments) -> Body:
        """The imported modules, or a page of them."""
        found = self._known_modules.all()
        start, count = arguments.get("startModule") or 0, arguments.get("moduleCount") or len(found)
        return {"modules": found[start : start + count], "totalModules": len(found)}
