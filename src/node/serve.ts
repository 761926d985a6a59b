/** Debugging over standard input and output. */
import { Supervisor } from '../client/session.ts';
import type { WorkerFactory } from '../client/worker-handle.ts';
import { DapServer } from './dap-server.ts';

/** Serves one client, until it goes. */
export function serve(startWorker: WorkerFactory): void {
  const session = new Supervisor({ startWorker, base: '', bootAhead: 'never' });
  const complain = (text: string) => process.stderr.write(`${text}\n`);
  const end = () => {
    session.dispose();
    // What was written last must be out before the process ends.
    process.stdout.write('', () => process.exit(0));
  };
  process.stdout.on('error', () => process.exit(0));
  new DapServer(session, process.stdin, process.stdout, complain, end).listen();
}
