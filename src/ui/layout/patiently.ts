import { isDamaged } from '../session/message-of.ts';

/** Milliseconds before the first further try; each takes twice as long. */
const FIRST = 1000;
const LAST = 16_000;

/**
 * Loads a part of the screen, more than once where the network fails for some seconds: nobody could ask for it again.
 *
 * @throws SyntaxError at once if a script of it was damaged, or is empty: it would be the same at each try.
 */
export async function patiently<Part>(load: () => Promise<Part>, wait = FIRST): Promise<Part> {
  try {
    const part = await load();
    if (isEmpty(part)) throw new SyntaxError('empty');
    return part;
  } catch (error) {
    if (isDamaged(error) || wait > LAST) throw error;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return patiently(load, wait * 2);
  }
}

/** Whether it is a module that has nothing in it. */
function isEmpty(part: unknown): boolean {
  return Object.prototype.toString.call(part) === '[object Module]' && Object.keys(part as object).length === 0;
}
