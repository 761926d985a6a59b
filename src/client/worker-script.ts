/** Says why a worker's script does not run: browsers keep that from the page. Loaded when one does not. */

const LOAD_AGAIN = 'Load the page again; if that does not help, the server may not have it';

/** A type that browsers accept for a script. */
const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/i;

/**
 * What is wrong with a script that was not run, or that says nothing.
 *
 * @param url - Where it is.
 * @returns the end of a sentence, and what to do; undefined if the script is there.
 */
export async function problemOfScript(url: string): Promise<string | undefined> {
  const problem = await look(url).catch((error) => `its script could not be loaded from ${url} (${String(error)})`);
  // What the browser has kept of it would come again.
  if (problem !== undefined) fetch(url, { cache: 'reload' }).catch(() => {}); // nothing better came, then
  return problem && `${problem}. ${LOAD_AGAIN}`;
}

async function look(url: string): Promise<string | undefined> {
  const response = await fetch(url);
  if (!response.ok) return `its script could not be loaded: the server answered ${response.status} for ${url}`;
  const text = (await response.text()).trimStart();
  if (text === '') return `its script came as an empty file from ${url}`;
  if (text.startsWith('<')) {
    return `in the place of its script something else came from ${url}, such as the page of a firewall or of a login`;
  }
  const type = response.headers.get('Content-Type') ?? 'none';
  if (!SCRIPT.test(type)) {
    return `its script could not be loaded: the server gives ${url} the type ${type}, and browsers run only JavaScript`;
  }
  return undefined;
}

/**
 * Why a worker that has failed did so.
 *
 * @param url - Of its script.
 * @param message - What the browser says; some have none for a script that could not be loaded or read.
 */
export async function reasonOf(url: string, message: string): Promise<string> {
  if (message && !message.includes('SyntaxError')) return message;
  const problem = await problemOfScript(url);
  if (problem !== undefined) return problem;
  const detail = message && ` (${message})`;
  return `its script cannot be run: it came damaged from ${url}${detail}, or a part of it is not there. ${LOAD_AGAIN}`;
}
