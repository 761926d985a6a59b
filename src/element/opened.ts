/** An element whose program was started: editor, panels and Python, all of what is large. */
import { type SessionFactory, type SessionOptions, sessionFactory } from '../client/create-session.ts';
import { inEnglish } from '../model/localize.ts';
import { isActive, type ViewState } from '../model/view-state.ts';
import { attachBreakpoints } from '../ui/breakpoints/breakpoints.ts';
import type { Editor } from '../ui/editor/editor.ts';
import { attachEditor } from '../ui/editor/editor-panel.ts';
import { attachFrameEvaluation } from '../ui/evaluation/frame-evaluation.ts';
import { attachAnnouncer } from '../ui/layout/announcer.ts';
import { attachCommandKeys } from '../ui/layout/command-keys.ts';
import { attachLongPress } from '../ui/layout/long-press.ts';
import { attachStatus } from '../ui/layout/status.ts';
import { attachToolbar } from '../ui/layout/toolbar.ts';
import { type Disposable, disposing } from '../ui/panel.ts';
import { Debugger } from '../ui/session/debugger.ts';
import { attachCallStack } from '../ui/stack/call-stack.ts';
import { adoptPanelStyles, adoptStyles } from '../ui/styles/adopt.ts';
import { attachTerminal } from '../ui/terminal/terminal-panel.ts';
import { attachVariables } from '../ui/values/variables.ts';
import { attachWatch } from '../ui/values/watch.ts';
import { PANELS, type Settings } from './attributes.ts';
import type { DebuggerState, Opened, OpenOptions } from './contract.ts';
import { Look } from './look.ts';
import { loadMonacoWords } from './monaco-words.ts';
import styles from './opened.css?inline';
import { OpenedFiles } from './opened-files.ts';
import { attachPaper } from './paper.ts';
import { makeRegions, type Regions } from './regions.ts';
import { reachesOf } from './sandbox.ts';
import type { showLesson } from './scenes/attach-lesson.ts';
import { SharedSession } from './shared-session.ts';
import { SpokenSession } from './spoken-session.ts';

/** Opens the programs of a page, which share an interpreter. */
export class Opening {
  /** By where their files are, and what they may reach. */
  private readonly sessions = new Map<string, Promise<Sessions>>();

  /** @param base - Where `pyodide/` and `dapper-hook.so` are unless an element says otherwise; ends in a slash. */
  constructor(private readonly base: URL) {}

