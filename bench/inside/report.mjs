// Medians, spreads and ratios, as data and as Markdown.
import { median, spread } from '../lib/numbers.mjs';
import { cell, milliseconds, number, percent, table } from '../lib/tables.mjs';
import { verdictTable } from '../lib/targets.mjs';
import { backends, scenarios } from './scenarios.mjs';

/**
 * Ratios of a configuration, each to its peer in the same round.
 * @returns the result with `ratio` (to bare) and, where there is such a peer, `ratioByHand`
 */
export function withRatios(result) {
  const to = (peers) => spread(result.seconds.map((seconds, round) => seconds / peers[round]));
  return {
    ...result,
    ratio: to(result.bare),
    ...(result.byHand ? { ratioByHand: to(result.byHand) } : {}),
  };
}

/**
 * Which part of settrace's overhead eval_frame removes, by program, for breakpoints never hit.
 * The two may have done different amounts of work, so each overhead is one to its own bare run.
 */
export function partGone(programs) {
  return programs.flatMap(({ program, results }) =>
    ['cold', 'hot'].flatMap((scenario) => {
      const of = (backend) => results.find((each) => each.scenario === scenario && each.backend === backend);
      const [ours, tracing] = [of('eval_frame'), of('settrace')];
      // Where tracing costs next to nothing, there is nothing to be gone.
      if (!ours || !tracing || tracing.ratio.median < 1.1) return [];
      const gone = ours.ratio.median - 1;
      return [{ program, scenario, part: 1 - gone / (tracing.ratio.median - 1) }];
    }),
  );
}

/** The report as a person reads it; with `byProgram`, also what was measured with each program. */
export function markdown({ about, programs, setUp, firstSetUp, frames, gone, interactive, verdicts }, byProgram) {
  const backendNames = Object.keys(backends).filter((name) => programs.some(({ results }) => find(results, { name })));
  const scenarioNames = Object.keys(scenarios).filter((scenario) =>
    programs.some(({ results }) => results.some((each) => each.scenario === scenario)),
  );
  const lines = [
    `Python ${about.python} (${about.release}) in Node ${about.node}: ${about.rounds} interleaved rounds.`,
  ];
  if (programs.length > 0) {
    lines.push(
      `Time as a ratio to the bare program in the same round: median of the programs' medians (lowest–highest program).`,
      '',
      ...table(
        ['scenario', ...backendNames.map((name) => backends[name].title)],
        scenarioNames.flatMap((scenario) => overview(programs, scenario, backendNames)),
      ),
    );
  }
  for (const name of backendNames.filter((each) => byProgram && !backends[each].scenarios)) {
    lines.push('', `${backends[name].title}, by program: median (quartiles).`, '');
    lines.push(...details(programs, name, scenarioNames));
  }
  lines.push('', `Frames that the hook sees while fib(22) runs with all breakpoints bound: ${frames}.`);
  if (setUp.length > 0) {
    const ms = spread(setUp.map(({ seconds }) => 1000 * seconds));
    const megabytes = median(setUp.map(({ bytes }) => bytes)) / 2 ** 20;
    lines.push(
      `Set-up (imports, session, launch, 20 breakpoints): ${milliseconds(ms)} ms; the first in a fresh interpreter: ${milliseconds(spread(firstSetUp.map((seconds) => 1000 * seconds)))} ms.`,
      `Memory added: ${megabytes.toFixed(2)} MB.`,
    );
  }
  if (gone.length > 0) {
    const parts = gone.map(({ part }) => part);
    lines.push(
      `Part of settrace's overhead that is gone with breakpoints never hit: ${percent(median(parts))} (worst: ${percent(Math.min(...parts))}).`,
    );
  }
  lines.push(...interactiveTable(interactive));
  if (byProgram) lines.push('', 'What eval_frame is to reach, in the worst program:', '', ...verdictTable(verdicts));
  return lines.join('\n');
}

function find(results, { name, scenario }) {
  return results.find((each) => each.backend === name && (!scenario || each.scenario === scenario));
}

/** The rows of a scenario: ratios to bare, and where a person could have written it by hand, ratios to that. */
function overview(programs, scenario, backendNames) {
  const row = (title, pick) => [
    title,
    ...backendNames.map((name) => {
      const ratios = programs.flatMap(({ results }) => pick(find(results, { name, scenario })) ?? []);
      const values = ratios.map((ratio) => ratio.median);
      if (values.length === 0) return '';
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return values.length === 1 ? number(low) : `${number(median(values))} (${number(low)}–${number(high)})`;
    }),
  ];
  const { title, byHand } = scenarios[scenario];
  const rows = [row(title, (result) => result?.ratio)];
  if (byHand) rows.push(row('… to the same by hand', (result) => result?.ratioByHand));
  return rows;
}

function details(programs, name, scenarioNames) {
  const shown = scenarioNames.filter((scenario) => programs.some(({ results }) => find(results, { name, scenario })));
  const columns = shown.flatMap((scenario) => [
    { title: scenario.replaceAll('_', ' '), pick: (results) => find(results, { name, scenario })?.ratio },
    ...(scenarios[scenario].byHand
      ? [{ title: 'to by hand', pick: (results) => find(results, { name, scenario })?.ratioByHand }]
      : []),
  ]);
  return table(
    ['program', ...columns.map(({ title }) => title)],
    programs.map(({ program, results }) => [program, ...columns.map(({ pick }) => cell(pick(results)))]),
  );
}

/** What a person waits for, a row for each transport and backend. */
function interactiveTable(interactive) {
  const [first] = interactive;
  if (!first) return [];
  const actions = Object.keys(first.times);
  return [
    '',
    'In Chromium, milliseconds from the request to its effect: median (quartiles).',
    '',
    ...table(
      ['transport', 'backend', ...actions],
      interactive.map(({ transport, backend, times }) => [
        transport,
        backend,
        ...actions.map((action) => milliseconds(times[action])),
      ]),
    ),
  ];
}
