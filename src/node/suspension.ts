/**
 * WebAssembly that can suspend (JSPI): what `asyncio.run` and `run_sync` need.
 *
 * Engines had it behind a flag for long, and the flag is the process's from its start: switched on later, V8 11.3
 * crashes. The flags are part of what V8's machine code depends on, so the build makes that under the same ones
 * (scripts/lib/snapshot.mjs).
 */
import v8 from 'node:v8';

const [MAJOR = 0, MINOR = 0] = process.versions.v8.split('.').map(Number);

/** The first version of V8 (major, minor) that knows it by the name that it got in the end. */
const RENAMED = [12, 6] as const;
/** The first version of V8 in which a stack does not count as memory that JavaScript holds. */
const UNCOUNTED = 13;

/**
 * Kilobytes of the stack on which a program runs that can suspend, for which V8's own number is 984. As many as the
 * thread has (see `startNodeWorker`): Python's own limit must be what ends a recursion. Where stacks count, 64 MB at
 * once begin a garbage collection, under the program's first lines; 48 do not.
 */
const STACK_KILOBYTES = (MAJOR < UNCOUNTED ? 48 : 64) * 1024;
const STACK = `--wasm-stack-switching-stack-size=${STACK_KILOBYTES}`;

/** The flags that a process must be started with for WebAssembly to suspend in it; none where it can without. */
export function suspensionFlags(): readonly string[] {
  if ('Suspending' in WebAssembly) return [];
  const renamed = MAJOR > RENAMED[0] || (MAJOR === RENAMED[0] && MINOR >= RENAMED[1]);
  return [renamed ? '--experimental-wasm-jspi' : '--experimental-wasm-stack-switching', STACK];
}

/** All that is set when a program runs: what the build makes for that has to be made under the same. */
export function engineFlags(): readonly string[] {
  return [...new Set([...suspensionFlags(), STACK])];
}

/** Those of `suspensionFlags` that this process has been started without. */
export function missingFlags(): readonly string[] {
  return suspensionFlags().filter((flag) => !process.execArgv.includes(flag));
}

/** Gives the stacks of threads that start from now on their size, where that was not one of the flags. */
export function sizeStacks(): void {
  if ('Suspending' in WebAssembly) v8.setFlagsFromString(STACK);
}

/**
 * Starts this command anew, with flags of the engine; this process lends it its streams, passes signals on, and ends as
 * it ends.
 */
export async function startAgain(flags: readonly string[]): Promise<void> {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [...process.execArgv, ...flags, ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`dapper-web-dap could not be started with ${flags.join(' ')}: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
