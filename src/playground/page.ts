/**
 * Puts the page together: which panel is in which region, the session behind them, and what is kept over a reload.
 *
 * What costs little comes first and can be used at once, then terminal and editor are fetched, all in parts between
 * which the browser draws and takes input, and a program that was started comes first.
 */
import type { DebugSession } from '../client/connection.ts';
import { attachBreakpoints } from '../ui/breakpoints/breakpoints.ts';
import { attachEditor } from '../ui/editor/editor-panel.ts';
import { attachCommandKeys } from '../ui/layout/command-keys.ts';
import { nextTask } from '../ui/layout/next-task.ts';
import { patiently } from '../ui/layout/patiently.ts';
import { attachStatus } from '../ui/layout/status.ts';
import { attachToolbar } from '../ui/layout/toolbar.ts';
import { Debugger } from '../ui/session/debugger.ts';
import { attachCallStack } from '../ui/stack/call-stack.ts';
import laterStyles from '../ui/styles/later.css?url';
import { attachTerminal } from '../ui/terminal/terminal-panel.ts';
import { attachVariables } from '../ui/values/variables.ts';
import { attachWatch } from '../ui/values/watch.ts';

import { keepExceptionChoice } from './exception-choice.ts';
import { givingWayTo } from './giving-way.ts';
import { fetchLaterParts } from './later-parts.ts';
import { Layout } from './layout.ts';
import { linkedStyles } from './linked-styles.ts';
import { OpenProgram } from './open-program.ts';
import { attachPageHeader } from './page-header.ts';
import { parametersIn } from './parameters.ts';
import { Programs } from './programs.ts';
import { browserStorage, SavedWork } from './saved-work.ts';
import { attachLinks, linkedAtFirst, linkedBySource } from './share/links.ts';
import type { SharedProgram } from './share/shared-program.ts';
import { StartStore } from './start/start-store.ts';
import { inlineValueStore, pinStore, sectionStore, skippedStore, switchStore, watchStore } from './stores.ts';
import { attachTabs } from './tabs.ts';
import { Theme } from './theme.ts';

/** What the page works with. */
export interface PageParts {
  readonly session: DebugSession;
  /** Makes further sessions, to measure with. */
  readonly openAnother: () => DebugSession;
  /** Sentences to be shown above everything. */
  readonly warnings: readonly string[];
}

/**
 * Shows the page in `host`.
 *
 * @returns when all of the page is there.
 */
