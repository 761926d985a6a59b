/**
 * What the build has put beside the bundle for a fast start under this very Node (scripts/lib/snapshot.mjs): a snapshot
 * of Pyodide's memory, its own script, and the machine code of its interpreter. The one without the other would leave
 * programs in V8's baseline code to their end; an engine that does not give its code says when it has optimized the
 * interpreter, and is warmed up until then.
 */
import { existsSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import type { Snapshot } from '../worker/platform.ts';
import { besideBundle } from './bundle.ts';
import { engineFunction } from './engine.ts';
import type { InterpreterMessage } from './interpreter.ts';
import { pyodideScriptOptions } from './pyodide-script.ts';
import { openSnapshot } from './snapshot-file.ts';

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
  const { interpreter, sound } = interpreterFrom(compiled);
  const file = openSnapshot(besideBundle('snapshot', bundle));
  return {
    interpreter,
    sound,
    options: pyodideScriptOptions(bundle),
    image: (interpreter) => file.image(interpreter),
    close: () => file.close(),
    ...(isOptimized && { isOptimized }),
  };
}

/** What comes of an interpreter; both fail with why there is none. The other side closes the port. */
function interpreterFrom(compiled: MessagePort): Pick<Snapshot, 'interpreter' | 'sound'> {
  const first = <T>(part: (message: InterpreterMessage) => T | undefined): Promise<T> => {
    const promise = new Promise<T>((resolve, reject) => {
      compiled.on('message', (message: InterpreterMessage) => {
        const found = part(message);
        if (found !== undefined) resolve(found);
        else if ('problem' in message) reject(new Error(message.problem));
      });
    });
    promise.catch(() => {}); // awaited when Pyodide comes to it, or never
    return promise;
  };
  return {
    interpreter: first((message) => ('module' in message ? message.module : undefined)),
    sound: first((message) => ('sound' in message ? message.sound : undefined)),
  };
}
