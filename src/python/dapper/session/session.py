"""One debug session: what it is made of, and who is given what.

Requests come by one inbox in every state: idle, the worker calls `handle`; running, a signal (raised by the
worker's tick, between two bytecodes) drains the inbox; stopped, waiting for input or sleeping, a loop waits on it.
"""

from __future__ import annotations

import os
import signal
import sys

from dapper.code.file_names import FileNames
from dapper.code.filter import OWN_FOLDER, CodeFilter
from dapper.code.index import CodeIndex
from dapper.code.text_sources import TextSources
from dapper.delivery.hook import Hook, load_hook
from dapper.frame_eval.current import CURRENT
from dapper.frame_eval.frame_evaluation import MOST_FILES, FrameEvaluation
from dapper.session.cancellation import Cancellation
from dapper.session.console import Console
from dapper.session.deadlines import Deadlines
from dapper.session.debuggee import Debuggee
from dapper.session.evaluation import Evaluation
from dapper.session.events import Events
from dapper.session.inbox import Inbox
from dapper.session.inspection import Inspection
from dapper.session.interrupts import INTERRUPTING, Interrupts
from dapper.session.loop import Loop
from dapper.session.loop_errors import LoopErrors
from dapper.session.modules import ModuleTable
from dapper.session.options import Options
from dapper.session.places import Places
from dapper.session.program_input import ProgramInput
from dapper.session.requests.breakpoints import BreakpointRequests
from dapper.session.requests.data import DataRequests
from dapper.session.requests.disassembling import DisassemblyRequests
from dapper.session.requests.evaluating import EvaluationRequests
from dapper.session.requests.files import FileRequests
from dapper.session.requests.frame_eval import FrameEvalRequests
from dapper.session.requests.jumping import JumpRequests
from dapper.session.requests.launching import LaunchRequests
from dapper.session.requests.looking import LookRequests
from dapper.session.requests.memory import MemoryRequests
from dapper.session.requests.reloading import ReloadRequests
from dapper.session.requests.running import RunRequests
from dapper.session.requests.sources import SourceRequests
from dapper.session.requests.table import Requests
from dapper.session.run import Run
from dapper.session.standing import Standing
from dapper.session.state import RunState
from dapper.session.status import Status
from dapper.session.stop_loop import StopLoop
from dapper.session.surroundings import Surroundings
from dapper.session.task_ends import TaskEnds
from dapper.session.threads import Threads
from dapper.session.waits import Waits
from dapper.session.watching import Watching
from dapper.stopping.reload.reload import HotReload
from dapper.stopping.stopper import Stopper
from dapper.values.allowance import ROW
from dapper.values.answers import Answers
from dapper.values.budget import LookBudget
from dapper.values.console_loop import Patience
from dapper.values.display import Display
from dapper.values.tasks import AsyncioTasks
from dapper.wire.constants import DEADLINE_SIGNAL, INBOX_SIGNAL
from dapper.wire.host import Host
from dapper.wire.outbox import Outbox


