/** A session as the debug adapter of an editor that runs in the page: DAP messages in, DAP messages out. */
import { readRequest } from '../protocol/index.ts';
import type { DebugSession } from './connection.ts';
import { MessageServer, type SentMessage } from './message-server.ts';

/** As VS Code has it: what its `DebugAdapterInlineImplementation` takes. */
export interface DebugAdapter {
  /** Takes a request of the client. What is none, and has no number to be answered by, is reported as output. */
  handleMessage(message: object): void;
  /** Calls `listener` with each event and each response, in order, until what it returns is disposed of. */
  onDidSendMessage(listener: (message: SentMessage) => unknown, self?: unknown): { dispose(): void };
  /** Sends nothing any more. The session goes on: another adapter may serve it. */
  dispose(): void;
}

/** How files are called by the client and by the program, where that differs. */
export interface PathNames {
  /** The program's path of a file, by what the client says: a URI, or a path as Windows writes it. */
  toProgram?(name: string): string;
  /** The other way. Files of libraries are asked for as well. */
  toClient?(path: string): string;
}

/**
 * @param session - Has been made or prepared for this client.
 * @returns an adapter in front of it.
 */
export function debugAdapter(session: DebugSession, { toProgram, toClient }: PathNames = {}): DebugAdapter {
  const listeners = new Set<(message: SentMessage) => unknown>();
  let isOver = false;
  const server = new MessageServer(session, async (message) => {
    const sent = toClient ? withPaths(message, toClient) : message;
    for (const listener of [...listeners]) unlessItThrows(() => listener(sent));
  });
  return {
    handleMessage(message) {
      if (isOver) return;
      const reading = readRequest(jsonOf(message));
      if (reading.is === 'request') {
        const { request } = reading;
        void server.serve(toProgram ? withPaths(request, toProgram) : request);
      } else if (reading.is === 'wrong') void server.refuse(reading.request, reading.error);
      else void server.tell(reading.error.message);
    },
    onDidSendMessage(listener, self) {
      const bound = (message: SentMessage) => listener.call(self, message);
      if (!isOver) listeners.add(bound);
      return { dispose: () => listeners.delete(bound) };
    },
    dispose() {
      isOver = true;
      server.dispose();
      listeners.clear();
    },
  };
}

/** What a client sends as text; what has no such text is no message. */
function jsonOf(message: unknown): string {
  try {
    return String(JSON.stringify(message));
  } catch (error) {
    // It refers to itself, is too deep, or has a number that JSON has not.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    return error.message;
  }
}

/** An error of one listener is reported where uncaught errors are; the others hear the message all the same. */
function unlessItThrows(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Where DAP has paths: in sources, modules and files, and in what a program is started with. */
const WITH_PATHS = new Map<string, readonly string[]>([
  ['source', ['path']],
  ['sources', ['path']],
  ['location', ['path']],
  ['module', ['path']],
  ['modules', ['path']],
  ['files', ['path']],
  ['arguments', ['program', 'cwd']],
]);

/** A copy of a message in which each path is what `change` makes of it. */
function withPaths<Value>(message: Value, change: (path: string) => string): Value {
  const copy = (value: unknown, paths: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((each) => copy(each, paths));
    if (typeof value !== 'object' || value === null) return value;
    const pairs = Object.entries(value).map(([key, each]) => {
      const isPath = typeof each === 'string' && paths.includes(key);
      return [key, isPath ? change(each) : copy(each, WITH_PATHS.get(key) ?? [])];
    });
    return Object.fromEntries(pairs);
  };
  return copy(message, []) as Value;
}
