import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

/** Questions that take `cost` milliseconds each, asked as soon as they are due. Returns how many, and their share of the time. */
function asked(cost: (question: number) => number, until: number) {
  const pace = new Pace();
  let questions = 0;
  let spent = 0;
  for (let now = 0; now < until; now += 2) {
    if (!pace.isDue(now)) continue;
    const took = cost(questions);
    pace.asked(now, now + took);
    questions += 1;
    spent += took;
    now += took;
  }
  return { questions, share: spent / until };
}

describe('the pace of questions', () => {
  it('takes a fiftieth of the time, whatever one costs', () => {
    for (const cost of [1, 3, 10]) {
      expect(asked(() => cost, 60_000).share, `${cost} ms each`).toBeLessThan(0.025);
    }
  });

  it('lets a person wait for a tenth of a second where one costs 2 ms, and for a second at most', () => {
    expect(asked(() => 2, 10_000).questions).toBeGreaterThan(95);
    expect(asked(() => 200, 60_000).questions).toBeGreaterThan(48);
  });

  it('asks no more than needed where the clock sees no cost', () => {
    expect(asked(() => 0, 3000).questions).toBeLessThanOrEqual(100);
  });

  it('does not let a person wait for long because of one that took long', () => {
    const { questions } = asked((question) => (question === 3 ? 100 : 1), 10_000);
    expect(questions).toBeGreaterThan(120);
  });
});
