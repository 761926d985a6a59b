import { describe, expect, it } from 'vitest';
import { untilCalm } from './warm-up.ts';

/** Runs that take these milliseconds, and the last of them from then on; what came of it. */
async function warmed(times: readonly number[], wanted: (runs: number) => boolean = () => true) {
  let clock = 0;
  let runs = 0;
  let turns = 0;
  const ran = await untilCalm(
    [
      () => {
        clock += times[Math.min(runs, times.length - 1)] ?? 0;
        runs += 1;
      },
    ],
    async () => {
      turns += 1;
    },
    () => wanted(runs),
    undefined,
    () => clock,
  );
  expect(ran).toBe(runs);
  expect(turns).toBe(runs + 1);
  return { runs, clock };
}

describe('warming up', () => {
  it('goes on while runs get faster, and until they have not for a while', async () => {
    const { runs, clock } = await warmed([...Array(6).fill(20), 8]);
    expect(runs).toBeGreaterThan(20);
    expect(clock).toBeGreaterThan(120 + 600);
    expect(clock).toBeLessThan(120 + 620);
  });

  it('ends soon where the interpreter is hot already', async () => {
    expect((await warmed([8])).clock).toBeLessThan(625);
  });

  it('ends after some seconds, however much there would be to gain', async () => {
    expect((await warmed(Array.from({ length: 1000 }, (_, run) => 400 * 0.99 ** run))).clock).toBeLessThan(2910);
  });

  it('waits for as long as an engine takes on a slow machine', async () => {
    const { clock } = await warmed([...Array(20).fill(60), 25]);
    expect(clock).toBeGreaterThan(20 * 60 + 40 * 25);
    expect(clock).toBeLessThan(20 * 60 + 45 * 25);
  });

  it('is not calm while the engine has given up what it had made', async () => {
    const { clock } = await warmed([...Array(10).fill(20), ...Array(10).fill(8), ...Array(50).fill(20), 8]);
    expect(clock).toBeGreaterThan(200 + 80 + 1000 + 600);
  });

  it('ends as soon as somebody waits', async () => {
    expect((await warmed([8], (runs) => runs < 3)).runs).toBe(3);
  });

  it('ends between two parts of a run', async () => {
    const ran: string[] = [];
    const parts = ['first', 'second', 'third'].map((name) => () => void ran.push(name));
    await untilCalm(
      parts,
      async () => {},
      () => ran.length < 5,
    );
    expect(ran).toEqual(['first', 'second', 'third', 'first', 'second']);
  });
});
