const UNREACHED =
  'its host cannot be reached, or does not let pages of other hosts read it (CORS), or the policy of the page forbids it';

/**
 * Fetches a file that an author names.
 *
 * @param what - The file, as a sentence begins.
 * @param base - What its address is relative to.
 * @throws Error with a sentence that says what was asked for and what came; an `AbortError` if `signal` is aborted.
 */
export async function fetched(what: string, src: string, base: string, signal?: AbortSignal): Promise<Response> {
  if (!URL.canParse(src, base)) throw new Error(`${what} could not be fetched: "${src}" is not an address.`);
  const { href } = new URL(src, base);
  let answer: Response;
  try {
    answer = await fetch(href, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted || !(error instanceof Error)) throw error;
    // What the browser says differs, and never tells which of these it is.
    throw new Error(`${what} could not be fetched from ${href}: ${UNREACHED}.`, { cause: error });
  }
  if (!answer.ok) throw new Error(`${what} could not be fetched from ${href}: the server answered ${answer.status}.`);
  return answer;
}
