/**
 * Puts the page together: regions, panels, the session behind them, and what is kept over a reload.
 *
 * What costs little comes first, then terminal and editor, all in parts between which the browser draws and takes input.
 * A start waits for them.
 */
import type { DebugSession } from '../client/connection.ts';
import type { ViewState } from '../client/view-state.ts';
import { attachBreakpoints } from '../ui/breakpoints.ts';
import { attachCallStack } from '../ui/call-stack.ts';
import { Debugger } from '../ui/debugger.ts';
import { attachFrameEvaluation } from '../ui/frame-evaluation.ts';
import { loadMonaco } from '../ui/load-monaco.ts';
import { nextTask } from '../ui/next-task.ts';
import { attachOverhead } from '../ui/overhead.ts';
import { attachStatus } from '../ui/status.ts';
import type { Terminal } from '../ui/terminal.ts';
import { attachToolbar } from '../ui/toolbar.ts';
import { attachVariables } from '../ui/variables.ts';
import { attachWatch } from '../ui/watch.ts';
import type { Code } from './code.ts';
import { Layout } from './layout.ts';
import { renderHeader } from './page-header.ts';
import { type Sample, samples } from './samples.ts';
import { browserStorage, restoredBreakpoints, SavedWork, savedBreakpoint } from './saved-work.ts';
import { Theme, themeChoices } from './theme.ts';

/**
 * Shows the page in `host`, debugging with `session`; `openAnother` makes further ones, to measure with.
 *
 * @returns when all of the page is there.
 */
export async function openPage(
  host: HTMLElement,
  session: DebugSession,
  openAnother: () => DebugSession,
): Promise<void> {
  const saved = new SavedWork(browserStorage());
  const theme = new Theme(saved.load('theme') ?? 'system');
  const layout = new Layout(host, saved);
  const { regions } = layout;

  let sample = sampleNamed(saved.load('chosen'));
  const work = saved.load('program', sample.id);
  let code: Code | undefined;
  let terminal: Terminal | undefined;
  /** The program's text while there is no editor yet. */
  let firstText = work?.text ?? sample.text;
  const text = () => code?.editor.text ?? firstText;
  const target = new Debugger(session, text);
  target.dispatch({ type: 'breakpointsRestored', breakpoints: restoredBreakpoints(work) });

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
  const watch = attachWatch(regions.watch.body, target, {
    load: () => saved.load('watch', sample.id) ?? [],
    save(expressions) {
      if (expressions.length === 0) saved.remove('watch', sample.id);
      else saved.save('watch', [...expressions], sample.id);
    },
  });
  attachCallStack(regions.callStack.body, target, () => {
    if (layout.tab === 'values') layout.announce('code');
  });
  attachBreakpoints(regions.breakpoints.body, target, {
    textOf: (line) => text().split(/\r?\n/)[line - 1] ?? '',
    reveal: (line) => {
      layout.tab = 'code';
      code?.editor.goTo(line);
    },
    edit: (line) => code?.edit(line),
  });
  await nextTask();
  attachFrameEvaluation(regions.frameEvaluation, target, session.transport, {
    load: () => saved.load('sections'),
    save: (open) => saved.save('sections', [...open]),
  });
  const overhead = attachOverhead(regions.overhead.body, target, { text, open: openAnother });
  if (session.transport.transport === 'none') {
    layout.warn(`Nothing can be paused in this browser, so Debug does as Run does. Why: ${session.transport.reason}.`);
  }
  attachTabs(layout, target);
  layout.onTab = (tab) => {
    if (tab === 'terminal' && target.state.input) terminal?.focus();
  };

  const keep = () => {
    const breakpoints = target.state.breakpoints.map(savedBreakpoint);
    if (text() === sample.text && breakpoints.length === 0) saved.remove('program', sample.id);
    else saved.save('program', { text: text(), breakpoints }, sample.id);
  };
  const open = (next: string, work?: ReturnType<typeof saved.load<'program'>>) => {
    code?.form.close();
    overhead.clear();
    // Without the breakpoints first, so that the old program's do not move with the new text.
    target.changeBreakpoints({ type: 'breakpointsRestored', breakpoints: [] });
    if (code) code.editor.text = next;
    else firstText = next;
    target.changeBreakpoints({ type: 'breakpointsRestored', breakpoints: restoredBreakpoints(work) });
  };
  const showHeader = () =>
    renderHeader(
      layout.header,
      { samples, chosen: sample.id, changed: text() !== sample.text, theme: theme.choice },
      {
        choose(id) {
          keep();
          target.guard(target.leave());
          sample = sampleNamed(id);
          saved.save('chosen', id);
          const work = saved.load('program', id);
          open(work?.text ?? sample.text, work);
          watch.load();
          showHeader();
        },
        reset() {
          target.guard(target.leave());
          open(sample.text);
          keep();
          showHeader();
        },
        nextTheme() {
          theme.choice = themeChoices[(themeChoices.indexOf(theme.choice) + 1) % themeChoices.length] ?? 'system';
          saved.save('theme', theme.choice);
          showHeader();
        },
      },
    );
  showHeader();
  theme.onChange((look) => {
    if (code) code.editor.look = look;
    if (terminal) terminal.look = look;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  };
  target.subscribe((state, before) => {
    if (state.breakpoints !== before.breakpoints) keepSoon();
  });
  // A reload right after a change must not lose it.
  window.addEventListener('pagehide', keep);

  try {
    await nextTask();
    const { Terminal } = await import('../ui/terminal.ts');
    await nextTask();
    terminal = await Terminal.open(regions.terminal.body, target, () => theme.look);
    await nextTask();
    await loadMonaco();
    const { openCode } = await import('./code.ts');
    await nextTask();
    code = await openCode(layout, target, () => ({ text: firstText, look: theme.look }));
    code.editor.program.onDidChangeContent(() => {
      keepSoon();
      showHeader();
    });
  } finally {
    filled();
  }
}

function sampleNamed(id: string | undefined): Sample {
  const sample = samples.find((each) => each.id === id) ?? samples[0];
  if (!sample) throw new Error('The page was built without its samples.');
  return sample;
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
