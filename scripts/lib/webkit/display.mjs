// A display without a screen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Large enough for any window of a test. */
const SCREEN = '1600x1200x24';

/**
 * Starts one that no one else has. What shows itself on it ends when it ends.
 * @param {string} program Xvfb
 * @returns {Promise<{ name: string, end: () => Promise<void> }>} its name as in the environment variable `DISPLAY`
 */
export async function startDisplay(program) {
  const server = spawn(program, ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  const kill = () => server.kill();
  process.on('exit', kill);
  const number = server.stdio[3];
  if (!number) throw new Error('a pipe was asked for');
  const [data] = await Promise.race([
    once(number, 'data'),
    exited.then(() => {
      throw new Error('Xvfb ended before it had a display.');
    }),
  ]);
  const end = async () => {
    kill();
    await exited;
    process.off('exit', kill);
  };
  return { name: `:${String(data).trim()}`, end };
}
