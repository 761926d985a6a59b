import { test } from 'vitest';
import { writeProgram } from '../dap/debuggee.ts';
import { fuzz } from './fuzz.ts';

test.each([1, 2, 3, 4, 5])(
  'each of 10,000 messages is answered once, and none ends the adapter: seed %i',
  async (seed) => {
    await fuzz(writeProgram('n = 0\nwhile True:\n    n += 1  # @stop\n'), 10_000, seed);
  },
  600_000,
);
