/** A program that nobody has started yet: its text, its breakpoints, and the buttons that start it. */
import type { BreakpointDetails } from '../model/breakpoint-list.ts';
import type { WrittenBreakpoint } from '../model/written-breakpoints.ts';
import { colouredLines } from './highlight.ts';

/** What is shown of it. */
export interface StillProgram {
  readonly program: string;
  readonly breakpoints: readonly WrittenBreakpoint[];
  /** What was wrong with what the author wrote, a sentence each. */
  readonly problems: readonly string[];
  /** Whether there is a lesson on it. */
  readonly hasLesson: boolean;
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
  private readonly code = make('ol', 'code');
  private readonly buttons: readonly HTMLButtonElement[];
  private readonly lesson: HTMLButtonElement;
  private isBusy = false;

  constructor(actions: StillActions) {
    this.element.className = 'still';
    const bar = make('div', 'bar');
    bar.part.add('bar');
    this.lesson = button('Start the lesson', () => actions.lesson());
    this.buttons = [button('Debug', () => actions.debug()), button('Run', () => actions.run()), this.lesson];
    this.status.role = 'status';
    bar.append(...this.buttons, this.status);
    this.notes.role = 'alert';
    const scroller = make('div', 'scroller');
    scroller.part.add('code');
    scroller.tabIndex = 0;
    // No landmark: a page may have thirty of them.
    scroller.role = 'group';
    scroller.ariaLabel = 'Program';
    scroller.append(this.code);
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
  show({ program, breakpoints, problems, hasLesson }: StillProgram): void {
    this.lesson.hidden = !hasLesson;
    const marks = new Map(breakpoints.map(({ line, details }) => [line, details]));
    this.code.replaceChildren(
      ...colouredLines(program).map((pieces, index) => {
        const line = make('li', 'line');
        const details = marks.get(index + 1);
        if (details) line.append(mark(details));
        line.append(...pieces.map(({ text, kind }) => (kind ? make('span', kind, text) : text)), '\n');
        return line;
      }),
    );
    this.notes.replaceChildren(...problems.map((problem) => make('p', 'problem', problem)));
  }

  /** Says what is going on, and whether the buttons mean something meanwhile. */
  say(text: string, isBusy: boolean): void {
    this.isBusy = isBusy;
    this.status.textContent = text;
    for (const each of this.buttons) each.ariaDisabled = String(isBusy);
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

function button(name: string, press: () => void): HTMLButtonElement {
  const element = make('button', 'start', name);
  element.type = 'button';
  element.part.add('button');
  element.addEventListener('click', () => {
    if (element.ariaDisabled !== 'true') press();
  });
  return element;
}

/** The sign of a breakpoint, and what it does in words. */
function mark(details: BreakpointDetails): HTMLElement {
  const { condition, hitCondition, logMessage } = details;
  const words = [
    logMessage === undefined ? 'breakpoint' : `logs "${logMessage}"`,
    condition === undefined ? '' : `if ${condition}`,
    hitCondition === undefined ? '' : `hit ${hitCondition}`,
  ];
  const element = make('span', logMessage === undefined ? 'breakpoint' : 'breakpoint log');
  element.role = 'img';
  element.ariaLabel = words.filter(Boolean).join(', ');
  element.title = element.ariaLabel;
  return element;
}
