/** Those who listen to a session's events. */
import type { Events } from '../protocol/index.ts';
import type { Unsubscribe } from './connection.ts';

export class Emitter {
  private readonly handlers = new Map<string, Set<(body: never) => void>>();
  private readonly anyHandlers = new Set<(event: string, body: unknown) => void>();

  on<E extends keyof Events>(event: E, handler: (body: Events[E]) => void): Unsubscribe {
    const handlers = this.handlers.get(event) ?? new Set();
    this.handlers.set(event, handlers);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  onAny(handler: (event: string, body: unknown) => void): Unsubscribe {
    this.anyHandlers.add(handler);
    return () => this.anyHandlers.delete(handler);
  }

  /** Reports an event of the session's own. */
  emit<E extends keyof Events>(event: E, body: Events[E]): void {
    this.deliver(event, body);
  }

  /** Reports any event. */
  deliver(event: string, body: unknown): void {
    for (const handler of this.handlers.get(event) ?? []) handler(body as never);
    for (const handler of this.anyHandlers) handler(event, body);
  }

  clear(): void {
    this.handlers.clear();
    this.anyHandlers.clear();
  }
}
