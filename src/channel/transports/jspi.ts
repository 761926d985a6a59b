/** JavaScript Promise Integration: Python's stack is suspended, and the event loop brings the messages. */
import type { Abilities } from '../channel.ts';
import { byPort } from './port.ts';
import type { CapabilityScope, Transport } from './transport.ts';

const name = 'jspi';
const abilities: Abilities = { block: false, suspend: true, interrupt: false };

export const jspi: Transport = {
  name,
  abilities,
  merit: 'WebAssembly can wait for promises',
  lack: ({ WebAssembly }: CapabilityScope) =>
    WebAssembly !== undefined && 'Suspending' in WebAssembly ? undefined : 'WebAssembly cannot wait for promises here',
  ...byPort(name, abilities),
};
