/**
 * The page that frames this one, and drives it by messages: the origin that the parameter `parent` names, and no other.
 * Both directions are in docs/playground.md.
 */
import * as v from 'valibot';
import { goesOn, type ViewState } from '../model/view-state.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import { type SharedProgram, sharedSchema } from './share/shared-program.ts';

const plain = ['run', 'debug', 'stop', 'continue'] as const;

const requestSchema = v.variant('type', [
  v.object({ type: v.literal('dapper/program'), program: sharedSchema }),
  v.object({ type: v.picklist(plain.map((name) => `dapper/${name}` as const)) }),
]);

/** What is sent to the parent. */
export type ParentMessage =
  | { readonly type: 'dapper/state'; readonly execution: ViewState['execution']; readonly line: number | undefined }
  | { readonly type: 'dapper/opened'; readonly isOpen: boolean }
  | { readonly type: 'dapper/refused'; readonly reason: string };

/** The window that frames the page, and the messages that come to the page. */
export interface Framing {
  readonly parent: Pick<Window, 'postMessage'>;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** What the messages are about. */
export interface Driven {
  readonly target: Pick<Debugger, 'state' | 'subscribe' | 'guard' | 'start' | 'stop' | 'resume'>;
  /** Opens a program, if the person agrees where that ends another. @returns whether it is open. */
  open(program: SharedProgram): Promise<boolean>;
}

/** Does what messages of `origin` ask for, and tells it of the program; whatever comes from elsewhere is left alone. */
export function attachParent(framing: Framing, origin: string, { target, open }: Driven): void {
  const tell = (message: ParentMessage) => framing.parent.postMessage(message, origin);
  const tellState = ({ execution, paused, program }: ViewState) => {
    const line = paused?.frames.find(({ source }) => source?.path === program)?.line;
    tell({ type: 'dapper/state', execution, line });
  };
  const refuse = (reason: string) => tell({ type: 'dapper/refused', reason });
  /** The program that is being opened, which a start means. */
  let opening: Promise<boolean> = Promise.resolve(true);
  const start = async (mode: 'run' | 'debug'): Promise<void> => {
    if (!(await opening)) return refuse('The program was not opened, and is not started.');
    if (goesOn(target.state)) return refuse('A program is under way: stop it first.');
    await target.start(mode);
  };
  const perform = async (request: v.InferOutput<typeof requestSchema>): Promise<void> => {
    switch (request.type) {
      case 'dapper/program':
        opening = open(request.program);
        return tell({ type: 'dapper/opened', isOpen: await opening });
      case 'dapper/run':
        return start('run');
      case 'dapper/debug':
        return start('debug');
      case 'dapper/stop':
        return target.stop();
      case 'dapper/continue':
        return target.state.paused ? target.resume('continue') : refuse('The program is not paused.');
    }
  };
  framing.addEventListener('message', ({ source, origin: sender, data }) => {
    if (source !== framing.parent || sender !== origin) return;
    const parsed = v.safeParse(requestSchema, data);
    if (parsed.success) target.guard(perform(parsed.output));
    else refuse(parsed.issues.map(({ message }) => message).join(' '));
  });
  target.subscribe((state, before) => {
    if (state.execution !== before.execution || state.paused?.number !== before.paused?.number) tellState(state);
  });
  tellState(target.state);
}
