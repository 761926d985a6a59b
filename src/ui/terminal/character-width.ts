/**
 * How many columns a character takes. xterm has this of Unicode 6, which knows no emoji of today: half of each was drawn, and the rest
 * of the line stood where no program that pads its lines expects it. An emoji of several characters takes two columns, as it is drawn.
 */
import type { IUnicodeVersionProvider, Terminal as Screen } from '@xterm/xterm';

/** East Asian characters that are wide or full-width, by the first and last of each block. */
const WIDE = [
  0x1100, 0x115f, 0x2329, 0x232a, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
  0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1aff0, 0x1b2ff, 0x20000, 0x3fffd,
];
const EMOJI = /^\p{Emoji_Presentation}$/u;
/** Marks that are drawn on what stands before them, and what only says how that is drawn. */
const NONE = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
const JOINER = 0x200d;
/** Asks for the coloured form of the emoji before it, which is wide. */
const COLOURED = 0xfe0f;
const isSkinTone = (code: number) => code >= 0x1f3fb && code <= 0x1f3ff;
/** Two of these are a flag. */
const isFlagLetter = (code: number) => code >= 0x1f1e6 && code <= 0x1f1ff;

/** The columns that a character takes. */
export function columnsOf(code: number): 0 | 1 | 2 {
  if (code < 0x300) return code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0 : 1;
  const character = String.fromCodePoint(code);
  if (NONE.test(character)) return 0;
  // They begin at even places, and end at odd ones.
  const at = WIDE.findLastIndex((bound, index) => (index % 2 === 0 ? bound <= code : bound < code));
  return at % 2 === 0 || EMOJI.test(character) ? 2 : 1;
}

const AWAITS_EMOJI = 1;
const AWAITS_FLAG = 2;

/** Has `screen` measure characters as today's Unicode does. */
export function measureCharacters(screen: Screen): void {
  /** Of those in the first plane: each is asked for very often. */
  const known = new Int8Array(0x10000).fill(-1);
  const wcwidth = (code: number): 0 | 1 | 2 => {
    if (code > 0xffff) return columnsOf(code);
    const width = known[code] as -1 | 0 | 1 | 2;
    if (width !== -1) return width;
    const found = columnsOf(code);
    known[code] = found;
    return found;
  };
  const provider: IUnicodeVersionProvider = {
    version: 'today',
    wcwidth,
    charProperties(code, preceding) {
      const width = wcwidth(code);
      const before = (preceding >> 1) & 3;
      const awaits = preceding >> 3;
      const isEmojiPart = (awaits === AWAITS_EMOJI && width === 2) || (before === 2 && isSkinTone(code));
      const joins = before > 0 && (width === 0 || isEmojiPart || (awaits === AWAITS_FLAG && isFlagLetter(code)));
      const columns = code === COLOURED && joins ? 2 : joins ? before : width;
      const next = code === JOINER ? AWAITS_EMOJI : isFlagLetter(code) && !joins ? AWAITS_FLAG : 0;
      // As xterm packs it: what it is told again with the next character, the columns, and whether it joins what is before.
      return (next << 3) | (columns << 1) | Number(joins);
    },
  };
  screen.unicode.register(provider);
  screen.unicode.activeVersion = provider.version;
}
