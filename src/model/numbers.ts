/**
 * Numbers as people read them, in the language of the screen.
 *
 * Not by `Intl`: the first formatter that a page makes takes as long as everything else that it does when it opens.
 * A language's dictionary shows how it writes one number, and the others are written alike.
 */
import type { Localize } from './localize.ts';

/** `value` rounded to at most `digits` decimals, with the thousands apart. */
export function numberText(value: number, localize: Localize, digits = 0): string {
  return written(String(Number(value.toFixed(digits))), localize);
}

/** `value` with exactly `digits` decimals. */
export function decimalText(value: number, localize: Localize, digits: number): string {
  return written(value.toFixed(digits), localize);
}

/** `value` rounded to at most `digits` significant digits, with the thousands apart. */
export function roundedText(value: number, localize: Localize, digits: number): string {
  return written(String(Number(value.toPrecision(digits))), localize);
}

/** A share of 1 in per cent, with at most one decimal. */
export function shareText(share: number, localize: Localize): string {
  return localize('{number}%', { number: numberText(share * 100, localize, 1) });
}

function written(number: string, localize: Localize): string {
  const [, thousands = ',', point = '.'] = /^1(\D?)234(\D)5$/.exec(localize('1,234.5')) ?? [];
  const [whole = '', ...decimals] = number.split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, thousands), ...decimals].join(point);
}
