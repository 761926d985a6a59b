/** Debugging over standard input and output. */
import { takeTransport } from '../channel/index.ts';
import { Supervisor } from '../client/session.ts';
import type { WorkerFactory } from '../client/worker-handle.ts';
import { DapServer } from './dap-server.ts';

/** Milliseconds in which the thread and the streams end by themselves. */
const LONGEST_END = 1000;

/** Serves one client, until it goes. */
export function serve(startWorker: WorkerFactory): void {
  const session = new Supervisor({ startWorker, base: '', bootAhead: 'never', transport: takeTransport('atomics') });
  const complain = (text: string) => process.stderr.write(`${text}\n`);
  const end = () => {
    session.dispose();
    // What was written last must be out before the process ends.
    process.stdout.write('', leave);
  };
  process.stdout.on('error', () => process.exit(0));
  new DapServer(session, process.stdin, process.stdout, complain, end).listen();
}

/**
 * Ends the process by leaving it nothing to do. Where V8 compiles in the background, `process.exit` of Node 24 now and
 * then waits for that, while that waits for this thread.
 */
function leave(): void {
  process.stdin.destroy();
  setTimeout(() => process.exit(0), LONGEST_END).unref();
}
