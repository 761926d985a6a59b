/**
 * The region "Terminal": the program's output, and one line to write in.
 *
 * What the line is for follows from the state. While the program waits for `input()`, it is its answer; while it runs,
 * it is typed ahead and kept for the next `input()`; while it is paused, it is evaluated in the selected frame, or
 * answers an `input()` that is evaluated there. The line is a field of the page rather than a part of the screen: input
 * methods, phones and screen readers know how to use it.
 */
import { Terminal as Screen } from '@xterm/xterm';
import screenStyles from '@xterm/xterm/css/xterm.css?inline';
import type { Place } from '../../model/breakpoint-list.ts';
import { fileName } from '../../model/program-files.ts';
import { isActive, isAsking, type ViewState } from '../../model/view-state.ts';
import { rootOf } from '../layout/focus.ts';
import { append, type Disposable } from '../panel.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { type Appearance, adoptStyles } from '../styles/adopt.ts';
import { measureCharacters } from './character-width.ts';
import { type Answer, Entered } from './entered.ts';
import { ResultTree } from './result-tree.ts';
import { TerminalEntry } from './terminal-entry.ts';
import { attachLinks, placesOn } from './terminal-links.ts';
import { scrollback, type TerminalOutput } from './terminal-output.ts';
import type { Draft } from './terminal-preview.ts';
import { terminalTheme } from './terminal-theme.ts';
import { attachTerminalTools } from './terminal-tools.ts';
import { TerminalWidth } from './terminal-width.ts';

const asksProgram = ({ input }: ViewState) => input !== undefined && !input.evaluated;

/** Milliseconds that xterm gathers what it is about to read, at most. */
const GATHERED = 1500;

/** Where a terminal is made, and what it is made with. */
export interface TerminalPlace {
  readonly root: HTMLElement;
  readonly head: HTMLElement;
  readonly appearance?: Appearance | undefined;
  /** What is shown. */
  readonly output: TerminalOutput;
  /** Is awaited between two parts of the work. */
  readonly turn: () => Promise<void>;
}

export class Terminal implements Disposable {
  private readonly output: TerminalOutput;
  private readonly width: TerminalWidth;
  private readonly entry: TerminalEntry;
  private readonly entered: Entered;
  private readonly result: ResultTree;
  /** Lines that were entered before the program asked for them. */
  private typedAhead: string[] = [];
  /** A link was followed by a click that is not over yet. */
  private followed = false;
  /** The size was changed, and nothing drawn since. */
  private resized = false;
  /** When something was written last, in milliseconds. */
  private written = 0;
  private readonly releases: (() => void)[] = [];

  /** Makes a terminal, in parts: each of them holds the page up for as long as a task may. */
  static async open(place: TerminalPlace, target: Debugger): Promise<Terminal> {
    const { root, head, appearance, output, turn } = place;
    const styles = adoptStyles(rootOf(root), screenStyles);
    const screen = new Screen({
      scrollback,
      convertEol: true,
      disableStdin: true,
      cursorBlink: false,
      cursorInactiveStyle: 'none',
      fontFamily: getComputedStyle(root).getPropertyValue('--mono'),
      fontSize: 13,
      lineHeight: 1.25,
      theme: terminalTheme(root),
      minimumContrastRatio: 4.5,
      // For the widths of characters.
      allowProposedApi: true,
    });
    measureCharacters(screen);
    const screenHost = append(root, 'div', 'terminal-screen');
    await turn();
    screen.open(screenHost);
    await turn();
    const terminal = new Terminal(place, screenHost, screen, target);
    await turn();
    const wrap = (wraps: boolean) => {
      screenHost.toggleAttribute('data-scrolls', !wraps);
      terminal.width.wraps = wraps;
    };
    const go = (place: Place) => target.signals.send('reveal', place);
    const named = () =>
      placesOn(screen, target.files).map((place) => ({
        label: `${fileName(place.path)}:${place.line}`,
        perform: () => go(place),
      }));
    const actions = { clear: () => output.clear(), copy: () => terminal.copyAll(), wrap, named };
    attachTerminalTools(head, actions, target.localize);
    const links = attachLinks(screen, target.files, (place) => {
      terminal.followed = true;
      go(place);
    });
    const paint = () => {
      screen.options.theme = terminalTheme(root);
    };
    const repaint = appearance?.onChange(paint);
    // The look may have changed while the parts were made.
    paint();
    terminal.releases.push(
      () => links.dispose(),
      () => styles.dispose(),
      () => repaint?.(),
    );
    await turn();
    // In a task of its own: what is read to screen readers is laid out row by row.
    terminal.readAloud();
    return terminal;
  }

