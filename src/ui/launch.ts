/**
 * One start of a program over DAP: its files, `initialize`, `launch`, the breakpoints, `configurationDone`.
 *
 * It can be taken back at any moment. Until the adapter has been asked, nobody but the start itself can end it;
 * afterwards the adapter is asked to terminate, and refuses what of the start comes too late.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugSession } from '../client/connection.ts';
import { programPath } from '../client/program.ts';
import type { Mode } from '../client/view-state.ts';

/** What a start needs of who starts. */
export interface LaunchSteps {
  /** The program's text. */
  readonly text: string;
  /** Is told what the adapter can do. */
  onCapabilities(capabilities: DebugProtocol.Capabilities): void;
  /** Sets breakpoints and exception filters. */
  configure(): Promise<unknown>;
}

/** How the program is started. */
export interface StartWay {
  readonly mode: Mode;
  /** Stop before the first statement. */
  readonly stopOnEntry: boolean;
}

export class Launch {
  readonly #session: DebugSession;
  readonly #way: StartWay;
  #asked = false;
  #takenBack = false;

  constructor(session: DebugSession, way: StartWay) {
    this.#session = session;
    this.#way = way;
  }

  /** Whether the adapter knows of the start: then it can end it, and says so by `terminated`. */
  get asked(): boolean {
    return this.#asked;
  }

  /** The start goes no further. */
  takeBack(): void {
    this.#takenBack = true;
  }

  /**
   * Starts the program.
   *
   * @returns whether it was started; otherwise the start was taken back.
   * @throws an `Error` whose message is for the person.
   */
  async run(steps: LaunchSteps): Promise<boolean> {
    try {
      await this.#run(steps);
    } catch (error) {
      if (!this.#takenBack) throw error;
    }
    return !this.#takenBack;
  }

  async #run(steps: LaunchSteps): Promise<void> {
    const session = this.#session;
    await session.prepare([{ path: programPath, text: steps.text }]);
    if (this.#takenBack) return;
    this.#asked = true;
    const initialized = new Promise<void>((resolve) => {
      const off = session.on('initialized', () => {
        off();
        resolve();
      });
    });
    const capabilities = await session.request('initialize', {
      clientID: 'dapper-web',
      clientName: 'dapper-web',
      adapterID: 'dapper-web',
      pathFormat: 'path',
      linesStartAt1: true,
      columnsStartAt1: true,
      supportsVariableType: true,
      supportsVariablePaging: true,
      supportsANSIStyling: true,
    });
    if (this.#takenBack) return;
    steps.onCapabilities(capabilities);
    const launched = session.request('launch', {
      program: programPath,
      noDebug: this.#way.mode === 'run',
      stopOnEntry: this.#way.stopOnEntry,
      cwd: '/home/pyodide',
    });
    // A launch that fails never becomes initialized, so whichever comes first decides.
    await Promise.race([initialized, launched.then(() => initialized)]);
    await steps.configure();
    if (this.#takenBack) return;
    await session.request('configurationDone', {});
    await launched;
  }
}
