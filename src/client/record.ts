/** What a client has set up in a session, kept to bring a new worker to where the last one was. */
import { type ArgumentsOf, GLOBAL_DATA, type LaunchArguments, type WriteFilesBody } from '../protocol/index.ts';
import type { SourceFile } from './connection.ts';
import type { BreakpointCommand, RestartChanges, StartPlan } from './start.ts';

type Breakpoints = ArgumentsOf<'setBreakpoints'>;
type Breakpoint = NonNullable<Breakpoints['breakpoints']>[number];
type FunctionBreakpoints = ArgumentsOf<'setFunctionBreakpoints'>;
type FunctionBreakpoint = FunctionBreakpoints['breakpoints'][number];
type DataBreakpoints = ArgumentsOf<'setDataBreakpoints'>;
type DataBreakpoint = DataBreakpoints['breakpoints'][number];
type InstructionBreakpoints = ArgumentsOf<'setInstructionBreakpoints'>;
type InstructionBreakpoint = InstructionBreakpoints['breakpoints'][number];
type Numbered<Each> = Each & { readonly id: number };

const COMMANDS = [
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setDataBreakpoints',
  'setInstructionBreakpoints',
] as const satisfies readonly BreakpointCommand[];

type AnyNumbered =
  | NumberedBreakpoints
  | NumberedFunctionBreakpoints
  | NumberedDataBreakpoints
  | NumberedInstructionBreakpoints;

