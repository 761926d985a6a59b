/**
 * `<python-debugger>`: a program in a page that a reader can run and debug.
 *
 * Until somebody starts it, it is coloured text and two buttons; editor, panels and Python are loaded then.
 */

import { MAIN_NAME } from '../client/main-name.ts';
import { words } from '../model/localize.ts';
import { isDamaged, isUnfetched, messageOf } from '../ui/session/message-of.ts';
import { ATTRIBUTES, type Settings, settingsOf } from './attributes.ts';
import { loadFiles } from './child-files.ts';
import { taught, type Written, writtenIn } from './children.ts';
import type { DebuggerEvents, DebuggerState, Opened, Opener } from './contract.ts';
import { fetched } from './fetched.ts';
import { LANGUAGE_ATTRIBUTES, Language, languageOf } from './language.ts';
import { type PackageAttribute, packageAttribute } from './packages.ts';
import { readScenes } from './scenes/within-program.ts';
import { sizeOf } from './size.ts';
import styles from './still.css?inline';
import { Still } from './still.ts';
import type { Turns } from './turns.ts';
import { withinProgram } from './within-program.ts';

/** How a program is started: stopping at breakpoints, or not. */
export type StartMode = 'debug' | 'run';

/** What a page may set before the element is defined. */
const PROPERTIES = ['program', 'packages', 'packageIndexes', 'packageBase'] as const;

/** What is said of each way to start. */
const STARTS = {
  debug: { failed: words('The debugger could not be loaded: {why}'), loading: words('Loading the debugger …') },
  run: { failed: words('What is needed to run it could not be loaded: {why}'), loading: words('Loading to run …') },
  lesson: { failed: words('The lesson could not be loaded: {why}'), loading: words('Loading the lesson …') },
};

/** Why, in place of what browsers say of it. */
const UNFETCHED = words('the network did not bring a part of it. Check the connection, then try again.');

/** What an element says that is to start by itself. */
const WAITS = words('Starts when the other program has ended');

/**
 * The element. Each event of {@link DebuggerEvents} is a `CustomEvent` on it, whose `detail` says the rest.
 */
