/** The instructions of a function, as far as they have been asked for. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ArgumentsOf } from '../protocol/index.ts';

/** Instructions that are asked for before and behind what is known. */
const PAGE = 200;

/** Those that are known, in their order. */
export interface Listing {
  readonly rows: readonly InstructionRow[];
  /** The path of the file that they come from, where there is one. */
  readonly path: string | undefined;
  /** Whether there are none before the first, or behind the last. */
  readonly hasStart: boolean;
  readonly hasEnd: boolean;
}

/** One of them. */
export interface InstructionRow {
  readonly address: string;
  /** Bytes from the first instruction of its function, where that is known; else its address. */
  readonly offset: string;
  /** For example "LOAD_FAST 0 (n)". */
  readonly text: string;
  /** All of its bytes, in hexadecimal, with its inline caches. */
  readonly bytes: string;
  /** The line (1-based) of the text that was started, where another line begins than that of the row before. */
  readonly line: number | undefined;
}

type Asked = ArgumentsOf<'disassemble'>;

/** What lies around an instruction. */
export function around(address: string): Asked {
  return { memoryReference: address, instructionOffset: -PAGE - 1, instructionCount: 2 * PAGE + 2 };
}

/** What is known already: the interpreter may have specialized it since. */
export function again(listing: Listing, more: { readonly before?: boolean; readonly behind?: boolean } = {}): Asked {
  const before = more.before ? PAGE : 0;
  const count = before + listing.rows.length + (more.behind ? PAGE : 0);
  return {
    memoryReference: listing.rows[0]?.address ?? '',
    instructionOffset: -before - 1,
    instructionCount: count + 2,
  };
}

/** Whether it has the instruction at an address. */
export function hasInstruction(listing: Listing | undefined, address: string): boolean {
  return listing?.rows.some((row) => row.address === address) ?? false;
}

/**
 * What the adapter has answered.
 *
 * @param instructions - With one more at either end than is to be shown, which tells whether it lies outside.
 */
export function listingOf(instructions: readonly DebugProtocol.DisassembledInstruction[]): Listing {
  const isOutside = (at: number) => instructions.at(at)?.presentationHint === 'invalid';
  const shown = instructions.slice(1, -1).filter(({ presentationHint }) => presentationHint !== 'invalid');
  const start = isOutside(0) ? shown[0] : undefined;
  let line: number | undefined;
  const rows = shown.map(({ address, instruction, instructionBytes = '', line: own }) => {
    const begins = own !== undefined && own > 0 && own !== line; // a module begins at line 0
    line = own ?? line;
    const offset = start ? String(BigInt(address) - BigInt(start.address)) : address;
    return { address, offset, text: instruction, bytes: instructionBytes, line: begins ? own : undefined };
  });
  return { rows, path: instructions[0]?.location?.path, hasStart: isOutside(0), hasEnd: isOutside(-1) };
}