class Session:
    """Puts the parts together, and does nothing else.

    Attributes:
        handle: serves one command, while Python is idle (see `Loop.handle`).
        program: what runs the launched program (see `Run.callable`); and likewise the other methods of `Run`.
        debuggee: what was launched.
        frame_eval: how it is debugged.
        status: what is reported about that.
        stopper: the rules of stopping.
    """

    def __init__(self, host: Host, options: Options) -> None:
        outbox = Outbox(host)
        frame_eval = self.frame_eval = FrameEvaluation(load_hook(options.hook_folder), outbox.say)
        hook = frame_eval.hook
        index = _code_index(hook)
        threads = Threads(AsyncioTasks(), index.filter)
        requests = Requests(threads, outbox)
        deadlines = Deadlines(host)
        budget = LookBudget(deadlines)
        deadlines.evict = budget.evict
        loop = Loop(Inbox(host), outbox, requests, Cancellation(budget))
        self.handle = loop.handle
        state = RunState(host, budget)
        standing = Standing(state, threads)
        display = Display(budget, index.filter)
        inspection = Inspection(index, display, hook.module)
        evaluation = Evaluation(state, deadlines, budget, index.filter)
        evaluation.is_cancelled, evaluation.is_awaited = loop.is_cancelled, lambda: loop.holds(INTERRUPTING)
        status = self.status = Status(frame_eval, outbox, options.transport)
        modules = ModuleTable(index.filter, index.names)
        events = Events(outbox, status, inspection, threads, modules)
        stops = StopLoop(loop, state, standing, inspection, evaluation, events)
        stopper = self.stopper = Stopper(index, stops, state.listening, hook, frame_eval.telemetry.record)
        inspection.stack.place_of, inspection.stack.address_of = stopper.location, stopper.pointers.address
        reload = HotReload(stopper, evaluation)
        inspection.stack.former = reload.former
        debuggee = self.debuggee = Debuggee(frame_eval)
        threads.follow(debuggee.loop, lambda: ROW.pace.page(budget) if state.name == "stopped" else None)
        answers, given = Answers(evaluation, display, inspection.variables), ProgramInput()
        for topic in (
            LaunchRequests(debuggee, stopper, frame_eval, inspection, status, options.platform == "node"),
            BreakpointRequests(stopper, inspection.sources),
            RunRequests(state, standing, stopper, debuggee, threads, inspection.stack),
            JumpRequests(standing, stopper, requests.later, inspection),
            DisassemblyRequests(stopper, inspection),
            DataRequests(stopper, inspection, standing, Watching(stopper, evaluation)),
            LookRequests(inspection, standing, threads),
            EvaluationRequests(answers, Places(inspection.stack, standing, debuggee), state, given, events),
            MemoryRequests(inspection.variables.memory, events),
            SourceRequests(inspection, stopper, modules),
            FileRequests(index, inspection.sources),
            ReloadRequests(reload, standing, inspection, events, frame_eval.telemetry.record),
            FrameEvalRequests(status),
        ):
            requests.add(topic.table)
        interrupts = Interrupts(loop, state, evaluation, stopper, debuggee, status)
        waits = Waits(loop, given, state, evaluation, budget, interrupts)
        evaluation.wait_by(Patience(waits.sleep, host.turns, events.remark))
        task_ends = TaskEnds(debuggee, state, threads, stopper)
        console, errors = Console(waits.ask, waits.sleep, hook), LoopErrors(stopper, state, threads, task_ends)
        run = Run(debuggee, stopper, state, Surroundings(console, errors, task_ends), events, frame_eval)
        run.waiting_frame, self.act_waiting = threads.waiting_frame, run.act_waiting
        self.program, self.coroutine, self.left, self.finish = run.callable, run.coroutine, run.left, run.finish
        frame_eval.serves_session = True
        frame_eval.on_settings = lambda config: evaluation.limit(config.timeout, config.value_budget_s)
        frame_eval.on_news = status.announce
        frame_eval.connect(stopper)
        CURRENT.frame_evaluation = frame_eval
        signal.signal(INBOX_SIGNAL, hook.guard(interrupts.on_inbox))
        signal.signal(DEADLINE_SIGNAL, hook.guard(evaluation.on_deadline))


def _code_index(hook: Hook) -> CodeIndex:
    """Where the program's code is noted; nothing is known of it yet."""
    library = [os.path.dirname(os.__file__), *(entry for entry in sys.path if entry.startswith("/lib"))]
    names = FileNames()
    filter = CodeFilter(library, True, names, TextSources(hook.keeper(OWN_FOLDER)))
    return CodeIndex(MOST_FILES, filter, names)


def open_session(host: Host, options_text: str) -> Session:
    """Opens the session of a worker.

    Args:
        host: the way out (see `dapper.wire.host`).
        options_text: see `Options.read`.
    """
    return Session(host, Options.read(options_text))
