/** A lesson: which step is shown, and what the reader and the program have come to. */
import type { Debugger } from '../../ui/session/debugger.ts';
import { Listeners } from '../../ui/session/listeners.ts';
import { messageOf } from '../../ui/session/message-of.ts';
import { type Driven, GivenUp, Journey } from './journey.ts';
import { answerKey, type Progress } from './progress.ts';
import type { Point, Scene } from './scene.ts';
import { verdictOn } from './verdict.ts';

/** What is said below a step. */
export interface Remark {
  readonly text: string;
  readonly kind: 'right' | 'wrong' | 'problem';
}

/** What a lesson needs of a debugger. */
export type LessonTarget = Driven & Pick<Debugger, 'breakpoints' | 'evaluate'>;

export class Lesson {
  /** The step that is shown, counted from 0. */
  index: number;
  remark: Remark | undefined;
  /** Whether the program is on its way to a point. */
  isBusy = false;
  /** Settles when nothing is under way any more. */
  private underWay: Promise<void> = Promise.resolve();
  /** Counts what the reader has asked for: only the last is done. */
  private asked = 0;
  private answers: Readonly<Record<string, boolean>>;
  private readonly journey: Journey;
  private readonly listeners = new Listeners<[]>();
  /** For each step the numbers of the points where it is shown, and where it is checked. */
  private readonly numbers: readonly { readonly runTo: number | undefined; readonly at: number | undefined }[];

  constructor(
    private readonly target: LessonTarget,
    readonly scenes: readonly Scene[],
    private readonly progress: Progress,
  ) {
    const points: Point[] = [];
    const numberOf = (point: Point | undefined) => (point === undefined ? undefined : points.push(point) - 1);
    this.numbers = scenes.map(({ runTo, question }) => ({ runTo: numberOf(runTo), at: numberOf(question?.at) }));
    this.journey = new Journey(target, points);
    const { step, answers } = progress.load();
    this.index = Math.min(step, Math.max(0, scenes.length - 1));
    this.answers = answers;
  }

  /** The step that is shown. */
  get scene(): Scene | undefined {
    return this.scenes[this.index];
  }

  /** Whether the last prediction here was right; undefined if there was none. */
  get answer(): boolean | undefined {
    const { question } = this.scene ?? {};
    return question && this.answers[answerKey(this.index, question.expression)];
  }

  /** Calls `listener` after every change. */
  subscribe(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  /** Shows a step, and takes the program to its place, wherever that is on its way to: it may wait for input. */
  async go(index: number): Promise<void> {
    if (this.scenes[index] === undefined) return;
    this.index = index;
    this.listeners.tell();
    this.save();
    await this.run();
  }

  /** Takes the program to the place of the step that is shown. */
  async run(): Promise<void> {
    const asked = ++this.asked;
    this.journey.giveUp();
    await this.underWay;
    const { scene } = this;
    if (asked !== this.asked || scene === undefined) return;
    const path = this.target.files.main;
    for (const { details, ...place } of scene.breakpoints) this.target.breakpoints.edit({ path, ...place }, details);
    const number = this.numbers[this.index]?.runTo;
    await this.during(async () => {
      if (number !== undefined) await this.journey.reach(number);
      return undefined;
    });
  }

  /** Checks what the reader has predicted, against the program. */
  async check(answer: string): Promise<void> {
    const question = this.scene?.question;
    if (this.isBusy || question === undefined) return;
    const { runTo, at } = this.numbers[this.index] ?? {};
    const number = at ?? runTo;
    await this.during(async () => {
      if (number !== undefined) await this.journey.reach(number);
      const { isRight, text } = await verdictOn(this.target, question.expression, answer);
      this.answers = { ...this.answers, [answerKey(this.index, question.expression)]: isRight };
      this.save();
      return { text, kind: isRight ? 'right' : 'wrong' };
    });
  }

  dispose(): void {
    this.journey.giveUp();
    this.journey.dispose();
    this.listeners.clear();
  }

  private during(work: () => Promise<Remark | undefined>): Promise<void> {
    this.underWay = this.busyWith(work);
    return this.underWay;
  }

  private async busyWith(work: () => Promise<Remark | undefined>): Promise<void> {
    this.isBusy = true;
    this.remark = undefined;
    this.listeners.tell();
    try {
      this.remark = await work();
    } catch (error) {
      if (!(error instanceof GivenUp)) this.remark = { text: messageOf(error), kind: 'problem' };
    } finally {
      this.isBusy = false;
      this.listeners.tell();
    }
  }

  private save(): void {
    this.progress.save({ step: this.index, answers: this.answers });
  }
}
