/** Bytes as they are shown: in rows, as two hexadecimal digits and as a character of ASCII. */

/** Bytes that stand beside each other. */
export interface ByteRow {
  /** Of its first byte. */
  readonly offset: number;
  readonly bytes: readonly number[];
}

/** A part of an object's bytes. */
export interface BytePage {
  readonly offset: number;
  readonly bytes: readonly number[];
  /** Whether the object ends with it. */
  readonly isLast: boolean;
}

/** What `readMemory` answers, as a page that was asked for with `count` bytes from `offset` on. */
export function pageOf(
  offset: number,
  count: number,
  answer: { readonly data?: string | undefined } | undefined,
): BytePage {
  const bytes = [...atob(answer?.data ?? '')].map((each) => each.charCodeAt(0));
  return { offset, bytes, isLast: bytes.length < count };
}

/** The rows of a page. @param width - How many bytes stand in one. */
export function rowsOf({ offset, bytes }: BytePage, width: number): readonly ByteRow[] {
  const rows: ByteRow[] = [];
  for (let at = 0; at < bytes.length; at += width) {
    rows.push({ offset: offset + at, bytes: bytes.slice(at, at + width) });
  }
  return rows;
}

/** Two digits. */
export function byteText(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** At least eight digits. */
export function offsetText(offset: number): string {
  return offset.toString(16).padStart(8, '0');
}

/** A printable character of ASCII; a dot for any other byte. */
export function characterOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}

/** The offset that a person has written, in base 10 or with `0x`; `undefined` if it is none. */
export function writtenOffset(text: string): number | undefined {
  const written = text.trim().replaceAll('_', '');
  if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(written)) return undefined;
  const offset = Number(written);
  return Number.isSafeInteger(offset) ? offset : undefined;
}
