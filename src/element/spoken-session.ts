/** A session whose worker speaks the language of the screen: what its adapter says to people in English is put into that. */
import type { DebugSession, SessionPhase, SourceFile, Unsubscribe } from '../client/connection.ts';
import type { Localize } from '../model/localize.ts';
import {
  type Events,
  type FrameEvalStatusBody,
  type HealthCheck,
  RequestError,
  type Requests,
} from '../protocol/index.ts';
import { WORDED, WORKER_TEXTS } from './worker-texts.ts';

/** Says a text of the worker in another language; what is none of its texts, as it stands. */
export type Translate = (english: string) => string;

/** A text of the worker with what it tells of in its places. */
interface Form {
  readonly text: string;
  readonly places: readonly string[];
  readonly pattern: RegExp;
}

/** Characters of a text that the worker may have said; what is longer has somebody else's text in it, and takes long to compare. */
const LONGEST = 1000;

/** Those with more words of their own go first: others may fit as well. */
const forms = (): readonly Form[] =>
  WORKER_TEXTS.toSorted((one, other) => wordsIn(other) - wordsIn(one)).map((text) => {
    const [first = '', ...others] = text.split(/\{(\w+)\}/);
    const places = others.filter((_, index) => index % 2 === 0);
    const between = others.filter((_, index) => index % 2 === 1);
    return { text, places, pattern: new RegExp(`^${[first, ...between].map(literally).join('([^]+?)')}$`) };
  });

const wordsIn = (text: string) => text.replace(/\{\w+\}/g, '').length;

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @param localize - Says words of the screen, the worker's among them. */
export function translator(localize: Localize): Translate {
  let all: readonly Form[] | undefined;
  const translate: Translate = (english) => {
    if (english.length > LONGEST) return english;
    all ??= forms();
    for (const { text, places, pattern } of all) {
      const found = pattern.exec(english);
      if (!found) continue;
      const values = places.map((place, index) => {
        const value = found[index + 1] ?? '';
        return [place, WORDED.has(place) ? translate(value) : value];
      });
      return localize(text, Object.fromEntries(values));
    }
    return english;
  };
  return translate;
}

/** What an event says, said by `say`. */
function spokenEvent<E extends keyof Events>(event: E, body: Events[E], say: Translate): Events[E] {
  const spoken = SPOKEN_EVENTS[event];
  return spoken ? spoken(body, say) : body;
}

const SPOKEN_EVENTS: { readonly [E in keyof Events]?: (body: Events[E], say: Translate) => Events[E] } = {
  breakpoint: (body, say) => ({ ...body, breakpoint: withMessage(body.breakpoint, say) }),
  'dapper/died': (body, say) => ({ ...body, reason: say(body.reason) }),
  'dapper/status': withReason,
  output(body, say) {
    // Log messages are the words of whoever wrote them, and have a place.
    const isOwn = body.category === 'important' || (body.category === 'console' && body.source === undefined);
    return isOwn ? { ...body, output: byLines(body.output, say) } : body;
  },
  stopped(body, say) {
    const { text, description } = body;
    // The text of an exception is the program's.
    if (body.reason === 'exception') return body;
    return {
      ...body,
      ...(text !== undefined && { text: byParts(text, say) }),
      ...(description !== undefined && { description: byParts(description, say) }),
    };
  },
};

/** Why a program has stopped may be several texts, some with a semicolon of their own: each is as short as it can be. */
function byParts(reasons: string, say: Translate): string {
  const said: string[] = [];
  let rest = reasons.split('; ');
  while (rest.length > 0) {
    const ends = rest.map((_, index) => index + 1);
    const texts = ends.map((end) => rest.slice(0, end).join('; '));
    const end = ends.find((_, index) => say(texts[index] as string) !== texts[index]) ?? 1;
    said.push(say(texts[end - 1] as string));
    rest = rest.slice(end);
  }
  return said.join('; ');
}

/** A text of the worker may have several lines; else each line is one. */
function byLines(output: string, say: Translate): string {
  const text = output.replace(/\n$/, '');
  const said = say(text);
  return (said === text ? text.split('\n').map(say).join('\n') : said) + output.slice(text.length);
}

function withMessage<Answer extends { readonly message?: string }>(answer: Answer, say: Translate): Answer {
  return answer.message === undefined ? answer : { ...answer, message: say(answer.message) };
}

