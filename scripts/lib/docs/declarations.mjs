// What a module exports, read from the declarations that the compiler has made of it.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root } from '../setup.mjs';

/**
 * @typedef {object} Declaration
 * @property {string} name
 * @property {string} comment without the signs around it; empty if there is none
 * @property {string} code
 */

/** Where `tsc -b` puts the declarations of each folder of the sources. */
const TYPES = join(root, '.cache', 'types');

const START =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function|class|interface|type|const|let|enum|namespace) ([\w$]+)/;
const FROM = /^export (?:type )?(\*|\{[^}]*\}) from '(\.[^']+)\.ts';$/gm;

/**
 * The declarations that the module at `path` exports, by name; those of what it passes on too.
 * @param {string} path in the sources, without its ending
 * @param {(path: string) => boolean} [isWanted] whether to follow a module that all is passed on of
 * @returns {Map<string, Declaration>}
 */
export function declarationsOf(path, isWanted = () => true) {
  const text = readFileSync(`${join(TYPES, path.includes('/') ? path : `index/${path}`)}.d.ts`, 'utf8');
  const found = new Map(declarationsIn(text).map((each) => [each.name, each]));
  for (const [, names = '', from = ''] of text.matchAll(FROM)) {
    const target = posix.join(posix.dirname(path), from);
    if (names === '*' && !isWanted(target)) continue;
    const there = declarationsOf(target, isWanted);
    for (const [name, as] of names === '*' ? [...there.keys()].map((name) => [name, name]) : passedOn(names)) {
      const declaration = there.get(name ?? '');
      if (declaration && as) found.set(as, { ...declaration, name: as });
    }
  }
  return found;
}

/**
 * Names in `{ a, type B as C }`, and what they are called then.
 * @param {string} names
 */
function passedOn(names) {
  return names
    .slice(1, -1)
    .split(',')
    .map((name) => name.trim().replace(/^type /, ''))
    .filter(Boolean)
    .map((name) => {
      const [from, as = from] = name.split(' as ');
      return [from, as];
    });
}

/**
 * The exported declarations of one file.
 * @param {string} text
 * @returns {Declaration[]}
 */
export function declarationsIn(text) {
  const lines = text.split('\n');
  /** @type {Declaration[]} */
  const found = [];
  let comment = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('/**')) {
      const end = lines.findIndex((each, index) => index >= at && each.includes('*/'));
      comment = plain(lines.slice(at, end + 1));
      at = end;
      continue;
    }
    const [, name] = START.exec(line) ?? [];
    if (name) {
      const end = endOf(lines, at);
      found.push({ name, comment, code: publicOnly(lines.slice(at, end + 1)) });
      at = end;
    }
    comment = '';
  }
  return found;
}

/**
 * The last line of the statement that begins at `start`.
 * @param {string[]} lines
 * @param {number} start
 */
function endOf(lines, start) {
  let depth = 0;
  for (let at = start; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\/\*\*.*?\*\/|^\s*\*.*|'[^']*'/g, '').replaceAll('=>', '');
    depth += (line.match(/[{([<]/g) ?? []).length - (line.match(/[})\]>]/g) ?? []).length;
    if (depth <= 0 && /[;}]\s*$/.test(line)) return at;
  }
  return lines.length - 1;
}

/**
 * A comment's text.
 * @param {string[]} lines
 */
function plain(lines) {
  return lines
    .map((line) => line.replace(/^\s*\/?\*+\/? ?|\s*\*\/\s*$/g, ''))
    .join('\n')
    .trim();
}

/**
 * The code without what only the class itself may use, and that with its comment.
 * @param {string[]} lines
 */
function publicOnly(lines) {
  return lines
    .join('\n')
    .replace(/(?:^ +\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^ +private [^\n]*\n/gm, '')
    .replace(/^ +#private;\n/gm, '')
    .replace(/^export (declare )?/, '');
}
