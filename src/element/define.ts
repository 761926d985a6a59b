/** Defines `<python-debugger>` in the page that loads this module; the files that it needs lie beside it. */
import { defineElement } from './define-element.ts';

defineElement(new URL('./', import.meta.url));
