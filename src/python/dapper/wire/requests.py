"""The arguments of each request that Python answers, as the worker has checked them.

Made of src/protocol by `npm run generate`: change it there.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class CodeRule(TypedDict):
    """A part of the arguments."""

    path: NotRequired[str]
    module: NotRequired[str]
    include: bool


ExitCodeRange = TypedDict("ExitCodeRange", {"from": int, "to": int})


VariablePresentation = TypedDict(
    "VariablePresentation",
    {
        "all": NotRequired[Literal["group", "inline", "hide"]],
        "special": NotRequired[Literal["group", "inline", "hide"]],
        "function": NotRequired[Literal["group", "inline", "hide"]],
        "class": NotRequired[Literal["group", "inline", "hide"]],
        "protected": NotRequired[Literal["group", "inline", "hide"]],
    },
)


class LaunchArguments(TypedDict):
    """Arguments of `launch`."""

    program: NotRequired[str]
    module: NotRequired[str]
    args: NotRequired[list[str]]
    cwd: NotRequired[str]
    env: NotRequired[dict[str, str | None]]
    stopOnEntry: NotRequired[bool]
    noDebug: NotRequired[bool]
    justMyCode: NotRequired[bool]
    rules: NotRequired[list[CodeRule]]
    skipFunctions: NotRequired[list[str]]
    breakOnSystemExit: NotRequired[list[int | ExitCodeRange]]
    variablePresentation: NotRequired[VariablePresentation]
    frameEval: NotRequired[bool | dict[str, object]]
    frameEvalConfig: NotRequired[dict[str, object]]
    packages: NotRequired[list[str]]
    packageIndexes: NotRequired[list[str]]
    packageBase: NotRequired[str]
    autoPackages: NotRequired[bool]
    packagesRequired: NotRequired[bool]


class Source(TypedDict):
    """A part of the arguments."""

    path: NotRequired[str]
    name: NotRequired[str]
    sourceReference: NotRequired[int]


class SourceBreakpoint(TypedDict):
    """A part of the arguments."""

    id: NotRequired[int]
    line: int
    column: NotRequired[int]
    condition: NotRequired[str]
    hitCondition: NotRequired[str]
    logMessage: NotRequired[str]


class SetBreakpointsArguments(TypedDict):
    """Arguments of `setBreakpoints`."""

    source: Source
    breakpoints: NotRequired[list[SourceBreakpoint]]
    lines: NotRequired[list[int]]
    sourceModified: NotRequired[bool]


class FunctionBreakpoint(TypedDict):
    """A part of the arguments."""

    id: NotRequired[int]
    name: str
    condition: NotRequired[str]
    hitCondition: NotRequired[str]


class SetFunctionBreakpointsArguments(TypedDict):
    """Arguments of `setFunctionBreakpoints`."""

    breakpoints: list[FunctionBreakpoint]


class DataBreakpointInfoArguments(TypedDict):
    """Arguments of `dataBreakpointInfo`."""

    variablesReference: NotRequired[int]
    name: str
    frameId: NotRequired[int]
    bytes: NotRequired[int]
    asAddress: NotRequired[bool]


class DataBreakpoint(TypedDict):
    """A part of the arguments."""

    id: NotRequired[int]
    dataId: str
    accessType: NotRequired[Literal["read", "write", "readWrite"]]
    condition: NotRequired[str]
    hitCondition: NotRequired[str]


class SetDataBreakpointsArguments(TypedDict):
    """Arguments of `setDataBreakpoints`."""

    breakpoints: list[DataBreakpoint]


class InstructionBreakpoint(TypedDict):
    """A part of the arguments."""

    id: NotRequired[int]
    instructionReference: str
    offset: NotRequired[int]
    condition: NotRequired[str]
    hitCondition: NotRequired[str]


class SetInstructionBreakpointsArguments(TypedDict):
    """Arguments of `setInstructionBreakpoints`."""

    breakpoints: list[InstructionBreakpoint]


class ExceptionFilterOptions(TypedDict):
    """A part of the arguments."""

    filterId: str
    condition: NotRequired[str]
    mode: NotRequired[str]


class ExceptionPathSegment(TypedDict):
    """A part of the arguments."""

    negate: NotRequired[bool]
    names: list[str]


class ExceptionOptions(TypedDict):
    """A part of the arguments."""

    path: NotRequired[list[ExceptionPathSegment]]
    breakMode: Literal["never", "always", "unhandled", "userUnhandled"]


class SetExceptionBreakpointsArguments(TypedDict):
    """Arguments of `setExceptionBreakpoints`."""

    filters: list[str]
    filterOptions: NotRequired[list[ExceptionFilterOptions]]
    exceptionOptions: NotRequired[list[ExceptionOptions]]


class BreakpointLocationsArguments(TypedDict):
    """Arguments of `breakpointLocations`."""

    source: Source
    line: int
    column: NotRequired[int]
    endLine: NotRequired[int]
    endColumn: NotRequired[int]


class SourceArguments(TypedDict):
    """Arguments of `source`."""

    source: NotRequired[Source]
    sourceReference: NotRequired[int]


class ModulesArguments(TypedDict):
    """Arguments of `modules`."""

    startModule: NotRequired[int]
    moduleCount: NotRequired[int]


class PauseArguments(TypedDict):
    """Arguments of `pause`."""

    threadId: int


ContinueArguments = PauseArguments


class NextArguments(TypedDict):
    """Arguments of `next`."""

    threadId: int
    granularity: NotRequired[Literal["statement", "line", "instruction"]]


class StepInArguments(TypedDict):
    """Arguments of `stepIn`."""

    threadId: int
    targetId: NotRequired[int]
    granularity: NotRequired[Literal["statement", "line", "instruction"]]


class StepInTargetsArguments(TypedDict):
    """Arguments of `stepInTargets`."""

    frameId: int


StepOutArguments = NextArguments


class GotoTargetsArguments(TypedDict):
    """Arguments of `gotoTargets`."""

    source: Source
    line: int
    column: NotRequired[int]


class GotoArguments(TypedDict):
    """Arguments of `goto`."""

    threadId: int
    targetId: int


class RestartFrameArguments(TypedDict):
    """Arguments of `restartFrame`."""

    frameId: int


class StackFrameFormat(TypedDict):
    """A part of the arguments."""

    hex: NotRequired[bool]
    parameters: NotRequired[bool]
    parameterTypes: NotRequired[bool]
    parameterNames: NotRequired[bool]
    parameterValues: NotRequired[bool]
    line: NotRequired[bool]
    module: NotRequired[bool]
    includeAll: NotRequired[bool]


class StackTraceArguments(TypedDict):
    """Arguments of `stackTrace`."""

    threadId: int
    startFrame: NotRequired[int]
    levels: NotRequired[int]
    format: NotRequired[StackFrameFormat]


class DisassembleArguments(TypedDict):
    """Arguments of `disassemble`."""

    memoryReference: str
    offset: NotRequired[int]
    instructionOffset: NotRequired[int]
    instructionCount: int
    resolveSymbols: NotRequired[bool]


class ScopesArguments(TypedDict):
    """Arguments of `scopes`."""

    frameId: int


class ValueFormat(TypedDict):
    """A part of the arguments."""

    hex: NotRequired[bool]


class VariablesArguments(TypedDict):
    """Arguments of `variables`."""

    variablesReference: int
    filter: NotRequired[Literal["indexed", "named"]]
    start: NotRequired[int]
    count: NotRequired[int]
    format: NotRequired[ValueFormat]


class SetVariableArguments(TypedDict):
    """Arguments of `setVariable`."""

    variablesReference: int
    name: str
    value: str
    format: NotRequired[ValueFormat]


class SetExpressionArguments(TypedDict):
    """Arguments of `setExpression`."""

    expression: str
    value: str
    frameId: NotRequired[int]
    format: NotRequired[ValueFormat]


ExceptionInfoArguments = PauseArguments


class EvaluateArguments(TypedDict):
    """Arguments of `evaluate`."""

    expression: str
    frameId: NotRequired[int]
    context: NotRequired[str]
    format: NotRequired[ValueFormat]


class ReadMemoryArguments(TypedDict):
    """Arguments of `readMemory`."""

    memoryReference: str
    offset: NotRequired[int]
    count: int


class WriteMemoryArguments(TypedDict):
    """Arguments of `writeMemory`."""

    memoryReference: str
    offset: NotRequired[int]
    allowPartial: NotRequired[bool]
    data: str


class CompletionsArguments(TypedDict):
    """Arguments of `completions`."""

    text: str
    column: int
    line: NotRequired[int]
    frameId: NotRequired[int]


class CancelArguments(TypedDict):
    """Arguments of `cancel`."""

    requestId: NotRequired[int]
    progressId: NotRequired[str]


class Filter(TypedDict):
    """A part of the arguments."""

    column: str
    text: str


class ArrangeRowsArguments(TypedDict):
    """Arguments of `arrangeRows`."""

    variablesReference: int
    column: NotRequired[str]
    descending: NotRequired[bool]
    filter: NotRequired[Filter]


class InlineValuesArguments(TypedDict):
    """Arguments of `inlineValues`."""

    frameId: int


class CheckBreakpointArguments(TypedDict):
    """Arguments of `checkBreakpoint`."""

    condition: NotRequired[str]
    hitCondition: NotRequired[str]
    logMessage: NotRequired[str]
    exceptionNames: NotRequired[list[str]]


class Input1(TypedDict):
    """A part of the arguments."""

    text: str


class Input2(TypedDict):
    """A part of the arguments."""

    eof: Literal[True]


InputArguments = Input1 | Input2


StepUntilArguments = PauseArguments


class JustMyCodeArguments(TypedDict):
    """Arguments of `justMyCode`."""

    enabled: bool


class SkipFunctionsArguments(TypedDict):
    """Arguments of `skipFunctions`."""

    functions: list[str]


class HotReloadArguments(TypedDict):
    """Arguments of `hotReload`."""

    source: Source
    text: NotRequired[str]


class File(TypedDict):
    """A part of the arguments."""

    path: str
    text: NotRequired[str]
    base64: NotRequired[str]


class WriteFilesArguments(TypedDict):
    """Arguments of `writeFiles`."""

    files: list[File]
