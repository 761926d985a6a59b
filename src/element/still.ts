/** A program that nobody has started yet: its text, its breakpoints, and the buttons that start it. */
import type { BreakpointDetails } from '../model/breakpoint-list.ts';
import { type Localize, words } from '../model/localize.ts';
import type { WrittenBreakpoint } from '../model/written-breakpoints.ts';
import { colouredLines } from './highlight.ts';

/** A text that is shown. */
export interface StillFile {
  /** Is said where there are several. */
  readonly name: string;
  readonly text: string;
  readonly breakpoints: readonly WrittenBreakpoint[];
}

/** What is shown of it. */
export interface StillProgram {
  readonly files: readonly StillFile[];
  /** What was wrong with what the author wrote, a sentence each. */
  readonly problems: readonly string[];
  /** Whether there is a lesson on it. */
  readonly hasLesson: boolean;
  readonly localize: Localize;
}

/** Who shows it. */
export interface StillActions {
  debug(): void;
  run(): void;
  lesson(): void;
}

export class Still {
  readonly element = document.createElement('div');
  private readonly status = make('span', 'status');
  private readonly notes = make('div', 'notes');
  private readonly scroller = make('div', 'scroller');
  private readonly lesson: HTMLButtonElement;
  /** The buttons, with their names in English. */
  private readonly buttons: ReadonlyMap<HTMLButtonElement, string>;
  private isBusy = false;

  constructor(actions: StillActions) {
    this.element.className = 'still';
    const bar = make('div', 'bar');
    bar.part.add('bar');
    this.lesson = button(() => actions.lesson());
    this.buttons = new Map([
      [button(() => actions.debug()), words('Debug')],
      [button(() => actions.run()), words('Run')],
      [this.lesson, words('Start the lesson')],
    ]);
    this.status.role = 'status';
    bar.append(...this.buttons.keys(), this.status);
    this.notes.role = 'alert';
    const { scroller } = this;
    scroller.part.add('code');
    scroller.tabIndex = 0;
    // No landmark: a page may have thirty of them.
    scroller.role = 'group';
    this.element.append(bar, this.notes, scroller);
    // As they are when it was started; the browser would load the page anew.
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'F5' || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (this.isBusy) return;
      if (event.ctrlKey || event.metaKey) actions.run();
      else actions.debug();
    });
  }

  /** Shows another program. */
  show({ files, problems, hasLesson, localize }: StillProgram): void {
    for (const [button, name] of this.buttons) button.textContent = localize(name);
    this.scroller.ariaLabel = localize('Program');
    this.lesson.hidden = !hasLesson;
    this.scroller.replaceChildren(
      ...files.flatMap((file) => {
        const code = make('ol', 'code');
        code.append(...linesOf(file, localize));
        return files.length > 1 ? [make('p', 'file', file.name), code] : [code];
      }),
    );
    this.notes.replaceChildren(...problems.map((problem) => make('p', 'problem', problem)));
    // Many are scrolled, by keyboard too.
    if (problems.length > 0) this.notes.tabIndex = 0;
    else this.notes.removeAttribute('tabindex');
  }

  /** Says what is going on, and whether the buttons mean something meanwhile. */
  say(text: string, isBusy: boolean): void {
    this.isBusy = isBusy;
    this.status.textContent = text;
    for (const each of this.buttons.keys()) each.ariaDisabled = String(isBusy);
  }
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  kind: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = kind;
  element.textContent = text;
  return element;
}

function button(press: () => void): HTMLButtonElement {
  const element = make('button', 'start');
  element.type = 'button';
  element.part.add('button');
  element.addEventListener('click', () => {
    if (element.ariaDisabled !== 'true') press();
  });
  return element;
}

function linesOf({ name, text, breakpoints }: StillFile, localize: Localize): HTMLElement[] {
  const plain = () =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => [{ text: line, kind: undefined }]);
  return (name.endsWith('.py') ? colouredLines(text) : plain()).map((pieces, index) => {
    const line = make('li', 'line');
    // One may be at a place of the line.
    const here = new Map(
      breakpoints.filter((each) => each.line === index + 1).map(({ column, details }) => [column, details]),
    );
    if (here.size > 0) line.append(mark([...here.values()], localize));
    line.append(...pieces.map(({ text, kind }) => (kind ? make('span', kind, text) : text)), '\n');
    return line;
  });
}

/** The sign of the breakpoints of a line, and what they do in words. */
function mark(here: readonly BreakpointDetails[], localize: Localize): HTMLElement {
  const onlyLogs = here.every(({ logMessage }) => logMessage !== undefined);
  const element = make('span', onlyLogs ? 'breakpoint log' : 'breakpoint');
  element.role = 'img';
  element.ariaLabel = here.map((details) => inWords(details, localize)).join('; ');
  element.title = element.ariaLabel;
  return element;
}

/** What a breakpoint does. */
function inWords({ condition, hitCondition, logMessage }: BreakpointDetails, localize: Localize): string {
  const said = [
    logMessage === undefined ? localize('breakpoint') : localize('logs "{message}"', { message: logMessage }),
    condition === undefined ? '' : localize('if {condition}', { condition }),
    hitCondition === undefined ? '' : localize('hit {count}', { count: hitCondition }),
  ];
  return said.filter(Boolean).join(', ');
}
