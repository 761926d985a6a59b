import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inEnglish, localizer } from './localize.ts';
import { decimalText, numberText, roundedText, shareText } from './numbers.ts';

const values = [0, 0.04, 0.06, 0.96, 1, 9.94, 12.34, 999, 999.96, 1000, 12_345.67, 400_000, 1_234_567.8, -1234.5];

const read = (language: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../element/words/${language}.json`), 'utf8'));

test('numbers are written as the browser itself would', () => {
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
  for (const value of values) {
    expect(numberText(Math.trunc(value), inEnglish)).toBe(whole.format(Math.trunc(value)));
    expect(numberText(value, inEnglish, 1)).toBe(one.format(value));
  }
});

test('significant digits are counted from the first that is not zero', () => {
  const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
  for (const value of [...values, 0.000_123_4, 0.012_36])
    expect(roundedText(value, inEnglish, 3)).toBe(three.format(value));
});

test('a share is written in per cent', () => {
  const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
  for (const value of [0, 0.000_4, 0.5, 0.123_4, 1, 12.5])
    expect(shareText(value, inEnglish)).toBe(percent.format(value));
});

test.each(['de', 'fr'])('in the language of the screen: %s', (language) => {
  const localize = localizer(read(language), language);
  const one = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  for (const value of values) {
    expect(numberText(value, localize, 1)).toBe(one.format(value));
    expect(decimalText(value, localize, 2)).toBe(two.format(value));
    expect(shareText(value, localize)).toBe(percent.format(value));
  }
});

test('where the words do not show how, numbers are written as in English', () => {
  expect(numberText(1234.5, localizer({ '1,234.5': 'many' }, 'nl'), 1)).toBe('1,234.5');
});
