/** A program that the address of the page names by an address of its own. */
import { MOST_BYTES, shown } from './code-fragment.ts';
import { LinkError } from './code-link.ts';
import { bytesOf } from './limited.ts';

/** How long its server may take, in milliseconds. */
const LONGEST = 30_000;

/**
 * The text of the program.
 *
 * @param answerTo - Fetches an address.
 * @throws LinkError with a sentence that says what came in its place, if anything.
 */
export async function fetchProgram({ href }: URL, answerTo: typeof fetch = fetch): Promise<string> {
  const failed = (why: string, cause?: unknown) =>
    new LinkError(`The program could not be fetched from ${href}: ${why}.`, { cause });
  /** Does a part of the work; what can go wrong in it, a `TypeError`, is `why`. */
  const part = async <T>(why: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof TypeError) throw failed(why, cause);
      const isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
      throw isLate ? failed(`it did not come within ${LONGEST / 1000} seconds`, cause) : cause;
    }
  };
  const signal = AbortSignal.timeout(LONGEST);
  const answer = await part(
    'its host cannot be reached, or does not let pages of other hosts read it (CORS), or the policy of this page forbids it',
    () => answerTo(href, { signal }),
  );
  if (!answer.ok) throw failed(`its host answered ${answer.status}`);
  const { body } = answer;
  if (!body) return '';
  const bytes = await part('the connection ended before all of it had come', () => bytesOf(body, MOST_BYTES));
  if (!bytes) throw failed(`it has more than ${shown(MOST_BYTES)} bytes`);
  return part('it is not a text in UTF-8', async () => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}