export class PythonDebuggerElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = [...ATTRIBUTES, ...LANGUAGE_ATTRIBUTES, 'src'];

  private readonly shell = document.createElement('div');
  private readonly still = new Still({
    debug: () => void this.debug(),
    run: () => void this.run(),
    lesson: () => void this.startLesson(),
  });
  private readonly language = new Language(this, () => this.refresh());
  private readonly watcher = new MutationObserver(() => this.refresh());
  private seen: IntersectionObserver | undefined;
  /** What the page has set. It stays when the element is moved, or taken out and put in again. */
  private given: string | undefined;
  /** What `src` gave. */
  private fetched: string | undefined;
  private fetching: AbortController | undefined;
  /** Settles when what is fetched has come, or will not come. */
  private loaded = Promise.resolve();
  /** The text that the program was opened with. */
  private begun = '';
  private fetchProblem: string | undefined;
  private hasProblems = false;
  private opening: Promise<Opened> | undefined;
  private opened: Opened | undefined;
  private readonly opener: Opener;

  /**
   * @param opener - Loads what is needed when the program is started, and opens it.
   * @param turns - When those start by themselves that share an interpreter.
   */
  constructor(
    opener: Opener,
    private readonly turns: Turns,
  ) {
    super();
    this.opener = opener;
    this.shell.className = 'shell';
    this.shell.part.add('shell');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(this.shell);
  }

  /** The program's text, as it is now. */
  get program(): string {
    return this.opened?.program ?? this.given ?? this.fetched ?? writtenIn(this).program;
  }

  set program(text: string) {
    // Python's text is shown, counted and kept: what is none would fail there, in words that say nothing.
    if (typeof (text ?? '') !== 'string')
      throw new TypeError(`The property "program" must be a text: ${text} is none.`);
    this.given = text;
    if (this.opened) this.opened.program = text;
    else this.refresh();
  }

  /** Where the program is in its life; `'still'` until it is started for the first time. */
  get state(): DebuggerState {
    return this.opened?.state ?? (this.opening ? 'loading' : 'still');
  }

  /**
   * What is loaded before the program starts: names, with the versions that will do (`attrs>=23`), and addresses of
   * wheels. Whatever the program imports of Pyodide's own packages is loaded without.
   *
   * Counts from the next start, as do `packageIndexes` and `packageBase`.
   *
   * @throws TypeError at a value that cannot be read.
   */
  get packages(): readonly string[] {
    return this.settings.packages.packages ?? [];
  }

  set packages(values: readonly string[]) {
    this.write('packages', values);
  }

  /** Addresses of indexes with packages that Pyodide has not, the first one first. @throws TypeError likewise. */
  get packageIndexes(): readonly string[] {
    return this.settings.packages.packageIndexes ?? [];
  }

  set packageIndexes(values: readonly string[]) {
    this.write('package-indexes', values);
  }

  /** Where Pyodide's own packages are; beside its interpreter if undefined. @throws TypeError likewise. */
  get packageBase(): string | undefined {
    return this.settings.packages.packageBase ?? undefined;
  }

  set packageBase(value: string | undefined) {
    this.write('package-base', value === undefined ? [] : [value]);
  }

  /** Starts the program, unless it runs already; it stops at its breakpoints. Fulfilled when it has begun to run. */
  debug(): Promise<void> {
    return this.start('debug');
  }

  /** Runs the program to its end, unless it runs already. Fulfilled when it has begun to run. */
  run(): Promise<void> {
    return this.start('run');
  }

  /**
   * Shows the lesson that the element's `<python-scene>`s are, at the step where the reader was, and takes the program
   * there. Fulfilled when it stands there; without a lesson, when the element is open.
   */
  startLesson(): Promise<void> {
    return this.start('lesson');
  }

  /** Ends the program. */
  async stop(): Promise<void> {
    await (await this.opening)?.stop();
  }

  /** Goes on to the next breakpoint or to the end. */
  async continue(): Promise<void> {
    await this.opened?.resume('continue');
  }

  /** Goes on to the next line. */
  async stepOver(): Promise<void> {
    await this.opened?.resume('next');
  }

  /** Goes on to the next line, also in what is called. */
  async stepInto(): Promise<void> {
    await this.opened?.resume('stepIn');
  }

  /** Goes on until the function returns. */
  async stepOut(): Promise<void> {
    await this.opened?.resume('stepOut');
  }

  connectedCallback(): void {
    this.takeEarly();
    // Only moved: it shows what it showed.
    if (this.opening) return;
    this.shell.replaceChildren(this.still.element);
    // It was taken out while it was open, or being opened.
    this.still.say('', false);
    this.watcher.observe(this, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ['name', 'src'],
    });
    this.language.read();
    this.load();
    this.refresh();
    this.startWhenSeen();
  }

  /** An element that is only moved is taken out and put in again at once. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.close();
    });
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (name === 'src') {
      this.given = undefined;
      this.load();
    }
    if (LANGUAGE_ATTRIBUTES.includes(name)) this.language.read();
    if (name === 'auto-run') this.startWhenSeen();
    if (name === 'height') this.fit();
    this.refresh();
  }

  private get settings(): Settings {
    return settingsOf(this);
  }

  /** A property that was set before the element was defined is one of its own, in front of the accessors. */
  private takeEarly(): void {
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  private write(name: PackageAttribute, values: readonly string[]): void {
    const text = packageAttribute(name, values, this.baseURI);
    if (text === '') this.removeAttribute(name);
    else this.setAttribute(name, text);
  }

  /** Waits until the element can be seen, if it is to start then and nobody has started it before. */
  private startWhenSeen(): void {
    this.seen?.disconnect();
    this.turns.giveUp(this);
    const { autoRun, isolated } = this.settings;
    if (this.opening) return;
    this.still.say('', false);
    if (autoRun === undefined) return;
    this.seen = new IntersectionObserver((entries, seen) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      const start = () => void this.start(autoRun);
      if (isolated) start();
      else void this.turns.wait(this, start).then(() => this.refresh());
    });
    this.seen.observe(this);
  }

  private close(): void {
    this.watcher.disconnect();
    this.seen?.disconnect();
    this.fetching?.abort();
    this.language.dispose();
    const { opening } = this;
    this.opening = undefined;
    this.opened = undefined;
    opening?.then(
      (opened) => opened.dispose(),
      () => {}, // was reported when it happened
    );
    this.turns.leave(this);
  }

  /** Fetches the program, where the author names a file. */
  private load(): void {
    this.fetching?.abort();
    this.fetchProblem = undefined;
    const src = this.getAttribute('src');
    if (src === null) {
      this.fetched = undefined;
      this.loaded = Promise.resolve();
      return;
    }
    const control = new AbortController();
    this.fetching = control;
    const text = fetched('The program', src, this.baseURI, control.signal).then((answer) => answer.text());
    this.loaded = text.then(
      (text) => {
        this.fetched = text;
        this.refresh();
      },
      (error: Error) => {
        if (control.signal.aborted) return;
        this.fetchProblem = error.message;
        this.refresh();
      },
    );
  }

  /** Shows the program as it is written now. One that was started is its reader's. */
  private refresh(): void {
    if (this.opening) return;
    const program = this.program;
    const { breakpoints, problems } = withinProgram(this.settings, program);
    const written = writtenIn(this);
    const wrong: string[] = [];
    readScenes(written.scenes, taught(program, written), wrong);
    const all = [...problems, ...this.otherProblems(written), ...wrong];
    const { language, localize } = this.language.first;
    this.shell.lang = language;
    const hasLesson = written.scenes.length > 0;
    this.still.show({ files: [{ name: MAIN_NAME, text: program, breakpoints }], problems: all, hasLesson, localize });
    this.hasProblems = all.length > 0;
    if (this.turns.waits(this)) this.still.say(localize(WAITS), false);
    this.fit();
  }

  /** What is wrong beside the attributes' values, a sentence each. */
  private otherProblems({ problems }: Written): readonly string[] {
    return [...problems, this.fetchProblem, this.language.problem].filter((problem) => problem !== undefined);
  }

  private fit(): void {
    const { height } = this.settings;
    const { program, hasProblems } = this;
    const hasLesson = writtenIn(this).scenes.length > 0;
    Object.assign(
      this.shell.style,
      sizeOf({ program, height, isOpen: this.opened !== undefined, hasLesson, hasProblems }),
    );
  }

  private async start(mode: StartMode | 'lesson'): Promise<void> {
    this.seen?.disconnect();
    this.opening ??= this.open(mode);
    if (!this.settings.isolated) this.turns.begin(this);
    const { opening } = this;
    try {
      const opened = await opening;
      if (this.opening !== opening) return;
      if (!this.opened) this.take(opened);
      await (mode === 'lesson' ? opened.startLesson() : opened.start(mode));
    } catch (error) {
      if (this.opened) throw error;
      this.opening = undefined;
      const { localize } = this.language.first;
      const why = isUnfetched(error) || isDamaged(error) ? localize(UNFETCHED) : messageOf(error);
      this.still.say(localize(STARTS[mode].failed, { why }), false);
      this.send('failed', { message: why });
    }
  }

  private take(opened: Opened): void {
    this.opened = opened;
    const text = this.given ?? this.fetched;
    // The page may have given it another text while it was loaded.
    if (text !== undefined && text !== this.begun) opened.program = text;
    this.fit();
  }

  private async open(mode: StartMode | 'lesson'): Promise<Opened> {
    this.still.say(this.language.first.localize(STARTS[mode].loading), true);
    // Whoever is quicker than the file means what is in it.
    const [{ language, localize }] = await Promise.all([this.language.all(), this.loaded]);
    this.shell.lang = language;
    this.begun = this.program;
    const written = writtenIn(this);
    const { scenes } = written;
    const files = loadFiles(written.files, this.baseURI);
    const settings = withinProgram(this.settings, this.begun);
    files.catch(() => {}); // the opener awaits it, unless it fails before that
    return this.opener(this.shell, {
      program: this.begun,
      files,
      settings: { ...settings, problems: [...settings.problems, ...this.otherProblems(written)] },
      scenes,
      readScenes: (problems) => readScenes(scenes, taught(this.begun, written), problems),
      localize,
      textLanguage: languageOf(this),
      showStill: (files) => this.still.show({ files, problems: [], hasLesson: false, localize }),
      packages: () => this.settings.packages,
      send: (name, detail) => this.send(name, detail),
    });
  }

  private send<Name extends keyof DebuggerEvents>(name: Name, detail: DebuggerEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
    // What a page does when a program is over comes first.
    if (name === 'ended' || name === 'failed') this.turns.next();
  }
}
