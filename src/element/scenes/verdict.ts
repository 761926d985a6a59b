/** Whether a reader has predicted a value. */
import { RequestError, TIMEOUT_ERROR } from '../../protocol/index.ts';
import type { Debugger } from '../../ui/session/debugger.ts';

/** What came of a prediction. */
export interface Verdict {
  readonly isRight: boolean;
  /** For the reader. */
  readonly text: string;
}

/** UTF-16 units of a value that is shown. */
const LONGEST_SHOWN = 200;

/** Compares what a reader has written with the value that `expression` has now. */
export async function verdictOn(
  target: Pick<Debugger, 'evaluate' | 'localize'>,
  expression: string,
  answer: string,
): Promise<Verdict> {
  const { localize } = target;
  // As Python writes it, all of it.
  const { result } = await target.evaluate(expression, 'clipboard').catch((error: unknown) => {
    const isLate = error instanceof RequestError && error.error.code === TIMEOUT_ERROR;
    throw isLate
      ? new Error(localize('{expression} takes too long to be worked out here.', { expression }), { cause: error })
      : error;
  });
  const given = answer.trim();
  const is = { expression, value: shown(result), given: shown(given) };
  if (given === result || (await areEqual(target, given, result))) {
    return { isRight: true, text: localize('Right: {expression} is {value}.', is) };
  }
  if (isTextWithoutQuotes(given, result))
    return {
      isRight: true,
      text: localize('Right: {expression} is {value}. Python writes a text in quotes.', is),
    };
  return { isRight: false, text: localize('Not this time: {expression} is {value}. You wrote {given}.', is) };
}

/**
 * Whether two texts stand for equal values of one type: `1.50` and `1.5`, or sets in another order, but not `2` and `2.0`,
 * which are what many a question is about. Only what is written out counts, so that nobody can answer with the question.
 */
async function areEqual(target: Pick<Debugger, 'evaluate'>, one: string, other: string): Promise<boolean> {
  const read = '__import__("ast").literal_eval';
  // The program may have a `type` of its own.
  const same = '(lambda one, other: one.__class__ is other.__class__ and one == other)';
  const compare = `(lambda read: ${same}(read(${pythonText(one)}), read(${pythonText(other)})))(${read})`;
  try {
    return (await target.evaluate(compare, 'watch')).result === 'True';
  } catch (error) {
    // One of them is no literal.
    if (error instanceof RequestError) return false;
    throw error;
  }
}

function isTextWithoutQuotes(given: string, result: string): boolean {
  return given !== '' && (result === `'${given}'` || result === `"${given}"`);
}

/** A text as a literal of Python, which reads those of JSON. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)} …` : text;
}
