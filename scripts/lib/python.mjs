// Ruff as WebAssembly: it sees one text at a time, so the settings file nearest to a source is found here.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ruff from '@astral-sh/ruff-wasm-nodejs';
import { parse } from 'smol-toml';
import { sourceFiles } from './files.mjs';
import { root } from './setup.mjs';

/** @type {Map<string, ruff.Workspace>} */
const workspaces = new Map();

/**
 * Ruff with the settings that hold for a file: those of the nearest ruff.toml above it.
 * @param {string} file path from the root
 * @returns {ruff.Workspace}
 */
function workspaceFor(file) {
  let folder = dirname(join(root, file));
  while (!existsSync(join(folder, 'ruff.toml'))) folder = dirname(folder);
  const settings = join(folder, 'ruff.toml');
  let workspace = workspaces.get(settings);
  if (!workspace) {
    workspace = new ruff.Workspace(parse(readFileSync(settings, 'utf8')), ruff.PositionEncoding.Utf16);
    workspaces.set(settings, workspace);
  }
  return workspace;
}

/**
 * Applies the fixes of diagnostics to a text, from its end to its start so that positions stay true.
 * @param {string} text
 * @param {ruff.Diagnostic[]} diagnostics
 * @returns {string}
 */
function applyFixes(text, diagnostics) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  /** @param {{ row: number, column: number }} location */
  const offset = ({ row, column }) => (starts[row - 1] ?? text.length) + column - 1;
  const edits = diagnostics
    .flatMap(({ fix }) => fix?.edits ?? [])
    .map((edit) => ({ from: offset(edit.location), to: offset(edit.end_location), content: edit.content ?? '' }))
    .sort((a, b) => b.from - a.from);
  let untouched = text.length;
  let result = text;
  for (const { from, to, content } of edits) {
    if (to > untouched) continue; // overlaps a fix already made; the next round finds it again
    result = result.slice(0, from) + content + result.slice(to);
    untouched = from;
  }
  return result;
}

/**
 * A text as a file of that path has to be formatted.
 * @param {string} file
 * @param {string} text
 * @returns {string}
 */
export function formatPython(file, text) {
  return workspaceFor(relative(root, file)).format(text);
}

/**
 * Checks every Python file, and with `write` fixes it.
 * @param {{ write: boolean }} options
 * @returns {string[]} one line for each thing that is still wrong
 */
export function checkPython({ write }) {
  /** @type {string[]} */
  const problems = [];
  for (const file of sourceFiles(['.py'])) {
    const workspace = workspaceFor(file);
    const original = readFileSync(join(root, file), 'utf8');
    let text = original;
    /** @type {ruff.Diagnostic[]} */
    let diagnostics = workspace.check(text);
    const syntaxError = diagnostics.some(({ code }) => code === null || code === 'invalid-syntax');
    if (write && !syntaxError) {
      for (let round = 0; round < 5 && diagnostics.some(({ fix }) => fix); round += 1) {
        text = applyFixes(text, diagnostics);
        diagnostics = workspace.check(text);
      }
      text = workspace.format(text);
      diagnostics = workspace.check(text);
      if (text !== original) writeFileSync(join(root, file), text);
    }
    for (const { code, message, start_location: start } of diagnostics) {
      problems.push(`${file}:${start.row}:${start.column} ${code ?? 'syntax'} ${message}`);
    }
    if (!syntaxError && workspace.format(text) !== text) problems.push(`${file} is not formatted`);
  }
  return problems;
}
