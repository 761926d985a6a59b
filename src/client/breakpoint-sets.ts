/** The breakpoints that a client has set, of every kind, each with a number that no other has. */
import { type ArgumentsOf, GLOBAL_DATA } from '../protocol/index.ts';

/** What sets breakpoints that have numbers. */
export type BreakpointCommand =
  | 'setBreakpoints'
  | 'setFunctionBreakpoints'
  | 'setDataBreakpoints'
  | 'setInstructionBreakpoints';

type BreakpointOf<C extends BreakpointCommand> = NonNullable<ArgumentsOf<C>['breakpoints']>[number];

/** The arguments of a request, each of their breakpoints with its number. */
export type Numbered<C extends BreakpointCommand> = Omit<ArgumentsOf<C>, 'breakpoints'> & {
  readonly breakpoints: readonly (BreakpointOf<C> & { readonly id: number })[];
};

/** The same, whatever the command is. */
interface AnyNumbered {
  readonly breakpoints: readonly { readonly id: number }[];
}

const COMMANDS: ReadonlySet<string> = new Set<BreakpointCommand>([
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setDataBreakpoints',
  'setInstructionBreakpoints',
]);

/** Whether a request sets breakpoints that have numbers. */
export function isBreakpointCommand(command: string): command is BreakpointCommand {
  return COMMANDS.has(command);
}

/** The answer to such a request while no program is under way. */
export function setLater({ breakpoints }: AnyNumbered) {
  const message = 'Will be set when the program starts again.';
  return {
    breakpoints: breakpoints.map((each) => ({
      id: each.id,
      verified: false,
      ...('line' in each ? { line: each.line } : {}),
      message,
    })),
  };
}

/** See the module. */
export class BreakpointSets {
  /** What each request has set last: one of a kind, of lines one a file. */
  private readonly sets = new Map<string, { readonly command: BreakpointCommand; readonly asked: AnyNumbered }>();
  private lastId = 0;

  /** A number that no breakpoint has had. */
  newId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /**
   * Takes note of what a request sets, in place of what it set before, and numbers it: each gets the number that it asks
   * for, or that of the one which was set before with the same words, or else a new one; in any case one that no other has.
   *
   * @param asked - The arguments of that command.
   */
  number<C extends BreakpointCommand>(command: C, asked: ArgumentsOf<C>): Numbered<C> {
    const place = 'source' in asked ? placeOf(asked.source) : '';
    const key = JSON.stringify([command, place]);
    const others = [...this.sets].flatMap(([other, { asked }]) => (other === key ? [] : asked.breakpoints));
    const taken = new Set(others.map(({ id }) => id));
    const former = new Map(this.sets.get(key)?.asked.breakpoints.map((each) => [wordsOf(each), each.id]));
    const take = (id: number | null | undefined) => {
      if (!id || taken.has(id)) return undefined;
      taken.add(id);
      this.lastId = Math.max(this.lastId, id);
      return id;
    };
    const breakpoints: readonly BreakpointOf<C>[] = asked.breakpoints ?? [];
    const wanted = breakpoints.map(({ id }) => take(id));
    const numbered = {
      ...asked,
      breakpoints: breakpoints.map((each, at) => ({
        ...each,
        id: wanted[at] ?? take(former.get(wordsOf(each))) ?? this.newId(),
      })),
    } as Numbered<C>;
    // Lines of no source are refused, and are not kept.
    if (command !== 'setBreakpoints' || place) this.sets.set(key, { command, asked: numbered });
    return numbered;
  }

  /** What has been set by a command, in the order in which it was first set. */
  of<C extends BreakpointCommand>(command: C): Numbered<C>[] {
    return [...this.sets.values()].flatMap((each) => (each.command === command ? [each.asked as Numbered<C>] : []));
  }

  /** Forgets the breakpoints that mean nothing in another run, and returns them as DAP has them. */
  dropPassing() {
    const data = this.of('setDataBreakpoints').flatMap(({ breakpoints }) => breakpoints);
    const lasting = data.filter(({ dataId }) => dataId.startsWith(GLOBAL_DATA));
    if (data.length > 0) this.number('setDataBreakpoints', { breakpoints: lasting });
    const instructions = this.of('setInstructionBreakpoints').flatMap(({ breakpoints }) => breakpoints);
    if (instructions.length > 0) this.number('setInstructionBreakpoints', { breakpoints: [] });
    const nameless = this.of('setBreakpoints').filter(({ source }) => !source.path && !source.name);
    for (const { source } of nameless) this.sets.delete(JSON.stringify(['setBreakpoints', placeOf(source)]));
    const lines = nameless.flatMap(({ breakpoints }) => breakpoints);
    const message = 'What this stood for belonged to the run before.';
    const dropped = [...data.filter((each) => !lasting.includes(each)), ...instructions, ...lines];
    return dropped.map(({ id }) => ({ id, verified: false, message }));
  }
}

/** What tells a source from others: its path, or else its reference, which is a number of this run, or its name. */
function placeOf({ path, name, sourceReference }: ArgumentsOf<'setBreakpoints'>['source']): string {
  return path || (sourceReference ? `#${sourceReference}` : name) || '';
}

/** What makes two requests ask for the same breakpoint: all but its number. */
function wordsOf(breakpoint: object): string {
  const words = Object.entries(breakpoint).filter(([name, value]) => name !== 'id' && value !== undefined);
  return JSON.stringify(words.sort(([one], [other]) => (one < other ? -1 : 1)));
}