  private constructor(
    { root, output }: TerminalPlace,
    screenHost: HTMLElement,
    private readonly screen: Screen,
    private readonly target: Debugger,
  ) {
    this.output = output;
    this.entered = new Entered(target);
    this.result = new ResultTree(root, target, () => this.entry.focus());
    const entryHost = append(root, 'div', 'terminal-entry');
    this.width = new TerminalWidth(screen);
    const { textarea } = this.screen;
    // xterm makes it for input, which the screen does not take; it only gets keys to copy what is selected by the mouse.
    if (textarea) {
      textarea.tabIndex = -1;
      textarea.setAttribute('aria-label', target.localize('Output of the program'));
    }
    this.entry = new TerminalEntry(entryHost, root.id, target, {
      enter: (line) => this.enter(line),
      endOfInput: () => this.endOfInput(),
      interrupt: () => this.interrupt(),
    });
    this.connect(screenHost);
    // xterm takes DEL, which terminals draw nothing for, for a mistake in its parser, and reports it.
    output.drawOn((text, done) => this.screen.write(text.replaceAll('\x7f', ''), done));
    if (isAsking(target.state)) this.entry.focusIfFree();
  }

  /** Puts the focus on the line to write in. */
  focus(): void {
    this.entry.focus();
  }

  /** Goes on with what was written before there was a terminal. */
  takeOver({ text, focused }: Draft): void {
    if (text !== '') this.entry.set(text);
    if (focused) this.entry.focus();
  }

  dispose(): void {
    for (const release of this.releases) release();
    this.entry.dispose();
    this.entered.dispose();
    this.result.dispose();
    this.screen.dispose();
  }

