/** What stands between an element's tags: the program, and files beside it. */

import { programText } from '../model/program-text.ts';
import { type ChildFile, usableFiles } from './child-files.ts';
import { firstCode } from './code-block.ts';
import type { Taught } from './scenes/within-program.ts';

/** What was found. */
export interface Written {
  readonly program: string;
  readonly files: readonly ChildFile[];
  /** What is wrong with the files, a sentence each. */
  readonly problems: readonly string[];
  /** The steps of a lesson. */
  readonly scenes: readonly Element[];
}

/** Elements whose text is not the program's. */
const NOT_PROGRAM = 'python-file, python-scene, [slot]';

/**
 * Reads the children of `host`. A program with `<` or `&` in it is best written in a `<script type="text/x-python">`,
 * whose text HTML leaves alone, or in a fenced block, of which a generator of documentation makes a `<pre>`.
 */
export function writtenIn(host: HTMLElement): Written {
  const copy = host.cloneNode(true) as HTMLElement;
  const files = [...copy.querySelectorAll('python-file')].map((file): ChildFile => {
    const name = file.getAttribute('name') ?? '';
    const src = file.getAttribute('src');
    return src === null ? { name, text: programText(file.textContent ?? '') } : { name, src };
  });
  const scenes = [...copy.querySelectorAll('python-scene')];
  for (const other of copy.querySelectorAll(NOT_PROGRAM)) other.remove();
  const script = copy.querySelector('script[type="text/x-python"]');
  const text = script?.textContent ?? firstCode(copy) ?? copy.textContent ?? '';
  return { program: programText(text), scenes, ...usableFiles(files) };
}

/** What the steps of a lesson are about. A module that is fetched is not known yet. */
export function taught(program: string, { files }: Written): Taught {
  const modules = files.filter(({ name }) => name.endsWith('.py'));
  const beside = modules.flatMap((file) => ('text' in file ? file.text : []));
  return { program, beside: beside.length === modules.length ? beside : undefined };
}
