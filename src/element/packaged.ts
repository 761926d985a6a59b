/** Defines `<python-debugger>` where it is imported, from the package; the files that it needs are in a folder beside. */
import { defineElement } from './define-element.ts';

export type { DebuggerEvents, DebuggerState } from './contract.ts';
export type { PythonDebuggerElement, StartMode } from './python-debugger.ts';

// A bundler does not know that folder: then the element's attribute "assets" names it.
defineElement(new URL(/* @vite-ignore */ './assets/', import.meta.url));
