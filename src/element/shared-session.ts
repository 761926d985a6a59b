/** One interpreter for all programs of a page: one of them has it at a time, the one that was started last. */
import type { DebugSession, SessionPhase, SourceFile, Unsubscribe } from '../client/connection.ts';
import { inEnglish, type Localize } from '../model/localize.ts';
import {
  type Events,
  type FrameEvalStatusBody,
  type HealthCheck,
  RequestError,
  type Requests,
  workerDied,
} from '../protocol/index.ts';

/** Whether an event concerns everyone who waits for the interpreter, not only the program that has it. */
function isForAll(event: string, body: unknown): boolean {
  if (event === 'dapper/died') return true;
  // Packages are those of one program.
  return event === 'dapper/progress' && (body as Events['dapper/progress']).step !== 'packages';
}

export class SharedSession {
  private session: DebugSession | undefined;
  private holder: Seat | undefined;
  private readonly seats = new Set<Seat>();

  /** @param open - Makes the session, when the first program wants it; it is closed with the last. */
  constructor(private readonly open: () => DebugSession) {}

  /**
   * A session for one program. While another program has the interpreter, its requests are refused.
   *
   * @param localize - Says so.
   */
  seat(localize: Localize = inEnglish): DebugSession {
    const session = this.session ?? this.begin();
    const turn = {
      has: () => this.holder === seat,
      isOfAnother: () => this.holder !== undefined && this.holder !== seat,
      take: () => this.take(seat, session),
      leave: () => this.leave(seat),
    };
    const seat: Seat = new Seat(session, turn, localize);
    this.seats.add(seat);
    return seat;
  }

  private begin(): DebugSession {
    const session = this.open();
    this.session = session;
    session.onAny((event, body) => {
      const hearers = isForAll(event, body) ? [...this.seats] : this.holder ? [this.holder] : [];
      for (const seat of hearers) seat.receive(event, body);
    });
    return session;
  }

  /** Ends the program that has the interpreter, if there is another one, and says so to whom it belongs. */
  private async take(seat: Seat, session: DebugSession): Promise<void> {
    const { holder } = this;
    if (holder === seat) return;
    if (holder && session.phase === 'active') {
      const why = holder.localize('Ended, because another program of this page was started.');
      holder.receive('output', { category: 'important', output: `${why}\n` });
      const over = session.reboot();
      // It has heard that it is over. What it still asks for is not for the next one's interpreter.
      this.holder = seat;
      await over;
    }
    this.holder = seat;
  }

  private leave(seat: Seat): void {
    this.seats.delete(seat);
    if (this.holder === seat) {
      this.holder = undefined;
      if (this.seats.size > 0 && this.session?.phase === 'active') this.session.reboot().catch(() => {}); // a death is reported
    }
    if (this.seats.size > 0) return;
    this.session?.dispose();
    this.session = undefined;
  }
}

/** How a seat gets the interpreter. */
interface Turn {
  has(): boolean;
  isOfAnother(): boolean;
  take(): Promise<void>;
  leave(): void;
}

class Seat implements DebugSession {
  private readonly handlers = new Map<string, Set<(body: never) => void>>();
  private readonly anyHandlers = new Set<(event: string, body: unknown) => void>();

  constructor(
    private readonly session: DebugSession,
    private readonly turn: Turn,
    readonly localize: Localize,
  ) {}

  get ready(): Promise<void> {
    return this.session.ready;
  }

  get phase(): SessionPhase {
    return this.turn.isOfAnother() ? 'dead' : this.session.phase;
  }

  get transport(): DebugSession['transport'] {
    return this.session.transport;
  }

  get strayMessages(): number {
    return this.session.strayMessages;
  }

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

  /** Hands an event to those who listen. */
  receive(event: string, body: unknown): void {
    for (const handler of this.handlers.get(event) ?? []) handler(body as never);
    for (const handler of this.anyHandlers) handler(event, body);
  }

  async request<C extends keyof Requests>(
    command: C,
    args: Requests[C]['arguments'],
    signal?: AbortSignal,
  ): Promise<Requests[C]['body']> {
    return this.own((session) => session.request(command, args, signal));
  }

  async prepare(files: readonly SourceFile[]): Promise<void> {
    await this.turn.take();
    await this.session.prepare(files);
  }

  async restart(...how: Parameters<DebugSession['restart']>): Promise<void> {
    await this.own((session) => session.restart(...how));
  }

  newBreakpointId(): number {
    return this.session.newBreakpointId();
  }

  reboot(): Promise<void> {
    return this.session.reboot();
  }

  async frameEvalStatus(): Promise<FrameEvalStatusBody> {
    return this.own((session) => session.frameEvalStatus());
  }

  async frameEvalReset(): Promise<FrameEvalStatusBody> {
    return this.own((session) => session.frameEvalReset());
  }

  async frameEvalHealth(): Promise<readonly HealthCheck[]> {
    return this.own((session) => session.frameEvalHealth());
  }

  dispose(): void {
    this.handlers.clear();
    this.anyHandlers.clear();
    this.turn.leave();
  }

  private taken(): RequestError {
    return new RequestError(workerDied(this.localize('Another program of this page has Python.')));
  }

  /** Asks the interpreter for something. Whatever fails because another program has it by now fails for that reason. */
  private async own<Answer>(ask: (session: DebugSession) => Promise<Answer>): Promise<Answer> {
    if (!this.turn.has()) throw this.taken();
    try {
      return await ask(this.session);
    } catch (error) {
      throw this.turn.has() ? error : this.taken();
    }
  }
}
