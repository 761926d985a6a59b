/** Packages in a browser: everything has a URL. */
import type { GivenFiles, PackagePlace } from './place.ts';

/** Stands for a place from which Pyodide fetches what it is given; no request goes there. */
const NOWHERE = 'https://packages.invalid/';

/**
 * @param base - Where the page's files are: a URL that ends in a slash.
 * @param pyodide - Where Pyodide is, likewise.
 */
export function browserPackages(base: string, pyodide = new URL('pyodide/', base).href): PackagePlace {
  return {
    base: pyodide,
    locate: (text) => (URL.canParse(text, base) ? new URL(text, base).href : undefined),
    fetch: (url, init) => fetch(url, init),
    give,
  };
}

/** Pyodide fetches what it loads, its own packages from its own server: here is the answer, whatever it asks for. */
function give(files: ReadonlyMap<string, Uint8Array>): GivenFiles {
  const { fetch } = globalThis;
  globalThis.fetch = async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const bytes = files.get(decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)));
    return bytes ? new Response(bytes as BodyInit) : new Response(null, { status: 404 });
  };
  return {
    prefix: NOWHERE,
    end() {
      globalThis.fetch = fetch;
    },
  };
}
