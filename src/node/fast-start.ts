/**
 * What the build has put beside the bundle for a fast start under this very Node (scripts/lib/snapshot.mjs): a snapshot of
 * Pyodide's memory, and the machine code of its interpreter. The one without the other would leave programs in V8's
 * baseline code to their end; an engine that does not give its code says when it has optimized the interpreter, and is
 * warmed up until then.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import type { Snapshot } from '../worker/platform.ts';
import { besideBundle } from './bundle.ts';
import { engineFunction } from './engine.ts';
import type { InterpreterMessage } from './interpreter.ts';
import { SnapshotFile } from './snapshot-file.ts';

/**
 * The snapshot; undefined where programs would run slowly after it.
 *
 * @param compiled - Tells of the interpreter (see `compileInterpreter`).
 */
export function readSnapshot(compiled: MessagePort): Snapshot | undefined {
  const bundle = new URL(import.meta.url);
  const hot = existsSync(besideBundle('code', bundle));
  const isOptimized = hot ? undefined : engineFunction<[unknown], boolean>('IsTurboFanFunction', 1);
  if (!hot && isOptimized === undefined) return undefined;
  const interpreter = interpreterFrom(compiled);
  interpreter.catch(() => {}); // awaited when Pyodide comes to it, or never
  const file = new SnapshotFile(besideBundle('snapshot', bundle));
  return {
    interpreter,
    image: (interpreter) => file.image(interpreter),
    close: () => file.close(),
    ...(isOptimized && { isOptimized }),
  };
}

/** @throws Error with why there is no interpreter. */
async function interpreterFrom(compiled: MessagePort): Promise<WebAssembly.Module> {
  const [message] = (await once(compiled, 'message')) as [InterpreterMessage];
  compiled.close();
  if ('problem' in message) throw new Error(message.problem);
  return message.module;
}
