/**
 * Numbers as people read them, in English.
 *
 * Not by `Intl`: the first formatter that a page makes takes as long as everything else that it does when it opens.
 */

/** `value` rounded to at most `digits` decimals, with commas between the thousands. */
export function numberText(value: number, digits = 0): string {
  return grouped(Number(value.toFixed(digits)));
}

/** `value` rounded to at most `digits` significant digits, with commas between the thousands. */
export function roundedText(value: number, digits: number): string {
  return grouped(Number(value.toPrecision(digits)));
}

/** A share of 1 in per cent, with at most one decimal. */
export function shareText(share: number): string {
  return `${numberText(share * 100, 1)}%`;
}

function grouped(value: number): string {
  const [whole = '', ...decimals] = String(value).split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...decimals].join('.');
}
