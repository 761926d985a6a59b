"""The requests that need Python's objects: one line each in the table, one function each above it.

Arguments have been checked by the worker. Each function takes the session and the arguments, and returns the body
of the response; what a person did wrong is a `RequestError`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from dapper.frame_eval.config import FrameEvalConfig
from dapper.modified.breakpoint import mistakes
from dapper.session.program import Program
from dapper.stopping.exception_filters import FILTERS, RAISED, WHERE_RAISED
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.values import exception_info
from dapper.values.budget import Page
from dapper.values.completions import Completer
from dapper.values.statics import MISSING, ClassTable, traceback_of, type_name
from dapper.wire.errors import DapperError, NotStopped, RequestError

if TYPE_CHECKING:
    from dapper.session.session import Session

LONGEST_EXPRESSION = 100_000
"""Characters; the compiler needs stack for long expressions, more than there is for a million terms."""

Arguments = dict[str, object]
Body = dict[str, object] | None


def launch(session: Session, arguments: Arguments) -> Body:
    """Prepares the program and chooses a backend; it runs when the worker says so."""
    config = _settings(session, arguments)
    session.no_debug = bool(arguments.get("noDebug"))
    session.filter.just_my_code = arguments.get("justMyCode", True)
    program = Program(
        arguments["program"], list(arguments.get("args") or ()), arguments.get("cwd"), dict(arguments.get("env") or {})
    )
    session.program_ = program
    if session.options["platform"] == "node":
        session.sources.shared = program.folders
    session.engine.names.start = os.getcwd()
    session.engine.names.client_calls(os.path.normpath(program.path))
    if session.no_debug:
        session.frame_eval.configure(config, program.home + "/")  # for a pause that makes it a debugged run
        return None
    try:
        session.start_backend(config)
    except DapperError:
        session.program_ = None
        raise
    session.options["stopOnEntry"] = bool(arguments.get("stopOnEntry"))
    session.engine.exceptions.choose_exits(arguments.get("breakOnSystemExit"))
    session.status.announce()
    if program.code is not None:
        session.engine.learn(program.code)
    return None


def _settings(session: Session, arguments: Arguments) -> FrameEvalConfig:
    """The configuration that a launch asks for: frame evaluation is on unless it is switched off."""
    switch = arguments.get("frameEval")
    settings = {"enabled": True, **(switch if isinstance(switch, dict) else {})}
    given = arguments.get("frameEvalConfig")
    config = session.config.updated(settings).updated({} if given is None else given)
    return config.updated({"enabled": False}) if switch is False else config


def set_breakpoints(session: Session, arguments: Arguments) -> Body:
    """Sets the breakpoints of a file."""
    path = arguments["source"].get("path")
    if not path:
        raise RequestError("setBreakpoints: the source has no path, and only files can hold breakpoints.")
    made = session.engine.set_breakpoints(os.path.normpath(path), list(arguments.get("breakpoints") or ()))
    return {"breakpoints": [each.as_dap() for each in made]}


def check_breakpoint(session: Session, arguments: Arguments) -> Body:
    """Tells mistakes in a condition, hit condition or log message before there is a breakpoint. Leaves nothing behind."""
    return mistakes(arguments)


def set_exception_breakpoints(session: Session, arguments: Arguments) -> Body:
    """Sets the exception filters."""
    wanted = list(arguments.get("filters") or ())
    wanted += [option["filterId"] for option in arguments.get("filterOptions") or ()]
    session.engine.set_exception_filters(frozenset(wanted) & frozenset(FILTERS))
    answers = []
    for name in wanted:
        if name in FILTERS:
            answers.append({"verified": True})
        else:
            allowed = ", ".join(FILTERS)
            answers.append({"verified": False, "message": f"Exception filter {name!r} is unknown; allowed: {allowed}."})
    return {"breakpoints": answers}


def breakpoint_locations(session: Session, arguments: Arguments) -> Body:
    """Lines with code between two lines of a file."""
    first = arguments["line"]
    last = arguments.get("endLine") or first
    path = session.engine.names.path(os.path.normpath(arguments["source"].get("path") or ""))
    file = session.engine.index.file(path)
    lines = sorted(file.owners()) if file else []
    return {"breakpoints": [{"line": line} for line in lines if first <= line <= last]}


def pause(session: Session, arguments: Arguments) -> Body:
    """Stops the program at the next bytecode."""
    if session.state != "stopped":
        session.pausing = True
    return None


def terminate(session: Session, arguments: Arguments) -> Body:
    """Ends the program: its `finally` blocks run."""
    session.terminate()
    return None


def continue_(session: Session, arguments: Arguments) -> Body:
    """Lets the program run on."""
    _need_stop(session, "continue")
    session.resume = None
    return {"allThreadsContinued": True}


def _step(kind: str) -> Callable[[Session, Arguments], Body]:
    def step(session: Session, arguments: Arguments) -> Body:
        stop = _need_stop(session, {"in": "stepIn", "over": "next", "out": "stepOut"}[kind])
        if session.no_debug and session.engine.backend is None:
            session.start_backend()
        # After the end of the program, any step is the last.
        session.resume = Step(kind, stop.frame, session.filter) if stop.frame is not None else None
        return None

    return step


def stack_trace(session: Session, arguments: Arguments) -> Body:
    """The frames of the stopped program, or a page of them."""
    _need_stop(session, "stackTrace")
    return session.stack.page(arguments.get("startFrame") or 0, arguments.get("levels") or 0)


def scopes(session: Session, arguments: Arguments) -> Body:
    """The scopes of a frame."""
    frame = session.stack.frame(arguments["frameId"])
    stop = session.stopped
    if stop is not None and stop.returned is not None and session.stack.top() is frame:
        name, value = stop.returned
        return {"scopes": session.variables.scopes(frame, value, name)}
    return {"scopes": session.variables.scopes(frame, MISSING)}


def variables(session: Session, arguments: Arguments) -> Body:
    """The children of a scope or a value, or a page of them."""
    hexadecimal = bool((arguments.get("format") or {}).get("hex"))
    found = session.variables.variables(
        arguments["variablesReference"],
        arguments.get("filter"),
        arguments.get("start") or 0,
        arguments.get("count") or 0,
        hexadecimal,
    )
    return {"variables": found}


def set_variable(session: Session, arguments: Arguments) -> Body:
    """Gives a variable the value of an expression."""
    return session.run_user_code(
        session.evaluator.set_variable, arguments["variablesReference"], arguments["name"], arguments["value"]
    )


def set_expression(session: Session, arguments: Arguments) -> Body:
    """Gives an assignable expression the value of another."""
    place = _place(session, arguments)
    return session.run_user_code(session.evaluator.set_expression, arguments["expression"], arguments["value"], place)


def evaluate(session: Session, arguments: Arguments) -> Body:
    """Evaluates in a frame, or among the program's globals; in a waiting program the console gives input."""
    context = arguments.get("context") or "repl"
    if session.state == "waiting_input" and context == "repl":
        session.input_lines.append(arguments["expression"] + "\n")
        return {"result": "", "variablesReference": 0}
    if len(arguments["expression"]) > LONGEST_EXPRESSION:
        raise RequestError(f"The expression is too long: at most {LONGEST_EXPRESSION:,} characters are evaluated.")
    hexadecimal = bool((arguments.get("format") or {}).get("hex"))
    return session.run_user_code(
        session.evaluator.evaluate, arguments["expression"], _place(session, arguments), context, hexadecimal
    )


