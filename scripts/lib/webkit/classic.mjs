// One WebKit browser by WebDriver, as its driver speaks it. Each has a driver of its own, which knows one session, and a
// display of its own, with which it ends: a driver that is told to end its session while a command is under way crashes,
// and leaves the browser behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../server.mjs';
import { startDisplay } from './display.mjs';

/** An error that the driver answered with. */
export class DriverError extends Error {
  /**
   * @param {string} code such as "no such frame"
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Far longer than any test: what waits is ended by the client. */
const NEVER = 24 * 60 * 60 * 1000;

/** How often a driver is asked whether it listens already. */
const ATTEMPTS = 300;

export class ClassicSession {
  /**
   * @param {import('node:child_process').ChildProcess} driver
   * @param {string} address
   * @param {() => Promise<void>} endDisplay
   */
  constructor(driver, address, endDisplay) {
    this.driver = driver;
    this.address = address;
    this.endDisplay = endDisplay;
    /** What every command's address begins with. */
    this.path = '';
  }

  /**
   * @param {{ driver: string, browser: string, xvfb: string }} programs
   * @param {NodeJS.ProcessEnv} env
   * @returns {Promise<ClassicSession>}
   */
  static async start({ driver, browser, xvfb }, env) {
    const [port, display] = [await freePort(), await startDisplay(xvfb)];
    const started = spawn(driver, [`--port=${port}`], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...env, DISPLAY: display.name },
    });
    // The relay may end before the session.
    const kill = () => started.kill();
    process.on('exit', kill);
    started.on('exit', () => process.off('exit', kill));
    const session = new ClassicSession(started, `http://127.0.0.1:${port}`, display.end);
    await session.isListening();
    const { sessionId } = await session.send('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          unhandledPromptBehavior: 'accept',
          // The driver loses its answer to a navigation when another command comes meanwhile: it is to wait for nothing.
          pageLoadStrategy: 'none',
          timeouts: { script: NEVER, pageLoad: NEVER },
          'webkitgtk:browserOptions': {
            binary: browser,
            // Tests paste; no one is there to allow it.
            args: ['--automation', '--javascript-can-access-clipboard=true'],
          },
        },
      },
    });
    session.path = `/session/${sessionId}`;
    return session;
  }

  async isListening() {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.send('GET', '/status');
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || this.driver.exitCode !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /**
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @param {object} [body]
   * @param {AbortSignal} [signal] gives the command up
   * @returns {Promise<any>} the value that the driver answers with
   * @throws {DriverError}
   */
  async send(method, path, body, signal) {
    const response = await fetch(`${this.address}${this.path}${path}`, {
      method,
      ...(signal ? { signal } : {}),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (!response.ok) throw new DriverError(value.error, value.message);
    return value;
  }

  /**
   * @param {string} script the body of a function, whose last argument is called with the answer
   * @param {unknown[]} args
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  run(script, args, signal) {
    return this.send('POST', '/execute/async', { script, args }, signal);
  }

  /** Ends the browser and its driver. */
  async end() {
    await this.endDisplay();
    if (this.driver.exitCode !== null || this.driver.signalCode !== null) return;
    this.driver.kill();
    await once(this.driver, 'exit');
  }
}
