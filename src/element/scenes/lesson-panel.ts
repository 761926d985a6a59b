/** The region "Lesson": the step that is shown, its question, and the ways to the others. */
import type { Localize } from '../../model/localize.ts';
import { append, type Disposable } from '../../ui/panel.ts';
import type { OpenOptions } from '../contract.ts';
import type { Lesson } from './lesson.ts';
import { proseNodes } from './prose.ts';
import type { Question } from './scene.ts';

/** Who else hears of it. */
export interface LessonObserver {
  /** Another step is shown. */
  onStep(): void;
  /** A prediction was checked. */
  onAnswer(isRight: boolean): void;
  /** Says something to screen readers. */
  say(text: string): void;
}

/** A region that is shown. */
export interface ShownRegion extends Disposable {
  /** Puts the focus on the step's heading. */
  focus(): void;
}

/** What its words are in, and what the author's texts are. */
type Languages = Pick<OpenOptions, 'localize' | 'textLanguage'>;

/** Shows a lesson in `host`. */
export function attachLesson(
  host: HTMLElement,
  lesson: Lesson,
  problems: readonly string[],
  observer: LessonObserver,
  languages: Languages,
): ShownRegion {
  const panel = new LessonPanel(host, lesson, problems, observer, languages);
  const unsubscribe = lesson.subscribe(() => panel.update());
  panel.show();
  return { dispose: unsubscribe, focus: () => panel.focus() };
}

class LessonPanel {
  private readonly heading: HTMLElement;
  private readonly back: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private readonly place: HTMLButtonElement;
  private readonly body: HTMLElement;
  /** What is said of an answer; it is read aloud when it changes. */
  private readonly remark: HTMLElement;
  private readonly localize: Localize;
  private shown: number | undefined;

  constructor(
    host: HTMLElement,
    private readonly lesson: Lesson,
    problems: readonly string[],
    private readonly observer: LessonObserver,
    { localize, textLanguage }: Languages,
  ) {
    this.localize = localize;
    const head = append(host, 'div', 'lesson-head');
    this.heading = append(head, 'h3', 'lesson-title');
    this.heading.tabIndex = -1;
    const buttons = append(head, 'div', 'lesson-buttons');
    this.back = button(buttons, localize('Back'), () => this.go(lesson.index - 1));
    this.place = button(buttons, '', () => lesson.run());
    this.next = button(buttons, localize('Next'), () => this.go(this.isLast ? 0 : lesson.index + 1));
    const notes = append(host, 'div', 'lesson-problems');
    if (problems.length > 0) notes.tabIndex = 0; // many are scrolled, by keyboard too
    for (const problem of problems) append(notes, 'p', 'lesson-problem').textContent = problem;
    this.body = append(host, 'div', 'lesson-body');
    this.body.tabIndex = 0;
    this.body.lang = textLanguage;
    this.body.dir = 'auto';
    this.body.role = 'group';
    this.body.ariaLabel = localize('Step');
    this.remark = append(host, 'p', 'lesson-remark');
    this.remark.ariaLive = 'polite';
  }

  /** Shows the step that is the lesson's now. */
  show(): void {
    const { lesson, localize } = this;
    const { scene, index } = lesson;
    if (scene === undefined) return;
    this.shown = index;
    const count = localize('Step {number} of {count}', { number: index + 1, count: lesson.scenes.length });
    this.heading.textContent = scene.title === '' ? count : `${count}: ${scene.title}`;
    const { ownerDocument: document, baseURI } = this.body;
    this.body.replaceChildren(...proseNodes(scene.prose, document, baseURI));
    if (scene.question) this.body.append(this.form(scene.question));
    this.body.scrollTop = 0;
    this.place.hidden = scene.runTo === undefined;
    this.place.textContent = scene.runTo ? localize('Run to line {line}', { line: scene.runTo.line }) : '';
    this.update();
  }

  /** Shows how far the step is. */
  update(): void {
    const { lesson } = this;
    if (this.shown !== lesson.index) {
      this.show();
      this.observer.onStep();
      return;
    }
    disable(this.back, lesson.index === 0);
    disable(this.place, lesson.isBusy);
    this.next.textContent = this.localize(this.isLast ? 'Start over' : 'Next');
    const { remark } = lesson;
    if (this.remark.textContent !== (remark?.text ?? '')) this.remark.textContent = remark?.text ?? '';
    this.remark.dataset.kind = remark?.kind ?? '';
  }

  /** What comes next to the eye comes next to the keyboard and is read aloud. */
  focus(): void {
    this.heading.focus();
  }

  private get isLast(): boolean {
    return this.lesson.index === this.lesson.scenes.length - 1;
  }

  private async go(index: number): Promise<void> {
    const done = this.lesson.go(index);
    this.focus();
    await done;
  }

  private form({ text, expression }: Question): HTMLFormElement {
    const { localize } = this;
    const { ownerDocument: document } = this.body;
    const form = document.createElement('form');
    form.className = 'lesson-question';
    // It is among the author's words, and has others.
    form.lang = this.body.parentElement?.closest<HTMLElement>('[lang]')?.lang ?? '';
    const label = append(form, 'label', 'lesson-label');
    const asked = append(label, 'span', 'lesson-asked');
    asked.textContent = text ?? localize('What is the value of {expression}?', { expression });
    if (text !== undefined) asked.lang = this.body.lang;
    const field = append(label, 'input', 'lesson-answer');
    field.autocomplete = 'off';
    field.spellcheck = false;
    field.autocapitalize = 'off';
    const submit = append(form, 'button', 'lesson-button');
    submit.type = 'submit';
    submit.textContent = localize('Check');
    const { answer } = this.lesson;
    if (answer !== undefined)
      append(form, 'span', 'lesson-before').textContent = localize(
        answer ? 'You had it right.' : 'You were wrong the last time.',
      );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (field.value.trim() === '') {
        this.observer.say(localize('Write what you expect first.'));
        field.focus();
        return;
      }
      void this.check(field.value);
    });
    return form;
  }

  private async check(answer: string): Promise<void> {
    await this.lesson.check(answer);
    const { kind } = this.lesson.remark ?? {};
    if (kind === 'right' || kind === 'wrong') this.observer.onAnswer(kind === 'right');
  }
}

function button(host: HTMLElement, name: string, press: () => Promise<void>): HTMLButtonElement {
  const made = append(host, 'button', 'lesson-button');
  made.type = 'button';
  made.textContent = name;
  made.addEventListener('click', () => {
    if (made.ariaDisabled !== 'true') void press();
  });
  return made;
}

/** A button that does nothing just now keeps the focus. */
function disable(button: HTMLButtonElement, isDisabled: boolean): void {
  button.ariaDisabled = String(isDisabled);
}
