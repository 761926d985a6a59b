/** Imports modules from a host that may not know their type: browsers run no script that is served as anything else. */
import { DownloadError, NOT_THE_FILE } from './download.ts';

/** A type that browsers accept for a script. */
const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/i;

/**
 * Imports the module at `url`.
 *
 * @param name - Of what it exports: of half a script, or an empty one, browsers may say nothing.
 * @returns the module, and its text if it had to be read as data.
 * @throws DownloadError if it cannot be loaded.
 */
export async function importModule<T extends object>(
  url: string,
  name: string & keyof T,
): Promise<{ readonly module: T; readonly text?: string }> {
  const complete = (module: T) => {
    if (!(name in module)) throw DownloadError.damaged(url, `it has no ${name}`);
    return module;
  };
  let module: T;
  try {
    module = await import(/* @vite-ignore */ url);
  } catch (error) {
    const text = await readScript(url);
    // It is there and has the right type: what is wrong is in it.
    if (text === undefined) throw damagedIfUnreadable(url, error);
    try {
      return { module: complete(await importText<T>(text)), text };
    } catch (cause) {
      throw damagedIfUnreadable(url, cause);
    }
  }
  return { module: complete(module) };
}

/** What to say of a script that failed: one that is no script any more was damaged on its way here. */
function damagedIfUnreadable(url: string, error: unknown): unknown {
  return error instanceof SyntaxError ? DownloadError.damaged(url, error) : error;
}

/** The text of a script that is served with a wrong type; undefined if the type is right. */
async function readScript(url: string): Promise<string | undefined> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new DownloadError(url, String(error));
  }
  if (!response.ok) throw DownloadError.of(response);
  if (SCRIPT.test(response.headers.get('Content-Type') ?? '')) return undefined;
  const text = await response.text();
  if (/^\s*</.test(text)) throw new DownloadError(url, NOT_THE_FILE);
  return text;
}

async function importText<T>(text: string): Promise<T> {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  try {
    return (await import(/* @vite-ignore */ url)) as T;
  } finally {
    URL.revokeObjectURL(url);
  }
}
