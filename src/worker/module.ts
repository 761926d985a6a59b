/** Imports modules from a host that may not know their type: browsers run no script that is served as anything else. */
import { DownloadError, NOT_THE_FILE } from './download.ts';

/** A type that browsers accept for a script. */
const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\b/i;

/**
 * Imports the module at `url`.
 *
 * @returns the module, and its text if it had to be read as data.
 * @throws DownloadError if it cannot be loaded.
 */
export async function importModule<T>(url: string): Promise<{ readonly module: T; readonly text?: string }> {
  try {
    return { module: (await import(/* @vite-ignore */ url)) as T };
  } catch (error) {
    const text = await readScript(url);
    // It is there and has the right type: what is wrong is in it.
    if (text === undefined) throw error;
    return { module: await importText<T>(text), text };
  }
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
