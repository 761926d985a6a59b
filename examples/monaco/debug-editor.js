// A Monaco editor as the front end of a session: breakpoints in its margin, the line where the program stands, values at
// the pointer, and the keys of VS Code.
import { startProgram } from 'dapper-web';

const PATH = '/home/pyodide/main.py';

/** What can be done, with its key, and in which states of the program. */
const COMMANDS = [
  ['Debug', 'F5', ['ended'], (debug) => debug.start()],
  ['Continue', 'F5', ['paused'], (debug) => debug.resume('continue')],
  ['Step over', 'F10', ['paused'], (debug) => debug.resume('next')],
  ['Step into', 'F11', ['paused'], (debug) => debug.resume('stepIn')],
  ['Step out', 'Shift+F11', ['paused'], (debug) => debug.resume('stepOut')],
  ['Stop', 'Shift+F5', ['running', 'paused'], (debug) => debug.session.request('terminate', {})],
];

export class DebugEditor {
  /** `ended`, `running` or `paused`. */
  state = 'ended';
  /** The innermost frame at a stop. */
  frame;
  /** The adapter's answer to each breakpoint, by line. */
  verified = new Map();

  /**
   * @param monaco Monaco's API
   * @param editor an editor with a Python program
   * @param session of dapper-web
   * @param listeners hear that a program starts, of each change of its state in words, and of what it prints
   */
  constructor(monaco, editor, session, { onStart, onState, onOutput }) {
    Object.assign(this, { monaco, editor, session, onStart, onState });
    this.signs = editor.createDecorationsCollection();
    this.place = editor.createDecorationsCollection();
    session.on('output', ({ category, output }) => {
      if (category === 'stdout' || category === 'stderr') onOutput(output);
    });
    session.on('stopped', ({ threadId, reason }) => this.stopped(threadId, reason));
    session.on('continued', () => this.goesOn());
    session.on('terminated', () => this.become('ended', 'Ended'));
    editor.onMouseDown(({ target }) => {
      if (target.type === monaco.editor.MouseTargetType.GUTTER_GLYPH_MARGIN) this.toggle(target.position.lineNumber);
    });
    monaco.languages.registerHoverProvider('python', { provideHover: (_, position) => this.valueAt(position) });
    this.addKeys();
  }

  /** The buttons for all that can be done; they follow the state. */
  buttons() {
    return COMMANDS.map(([label, key, states, run]) => {
      const button = document.createElement('button');
      Object.assign(button, { type: 'button', textContent: label, title: `${label} (${key})` });
      button.setAttribute('aria-keyshortcuts', key);
      button.addEventListener('click', () => run(this));
      const follow = () => {
        button.disabled = !states.includes(this.state);
      };
      this.followers = [...(this.followers ?? []), follow];
      follow();
      return button;
    });
  }

  addKeys() {
    const { KeyCode, KeyMod } = this.monaco;
    const codeOf = (key) => (key.startsWith('Shift+') ? KeyMod.Shift | KeyCode[key.slice(6)] : KeyCode[key]);
    for (const key of new Set(COMMANDS.map(([, each]) => each))) {
      const commands = COMMANDS.filter(([, each]) => each === key);
      this.editor.addCommand(codeOf(key), () => {
        const [, , , run] = commands.find(([, , states]) => states.includes(this.state)) ?? [];
        return run?.(this);
      });
    }
    this.editor.addCommand(KeyCode.F9, () => this.toggle(this.editor.getPosition().lineNumber));
  }

  /** The lines with a breakpoint: Monaco moves their signs with the text. */
  get lines() {
    return [...new Set(this.signs.getRanges().map(({ startLineNumber }) => startLineNumber))].sort((a, b) => a - b);
  }

  async toggle(line) {
    const { lines } = this;
    const wanted = lines.includes(line) ? lines.filter((each) => each !== line) : [...lines, line];
    this.showBreakpoints(wanted);
    if (this.state !== 'ended') this.answered(wanted, await this.session.request('setBreakpoints', this.asked(wanted)));
  }

  asked(lines) {
    return { source: { path: PATH }, breakpoints: lines.map((line) => ({ line })) };
  }

  /** A breakpoint can be moved to the next line that has code. */
  answered(lines, { breakpoints }) {
    this.verified = new Map(breakpoints.map(({ line, verified }, at) => [line ?? lines[at], verified]));
    this.showBreakpoints([...this.verified.keys()]);
  }

  showBreakpoints(lines) {
    this.signs.set(
      lines.map((line) => ({
        range: new this.monaco.Range(line, 1, line, 1),
        options: {
          glyphMarginClassName: `breakpoint ${this.verified.get(line) === false ? 'unverified' : ''}`,
          glyphMarginHoverMessage: { value: 'Breakpoint' },
          stickiness: this.monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
        },
      })),
    );
  }

  async start() {
    this.onStart();
    this.become('running', 'Running');
    const { lines } = this;
    try {
      await startProgram(
        this.session,
        {
          files: [{ path: PATH, text: this.editor.getValue() }],
          launch: { program: PATH },
          breakpoints: () => [this.asked(lines)],
          filters: () => ({ filters: ['uncaught'] }),
        },
        { onBreakpoints: (_, answer) => this.answered(lines, answer) },
      );
    } catch (error) {
      this.become('ended', error.message);
    }
  }

  async resume(command) {
    const { threadId } = this;
    this.goesOn();
    await this.session.request(command, { threadId });
  }

  async stopped(threadId, reason) {
    const { stackFrames } = await this.session.request('stackTrace', { threadId, levels: 1 });
    this.threadId = threadId;
    [this.frame] = stackFrames;
    const { line, source } = this.frame;
    if (source?.path === PATH) {
      const range = new this.monaco.Range(line, 1, line, 1);
      const options = { isWholeLine: true, className: 'standing-line', glyphMarginClassName: 'standing' };
      this.place.set([{ range, options }]);
      this.editor.revealLineInCenterIfOutsideViewport(line);
    }
    this.become('paused', `Paused on ${reason} at line ${line}`);
  }

  goesOn() {
    this.frame = undefined;
    this.place.clear();
    this.become('running', 'Running');
  }

  become(state, sentence) {
    this.state = state;
    if (state === 'ended') this.place.clear();
    for (const follow of this.followers ?? []) follow();
    this.onState(sentence);
  }

  /** What the name at the pointer stands for in the frame where the program stands. Values are text, never Markdown. */
  async valueAt({ lineNumber, column }) {
    const word = this.editor.getModel().getWordAtPosition({ lineNumber, column });
    if (!word || !this.frame) return null;
    const asked = { expression: word.word, frameId: this.frame.id, context: 'hover' };
    const answer = await this.session.request('evaluate', asked).catch(() => undefined); // it is no value: there is nothing to show
    if (!answer) return null;
    const fence = '`'.repeat(Math.max(3, ...(answer.result.match(/`+/g) ?? []).map((ticks) => ticks.length + 1)));
    return { contents: [{ value: `${fence}text\n${answer.result}\n${fence}` }] };
  }
}