export async function openPage(host: HTMLElement, parts: PageParts): Promise<void> {
  const { session, openAnother } = parts;
  const saved = new SavedWork(browserStorage());
  const parameters = await parametersIn(location.search, document.baseURI);
  const theme = new Theme(saved.load('theme') ?? 'system');
  // Not before: what fails until here is said there.
  host.replaceChildren();
  const layout = new Layout(host, saved, parameters.panels);
  const programs = new Programs(saved);
  const linked = await linkedAtFirst(location.hash, parameters);
  const { src } = parameters;
  const awaited = src && !linked.program ? linkedBySource(src, parameters) : undefined;
  const first = linked.program && programs.add(linked.program);
  const program = new OpenProgram(saved, programs, first);
  const watches = watchStore(saved, program, programs);
  const start = new StartStore(saved, program, programs, parameters.stopOnEntry);
  const target = new Debugger(session, program.files, () => start.options.launch);
  start.attach(target);
  target.numbers.keepIn(switchStore(saved, 'hexadecimal'));
  target.justMyCode.keepIn(switchStore(saved, 'justMyCode'));
  const skipped = skippedStore(saved, program, programs);
  target.skipped.keepIn(skipped);
  target.signals.on('opened', () => target.skipped.keepIn(skipped));
  const { controls, overlay, regions } = layout;
  const { editor, terminal, variables, watch, callStack, breakpoints, modules, disassembly } = regions;
  const { frameEvaluation, overhead } = regions;

  // The call stack shows a button for what is heard.
  target.signals.on('showInstructions', () => layout.bring('disassembly'));
  const later = <Module>(fetch: () => Promise<Module>, attach: (module: Module) => void) =>
    target.guard(patiently(fetch).then(attach));
  const cheap = [
    () => attachToolbar(controls, target),
    () => attachStatus(controls, target),
    () => attachVariables(variables.body, target, { head: variables.head, pins: pinStore(saved, program, programs) }),
    () => attachWatch(watch.body, target, { head: watch.head, store: watches }),
    () => attachCallStack(callStack.body, target, { head: callStack.head }),
    () => attachBreakpoints(breakpoints.body, target, { head: breakpoints.head }),
    // Folded until the person wants them: nothing waits for these.
    () =>
      later(
        () => linkedStyles(laterStyles),
        () => {},
      ),
    () =>
      later(
        () => import('../ui/modules/modules.ts'),
        ({ attachModules }) => attachModules(modules.body, target),
      ),
    () =>
      later(
        () => import('../ui/disassembly/disassembly.ts'),
        ({ attachDisassembly }) => attachDisassembly(disassembly.body, target, { head: disassembly.head }),
      ),
    () =>
      later(
        () => import('../ui/evaluation/frame-evaluation.ts'),
        ({ attachFrameEvaluation }) =>
          attachFrameEvaluation(frameEvaluation.body, target, {
            head: frameEvaluation.head,
            store: sectionStore(saved),
          }),
      ),
    () =>
      later(
        () => import('../ui/evaluation/overhead.ts'),
        ({ attachOverhead }) => attachOverhead(overhead.body, target, { open: openAnother }),
      ),
    () => keepExceptionChoice(target, saved, program, programs),
    // Nothing is said before something is pressed or has happened.
    () =>
      later(
        () => import('../ui/layout/announcer.ts'),
        ({ attachAnnouncer }) => attachAnnouncer(overlay, target),
      ),
    () =>
      later(
        () => import('./advice.ts'),
        ({ attachModuleAdvice, adviceFrom }) =>
          attachModuleAdvice(target, adviceFrom(new URL('pyodide/pyodide-lock.json', document.baseURI))),
      ),
    () => attachTabs(layout, target),
    () => attachCommandKeys(window, target),
    () => {
      const header = attachPageHeader({ layout, program, programs, target, saved, theme, watches, start });
      const open = (id: string) => header.open(id);
      const refuse = (sentence: string) => target.guard(header.refuse(sentence));
      attachLinks({ program, programs, target, open, refuse }, first?.id, awaited);
      later(
        () => import('./last-parts.ts'),
        ({ attachLastParts }) =>
          attachLastParts({ offline: parameters.offline, program, programs, saved, target, header }),
      );
      // One that is not framed is its own parent.
      if (parameters.parent !== undefined && window.parent !== window) {
        const openNew = (shared: SharedProgram) => header.open(programs.add(shared, program.sample.id).id);
        const origin = parameters.parent;
        later(
          () => import('./parent-page.ts'),
          ({ attachParent }) => attachParent(window, origin, { target, open: openNew }),
        );
      }
    },
  ];
  const turn = givingWayTo(target);
  const attachCheap = async () => {
    await nextTask();
    for (const attach of cheap) {
      attach();
      await nextTask();
    }
    return attachTerminal(terminal.body, target, { head: terminal.head, appearance: theme, turn });
  };
  const cheapOnes = attachCheap();
  const fill = async () => {
    const terminalPanel = await cheapOnes;
    layout.focusBy('terminal', () => terminalPanel.focus());
    const editorPanel = attachEditor(editor.body, target, {
      head: editor.head,
      program: () => program.files.program,
      files: program.files,
      inlineValues: inlineValueStore(saved),
      turn,
    });
    layout.focusBy('editor', () => editorPanel.focus());
    // At once: what is written in it before it is the program's would be lost.
    const shown = editorPanel.ready.then((opened) => {
      if (opened) program.show(opened);
      return opened;
    });
    await turn();
    fetchLaterParts();
    const [opened, { fitWindow }] = await Promise.all([
      shown,
      patiently(() => import('./fit-window.ts')),
      terminalPanel.ready,
    ]);
    if (opened) fitWindow(opened, layout.controls);
  };
  const filled = fill();
  filled.catch(() =>
    layout.warn('A part of this page could not be loaded. Check the connection, then load the page again.'),
  );
  // Whoever waits for the page reports that it fails.
  target.startAfter(cheapOnes.catch(() => {}));
  for (const sentence of [...parts.warnings, ...parameters.problems, ...linked.problems]) layout.warn(sentence);
  if (target.state.hindrance !== undefined) {
    layout.warn(`In this browser programs run, but cannot be debugged: ${session.transport.reason}.`);
  }
  await filled;
}
