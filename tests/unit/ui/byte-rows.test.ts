import { expect, test } from 'vitest';
import { byteText, characterOf, offsetText, pageOf, rowsOf, writtenOffset } from '../../../src/ui/values/byte-rows.ts';

const base64 = (...bytes: number[]) => btoa(String.fromCharCode(...bytes));

test('a page is cut into rows, the last of which may be shorter', () => {
  const page = pageOf(16, 6, { data: base64(0, 65, 255, 10, 126, 127) });
  expect(page.isLast).toBe(false);
  expect(rowsOf(page, 4)).toEqual([
    { offset: 16, bytes: [0, 65, 255, 10] },
    { offset: 20, bytes: [126, 127] },
  ]);
});

test('a page that has fewer bytes than were asked for is the last, also an empty one', () => {
  expect(pageOf(0, 4, { data: base64(1, 2) })).toEqual({ offset: 0, bytes: [1, 2], isLast: true });
  expect(pageOf(8, 4, undefined)).toEqual({ offset: 8, bytes: [], isLast: true });
});

test('bytes are two digits, and characters where those can be printed', () => {
  expect([0, 9, 255].map(byteText)).toEqual(['00', '09', 'ff']);
  expect([0, 0x1f, 0x20, 0x41, 0x7e, 0x7f, 0xe4].map(characterOf).join('')).toBe('.. A~..');
  expect(offsetText(0x1_2345_6789)).toBe('123456789');
  expect(offsetText(255)).toBe('000000ff');
});

test('an offset is written in base 10 or with 0x', () => {
  expect([' 16 ', '0x1F', '1_000', '', '-1', 'ff', '99999999999999999999'].map(writtenOffset)).toEqual([
    16,
    31,
    1000,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
