/** The document of a sandboxed frame, and the policy that says what its programs may reach. */

/** What the document is made of. */
export interface FramePlan {
  /** The script of the frame, and that of Python's worker. */
  readonly script: URL;
  readonly worker: URL;
  /** Folders with what the worker loads. */
  readonly folders: readonly URL[];
  /** Addresses of hosts and folders that programs may connect to besides; `*` is all there are. */
  readonly reaches: readonly string[];
}

/** The markup of the frame's document. */
export function frameMarkup(plan: FramePlan): string {
  return [
    '<!doctype html><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${attribute(framePolicy(plan))}">`,
    `<title>Python</title><script src="${attribute(plan.script.href)}"></script>`,
  ].join('');
}

/** The Content-Security-Policy of the document, which its workers inherit. */
export function framePolicy({ script, worker, folders, reaches }: FramePlan): string {
  const own = [...new Set([script, worker, ...folders].map((url) => source(new URL('./', url))))];
  const more = reaches.map((address) => (URL.canParse(address) ? source(new URL(address)) : address));
  return [
    "default-src 'none'",
    // What a program makes of texts is no more than it can do anyway.
    `script-src ${own.join(' ')} blob: 'unsafe-eval' 'wasm-unsafe-eval'`,
    // Both inherit it; `data:` is for WebKit (see `inlineScheme`).
    'worker-src blob: data:',
    `connect-src ${[...new Set([...own, ...more])].join(' ')}`,
  ].join('; ');
}

/** An address as a policy writes it: without what comes behind its path, nor signs that separate. */
function source({ origin, pathname }: URL): string {
  const path = pathname === '/' ? '' : pathname.replaceAll(';', '%3B').replaceAll(',', '%2C');
  return `${origin}${path}`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
