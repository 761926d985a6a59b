/** The one place that decides how the worker waits for the client. */
import type { TransportName } from './channel.ts';

/** What the platform can do. */
export interface Capabilities {
  /** `SharedArrayBuffer` exists and may be sent to a worker. */
  readonly sharedMemory: boolean;
  /** Why there is no shared memory, for a person; absent when there is. */
  readonly sharedMemoryLack?: string;
  /** JavaScript Promise Integration: WebAssembly can wait for a promise. */
  readonly promiseIntegration: boolean;
}

/** The transport, and a sentence that says why this one. */
export interface TransportChoice {
  readonly transport: TransportName;
  readonly reason: string;
}

/** The parts of the global scope that tell the capabilities. */
export interface CapabilityScope {
  readonly SharedArrayBuffer?: unknown;
  /** Absent where isolation is not a thing, as in Node. */
  readonly crossOriginIsolated?: boolean;
  readonly WebAssembly?: object;
}

/** Looks at `scope`, which is `globalThis` outside tests. */
export function detectCapabilities(scope: CapabilityScope): Capabilities {
  const isolated = scope.crossOriginIsolated !== false;
  const sharedMemory = typeof scope.SharedArrayBuffer === 'function' && isolated;
  return {
    sharedMemory,
    ...(sharedMemory
      ? {}
      : {
          sharedMemoryLack: isolated
            ? 'this browser has no SharedArrayBuffer'
            : 'the page is not cross-origin isolated',
        }),
    promiseIntegration: scope.WebAssembly !== undefined && 'Suspending' in scope.WebAssembly,
  };
}

/**
 * The best transport that `capabilities` allow: `atomics`, then `jspi`, then `none`.
 *
 * @param wanted - Takes this one instead of a better one, if it is possible.
 */
export function chooseTransport(capabilities: Capabilities, wanted?: TransportName): TransportChoice {
  const { sharedMemory, sharedMemoryLack, promiseIntegration } = capabilities;
  const possible: TransportChoice[] = [];
  if (sharedMemory) possible.push({ transport: 'atomics', reason: 'shared memory is available' });
  if (promiseIntegration) {
    const lack = sharedMemoryLack ?? 'it was asked for';
    possible.push({ transport: 'jspi', reason: `${lack}, and WebAssembly can wait for promises` });
  }
  const lack = sharedMemoryLack ?? 'it was asked for';
  possible.push({
    transport: 'none',
    reason: `${lack}${promiseIntegration ? '' : ', and WebAssembly cannot wait for promises here'}`,
  });
  return (possible.find(({ transport }) => transport === wanted) ?? possible[0]) as TransportChoice;
}
