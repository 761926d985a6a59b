/** A program as markup for another page, in which `<python-debugger>` shows it. */

import { programText } from '../../model/program-text.ts';
import { breakpointsText, type WrittenBreakpoint } from '../../model/written-breakpoints.ts';
import { expressionsText } from '../../model/written-list.ts';
import type { SharedProgram } from './shared-program.ts';

/** The markup, and how much of what belongs to the program it has no way to say. */
export interface Embedding {
  readonly markup: string;
  /** How many breakpoints and watched expressions are left out. */
  readonly leftOut: number;
}

/**
 * The markup for `program`. Breakpoints that are switched off are not in it, and none of other files.
 *
 * @param script - The address of the element's script.
 */
export function embedding({ text, files = [], breakpoints, watches }: SharedProgram, script: string): Embedding {
  // The element counts lines from the first that is not blank.
  const skipped = /^(?:[^\S\n]*\n)*/.exec(text.replace(/\r\n?/g, '\n'))?.[0].split('\n').length ?? 1;
  const enabled = breakpoints.filter((each) => each.enabled);
  const wanted = enabled
    .filter(({ path }) => path === undefined)
    .map(
      ({ line, column, enabled: _, path: __, ...details }): WrittenBreakpoint => ({
        line: line - skipped + 1,
        ...(column !== undefined && { column }),
        details,
      }),
    );
  const inProgram = wanted.filter(({ line }) => line >= 1);
  const written = breakpointsText(inProgram);
  const expressions = watches.map((each) => each.trim()).filter((each) => each !== '');
  const watched = expressionsText(expressions);
  const attributes = [
    ...(written.text === '' ? [] : [` breakpoints=${quoted(written.text)}`]),
    ...(watched.text === '' ? [] : [` watches=${quoted(watched.text)}`]),
    ...(watched.text === '' ? [] : [' panels="variables watch terminal"']),
  ].join('');
  const lines = [
    `<script type="module" src=${quoted(script)}></script>`,
    `<python-debugger${attributes}>`,
    escaped(text.replace(/\n+$/, '')),
    ...files.map(
      ({ name, text }) =>
        `<python-file name=${quoted(name)}${isPlain(text) ? `>\n${escaped(text)}\n` : ` src=${quoted(address(text))}>`}</python-file>`,
    ),
    '</python-debugger>',
    '',
  ];
  return {
    markup: lines.join('\n'),
    leftOut: enabled.length - inProgram.length + written.leftOut + watched.leftOut,
  };
}

/** Whether the element reads a file as it is: it cuts what an author writes around one to lay out the page. */
function isPlain(text: string): boolean {
  return programText(text) === text && !text.includes('\0');
}

/** An address that holds the text itself. Halves of characters, which no file can have, are written as unknown ones. */
function address(text: string): string {
  return `data:text/plain;charset=utf-8,${encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))}`;
}

/** As the text of an element. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As the value of an attribute, in double quotes. */
function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', '&quot;')}"`;
}