  /** Opens a program in `shell`, in place of what is there, as soon as all of it is loaded. */
  async open(shell: HTMLElement, options: OpenOptions): Promise<Opened> {
    const { newSession, shared } = await this.sessionsFor(options.settings);
    const { localize } = options;
    const seat = options.settings.isolated ? newSession() : shared.seat(localize);
    // In English the worker's words are those of the screen.
    const session = localize === inEnglish ? seat : new SpokenSession(seat, localize);
    const regions = makeRegions(options.settings.panels, localize);
    const { problems } = options.settings;
    regions.notes.append(...problems.map(note));
    // Many are scrolled, by keyboard too.
    if (problems.length > 0) regions.notes.tabIndex = 0;
    const root = shell.getRootNode() as ShadowRoot;
    const sheets = disposing(adoptPanelStyles(root), adoptStyles(root, styles));
    const before = [...shell.childNodes];
    // Monaco and xterm measure what they are in.
    shell.append(regions.root);
    regions.root.classList.add('opening');
    const files = new OpenedFiles(options.program);
    const target = new Debugger(session, files, () => options.packages(), localize);
    target.stopsOnEntry = options.settings.stopOnEntry;
    const held = attachAll(root, regions, target, options.settings, files);
    const { main: path } = target.files;
    for (const { details, ...place } of options.settings.breakpoints)
      target.breakpoints.edit({ path, ...place }, details);
    const dispose = () => {
      disposing(sheets, regions.root, () => session.dispose(), target, held.parts).dispose();
    };
    const load = async () => {
      const [editor, beside] = await Promise.all([held.editor(), options.files]);
      if (!editor) throw new Error('The element was removed.');
      files.add(beside);
      files.show(editor);
      compact(editor);
      const [{ keepLines }, showLesson] = await Promise.all([
        // It knows Monaco, which is not loaded before.
        import('./read-only-lines.ts'),
        // Which most elements have not.
        options.scenes.length > 0 ? lessons() : undefined,
      ]);
      return { editor, keepLines, lesson: showLesson?.(regions, editor, target, options) };
    };
    // Whatever could not be loaded, the next try begins with nothing.
    const loaded = await load().catch((error: unknown) => {
      dispose();
      throw error;
    });
    const { editor: shown, keepLines, lesson } = loaded;
    const keep = () =>
      keepLines(shown, options.settings.readonlyLines, () =>
        target.signals.send('say', { text: localize('This line cannot be changed.') }),
      );
    let kept = keep();
    const hadFocus = root.activeElement !== null;
    for (const node of before) node.remove();
    const paper = attachPaper(shell, target, {
      still: before,
      showStill: options.showStill,
      measured: [regions.editor, ...shell.querySelectorAll<HTMLElement>('.region.terminal')],
    });
    regions.root.classList.remove('opening');
    // Not before: what is started while it is loaded would have none of the files beside the program.
    const keys = attachCommandKeys(root, target);
    // What had the focus is gone, and keys count only while it is in the element.
    if (hadFocus && lesson) lesson.focus();
    else if (hadFocus) regions.controls.querySelector('button')?.focus();
    tell(target, options);
    const gone = new AbortController();
    const until = (isSo: (state: ViewState) => boolean) => settled(target, isSo, gone.signal);
    return {
      get program() {
        return files.mainText;
      },
      set program(now: string) {
        // The page may change what its reader may not.
        shown.openFile(files.main);
        kept.dispose();
        files.write(files.main, now);
        kept = keep();
      },
      get state() {
        return stateOf(target.state);
      },
      async start(mode) {
        await target.start(mode);
        // One that waits for Python to boot has not begun.
        await until(({ execution, queued }) => execution !== 'starting' && queued === undefined);
      },
      startLesson: async () => lesson?.start(),
      async stop() {
        await target.stop();
        await until((state) => !isActive(state));
      },
      resume: (command) => target.resume(command),
      dispose() {
        gone.abort();
        keys.dispose();
        paper.dispose();
        lesson?.dispose();
        kept.dispose();
        dispose();
      },
    };
  }

  private sessionsFor({ assets: base = this.base, pyodide, sandbox, packages }: Settings): Promise<Sessions> {
    const reaches = sandbox && reachesOf(sandbox, packages);
    const key = JSON.stringify([base, pyodide, reaches]);
    const sessions =
      this.sessions.get(key) ?? sessionsOn({ assets: { base }, pyodide, sandbox: reaches && { reaches } });
    this.sessions.set(key, sessions);
    return sessions;
  }
}

/** Where programs get their sessions. */
interface Sessions {
  readonly newSession: SessionFactory;
  readonly shared: SharedSession;
}

async function sessionsOn(options: SessionOptions): Promise<Sessions> {
  const newSession = await sessionFactory({ ...options, bootAhead: false });
  return { newSession, shared: new SharedSession(() => newSession()) };
}

/** What is wrong with what the author wrote is still so when the program was started. */
function note(problem: string): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.textContent = problem;
  return paragraph;
}

/** The parts that are there at once, and the editor, which is loaded. */
interface Attached {
  readonly parts: Disposable;
  editor(): Promise<Editor | undefined>;
}

