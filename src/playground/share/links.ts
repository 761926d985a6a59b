/** Programs that are in the address of the page: when it is opened, and when the address changes while it is open. */
import type { Debugger } from '../../ui/session/debugger.ts';
import type { OpenProgram } from '../open-program.ts';
import type { Programs } from '../programs.ts';
import { codeIn, LinkError, programIn } from './code-fragment.ts';
import type { SharedProgram } from './shared-program.ts';

/** What a link needs of the page. */
export interface LinkParts {
  readonly program: OpenProgram;
  readonly programs: Programs;
  readonly target: Debugger;
  /** Opens a program, if the person agrees where that ends another. @returns whether it is open. */
  open(id: string): Promise<boolean>;
  /** Says why a link was not opened. */
  refuse(sentence: string): void;
}

/** The program in the address, or why there is none in it. */
export interface Linked {
  readonly program?: SharedProgram;
  readonly problem?: string;
}

/** Reads the program in the fragment of an address. */
export async function linkedIn(hash: string): Promise<Linked> {
  const code = codeIn(hash);
  if (code === undefined) return {};
  try {
    return { program: await programIn(code) };
  } catch (error) {
    if (error instanceof LinkError) return { problem: error.message };
    throw error;
  }
}

/**
 * Opens what is put into the address later on. The address has a program for as long as that is the one which is open,
 * so that it can be copied from there, and a reload opens what was open.
 *
 * @param first - The id of the program that the page was opened with by its address.
 */
export function attachLinks({ program, programs, target, open, refuse }: LinkParts, first: string | undefined): void {
  let linked = first;
  const follow = async () => {
    const { hash } = location;
    const found = await linkedIn(hash);
    // Meanwhile there may be another.
    if (location.hash !== hash) return;
    if (found.problem !== undefined) refuse(found.problem);
    if (!found.program) return;
    const { id } = programs.add(found.program, program.sample.id);
    linked = id;
    if (!(await open(id))) forget();
  };
  const forget = () => {
    linked = undefined;
    history.replaceState(history.state, '', location.pathname + location.search);
  };
  window.addEventListener('hashchange', () => target.guard(follow()));
  target.signals.on('opened', () => {
    if (linked !== undefined && program.sample.id !== linked) forget();
  });
}
