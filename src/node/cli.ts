/** `dapper-web-dap`: a debug adapter for Python on standard input and output, to be started by an editor. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isatty } from 'node:tty';
import { startNodeWorker } from './node-worker.ts';
import { missingFlags, startAgain } from './suspension.ts';

const HELP = `dapper-web-dap: debugs Python programs in Pyodide, over the Debug Adapter Protocol.

Usage: dapper-web-dap [--pyodide FOLDER | --help | --version]

  --pyodide FOLDER  run another release of Pyodide, 0.23 or later: the folder of its npm package

It reads DAP messages from standard input and writes them to standard output, each with a
Content-Length header. An editor starts it; in its configuration:

  "program"     path of the program: absolute, or relative to "cwd"
  "module"      in place of "program", a module to run as "python -m" does; found in "cwd"
  "args"        list of strings for sys.argv
  "cwd"         working folder; the program's own when absent
  "env"         environment variables; null removes one
  "stopOnEntry" stop at the first line
  "noDebug"     run without the debugger
  "justMyCode"  step only into your own code; true when absent
  "rules"       what is your own code: list of {"path" or "module": ..., "include": true or false}
  "breakOnSystemExit"
                list of exit codes, and of ranges {"from": 1, "to": 255}, with which SystemExit stops
  "frameEval", "frameEvalConfig"
                whether and how frame evaluation is used

A program that waits for input() gets the next expression that is evaluated in the debug console.
`;

/** Exit code for a call that makes no sense, as shells have it. */
const MISUSE = 2;

function main(args: readonly string[]): void {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(HELP);
    return;
  }
  if (args.includes('--version')) {
    process.stdout.write(`${version()}\n`);
    return;
  }
  const chosen = args[0] === '--pyodide';
  const folder = chosen && args[1] !== undefined ? resolve(args[1]) : undefined;
  const unknown = args[chosen ? 2 : 0];
  if (chosen && (folder === undefined || !existsSync(join(folder, 'pyodide.mjs')))) {
    misuse(`--pyodide names the folder of a release of Pyodide, with its pyodide.mjs; not "${args[1] ?? ''}".`);
  } else if (unknown !== undefined) {
    misuse(`dapper-web-dap takes no argument "${unknown}". The program is named by the editor's "launch" request.`);
  } else if (isatty(0)) {
    misuse('dapper-web-dap speaks the Debug Adapter Protocol with an editor, which starts it; see --help.');
  } else if (missingFlags().length > 0) {
    startAgain(missingFlags());
  } else {
    debug(folder);
  }
}

async function debug(pyodide?: string): Promise<void> {
  // Not a literal in the URL: the bundler would take the worker's bundle, which lies beside this one, for an asset.
  const entry = './worker-entry.mjs';
  const start = () => startNodeWorker(new URL(entry, import.meta.url), pyodide);
  // The thread starts while this one loads what talks to it.
  const first = [start()];
  const { serve } = await import('./serve.ts');
  serve(() => first.pop() ?? start());
}

function misuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = MISUSE;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

main(process.argv.slice(2));