function attachAll(
  root: ShadowRoot,
  regions: Regions,
  target: Debugger,
  settings: Settings,
  files: OpenedFiles,
): Attached {
  const look = new Look(root.host as HTMLElement);
  const parts: Disposable[] = [
    look,
    attachToolbar(regions.controls, target),
    attachStatus(regions.controls, target),
    attachAnnouncer(regions.overlay, target),
    attachLongPress(root),
  ];
  const [variables, watch, stack, breakpoints, frameEvaluation, terminal] = PANELS.map((name) => regions.region(name));
  if (variables) parts.push(attachVariables(variables.body, target, { head: variables.head }));
  if (watch) parts.push(attachWatch(watch.body, target, { head: watch.head, store: watches(settings) }));
  if (stack) parts.push(attachCallStack(stack.body, target, { head: stack.head }));
  if (breakpoints) parts.push(attachBreakpoints(breakpoints.body, target, { head: breakpoints.head }));
  if (frameEvaluation) {
    parts.push(
      attachFrameEvaluation(frameEvaluation.body, target, { head: frameEvaluation.head, store: openSections() }),
    );
  }
  const terminalPanel = terminal && attachTerminal(terminal.body, target, { head: terminal.head, appearance: look });
  if (terminalPanel) parts.push(terminalPanel);
  return {
    parts: { dispose: () => disposing(...parts).dispose() },
    async editor() {
      const panel = attachEditor(regions.editor, target, {
        program: () => files.program,
        files,
        before: () => loadMonacoWords(root.host),
      });
      parts.push(panel);
      const [editor] = await Promise.all([panel.ready, terminalPanel?.ready]);
      return editor;
    },
  };
}

/** What shows a lesson. */
async function lessons(): Promise<typeof showLesson> {
  const { showLesson } = await import('./scenes/attach-lesson.ts');
  return showLesson;
}

/** What is watched: what the author asked for, and what the reader makes of it while the page is open. */
function watches({ watches }: Settings) {
  let kept: readonly string[] = watches;
  return {
    load: () => kept,
    save(expressions: readonly string[]) {
      kept = expressions;
    },
  };
}

/** Which sections of a panel are open, while the page is. */
function openSections() {
  let kept: readonly string[] = [];
  return {
    load: () => kept,
    save(names: readonly string[]) {
      kept = names;
    },
  };
}

function compact({ code }: Editor): void {
  code.updateOptions({
    fontSize: 13,
    lineHeight: 19,
    padding: { top: 2, bottom: 2 },
    lineNumbersMinChars: 2,
    lineDecorationsWidth: 12,
  });
}

/** Sends the events of the element. */
function tell(target: Debugger, { send }: OpenOptions): void {
  target.onOutput((output) => send('output', output));
  target.subscribe((state, before) => {
    if (state.execution === before.execution && state.paused?.number === before.paused?.number) return;
    if (state.execution === 'running' && before.execution === 'starting') send('started', { mode: state.mode });
    if (state.paused && state.paused.number !== before.paused?.number) {
      const { reason, frames } = state.paused;
      const frame = frames.find(({ source }) => source?.path === state.program);
      send('stopped', { reason, line: frame?.line });
    }
    if (state.execution === 'running' && before.execution === 'paused') send('continued', {});
    if (state.execution === 'ended') {
      if (state.refusal === undefined) send('ended', { exitCode: state.exitCode });
      else send('failed', { message: state.refusal });
    }
    if (state.execution === 'dead') send('failed', { message: state.death ?? '' });
  });
}

/** Settles when a state is as `isSo` says, or there will be none any more. */
function settled(target: Debugger, isSo: (state: ViewState) => boolean, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (isSo(target.state) || gone.aborted) return resolve();
    const unsubscribe = target.subscribe((state) => {
      if (!isSo(state)) return;
      unsubscribe();
      resolve();
    });
    gone.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Where the program is, in the element's words. */
function stateOf({ execution, refusal }: ViewState): DebuggerState {
  switch (execution) {
    case 'booting':
      return 'loading';
    case 'ready':
      return 'ready';
    case 'paused':
      return 'paused';
    case 'ended':
      return refusal === undefined ? 'ended' : 'failed';
    case 'dead':
      return 'failed';
    default:
      return 'running';
  }
}
