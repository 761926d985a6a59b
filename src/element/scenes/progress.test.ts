import { expect, test } from 'vitest';
import { Progress, progressKey } from './progress.ts';

/** A storage with one text in it. */
function storage(text: string | null = null) {
  const kept = { text };
  return {
    kept,
    getItem: () => kept.text,
    setItem(_key: string, value: string) {
      kept.text = value;
    },
  };
}

test('what is kept comes back', () => {
  const there = storage();
  new Progress(there, 'k').save({ step: 2, answers: { '1: total': true } });
  expect(new Progress(there, 'k').load()).toEqual({ step: 2, answers: { '1: total': true } });
});

test.each(['', '7', '{"step":-1,"answers":{}}', '{"step":1,"answers":{"x":true}}', '{"step":1,"answers":{"1: x":2}}'])(
  '%o is as good as nothing',
  (text) => {
    expect(new Progress(storage(text), 'k').load()).toEqual({ step: 0, answers: {} });
  },
);

test('without a storage, or with a full one, nothing is kept and nothing fails', () => {
  const full = {
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  for (const one of [undefined, full]) {
    const progress = new Progress(one, 'k');
    progress.save({ step: 1, answers: {} });
    expect(progress.load()).toEqual({ step: 0, answers: {} });
  }
});

test('lessons of a page are told apart by their ids, or by what is written', () => {
  expect(progressKey('/a', 'loops', 'x')).toBe('dapper-web.lesson./a.loops');
  expect(progressKey('/a', '', 'x')).not.toBe(progressKey('/a', '', 'y'));
  expect(progressKey('/a', '', 'x')).toBe(progressKey('/a', '', 'x'));
});
