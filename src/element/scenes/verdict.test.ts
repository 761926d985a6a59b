import { expect, test } from 'vitest';
import { inEnglish } from '../../model/localize.ts';
import { RequestError, TIMEOUT_ERROR, workerDied } from '../../protocol/index.ts';
import { verdictOn } from './verdict.ts';

/** A program in which an expression has a value; a comparison of two texts is answered as given. */
function program(value: string, areEqual: 'True' | 'False' | 'fails' = 'fails') {
  const asked: string[] = [];
  return {
    asked,
    localize: inEnglish,
    async evaluate(expression: string, context: string) {
      asked.push(`${context}: ${expression}`);
      if (context === 'clipboard') return { result: value, variablesReference: 0 };
      if (areEqual === 'fails') throw new RequestError(workerDied('no literal'));
      return { result: areEqual, variablesReference: 0 };
    },
  };
}

test('the text that Python writes is right', async () => {
  const target = program('[1, 2]');
  expect(await verdictOn(target, 'x', ' [1, 2] ')).toEqual({ isRight: true, text: 'Right: x is [1, 2].' });
  expect(target.asked).toEqual(['clipboard: x']);
});

test('an equal value is right, and only what is written out is compared', async () => {
  const target = program('1.5', 'True');
  expect(await verdictOn(target, 'x', '1.50')).toMatchObject({ isRight: true });
  expect(target.asked[1]).toBe(
    'watch: (lambda read: (lambda one, other: one.__class__ is other.__class__ and one == other)(read("1.50"), read("1.5")))(__import__("ast").literal_eval)',
  );
});

test('what a reader writes stays inside of a text', async () => {
  const target = program('1', 'False');
  await verdictOn(target, 'x', '") or exit() #\n\\');
  expect(target.asked[1]).toContain('read("\\") or exit() #\\n\\\\")');
});

test('another value is not, and both are said', async () => {
  const text = 'Not this time: x is 6. You wrote 5.';
  expect(await verdictOn(program('6', 'False'), 'x', '5')).toEqual({ isRight: false, text });
  expect(await verdictOn(program('6', 'fails'), 'x', '5')).toEqual({ isRight: false, text });
});

test('a text is right without its quotes, which are explained', async () => {
  expect(await verdictOn(program("'Ada'"), 'name', 'Ada')).toEqual({
    isRight: true,
    text: "Right: name is 'Ada'. Python writes a text in quotes.",
  });
});

test('what is no mistake of the reader’s is passed on', async () => {
  const target = {
    localize: inEnglish,
    evaluate: async () => Promise.reject(new RequestError(workerDied('It has ended.'))),
  };
  await expect(verdictOn(target, 'x', '5')).rejects.toThrow('It has ended.');
});

test('a value that takes too long says so in words of a lesson; other errors are the program’s', async () => {
  const failing = (code: number) => ({
    localize: inEnglish,
    evaluate: () =>
      Promise.reject(new RequestError({ message: 'The console allows more time.', code, showUser: false })),
  });
  await expect(verdictOn(failing(TIMEOUT_ERROR), 'x', '1')).rejects.toThrow('x takes too long to be worked out here.');
  await expect(verdictOn(failing(7), 'x', '1')).rejects.toThrow('The console allows more time.');
});