/** What a response says, said by `say`. */
function spokenBody<C extends keyof Requests>(
  command: C,
  body: Requests[C]['body'],
  say: Translate,
): Requests[C]['body'] {
  const spoken = SPOKEN_BODIES[command];
  return spoken && body ? spoken(body, say) : body;
}

function withMessages<Body extends { readonly breakpoints?: { readonly message?: string }[] } | undefined>(
  body: Body,
  say: Translate,
): Body {
  return body?.breakpoints ? { ...body, breakpoints: body.breakpoints.map((each) => withMessage(each, say)) } : body;
}

const SPOKEN_BODIES: {
  readonly [C in keyof Requests]?: (body: Requests[C]['body'], say: Translate) => Requests[C]['body'];
} = {
  setBreakpoints: withMessages,
  setFunctionBreakpoints: withMessages,
  setDataBreakpoints: withMessages,
  setInstructionBreakpoints: withMessages,
  setExceptionBreakpoints: withMessages,
  // Of what can be watched the description is its name.
  dataBreakpointInfo: (body, say) => (body.dataId === null ? { ...body, description: say(body.description) } : body),
  'dapper/frameEvalStatus': withReason,
  'dapper/frameEvalReset': withReason,
  'dapper/frameEvalHealth': ({ checks }, say) => ({ checks: checks.map((each) => spokenCheck(each, say)) }),
  'dapper/hotReload': (body, say) => ({
    ...body,
    text: say(body.text),
    refused: body.refused.map((each) => ({ ...each, reason: say(each.reason) })),
  }),
};

/** Why its backend was chosen, said by `say`. */
function withReason<Body extends Pick<FrameEvalStatusBody, 'runtimeStatus'>>(body: Body, say: Translate): Body {
  const { runtimeStatus } = body;
  return { ...body, runtimeStatus: { ...runtimeStatus, reason: say(runtimeStatus.reason) } };
}

/** A check, said by `say`. */
function spokenCheck({ name, result, detail }: HealthCheck, say: Translate): HealthCheck {
  return { name: say(name), result, detail: say(detail) };
}

function spokenError(error: unknown, say: Translate): unknown {
  if (!(error instanceof RequestError)) return error;
  return new RequestError({ ...error.error, message: say(error.message) });
}

export class SpokenSession implements DebugSession {
  private readonly say: Translate;

  /** @param localize - Says words of the screen. */
  constructor(
    private readonly session: DebugSession,
    localize: Localize,
  ) {
    this.say = translator(localize);
  }

  get ready(): Promise<void> {
    return this.told(this.session.ready);
  }

  get phase(): SessionPhase {
    return this.session.phase;
  }

  get transport(): DebugSession['transport'] {
    const { transport } = this.session;
    // Each that was tried has said something.
    return { ...transport, reason: transport.reason.split(', and ').map(this.say).join(', ') };
  }

  get strayMessages(): number {
    return this.session.strayMessages;
  }

  async request<C extends keyof Requests>(
    command: C,
    args: Requests[C]['arguments'],
    signal?: AbortSignal,
  ): Promise<Requests[C]['body']> {
    return spokenBody(command, await this.told(this.session.request(command, args, signal)), this.say);
  }

  on<E extends keyof Events>(event: E, handler: (body: Events[E]) => void): Unsubscribe {
    return this.session.on(event, (body) => handler(spokenEvent(event, body, this.say)));
  }

  onAny(handler: (event: string, body: unknown) => void): Unsubscribe {
    return this.session.onAny((event, body) => {
      // An event that is not in the table is handed on as it is.
      handler(event, spokenEvent(event as keyof Events, body as Events[keyof Events], this.say));
    });
  }

  prepare(files: readonly SourceFile[]): Promise<void> {
    return this.told(this.session.prepare(files));
  }

  restart(...how: Parameters<DebugSession['restart']>): Promise<void> {
    return this.told(this.session.restart(...how));
  }

  reboot(): Promise<void> {
    return this.told(this.session.reboot());
  }

  newBreakpointId(): number {
    return this.session.newBreakpointId();
  }

  frameEvalStatus(): Promise<FrameEvalStatusBody> {
    return this.request('dapper/frameEvalStatus', {});
  }

  frameEvalReset(): Promise<FrameEvalStatusBody> {
    return this.request('dapper/frameEvalReset', {});
  }

  async frameEvalHealth(): Promise<readonly HealthCheck[]> {
    return (await this.request('dapper/frameEvalHealth', {})).checks;
  }

  dispose(): void {
    this.session.dispose();
  }

  private async told<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      throw spokenError(error, this.say);
    }
  }
}
