"""Requests about files and modules."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from dapper.session.inspection import Inspection
from dapper.session.requests.table import Arguments, Body, Table
from dapper.stopping.stopper import Stopper

if TYPE_CHECKING:
    from dapper.wire.requests import ModulesArguments, SourceArguments


class SourceRequests:
    """See the module."""

    def __init__(self, inspection: Inspection, stopper: Stopper) -> None:
        self._inspection, self._stopper = inspection, stopper
        self.table: Table = {
            "source": self._source,
            "loadedSources": self._loaded_sources,
            "modules": self._modules,
        }

    def _source(self, arguments: SourceArguments) -> Body:
        """The text of a file."""
        given = arguments.get("source") or {}
        reference = arguments.get("sourceReference") or given.get("sourceReference") or 0
        return {"content": self._inspection.sources.text(given.get("path"), reference), "mimeType": "text/x-python"}

    def _loaded_sources(self, arguments: Arguments) -> Body:
        """The files of the program whose code has run."""
        sources, filter = self._inspection.sources, self._stopper.filter
        files = self._stopper.index.files()
        return {"sources": [sources.describe(file.path, filter.is_mine_path(file.path)) for file in files]}

    def _modules(self, arguments: ModulesArguments) -> Body:
        """The imported modules that have a file, or a page of them."""
        filter, names = self._stopper.filter, self._stopper.names
        found: list[dict[str, object]] = []
        for name, module in sorted((name, module) for name, module in sys.modules.items() if type(name) is str):
            path = module.__dict__.get("__file__") if type(module) is ModuleType else None
            if type(path) is str and not filter.is_debugger_path(path):
                shown = names.shown(names.path(path), path)
                found.append({"id": name, "name": name, "path": shown, "isUserCode": filter.is_mine_path(path)})
        start, count = arguments.get("startModule") or 0, arguments.get("moduleCount") or len(found)
        return {"modules": found[start : start + count], "totalModules": len(found)}
