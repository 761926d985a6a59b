import { describe, expect, it } from 'vitest';
import { again, around, hasInstruction, listingOf } from './disassembly.ts';

const outside = (address: string) => ({ address, instruction: '', presentationHint: 'invalid' as const });
const path = '/home/pyodide/main.py';
const three = [
  { address: '0x100000000', instruction: 'RESUME 0', instructionBytes: '8000', line: 1 },
  { address: '0x100000002', instruction: 'LOAD_FAST 0 (n)', instructionBytes: '5500', line: 2 },
  { address: '0x100000004', instruction: 'RETURN_VALUE', instructionBytes: '2400', line: 2 },
];

describe('the listing of a function', () => {
  it('has its instructions with offsets, and each line where it begins', () => {
    const all = [{ ...outside('0xfffffffe'), location: { path } }, ...three, outside('0x100000006')];
    const listing = listingOf(all);
    expect(listing).toMatchObject({ path, hasStart: true, hasEnd: true });
    expect(listing.rows.map(({ offset, text, line }) => [offset, text, line])).toEqual([
      ['0', 'RESUME 0', 1],
      ['2', 'LOAD_FAST 0 (n)', 2],
      ['4', 'RETURN_VALUE', undefined],
    ]);
    expect(hasInstruction(listing, '0x100000004')).toBe(true);
    expect(hasInstruction(listing, '0x100000006')).toBe(false);
    expect(hasInstruction(undefined, '0x100000004')).toBe(false);
  });

  it('names addresses where the function begins further up, and what lies at either end is not shown', () => {
    const listing = listingOf(three);
    expect(listing).toMatchObject({ path: undefined, hasStart: false, hasEnd: false });
    expect(listing.rows).toEqual([
      { address: '0x100000002', offset: '0x100000002', text: 'LOAD_FAST 0 (n)', bytes: '5500', line: 2 },
    ]);
  });

  it('asks for one more at either end', () => {
    const middle = listingOf(three);
    expect(around('0x100000002')).toEqual({
      memoryReference: '0x100000002',
      instructionOffset: -201,
      instructionCount: 402,
    });
    const asked = (more = {}) => {
      const { instructionOffset, instructionCount } = again(middle, more);
      return [instructionOffset, instructionCount];
    };
    expect([asked(), asked({ before: true }), asked({ behind: true })]).toEqual([
      [-1, 3],
      [-201, 203],
      [-1, 203],
    ]);
  });

  it('has no heading for the line 0 at which a module begins', () => {
    const [first, second] = three;
    const rows = listingOf([
      outside('0xfffffffe'),
      { ...first, line: 0 },
      second,
      outside('0x100000004'),
    ] as never).rows;
    expect(rows.map(({ line }) => line)).toEqual([undefined, 2]);
  });

  it('is empty for an answer that is', () => {
    expect(listingOf([]).rows).toEqual([]);
  });
});
