/** How far a reader is, kept in the browser for the next visit. */
import * as v from 'valibot';

const schema = v.object({
  /** The step that was shown last, counted from 0. */
  step: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Whether the last prediction of a value was right; see `answerKey`. */
  answers: v.record(v.pipe(v.string(), v.regex(/^\d+: /)), v.boolean()),
});

export type Kept = v.InferOutput<typeof schema>;

const NOTHING: Kept = { step: 0, answers: {} };

export class Progress {
  /** @param storage - May refuse, or be absent: then nothing is kept. */
  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | undefined,
    private readonly key: string,
  ) {}

  /** What was kept; a value of another shape is as good as none. */
  load(): Kept {
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), this.storage?.getItem(this.key));
    return read.success ? read.output : NOTHING;
  }

  save(kept: Kept): void {
    try {
      this.storage?.setItem(this.key, JSON.stringify(kept));
    } catch (error) {
      // It is full; the lesson goes on without it.
      if (!(error instanceof DOMException)) throw error;
    }
  }
}

/**
 * What an answer is kept under: an author may have put another question in the place of the one that was answered.
 *
 * @param step - Counted from 0.
 */
export function answerKey(step: number, expression: string): string {
  return `${step}: ${expression}`;
}

/** The browser's storage; undefined where there is none, as in a frame of opaque origin. */
export function localStorageOf(window: Window): Storage | undefined {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** Where the progress of a lesson is kept: by its page and its id, or what is written in it. */
export function progressKey(page: string, id: string, written: string): string {
  return `dapper-web.lesson.${page}.${id || hash(written)}`;
}

/** A short text that differs for different ones, as a rule (FNV-1a). */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
}