/** Whether a request sets breakpoints that have numbers. */
export function isBreakpointCommand(command: string): command is BreakpointCommand {
  return COMMANDS.some((each) => each === command);
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

/** The breakpoints of a file, each with its number. */
export interface NumberedBreakpoints extends Breakpoints {
  readonly breakpoints: readonly Numbered<Breakpoint>[];
}

/** The function breakpoints, likewise. */
export interface NumberedFunctionBreakpoints extends FunctionBreakpoints {
  readonly breakpoints: readonly Numbered<FunctionBreakpoint>[];
}

/** The data breakpoints, likewise. */
export interface NumberedDataBreakpoints extends DataBreakpoints {
  readonly breakpoints: readonly Numbered<DataBreakpoint>[];
}

/** The instruction breakpoints, likewise. */
export interface NumberedInstructionBreakpoints extends InstructionBreakpoints {
  readonly breakpoints: readonly Numbered<InstructionBreakpoint>[];
}

export class SessionRecord {
  files: readonly SourceFile[] = [];
  private initialize: ArgumentsOf<'initialize'> | undefined;
  private exceptionBreakpoints: ArgumentsOf<'setExceptionBreakpoints'> | undefined;
  private launch: LaunchArguments | undefined;
  private readonly breakpoints = new Map<string, NumberedBreakpoints>();
  private functionBreakpoints: NumberedFunctionBreakpoints | undefined;
  private dataBreakpoints: NumberedDataBreakpoints | undefined;
  private instructionBreakpoints: NumberedInstructionBreakpoints | undefined;
  private lastId = 0;

  /** Takes note of a request that was answered. */
  note(command: string, args: unknown, body: unknown): void {
    switch (command) {
      case 'initialize':
        this.initialize = args as ArgumentsOf<'initialize'>;
        break;
      case 'launch':
        this.launch = args as LaunchArguments;
        break;
      case 'setExceptionBreakpoints':
        this.exceptionBreakpoints = args as ArgumentsOf<'setExceptionBreakpoints'>;
        break;
      case 'dapper/writeFiles':
        this.noteFiles((args as { readonly files: readonly SourceFile[] }).files, (body as WriteFilesBody).paths);
    }
  }

  /** A number that no breakpoint has had. */
  newBreakpointId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** Takes note of what a request sets, and numbers it. The arguments must be those of the command. */
  numberedFor(command: BreakpointCommand, args: unknown): AnyNumbered {
    switch (command) {
      case 'setBreakpoints':
        return this.numbered(args as Breakpoints);
      case 'setFunctionBreakpoints':
        return this.numberedFunctions(args as FunctionBreakpoints);
      case 'setDataBreakpoints':
        return this.numberedData(args as DataBreakpoints);
      case 'setInstructionBreakpoints':
        return this.numberedInstructions(args as InstructionBreakpoints);
    }
  }

  /**
   * Takes note of the breakpoints of a file, and numbers them: each gets the number that it asks for, or that of the
   * one which was set before with the same words, or else a new one; in any case one that no other has.
   */
  numbered(args: Breakpoints): NumberedBreakpoints {
    const path = args.source.path ?? '';
    const others = [...this.breakpoints].flatMap(([other, { breakpoints }]) => (other === path ? [] : breakpoints));
    const ids = idsOf(
      { breakpoints: others },
      this.functionBreakpoints,
      this.dataBreakpoints,
      this.instructionBreakpoints,
    );
    const breakpoints = this.number(
      args.breakpoints ?? [],
      this.breakpoints.get(path)?.breakpoints ?? [],
      ids,
      wordsOf,
    );
    const numbered = { ...args, breakpoints };
    if (path) this.breakpoints.set(path, numbered);
    return numbered;
  }

  /** Takes note of the function breakpoints, and numbers them likewise. */
  numberedFunctions(args: FunctionBreakpoints): NumberedFunctionBreakpoints {
    const ids = idsOf(...this.breakpoints.values(), this.dataBreakpoints, this.instructionBreakpoints);
    const former = this.functionBreakpoints?.breakpoints ?? [];
    const numbered = { ...args, breakpoints: this.number(args.breakpoints, former, ids, functionWordsOf) };
    this.functionBreakpoints = numbered;
    return numbered;
  }

  /** Takes note of the data breakpoints, and numbers them likewise. */
  numberedData(args: DataBreakpoints): NumberedDataBreakpoints {
    const ids = idsOf(...this.breakpoints.values(), this.functionBreakpoints, this.instructionBreakpoints);
    const former = this.dataBreakpoints?.breakpoints ?? [];
    const numbered = { ...args, breakpoints: this.number(args.breakpoints, former, ids, dataWordsOf) };
    this.dataBreakpoints = numbered;
    return numbered;
  }

  /** Takes note of the instruction breakpoints, and numbers them likewise. */
  numberedInstructions(args: InstructionBreakpoints): NumberedInstructionBreakpoints {
    const ids = idsOf(...this.breakpoints.values(), this.functionBreakpoints, this.dataBreakpoints);
    const former = this.instructionBreakpoints?.breakpoints ?? [];
    const numbered = { ...args, breakpoints: this.number(args.breakpoints, former, ids, instructionWordsOf) };
    this.instructionBreakpoints = numbered;
    return numbered;
  }

  /** Forgets the breakpoints that mean nothing in another run, and returns them as DAP has them. */
  dropPassing() {
    const { breakpoints = [] } = this.dataBreakpoints ?? {};
    const lasting = breakpoints.filter(({ dataId }) => dataId.startsWith(GLOBAL_DATA));
    if (this.dataBreakpoints) this.dataBreakpoints = { ...this.dataBreakpoints, breakpoints: lasting };
    const message = 'What this stood for belonged to the run before.';
    const passing = breakpoints.filter((each) => !lasting.includes(each));
    const dropped = [...passing, ...(this.instructionBreakpoints?.breakpoints ?? [])];
    this.instructionBreakpoints = undefined;
    return dropped.map(({ id }) => ({ id, verified: false, message }));
  }

  private number<Each extends { readonly id?: number | null | undefined }>(
    asked: readonly Each[],
    before: readonly Numbered<Each>[],
    others: readonly number[],
    words: (each: Each) => string,
  ): Numbered<Each>[] {
    const taken = new Set(others);
    const former = new Map(before.map((each) => [words(each), each.id]));
    const take = (id: number | undefined) => {
      if (!id || taken.has(id)) return undefined;
      taken.add(id);
      this.lastId = Math.max(this.lastId, id);
      return id;
    };
    const wanted = asked.map(({ id }) => take(id ?? undefined));
    return asked.map((each, at) => ({
      ...each,
      id: wanted[at] ?? take(former.get(words(each))) ?? this.newBreakpointId(),
    }));
  }

  /** How to start again what was launched, but for `changes`; undefined if nothing was. */
  plan({ launch, ...changes }: RestartChanges): StartPlan | undefined {
    if (this.launch === undefined) return undefined;
    return {
      files: this.files,
      initialize: this.initialize,
      breakpoints: () => [...this.breakpoints.values()],
      functionBreakpoints: () => this.functionBreakpoints,
      dataBreakpoints: () => this.dataBreakpoints,
      filters: () => this.exceptionBreakpoints,
      ...changes,
      launch: { ...this.launch, ...launch },
    };
  }

  /** Takes note of files that were written since, some in place of others. */
  private noteFiles(files: readonly SourceFile[], paths: readonly string[]): void {
    const written = files.map((file, at) => ({ ...file, path: paths[at] ?? file.path }));
    const byPath = new Map([...this.files, ...written].map((file) => [file.path, file]));
    this.files = [...byPath.values()];
  }
}

/** What makes two requests ask for the same breakpoint. */
function wordsOf({ line, condition, hitCondition, logMessage }: Breakpoint): string {
  return JSON.stringify([line, condition, hitCondition, logMessage]);
}

function functionWordsOf({ name, condition, hitCondition }: FunctionBreakpoint): string {
  return JSON.stringify([name, condition, hitCondition]);
}

function dataWordsOf({ dataId, accessType, condition, hitCondition }: DataBreakpoint): string {
  return JSON.stringify([dataId, accessType, condition, hitCondition]);
}

function idsOf(...several: readonly ({ readonly breakpoints: readonly { readonly id: number }[] } | undefined)[]) {
  return several.flatMap((each) => each?.breakpoints.map(({ id }) => id) ?? []);
}

function instructionWordsOf({ instructionReference, offset, condition, hitCondition }: InstructionBreakpoint): string {
  return JSON.stringify([instructionReference, offset ?? 0, condition, hitCondition]);
}
