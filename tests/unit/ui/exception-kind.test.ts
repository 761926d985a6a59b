import { expect, it } from 'vitest';
import { exceptionKind } from '../../../src/model/exception-kind.ts';

it.each([
  ['unhandled', 'not handled'],
  ['userUnhandled', 'leaves your code for a library'],
  ['always', 'raised'],
  [undefined, 'raised'],
] as const)('an exception that stops with the mode %s is one that is "%s"', (mode, text) => {
  expect(exceptionKind(mode)).toBe(text);
});
