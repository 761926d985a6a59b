/** Lines as an author writes them: `1-3, 7`. */
import { writtenList } from '../model/written-list.ts';

/** 1-based, with both ends in it. */
export type LineRange = readonly [from: number, to: number];

/** Reads the attribute `name`; `problems` takes a sentence for each entry that is no range, and the others count. */
export function lineRanges(name: string, text: string, problems: string[]): readonly LineRange[] {
  return writtenList(text).flatMap((part) => {
    const [, from = '', to = from] = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(part) ?? [];
    const isRange = from !== '' && Number(from) >= 1 && Number(from) <= Number(to);
    if (!isRange) problems.push(`The attribute "${name}" must name lines, such as "1-3, 7": "${part}" does not.`);
    return isRange ? [[Number(from), Number(to)] as const] : [];
  });
}
