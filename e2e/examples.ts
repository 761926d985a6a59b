/** Examples that are built with packages of others; `examples/README.md` says how those are installed. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { preview } from 'vite';
import { type Packed, root } from './packed.ts';

const start = promisify(execFile);
const EXAMPLES = join(root, 'examples');
/** Inside of the folder with the packages, so that they are found there. */
const BUILT = join(EXAMPLES, '.cache');
const PACKAGES = join(EXAMPLES, 'node_modules');

const PLACES = [join(PACKAGES, '.bin'), ...(process.env.PATH ?? '').split(delimiter)];

/** Where a program is, among the packages of the examples or on the path. */
export function findProgram(name: string): string | undefined {
  return PLACES.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Whether a package of the examples is installed. */
export const hasPackage = (name: string): boolean => existsSync(join(PACKAGES, name));

/** Runs what {@link findProgram} finds, in a folder; nothing if the command is empty. */
export async function runProgram([command, ...args]: readonly string[], cwd: string): Promise<void> {
  if (command === undefined) return;
  const env = { ...process.env, PATH: PLACES.join(delimiter), ASTRO_TELEMETRY_DISABLED: '1', CI: 'true' };
  const running = start(findProgram(command) ?? command, args, { cwd, env, maxBuffer: 1 << 24 });
  // Tests that run beside it have a browser to wait for.
  if (running.child.pid) setPriority(running.child.pid, constants.priority.PRIORITY_LOW);
  await running;
}

/** An example that is served. */
export interface ServedExample {
  /** Of its first page. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Builds a copy of an example, and serves it.
 *
 * @param path - Of its folder, from `examples`.
 * @param served - Which folder of it is served when it is built, and under which path of the address.
 */
export async function openExample(
  path: string,
  { output, base = '/' }: { readonly output: string; readonly base?: string },
  build: (folder: string) => Promise<void>,
): Promise<ServedExample> {
  mkdirSync(BUILT, { recursive: true });
  const folder = mkdtempSync(join(BUILT, `${path.replaceAll(/\W/g, '-')}-`));
  cpSync(join(EXAMPLES, path), folder, { recursive: true });
  await build(folder);
  const server = await preview({
    configFile: false,
    root: folder,
    base,
    logLevel: 'error',
    build: { outDir: output },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}${base}`,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Builds the example in a folder by Vite, with the packed package beside those of others. */
export async function buildWithPacked(folder: string, packed: Packed): Promise<void> {
  const modules = join(folder, 'node_modules');
  // Vite may have put something there already.
  mkdirSync(modules, { recursive: true });
  symlinkSync(join(packed.folder, 'node_modules', 'dapper-web'), join(modules, 'dapper-web'));
  await runProgram(['vite', 'build', '--logLevel', 'error'], folder);
}
