/** Programs that are in the address of the page: when it is opened, and when the address changes while it is open. */
import type { Debugger } from '../../ui/session/debugger.ts';
import type { OpenProgram } from '../open-program.ts';
import { PROGRAM_PARAMETERS } from '../parameters.ts';
import type { Programs } from '../programs.ts';
import type { Parameters } from '../written-parameters.ts';
import { codeIn, LinkError } from './code-link.ts';
import type { SharedProgram } from './shared-program.ts';

/** What a link needs of the page. */
export interface LinkParts {
  readonly program: OpenProgram;
  readonly programs: Programs;
  readonly target: Debugger;
  /** Opens a program, if the person agrees where that ends another. @returns whether it is open. */
  open(id: string): Promise<boolean>;
  /** Says why something was not done as the address says. */
  refuse(sentence: string): void;
}

/** The program in an address, and a sentence for whatever was wrong. */
export interface Linked {
  readonly program?: SharedProgram;
  readonly problems: readonly string[];
}

/** The program in the fragment of the address that the page is opened by, as its parameters want it. */
export async function linkedAtFirst(hash: string, parameters: Parameters): Promise<Linked> {
  const linked = await linkedIn(hash);
  if (linked.program) return asParametersSay(linked.program, parameters);
  const { src, breakpoints, watches, problems } = parameters;
  const isAlone = !src && problems.length === 0 && linked.problems.length === 0 && (breakpoints ?? watches);
  return isAlone
    ? {
        problems: [
          'The parameters "breakpoints" and "watch" are of a program that comes by "src" or "#code", and there is none.',
        ],
      }
    : linked;
}

/** The program at the address that the parameters name. */
export async function linkedBySource(src: URL, parameters: Parameters): Promise<Linked> {
  const linked = await linkedBy(async () => {
    const { fetchProgram } = await import('./fetch-program.ts');
    return { text: await fetchProgram(src), breakpoints: [], watches: [] };
  });
  return linked.program ? asParametersSay(linked.program, parameters) : linked;
}

async function asParametersSay(program: SharedProgram, parameters: Parameters): Promise<Linked> {
  const { asAsked } = await import('./as-asked.ts');
  return asAsked(program, parameters);
}

async function linkedIn(hash: string): Promise<Linked> {
  const code = codeIn(hash);
  return code === undefined
    ? { problems: [] }
    : linkedBy(async () => (await import('./code-fragment.ts')).programIn(code));
}

async function linkedBy(read: () => Promise<SharedProgram>): Promise<Linked> {
  try {
    return { program: await read(), problems: [] };
  } catch (error) {
    if (error instanceof LinkError) return { problems: [error.message] };
    throw error;
  }
}

/**
 * Opens what is put into the address later on. The address has a program for as long as that is the one which is open,
 * so that it can be copied from there, and a reload opens what was open.
 *
 * @param first - The id of the program that the page was opened with by its address.
 * @param awaited - What the address names and is still to come.
 */
export function attachLinks(
  { program, programs, target, open, refuse }: LinkParts,
  first: string | undefined,
  awaited: Promise<Linked> | undefined,
): void {
  /** Those of programs that came by one, by id: of the one that is open, and of what is asked about. */
  const addresses = new Map(first === undefined ? [] : [[first, location.href]]);
  const showAddress = () => {
    const address = addresses.get(program.sample.id);
    if (address === undefined) leaveInAddress('');
    else history.replaceState(history.state, '', address);
  };
  const openAll = async (coming: Promise<Linked>) => {
    const { hash } = location;
    const found = await coming;
    // Meanwhile there may be another.
    if (location.hash !== hash) return;
    if (found.problems.length > 0) refuse(found.problems.join(' '));
    if (!found.program) {
      if (codeIn(hash) !== undefined) showAddress();
      return;
    }
    const { id } = programs.add(found.program, program.sample.id);
    if (hash !== '') leaveInAddress(hash);
    addresses.set(id, location.href);
    // Another that comes while it is asked about takes its place.
    if (!(await open(id)) && location.hash === hash) showAddress();
  };
  // A link that was refused is not that of what is open in its place.
  if (first === undefined && codeIn(location.hash) !== undefined) {
    if (awaited) history.replaceState(history.state, '', location.href.replace(/#.*/s, ''));
    else leaveInAddress('');
  }
  window.addEventListener('hashchange', () => target.guard(openAll(linkedIn(location.hash))));
  target.signals.on('opened', () => {
    const { id } = program.sample;
    for (const each of addresses.keys()) if (each !== id) addresses.delete(each);
    showAddress();
  });
  if (awaited) target.guard(openAll(awaited));
}

/** Takes out of the address what was of another program than the one in `hash`. */
function leaveInAddress(hash: string): void {
  const address = new URL(location.href);
  for (const name of PROGRAM_PARAMETERS) if (address.searchParams.has(name)) address.searchParams.delete(name);
  address.hash = hash;
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}
