/** Defines `<python-debugger>` in a page. */
import type { OpenOptions } from './contract.ts';
import type { Opening } from './opened.ts';
import { PythonDebuggerElement } from './python-debugger.ts';
import { Turns } from './turns.ts';

const NAME = 'python-debugger';

/**
 * Defines it; a page that does so twice keeps the first.
 *
 * @param base - Where `pyodide/` and `dapper-hook.so` are unless an element says otherwise; ends in a slash.
 */
export function defineElement(base: URL): void {
  if (customElements.get(NAME)) return;
  let opening: Promise<Opening> | undefined;
  const turns = new Turns();
  const load = async () => {
    const { Opening } = await import('./opened.ts');
    return new Opening(base);
  };
  const opener = async (shell: HTMLElement, options: OpenOptions) => {
    opening ??= load();
    opening.catch(() => {
      opening = undefined; // what could not be fetched may be there at the next try
    });
    return (await opening).open(shell, options);
  };
  customElements.define(
    NAME,
    class extends PythonDebuggerElement {
      constructor() {
        super(opener, turns);
      }
    },
  );
}
