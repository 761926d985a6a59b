/**
 * Messages with numbers, so that none is lost or doubled where answers can be.
 *
 * The page keeps each message until the worker has said that it has it, and the worker says with each question which
 * message it had last. So a question whose answer was lost is simply asked again.
 */

/** What a question may wait for. */
export const WAITS = ['nothing', 'message', 'acknowledgement'] as const;

/** A question of the worker: what is there for it? */
export interface Question {
  /** The number of the last message that it has; the first is 1. */
  readonly last: number;
  /** UTF-16 units of its own messages that it knows to be acknowledged, modulo 2^32. */
  readonly units: number;
  /** `acknowledgement` waits for a message too, `nothing` has the page answer at once. */
  readonly wait: (typeof WAITS)[number];
}

/** The page's answer. */
export interface Answer {
  /** The number of the first of `texts`. */
  readonly first: number;
  readonly texts: readonly string[];
  /** UTF-16 units acknowledged since the start, modulo 2^32. */
  readonly units: number;
}

/** The page's end. */
export class Outbox {
  private texts: string[] = [];
  /** The number of `texts[0]`. */
  private first = 1;
  private units = 0;

  /** The number of the last message. */
  get newest(): number {
    return this.first + this.texts.length - 1;
  }

  /** Puts a message last. */
  put(text: string): void {
    this.texts.push(text);
  }

  /** So many more units of the worker's messages are dealt with. */
  acknowledge(units: number): void {
    this.units = (this.units + units) | 0;
  }

  /** The answer that there is now; undefined if the question can wait. */
  answer({ last, units, wait }: Question): Answer | undefined {
    if (last >= this.first && last <= this.newest) {
      this.texts.splice(0, last - this.first + 1);
      this.first = last + 1;
    }
    const isNews = this.texts.length > 0 || (wait === 'acknowledgement' && units !== this.units);
    return isNews || wait === 'nothing' ? { first: this.first, texts: [...this.texts], units: this.units } : undefined;
  }
}

/** The worker's end. */
export class Inbox {
  /** UTF-16 units acknowledged since the start, modulo 2^32. */
  units = 0;
  private readonly waiting: string[] = [];
  private last = 0;

  /** Whether a message waits. */
  get pending(): boolean {
    return this.waiting.length > 0;
  }

  /** Whether the message of this number has come. */
  has(number: number): boolean {
    return number <= this.last;
  }

  /** The next message; null when there is none. */
  next(): string | null {
    return this.waiting.shift() ?? null;
  }

  /** Asks for what comes after all that it has. */
  question(wait: Question['wait']): Question {
    return { last: this.last, units: this.units, wait };
  }

  /** Takes an answer, and of its messages those that are new. */
  take({ first, texts, units }: Answer): void {
    this.units = units;
    for (const [at, text] of texts.entries()) {
      if (this.has(first + at)) continue;
      this.waiting.push(text);
      this.last = first + at;
    }
  }
}

/** What a question says as text; undefined if it is not one. A program can send anything in its place. */
export function readQuestion(text: string): Question | undefined {
  const [wait, last, units, ...rest] = text.split(' ');
  const known = WAITS.find((each) => each === wait);
  const numbers = [Number(last), Number(units)] as const;
  if (known === undefined || rest.length > 0 || !numbers.every(Number.isSafeInteger)) return undefined;
  return { wait: known, last: numbers[0], units: numbers[1] };
}

/** The same, the other way round. */
export function writeQuestion({ wait, last, units }: Question): string {
  return `${wait} ${last} ${units}`;
}