def completions(session: Session, arguments: Arguments) -> Body:
    """What may stand at a place of the console's text."""
    line = arguments.get("line") or 1
    completer = Completer(_place(session, arguments), ClassTable(Page(session.budget)))
    return {"targets": completer.complete(arguments["text"], arguments["column"], line)}


def describe_exception(session: Session, arguments: Arguments) -> Body:
    """The exception of the stop."""
    stop = _need_stop(session, "exceptionInfo")
    if stop.error is None:
        raise RequestError(f"exceptionInfo: the program is not stopped at an exception ({stop.reason}).")
    return {
        "exceptionId": type_name(stop.error),
        "description": exception_info.message(stop.error, session.budget) + exception_info.notes(stop.error),
        "breakMode": _break_mode(stop),
        "hasLeftProgram": stop.frame is None,
        "details": exception_info.details(
            stop.error, stop.trace or traceback_of(stop.error), session.budget, session.filter
        ),
    }


def source(session: Session, arguments: Arguments) -> Body:
    """The text of a file."""
    given = arguments.get("source") or {}
    reference = arguments.get("sourceReference") or given.get("sourceReference") or 0
    return {"content": session.sources.text(given.get("path"), reference), "mimeType": "text/x-python"}


def loaded_sources(session: Session, arguments: Arguments) -> Body:
    """The files of the program whose code has run."""
    files = session.engine.index.files()
    return {"sources": [session.sources.describe(file.path, session.filter.is_mine_path(file.path)) for file in files]}


