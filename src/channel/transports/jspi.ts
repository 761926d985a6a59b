/** JavaScript Promise Integration: Python's stack is suspended, and the event loop brings the messages. */
import type { Abilities } from '../channel.ts';
import { byPort } from './port.ts';
import suspend from './suspend.wat';
import type { CapabilityScope, Transport } from './transport.ts';

const name = 'jspi';
const abilities: Abilities = { block: false, suspend: true, interrupt: false };

const LACK = 'WebAssembly cannot wait for promises here';

/** The parts of WebAssembly that are tried; TypeScript's own types do not have all of them. */
interface Suspendable {
  readonly Module: typeof WebAssembly.Module;
  readonly Instance: typeof WebAssembly.Instance;
  readonly CompileError: typeof WebAssembly.CompileError;
  readonly Suspending: new (wait: () => Promise<number>) => WebAssembly.ImportValue;
  promising(run: unknown): () => Promise<number>;
}

/** Has WebAssembly wait for a promise. */
async function waits({ Module, Instance, Suspending, promising }: Suspendable): Promise<boolean> {
  const wait = new Suspending(() => Promise.resolve(1));
  const { exports } = new Instance(new Module(suspend), { host: { wait } });
  return (await promising(exports.run)()) === 1;
}

export const jspi: Transport = {
  name,
  abilities,
  merit: 'WebAssembly can wait for promises',

  async lack({ WebAssembly }: CapabilityScope): Promise<string | undefined> {
    if (WebAssembly === undefined || !('Suspending' in WebAssembly)) return LACK;
    const wasm = WebAssembly as Suspendable;
    return waits(wasm).then(
      (does) => (does ? undefined : LACK),
      // A policy may keep the page from WebAssembly, and not its worker.
      (error) => (error instanceof wasm.CompileError ? undefined : `${LACK} (${String(error)})`),
    );
  },

  ...byPort(name, abilities),
};
