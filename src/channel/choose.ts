/** The one place that decides how the worker waits for the client. */
import type { Abilities, ChannelEndpoint, WorkerChannel } from './channel.ts';
import { transports } from './transports/index.ts';
import type { CapabilityScope, ChannelOptions, OpenedChannel, Transport } from './transports/transport.ts';

/** The transport, what it can do, and a sentence that says why this one. */
export interface TransportChoice {
  readonly transport: string;
  readonly abilities: Abilities;
  readonly reason: string;
}

/** A transport that was chosen, to be used. */
export interface ChosenTransport extends TransportChoice {
  /** See `Transport`. */
  readonly needsControl: boolean;
  /**
   * A new channel.
   *
   * @param size - Bytes of what the inbox holds, where that is limited.
   */
  openClient(size?: number): OpenedChannel;
}

/** What can be asked for. */
export const transportNames: readonly string[] = transports.map(({ name }) => name);

/**
 * The best transport that works: each is tried, best first, until one does.
 *
 * @param scope - `globalThis`, outside tests, and what else there is to try.
 * @param wanted - Takes the one of this name instead of a better one, if it works.
 * @throws Error if none has that name.
 */
export async function chooseTransport(scope: CapabilityScope, wanted?: string): Promise<ChosenTransport> {
  const reasons: string[] = [];
  const asked = wanted === undefined ? [] : [named(wanted)];
  for (const each of [...asked, ...transports.filter((one) => !asked.includes(one))]) {
    const lack = await each.lack(scope);
    if (lack === undefined) {
      if (each === asked[0]) reasons.push('it was asked for');
      if (each.merit !== undefined) reasons.push(each.merit);
      return chosen(each, [...new Set(reasons)].join(', and '), scope);
    }
    reasons.push(lack);
  }
  throw new Error('No transport can be used, though the last one needs nothing.');
}

/**
 * The transport of this name, which nobody has tried.
 *
 * @throws Error if none has that name.
 */
export function takeTransport(name: string): ChosenTransport {
  return chosen(named(name), 'it is the only one here', {});
}

/** Opens the worker's end of the channel that the client made. */
export function openWorkerChannel(endpoint: ChannelEndpoint): WorkerChannel {
  return named(endpoint.transport).openWorker(endpoint);
}

function chosen(
  { name, abilities, needsControl = false, openClient }: Transport,
  reason: string,
  { relay }: ChannelOptions,
): ChosenTransport {
  return {
    transport: name,
    abilities,
    reason,
    needsControl,
    openClient: (size) => openClient(size === undefined ? { relay } : { relay, size }),
  };
}

function named(name: string): Transport {
  const found = transports.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new Error(`There is no transport "${name}"; there are ${transportNames.join(', ')}.`);
}
