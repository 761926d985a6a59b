/** The one place that decides how the worker waits for the client. */
import type { Abilities, ChannelEndpoint, WorkerChannel } from './channel.ts';
import { transports } from './transports/index.ts';
import type { CapabilityScope, OpenedChannel, Transport } from './transports/transport.ts';

/** The transport, what it can do, and a sentence that says why this one. */
export interface TransportChoice {
  readonly transport: string;
  readonly abilities: Abilities;
  readonly reason: string;
}

/**
 * The best transport that can be used.
 *
 * @param scope - `globalThis`, outside tests.
 * @param wanted - Takes the one of this name instead of a better one, if it can be used.
 * @throws Error if none has that name.
 */
export function chooseTransport(scope: CapabilityScope, wanted?: string): TransportChoice {
  if (wanted !== undefined) named(wanted);
  const possible = transports.filter((each) => each.lack(scope) === undefined);
  const taken = possible.find(({ name }) => name === wanted) ?? possible[0];
  if (taken === undefined) throw new Error('No transport can be used, though the last one needs nothing.');
  return { transport: taken.name, abilities: taken.abilities, reason: reasonFor(taken, scope) };
}

/** Why none of the better ones, and what makes this one possible. */
function reasonFor(taken: Transport, scope: CapabilityScope): string {
  const better = transports.slice(0, transports.indexOf(taken));
  const reasons = better.map((each) => each.lack(scope) ?? 'it was asked for');
  return [...new Set(reasons), ...(taken.merit === undefined ? [] : [taken.merit])].join(', and ');
}

/**
 * A new channel.
 *
 * @param size - See `Transport.openClient`.
 */
export function openClientChannel(transport: string, size?: number): OpenedChannel {
  return named(transport).openClient(size);
}

/** Opens the worker's end of the channel that the client made. */
export function openWorkerChannel(endpoint: ChannelEndpoint): WorkerChannel {
  return named(endpoint.transport).openWorker(endpoint);
}

function named(name: string): Transport {
  const found = transports.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new Error(`There is no transport "${name}"; there are ${transports.map((each) => each.name).join(', ')}.`);
}
