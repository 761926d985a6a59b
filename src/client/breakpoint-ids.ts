/**
 * Keeps the ids of breakpoints valid for the client when a restart makes a new worker, which counts from one again.
 *
 * The client's ids are given out here; each worker's own are translated. A breakpoint that is set again at a restart keeps
 * the client's id of the one in the same place of the same file's list.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';

type Breakpoints = readonly DebugProtocol.Breakpoint[];

export class BreakpointIds {
  private next = 1;
  private toClient = new Map<number, number>();
  private readonly lists = new Map<string, readonly (number | undefined)[]>();

  /** Forgets the ids of the last worker; the client's lists stay, to be matched by `replayed`. */
  newWorker(): void {
    this.toClient = new Map();
  }

  /** The client's view of the worker's answer to a `setBreakpoints` of the client. */
  answered(path: string, breakpoints: Breakpoints): DebugProtocol.Breakpoint[] {
    const translated = breakpoints.map((breakpoint) => this.translate(breakpoint));
    this.lists.set(
      path,
      translated.map(({ id }) => id),
    );
    return translated;
  }

  /** Matches the worker's answer to a `setBreakpoints` that a restart replayed; the client's view of it. */
  replayed(path: string, breakpoints: Breakpoints): DebugProtocol.Breakpoint[] {
    const known = this.lists.get(path) ?? [];
    breakpoints.forEach(({ id }, index) => {
      const clientId = known[index];
      if (id !== undefined && clientId !== undefined) this.toClient.set(id, clientId);
    });
    return this.answered(path, breakpoints);
  }

  /** The client's view of an event's body. */
  event(event: string, body: unknown): unknown {
    if (event === 'breakpoint') {
      const { breakpoint, ...rest } = body as DebugProtocol.BreakpointEvent['body'];
      return { ...rest, breakpoint: this.translate(breakpoint) };
    }
    if (event === 'stopped') {
      const stopped = body as DebugProtocol.StoppedEvent['body'];
      if (!stopped.hitBreakpointIds) return stopped;
      return { ...stopped, hitBreakpointIds: stopped.hitBreakpointIds.map((id) => this.clientId(id)) };
    }
    return body;
  }

  private translate(breakpoint: DebugProtocol.Breakpoint): DebugProtocol.Breakpoint {
    return breakpoint.id === undefined ? breakpoint : { ...breakpoint, id: this.clientId(breakpoint.id) };
  }

  private clientId(id: number): number {
    let clientId = this.toClient.get(id);
    if (clientId === undefined) {
      clientId = this.next++;
      this.toClient.set(id, clientId);
    }
    return clientId;
  }
}
