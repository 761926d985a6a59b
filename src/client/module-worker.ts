/**
 * Starts a module worker of the page, also in a frame of another origin than its files (`sandbox` without
 * `allow-same-origin`), and where the page demands Trusted Types.
 */

/** What of Trusted Types is used here; TypeScript's own types do not have them. */
interface TrustedTypes {
  createPolicy(name: string, rules: Trust): Trust;
}

interface Trust {
  /** Says that the script at `url` may be run. */
  createScriptURL(url: string): string;
  /** Says that `markup` may become a document. */
  createHTML(markup: string): string;
}

/** Only the page's own URLs get there, and the markup of a sandboxed frame. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('dapper-web', {
  createScriptURL: (url) => url,
  createHTML: (markup) => markup,
});

/** How a script is written into its own address. */
export type InlineScheme = 'blob' | 'data';

/**
 * @param url - Of the worker's script: bundlers give all of it, the development server not the host.
 * @param name - For the browser's developer tools.
 * @param scheme - Where the script is of another origin than the page; see `inlineScheme`.
 */
export function startModuleWorker(url: string, name: string, scheme: InlineScheme = 'blob'): Worker {
  // A base of the module's own would have webpack look for all that the address could mean.
  const absolute = new URL(url, document.baseURI).href;
  if (new URL(absolute).origin === origin) {
    return new Worker(trusted(absolute), { type: 'module', name });
  }
  return new Worker(trusted(inlined(`const url = ${JSON.stringify(absolute)};${IMPORTS}`, scheme)), { name });
}

/** The address of a script that is no file. */
export function inlined(text: string, scheme: InlineScheme): string {
  return scheme === 'blob'
    ? URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
    : `data:text/javascript,${encodeURIComponent(text)}`;
}

/**
 * The script of a worker that must be of the page's own origin, or of none; what it imports need not be. It is not a
 * module itself: Chromium starts none from a blob in such a frame. What is sent to it meanwhile is kept for the module,
 * and an error is thrown outside of the promise, where it is the worker's own and the page hears of it. `importScripts`
 * is as in a module: Pyodide tells by it what kind of worker it is in, and refuses others.
 */
const IMPORTS = `
self.importScripts = () => { throw new TypeError('A module imports no scripts.'); };
const held = [];
const hold = (event) => held.push(event);
addEventListener('message', hold);
import(url).then(
  () => {
    removeEventListener('message', hold);
    for (const { data, ports } of held) dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  },
  (error) => setTimeout(() => { throw error; }),
);`;

/** A script's URL as the page's policy wants it. */
export function trusted(url: string): string {
  return policy?.createScriptURL(url) ?? url;
}

/** The markup of a frame as the page's policy wants it. */
export function trustedMarkup(markup: string): string {
  return policy?.createHTML(markup) ?? markup;
}
