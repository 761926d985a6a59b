/** No way to wait: programs run, and cannot be paused. */
import type { Abilities } from '../channel.ts';
import { byPort } from './port.ts';
import type { Transport } from './transport.ts';

const name = 'none';
const abilities: Abilities = { block: false, suspend: false, interrupt: false };

export const none: Transport = { name, abilities, lack: async () => undefined, ...byPort(name, abilities) };