def modules(session: Session, arguments: Arguments) -> Body:
    """The imported modules that have a file, or a page of them."""
    found = []
    for name, module in sorted((name, module) for name, module in sys.modules.items() if type(name) is str):
        path = getattr(module, "__file__", None) if type(module) is type(sys) else None
        if type(path) is str and not session.filter.is_debugger_path(path):
            found.append({"id": name, "name": name, "path": path, "isUserCode": session.filter.is_mine_path(path)})
    start, count = arguments.get("startModule") or 0, arguments.get("moduleCount") or len(found)
    return {"modules": found[start : start + count], "totalModules": len(found)}


def give_input(session: Session, arguments: Arguments) -> Body:
    """Gives the program a line of input, or its end."""
    text = "" if arguments.get("eof") else arguments["text"]
    session.input_lines.append(text if text.endswith("\n") or arguments.get("eof") else f"{text}\n")
    return None


def frame_eval_status(session: Session, arguments: Arguments) -> Body:
    """What the debugger says of itself."""
    return session.status.full()


def frame_eval_reset(session: Session, arguments: Arguments) -> Body:
    """Sets the counters and the telemetry back, and says what there is then."""
    session.frame_eval.reset_counters()
    return session.status.full()


def frame_eval_health(session: Session, arguments: Arguments) -> Body:
    """Runs the guide's checks."""
    from dapper.session.health import checks  # needed only when somebody asks

    return {"checks": checks(session.status)}


_TABLE: dict[str, Callable[[Session, Arguments], Body]] = {
    "launch": launch,
    "setBreakpoints": set_breakpoints,
    "setExceptionBreakpoints": set_exception_breakpoints,
    "breakpointLocations": breakpoint_locations,
    "pause": pause,
    "terminate": terminate,
    "disconnect": terminate,
    "continue": continue_,
    "next": _step("over"),
    "stepIn": _step("in"),
    "stepOut": _step("out"),
    "stackTrace": stack_trace,
    "scopes": scopes,
    "variables": variables,
    "setVariable": set_variable,
    "setExpression": set_expression,
    "evaluate": evaluate,
    "completions": completions,
    "exceptionInfo": describe_exception,
    "source": source,
    "loadedSources": loaded_sources,
    "modules": modules,
    "dapper/input": give_input,
    "dapper/checkBreakpoint": check_breakpoint,
    "dapper/frameEvalStatus": frame_eval_status,
    "dapper/frameEvalReset": frame_eval_reset,
    "dapper/frameEvalHealth": frame_eval_health,
}


def stopped_body(session: Session, stop: Stop) -> Arguments:
    """The body of the `stopped` event."""
    body: Arguments = {"reason": stop.reason, "threadId": 1, "allThreadsStopped": True}
    if stop.description:
        body["description"] = body["text"] = stop.description
    if stop.breakpoints:
        body["hitBreakpointIds"] = list(stop.breakpoints)
    if stop.error is not None:
        text = exception_info.headline(stop.error, session.budget)
        body |= {"text": text, "description": f"Paused on {_break_mode(stop)} exception: {text}"}
    return body


def _break_mode(stop: Stop) -> str:
    if stop.frame is None or stop.filter == WHERE_RAISED:
        return "unhandled"
    return "always" if stop.filter == RAISED else "userUnhandled"


def _need_stop(session: Session, command: str) -> Stop:
    if session.stopped is None:
        raise NotStopped(command, session.state.replace("_", " "))
    return session.stopped


def _place(session: Session, arguments: Arguments) -> FrameType | dict[str, object]:
    """The frame that a request names; else the top frame of the stop; else the program's globals."""
    frame_id = arguments.get("frameId")
    if frame_id is not None:
        return session.stack.frame(frame_id)
    top = session.stack.top()
    if top is not None:
        return top
    if session.program_ is None or session.program_.module is None:
        raise RequestError("There is nothing to evaluate in: no program runs.")
    return session.program_.module.__dict__


def serve(session: Session, command: str, arguments: Arguments) -> Body:
    """Serves one request.

    Raises:
        DapperError: the response is an error; the message says what was wrong.
    """
    function = _TABLE.get(command)
    if function is None:
        raise RequestError(f"The request {command!r} is not supported.")
    return function(session, arguments)
