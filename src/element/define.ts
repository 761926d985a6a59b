/** Defines `<python-debugger>` in the page that loads this module. */
import type { OpenOptions } from './contract.ts';
import type { Opening } from './opened.ts';
import { PythonDebuggerElement } from './python-debugger.ts';

const NAME = 'python-debugger';

/** A page that loads the module twice keeps the first. */
if (!customElements.get(NAME)) {
  let opening: Promise<Opening> | undefined;
  const load = async () => {
    const { Opening } = await import('./opened.ts');
    return new Opening(new URL('./', import.meta.url));
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
        super(opener);
      }
    },
  );
}
