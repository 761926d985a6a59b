/** The package as npm packs it, installed in a folder of its own beside what the checkout has installed. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const root = resolve(import.meta.dirname, '..');

/** A file of the package, with its path in it. */
export interface PackedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface Packed {
  /** Where it is installed; `node_modules/dapper-web` is the package. */
  readonly folder: string;
  readonly files: readonly PackedFile[];
  /** Bytes of the whole as it is sent. */
  readonly size: number;
  /** Text of a file. */
  text(path: string): string;
  remove(): void;
}

const start = promisify(execFile);

/** Packs and installs it. */
export async function installPacked(): Promise<Packed> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'dapper-packed-'));
  const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], join(root, 'dist', 'package'));
  // A list, or since npm 11 an object by the packages' names.
  const [packed] = Object.values(JSON.parse(stdout)) as { filename: string; size: number; files: PackedFile[] }[];
  if (!packed) throw new Error('npm has packed nothing.');
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  const own = join(modules, 'dapper-web');
  mkdirSync(own);
  await start('tar', ['-xzf', join(folder, packed.filename), '-C', own, '--strip-components=1']);
  return {
    folder,
    files: packed.files,
    size: packed.size,
    text: (path) => readFileSync(join(own, path), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Puts an example beside the installed package, and builds it if it has to be. */
export async function buildExample({ folder }: Packed, name: string): Promise<void> {
  const example = join(folder, name);
  cpSync(join(root, 'examples', name), example, { recursive: true });
  symlinkSync(join(folder, 'node_modules'), join(example, 'node_modules'));
  const { scripts } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'));
  if (scripts?.build !== undefined) await npm(['run', '--silent', 'build'], example);
}

/** What the compiler finds wrong in a project and in the package's types; other packages have to answer for themselves. */
export async function typeErrors(folder: string, project: string): Promise<readonly string[]> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, '--project', project, '--pretty', 'false'];
  const output: string = await start(process.execPath, args, { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
  const errors = output.split('\n').filter((line) => /\berror TS\d+:/.test(line));
  return errors.filter((line) => !/node_modules\/(?!dapper-web\/)/.test(line.replace(/:.*/, '')));
}

/** Runs npm as it was started, else the one that the system has. */
function npm(args: readonly string[], cwd: string) {
  const path = process.env.npm_execpath;
  const [command, ...first]: [string, ...string[]] = path?.endsWith('npm-cli.js') ? [process.execPath, path] : ['npm'];
  const PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`;
  return start(command, [...first, ...args], { cwd, env: { ...process.env, PATH }, maxBuffer: 1 << 24 });
}