  private connect(screenHost: HTMLElement): void {
    let inView = false;
    const fitScreen = () => {
      if (!inView || screenHost.clientWidth === 0 || screenHost.clientHeight === 0) return;
      this.width.fit();
      this.resized = true;
    };
    const resize = new ResizeObserver(fitScreen);
    // While it is out of view xterm puts a new size off, but not what it then makes of its scrollbar. It learns that it
    // is in view by an observer of its own, which is older than this one and so is notified first.
    const view = new IntersectionObserver((entries) => {
      inView = entries.at(-1)?.isIntersecting ?? false;
      fitScreen();
    });
    // Not before it is drawn again: xterm measures itself anew only when it has come into view.
    const drawn = this.screen.onRender(() => {
      if (this.resized) this.alignScrollbar();
    });
    resize.observe(screenHost);
    view.observe(screenHost);
    // The screen takes no input: whoever types or clicks there means the line below.
    const onClick = () => {
      if (!this.followed && !this.screen.hasSelection()) this.entry.focus();
      this.followed = false;
    };
    screenHost.addEventListener('click', onClick);
    this.screen.attachCustomKeyEventHandler((event) => {
      if (event.type !== 'keydown') return false;
      const copies = (event.ctrlKey || event.metaKey) && event.key === 'c' && this.screen.hasSelection();
      if (copies) navigator.clipboard.writeText(this.screen.getSelection());
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) this.entry.focus();
      return false;
    });
    const parsed = this.screen.onWriteParsed(() => {
      this.written = performance.now();
    });
    const cleared = this.screen.parser.registerEscHandler({ final: 'c' }, () => {
      this.announceAnew();
      this.width.reset();
      return false;
    });
    this.releases.push(
      () => cleared.dispose(),
      () => parsed.dispose(),
      () => resize.disconnect(),
      () => view.disconnect(),
      () => drawn.dispose(),
      () => screenHost.removeEventListener('click', onClick),
      this.target.onFresh(() => {
        this.typedAhead = [];
      }),
      this.target.subscribe((state, before) => this.update(state, before)),
    );
  }

  /** Has xterm read what is written to screen readers, from here on. */
  private readAloud(): void {
    this.screen.options.screenReaderMode = false;
    this.screen.options.screenReaderMode = true;
    // Output is no reason to interrupt what is being read, though xterm thinks it is.
    this.screen.element?.querySelector('.live-region')?.setAttribute('aria-live', 'polite');
  }

  /**
   * Empties what xterm reads to screen readers: the texts of earlier runs would stay, and after twenty lines nothing would
   * be read any more. It does so by itself when a key is pressed in it, which never happens here, or when it is left.
   */
  private announceAnew(): void {
    // What it has gathered to read comes later all the same. To begin anew takes longer: everything is laid out.
    if (performance.now() - this.written < GATHERED) this.readAloud();
    else this.screen.textarea?.dispatchEvent(new FocusEvent('blur'));
  }

  /** All lines that can be scrolled to, as they were written. */
  private copyAll(): void {
    const { active } = this.screen.buffer;
    const lines: string[] = [];
    for (let index = 0; index < active.length; index++) {
      const row = active.getLine(index);
      const goesOn = active.getLine(index + 1)?.isWrapped ?? false;
      const text = row?.translateToString(!goesOn) ?? '';
      if (row?.isWrapped) lines.push(`${lines.pop() ?? ''}${text}`);
      else lines.push(text);
    }
    this.target.guard(navigator.clipboard.writeText(`${lines.join('\n').trimEnd()}\n`));
  }

  /** After a change of size, xterm leaves its scrollbar although the text has moved: scrolling brings both together. */
  private alignScrollbar(): void {
    this.resized = false;
    const { viewportY, baseY } = this.screen.buffer.active;
    if (viewportY !== baseY) return;
    this.screen.scrollToTop();
    this.screen.scrollToBottom();
  }

  private update(state: ViewState, before: ViewState): void {
    if (asksProgram(state) && !asksProgram(before)) this.answerTypedAhead();
    if (state.input && state.input !== before.input && isAsking(state)) this.entry.focusIfFree();
  }

  private enter(line: string): void {
    const { state } = this.target;
    this.announceAnew();
    if (state.execution === 'paused' && !isAsking(state)) {
      this.output.writeLine('entered', `>>> ${line.replaceAll('\n', '\n... ')}\n`);
      this.target.guard(this.evaluate(line));
    } else if (state.input) {
      this.send(`${line}\n`);
    } else if (isActive(state)) {
      this.typedAhead.push(`${line}\n`);
    }
  }

  private async evaluate(expression: string): Promise<void> {
    if (expression.trim() === '') return;
    const { number } = this.target.state.paused ?? {};
    let answer: Answer | undefined;
    try {
      answer = await this.entered.evaluate(expression);
      if (answer.result !== '') this.output.write('stdout', `${answer.result}\n`);
    } catch (error) {
      this.output.write('stderr', `${messageOf(error)}\n`);
    }
    // What is shown of results before that is asked for anew.
    this.target.valuesChanged();
    if (answer && this.target.state.paused?.number === number) this.result.show(expression, answer);
  }

  private send(text: string): void {
    this.output.write('entered', text);
    this.target.guard(this.target.request('dapper/input', { text }));
  }

  private answerTypedAhead(): void {
    const text = this.typedAhead.shift();
    if (text !== undefined) this.send(text);
  }

  private endOfInput(): void {
    if (isAsking(this.target.state)) this.target.guard(this.target.request('dapper/input', { eof: true }));
  }

  /**
   * Control-C: a debugged program pauses; one that just runs is stopped, as in any terminal. At a stop it ends what was
   * entered, however short it has run.
   */
  private interrupt(): void {
    const { execution, mode } = this.target.state;
    const isEvaluated = this.entered.interrupt();
    if (!isEvaluated && execution !== 'running') return;
    this.output.write('note', '^C\n');
    if (!isEvaluated) this.target.guard(mode === 'debug' ? this.target.pause() : this.target.stop());
  }
}
