"""Names in messages, as types.

Made of src/protocol by `npm run generate`: change it there.
"""

from typing import Literal

Command = Literal[
    "launch",
    "terminate",
    "threads",
    "setBreakpoints",
    "setFunctionBreakpoints",
    "dataBreakpointInfo",
    "setDataBreakpoints",
    "setInstructionBreakpoints",
    "setExceptionBreakpoints",
    "breakpointLocations",
    "source",
    "loadedSources",
    "modules",
    "pause",
    "continue",
    "next",
    "stepIn",
    "stepInTargets",
    "stepOut",
    "gotoTargets",
    "goto",
    "restartFrame",
    "stackTrace",
    "disassemble",
    "scopes",
    "variables",
    "setVariable",
    "setExpression",
    "exceptionInfo",
    "evaluate",
    "readMemory",
    "writeMemory",
    "completions",
    "cancel",
    "dapper/arrangeRows",
    "dapper/inlineValues",
    "dapper/checkBreakpoint",
    "dapper/frameEvalStatus",
    "dapper/frameEvalReset",
    "dapper/frameEvalHealth",
    "dapper/input",
    "dapper/stepUntil",
    "dapper/justMyCode",
    "dapper/skipFunctions",
    "dapper/hotReload",
    "dapper/writeFiles",
]
"""A request that Python answers."""

Event = Literal[
    "initialized",
    "stopped",
    "continued",
    "exited",
    "terminated",
    "thread",
    "output",
    "breakpoint",
    "module",
    "loadedSource",
    "process",
    "memory",
    "invalidated",
    "progressStart",
    "progressUpdate",
    "progressEnd",
    "dapper/progress",
    "dapper/state",
    "dapper/status",
    "dapper/hookStats",
    "dapper/inputRequested",
    "dapper/inputDone",
    "dapper/syntaxError",
    "dapper/failure",
]
"""An event that a worker sends."""

ProgramState = Literal["idle", "running", "stopped", "waiting_input", "sleeping", "evaluating"]
"""Who blocks whom, as reported to the worker."""

HealthResult = Literal["OK", "WARN", "FAIL"]
"""How a check of frame evaluation's health came out."""
