/**
 * Puts the page together: regions, panels, the session behind them, and what is kept over a reload.
 *
 * What costs little comes first, then terminal and editor, all in parts between which the browser draws and takes input.
 * A start waits for them.
 */
import type { DebugSession } from '../client/connection.ts';
import type { ModuleAdvice } from '../client/packages.ts';
import type { ViewState } from '../model/view-state.ts';
import { attachBreakpoints } from '../ui/breakpoints/breakpoints.ts';
import { loadMonaco } from '../ui/editor/load-monaco.ts';
import { attachFallbackNotice } from '../ui/evaluation/fallback-notice.ts';
import { attachFrameEvaluation } from '../ui/evaluation/frame-evaluation.ts';
import { attachOverhead } from '../ui/evaluation/overhead.ts';
import { Announcer, attachExceptionAnnouncement } from '../ui/layout/announcer.ts';
import { attachKeys } from '../ui/layout/keys.ts';
import { attachModuleAdvice } from '../ui/layout/module-advice.ts';
import { nextTask } from '../ui/layout/next-task.ts';
import { attachStatus } from '../ui/layout/status.ts';
import { attachToolbar } from '../ui/layout/toolbar.ts';
import { Debugger } from '../ui/session/debugger.ts';
import { attachCallStack } from '../ui/stack/call-stack.ts';
import type { Terminal } from '../ui/terminal/terminal.ts';
import { attachVariables } from '../ui/values/variables.ts';
import { attachWatch } from '../ui/values/watch.ts';
import type { Code } from './code.ts';
import { pageKeys } from './key-list.ts';
import { Layout } from './layout.ts';
import { OpenProgram } from './open-program.ts';
import { PageHeader } from './page-header.ts';
import { browserStorage, SavedWork } from './saved-work.ts';
import { Theme } from './theme.ts';

/** What the page works with. */
export interface PageParts {
  readonly session: DebugSession;
  /** Makes further sessions, to measure with. */
  readonly openAnother: () => DebugSession;
  readonly adviceOf: ModuleAdvice;
}

/**
 * Shows the page in `host`.
 *
 * @returns when all of the page is there.
 */
export async function openPage(host: HTMLElement, { session, openAnother, adviceOf }: PageParts): Promise<void> {
  const saved = new SavedWork(browserStorage());
  const theme = new Theme(saved.load('theme') ?? 'system');
  const layout = new Layout(host, saved);
  const { regions } = layout;

  const program = new OpenProgram(saved);
  let code: Code | undefined;
  let terminal: Terminal | undefined;
  const target = new Debugger(session, () => program.text);
  const announcer = new Announcer(layout.overlay);

  let filled = () => {};
  target.startAfter(
    new Promise<void>((resolve) => {
      filled = resolve;
    }),
  );

  await nextTask();
  attachStatus(layout.status, target);
  attachToolbar(layout.toolbar, target, window);
  await nextTask();
  attachVariables(regions.variables.body, target);
  const watch = attachWatch(regions.watch, target, {
    load: () => saved.load('watch', program.sample.id) ?? [],
    save(expressions) {
      if (expressions.length === 0) saved.remove('watch', program.sample.id);
      else saved.save('watch', [...expressions], program.sample.id);
    },
  });
  saved.onOtherTab('watch', (name) => {
    if (name === program.sample.id) watch.load();
  });
  attachCallStack(regions.callStack.body, target, () => {
    if (layout.tab === 'values') layout.announce('code');
  });
  const goTo = (line: number) => {
    layout.tab = 'code';
    code?.editor.goTo(line);
  };
  attachBreakpoints(regions.breakpoints, target, {
    textOf: (line) => program.text.split(/\r?\n/)[line - 1] ?? '',
    reveal: goTo,
    edit: (line) => code?.edit(line),
  });
  await nextTask();
  attachFrameEvaluation(regions.frameEvaluation, target, session.transport, {
    load: () => saved.load('sections'),
    save: (open) => saved.save('sections', [...open]),
  });
  attachFallbackNotice(target);
  attachModuleAdvice(target, adviceOf);
  attachExceptionAnnouncement(announcer, target);
  const overhead = attachOverhead(regions.overhead.body, target, { text: () => program.text, open: openAnother });
  if (target.state.hindrance !== undefined) {
    layout.warn(`In this browser programs run, but cannot be debugged: ${session.transport.reason}.`);
  }
  attachTabs(layout, target);
  layout.onTab = (tab) => {
    if (tab === 'terminal' && target.state.input) terminal?.focus();
  };

  const header = new PageHeader(layout, program, target, saved, theme);
  program.attach(target, {
    onChange: () => header.update(),
    onEdit: () => header.textMoved(),
    onOpen() {
      header.textMoved();
      code?.form.close();
      overhead.clear();
      watch.load();
    },
    onOtherTab: () => header.offerUndo('Changed in another tab: its text is here now. Undo brings yours back.', 30),
  });
  target.subscribe(({ execution }, before) => {
    if (execution === 'starting' && before.execution !== execution) header.textMoved();
  });
  layout.focusBy('terminal', () => terminal?.focus());
  attachKeys(window, [
    { key: pageKeys.save, perform: () => header.save() },
    { key: pageKeys.list, perform: () => header.showKeys() },
    { key: pageKeys.nextPanel, perform: () => layout.focusNext(1) },
    { key: pageKeys.lastPanel, perform: () => layout.focusNext(-1) },
  ]);
  header.update();
  theme.onChange((look) => {
    if (code) code.editor.look = look;
    if (terminal) terminal.look = look;
  });

  try {
    await nextTask();
    const { Terminal } = await import('../ui/terminal/terminal.ts');
    await nextTask();
    terminal = await Terminal.open(regions.terminal, target, () => theme.look, goTo);
    await nextTask();
    await loadMonaco();
    const { openCode } = await import('./code.ts');
    await nextTask();
    code = await openCode(layout, target, announcer, () => ({ program: program.program, look: theme.look }));
    program.show(code.editor);
  } finally {
    filled();
  }
}

/** In the narrow layout, what happens brings its tab to the front where one is sure to want it. */
function attachTabs(layout: Layout, target: Debugger): void {
  target.onOutput(() => layout.announce('terminal'));
  target.subscribe((state: ViewState, before: ViewState) => {
    if (state.input && !before.input && !state.paused) layout.tab = 'terminal';
    if (state.syntaxError && !before.syntaxError) layout.tab = 'code';
    if (state.execution === before.execution) return;
    if (state.execution === 'starting' && state.mode === 'run') layout.tab = 'terminal';
    if (state.execution === 'paused' && layout.tab !== 'values') layout.tab = 'code';
    if (state.execution === 'dead') layout.tab = 'terminal';
  });
}
