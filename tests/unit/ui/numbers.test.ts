import { expect, test } from 'vitest';
import { numberText, roundedText, shareText } from '../../../src/ui/layout/numbers.ts';

const values = [0, 0.04, 0.06, 0.96, 1, 9.94, 12.34, 999, 999.96, 1000, 12_345.67, 400_000, 1_234_567.8, -1234.5];

test('numbers are written as the browser itself would', () => {
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
  for (const value of values) {
    expect(numberText(Math.trunc(value))).toBe(whole.format(Math.trunc(value)));
    expect(numberText(value, 1)).toBe(one.format(value));
  }
});

test('significant digits are counted from the first that is not zero', () => {
  const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
  for (const value of [...values, 0.000_123_4, 0.012_36]) expect(roundedText(value, 3)).toBe(three.format(value));
});

test('a share is written in per cent', () => {
  const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
  for (const value of [0, 0.000_4, 0.5, 0.123_4, 1, 12.5]) expect(shareText(value)).toBe(percent.format(value));
});
