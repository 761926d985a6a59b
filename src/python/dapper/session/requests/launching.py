"""`launch`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dapper.code.code_rules import CodeRules
from dapper.code.function_names import FunctionNames, mistake
from dapper.frame_eval.config import FrameEvalConfig
from dapper.frame_eval.frame_evaluation import FrameEvaluation
from dapper.session.debuggee import Debuggee
from dapper.session.inspection import Inspection
from dapper.session.program import Program
from dapper.session.requests.table import Body, Table
from dapper.session.status import Status
from dapper.stopping.stopper import Stopper
from dapper.values.presentation import Presentation
from dapper.wire.errors import DapperError, RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import JustMyCodeArguments, LaunchArguments, SkipFunctionsArguments


class LaunchRequests:
    """`shares_files`: whether the client has the program's files too, under the same paths."""

    def __init__(
        self,
        debuggee: Debuggee,
        stopper: Stopper,
        frame_eval: FrameEvaluation,
        inspection: Inspection,
        status: Status,
        shares_files: bool,
    ) -> None:
        self._debuggee, self._stopper, self._frame_eval = debuggee, stopper, frame_eval
        self._inspection, self._status, self._shares_files = inspection, status, shares_files
        self.table: Table = {
            "launch": self._launch,
            "dapper/justMyCode": self._just_my_code,
            "dapper/skipFunctions": self._skip_functions,
        }

    def _launch(self, arguments: LaunchArguments) -> Body:
        """Prepares the program and chooses a backend; it runs when the worker says so."""
        debuggee, stopper = self._debuggee, self._stopper
        skipped = _named("launch", arguments.get("skipFunctions", ()))
        config = self._settings(arguments)
        debuggee.no_debug = bool(arguments.get("noDebug"))
        stopper.filter.just_my_code = arguments.get("justMyCode", True)
        self._inspection.variables.presentation = Presentation(arguments.get("variablePresentation"))
        stopper.filter.skipped = skipped
        rules = arguments.get("rules")
        stopper.filter.follow(CodeRules(rules) if rules else None)
        given = arguments.get("program")
        program = Program(
            given,
            list(arguments.get("args") or ()),
            arguments.get("cwd"),
            dict(arguments.get("env") or {}),
            arguments.get("module"),
        )
        debuggee.launched = program
        if self._shares_files:
            self._inspection.sources.shared = program.folders
        stopper.names.start_in(os.getcwd(), program.path)
        if given is not None:
            stopper.names.client_calls(self._name_of(program, given))
        if debuggee.no_debug:
            self._frame_eval.configure(config, program.home + "/")  # for a pause that makes it a debugged run
            return None
        try:
            debuggee.start_backend(config)
        except DapperError:
            debuggee.launched = None
            raise
        debuggee.stop_on_entry = bool(arguments.get("stopOnEntry"))
        stopper.exceptions.choose_exits(arguments.get("breakOnSystemExit"))
        self._status.announce()
        if program.code is not None:
            stopper.learn(program.code)
        return None

    def _just_my_code(self, arguments: JustMyCodeArguments) -> Body:
        """Whose code counts from now on: that of steps and of filters, and which frames a stack shows."""
        self._stopper.filter.just_my_code = arguments["enabled"]
        if self._stopper.backend is not None:
            self._stopper.backend.renew()
        return None

    def _skip_functions(self, arguments: SkipFunctionsArguments) -> Body:
        """Which functions no step enters by itself, from now on."""
        self._stopper.filter.skipped = _named("dapper/skipFunctions", arguments["functions"])
        return None

    def _name_of(self, program: Program, given: str) -> str:
        """The client's name for the program: as it was given, but absolute, so that an editor finds it."""
        names, plain = self._stopper.names, os.path.normpath(program.path)
        return program.path if os.path.isabs(given) or names.path(plain) != names.path(program.path) else plain

    def _settings(self, arguments: LaunchArguments) -> FrameEvalConfig:
        """The configuration that a launch asks for: frame evaluation is on unless it is switched off."""
        switch = arguments.get("frameEval")
        settings = {"enabled": True, **(switch if isinstance(switch, dict) else {})}
        given = arguments.get("frameEvalConfig")
        config = self._frame_eval.config.updated(settings).updated({} if given is None else given)
        return config.updated({"enabled": False}) if switch is False else config


def _named(command: str, names: Sequence[str]) -> FunctionNames:
    problem = next(filter(None, map(mistake, names)), None)
    if problem is not None:
        raise RequestError(f"{command}: {problem}")
    return FunctionNames(names)
