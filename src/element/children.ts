/** What stands between an element's tags: the program, and files beside it. */
import { programText } from './program-text.ts';

/** A file that the program finds in its folder. */
export interface ChildFile {
  readonly name: string;
  readonly text: string;
}

/** What was found. */
export interface Written {
  readonly program: string;
  readonly files: readonly ChildFile[];
}

/** Elements whose text is not the program's. */
const NOT_PROGRAM = 'python-file, python-scene, [slot]';

/**
 * Reads the children of `host`. A program with `<` or `&` in it is best written in a `<script type="text/x-python">`,
 * whose text HTML leaves alone.
 */
export function writtenIn(host: HTMLElement): Written {
  const copy = host.cloneNode(true) as HTMLElement;
  const files = [...copy.querySelectorAll('python-file')].map((file) => ({
    name: file.getAttribute('name') ?? '',
    text: programText(file.textContent ?? ''),
  }));
  for (const other of copy.querySelectorAll(NOT_PROGRAM)) other.remove();
  const script = copy.querySelector('script[type="text/x-python"]');
  return { program: programText((script ?? copy).textContent ?? ''), files };
}
