/** Milliseconds before the first further try; each takes twice as long. */
const FIRST = 1000;
const LAST = 16_000;

/** Loads a part of the screen, more than once where the network fails for some seconds: nobody could ask for it again. */
export async function patiently<Part>(load: () => Promise<Part>, wait = FIRST): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    if (wait > LAST) throw error;
    await new Promise((resolve) => setTimeout(resolve, wait));
    return patiently(load, wait * 2);
  }
}
