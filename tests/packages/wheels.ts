/** Makes wheels, and what an index says of them. */
import { createHash } from 'node:crypto';
import { unindented } from '../unindented.ts';
import { zip } from './zip.ts';

/** A package to make. */
export interface WheelPlan {
  readonly name: string;
  readonly version?: string;
  /** Texts, by their path in `site-packages`. */
  readonly files: Readonly<Record<string, string>>;
  readonly requires?: readonly string[];
  /** Versions of Python. */
  readonly python?: string;
  /** "py3-none-any" if absent. */
  readonly tag?: string;
}

/** A wheel. */
export interface Wheel {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly bytes: Buffer;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly python: string;
}

export function makeWheel({
  name,
  version = '1.0',
  files,
  requires = [],
  python = '',
  tag = 'py3-none-any',
}: WheelPlan): Wheel {
  const info = `${name.replaceAll('-', '_')}-${version}.dist-info`;
  const metadata = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    `Version: ${version}`,
    ...(python ? [`Requires-Python: ${python}`] : []),
    ...requires.map((each) => `Requires-Dist: ${each}`),
  ];
  const sources = Object.entries(files).map(([path, text]) => [path, unindented(text)]);
  const bytes = zip({
    ...Object.fromEntries(sources),
    [`${info}/METADATA`]: `${metadata.join('\n')}\n`,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    [`${info}/RECORD`]: '',
  });
  const file = `${info.replace('.dist-info', '')}-${tag}.whl`;
  return { name, version, file, bytes, sha256: sha256Of(bytes), python };
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A package as Pyodide's own list has it. */
export function listed(
  { name, version, file, sha256 }: Wheel,
  imports: readonly string[],
  depends: readonly string[] = [],
) {
  const more = { install_dir: 'site', package_type: 'package', unvendored_tests: false, shared_library: false };
  return { name, version, file_name: file, sha256, imports, depends, ...more };
}

/** The page of a package in an index, as HTML. Files lie beside it. */
export function htmlPage(wheels: readonly Wheel[]): string {
  const links = wheels.map(({ file, sha256, python }) => {
    const needs = python && ` data-requires-python="${python.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`;
    return `<a href="${file}#sha256=${sha256}"${needs}>${file}</a><br>`;
  });
  return `<!DOCTYPE html>\n<html><body>\n${links.join('\n')}\n</body></html>\n`;
}

/** The same as JSON. */
export function jsonPage(wheels: readonly Wheel[]): string {
  const files = wheels.map(({ file, sha256, python }) => ({
    filename: file,
    url: file,
    hashes: { sha256 },
    ...(python && { 'requires-python': python }),
  }));
  return JSON.stringify({ meta: { 'api-version': '1.0' }, name: wheels[0]?.name ?? '', files });
}
