/** A step of a lesson, as its author writes it: `<python-scene title="…" run-to="3" predict="total">` with Markdown in it. */

import { programText } from '../../model/program-text.ts';
import { type WrittenBreakpoint, writtenBreakpoints } from '../../model/written-breakpoints.ts';
import { writtenList } from '../../model/written-list.ts';
import { type LineRange, lineRanges } from '../line-ranges.ts';

/** What a reader is asked. */
export interface Question {
  /** In the author's words; undefined if there are none. */
  readonly text: string | undefined;
  /** Evaluated where the program stands when it is checked. */
  readonly expression: string;
  /** Where that is; where the step is, if absent. */
  readonly at: Point | undefined;
}

/** A place that the program is run to. */
export type Point = Pick<WrittenBreakpoint, 'line'> & {
  readonly details: Omit<WrittenBreakpoint['details'], 'logMessage'>;
};

/** What was read. */
export interface Scene {
  /** Empty if it has none. */
  readonly title: string;
  /** Markdown. */
  readonly prose: string;
  readonly breakpoints: readonly WrittenBreakpoint[];
  readonly runTo: Point | undefined;
  readonly lines: readonly LineRange[];
  /** Variables that are pointed at. */
  readonly names: readonly string[];
  readonly question: Question | undefined;
}

/** Reads a step; `problems` takes a sentence for each attribute whose value is not allowed. */
export function readScene(element: Element, problems: string[]): Scene {
  const value = (name: string) => element.getAttribute(name)?.trim() ?? '';
  const script = element.querySelector('script[type="text/markdown"]');
  const { breakpoints, problems: wrong } = writtenBreakpoints(value('breakpoints'));
  problems.push(...wrong);
  return {
    title: value('title'),
    prose: programText((script ?? element).textContent ?? ''),
    breakpoints,
    runTo: point('run-to', value('run-to'), problems),
    lines: lineRanges('highlight', value('highlight'), problems),
    names: writtenList(value('variables')),
    question: question(value, problems),
  };
}

function question(value: (name: string) => string, problems: string[]): Question | undefined {
  const expression = value('predict');
  const at = point('check-at', value('check-at'), problems);
  if (expression === '') {
    if (at) problems.push('The attribute "check-at" says where a prediction is checked, and needs "predict".');
    return undefined;
  }
  return { expression, at, text: value('question') || undefined };
}

function point(name: string, text: string, problems: string[]): Point | undefined {
  if (text === '') return undefined;
  const { breakpoints, problems: wrong } = writtenBreakpoints(text);
  const [first, ...others] = breakpoints;
  if (first && others.length === 0 && wrong.length === 0 && first.details.logMessage === undefined) return first;
  problems.push(`The attribute "${name}" must be one line, such as 3, "7 if n > 2" or "9 hit 3": "${text}" is not.`);
  return undefined;
}
