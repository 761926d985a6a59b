// Medians, spreads and ratios, as data and as a Markdown table.

/** Half of the values are below, half above. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param measured seconds by program and configuration, one for each round
 * @param setUp pairs of seconds and bytes
 * @param interactive milliseconds by transport and action
 * @param about what the numbers hold for
 * @returns for each program and configuration the median ratio to bare in the same round, with the quartiles
 */
export function summarize(measured, setUp, interactive, about) {
  const programs = Object.entries(measured).map(([program, times]) => ({
    program,
    bareMs: 1000 * median(times.bare),
    ratios: Object.entries(times)
      .filter(([name]) => name !== 'bare')
      .map(([name, seconds]) => {
        const ratios = seconds.map((value, round) => value / times.bare[round]).sort((a, b) => a - b);
        return {
          name,
          median: median(ratios),
          low: ratios[ratios.length >> 2],
          high: ratios[(3 * ratios.length) >> 2],
        };
      }),
  }));
  return {
    about,
    programs,
    interactive,
    setUpMs: 1000 * median(setUp.map(([seconds]) => seconds)),
    memoryMB: median(setUp.map(([, bytes]) => bytes)) / 2 ** 20,
  };
}

/** The report as a person reads it. */
export function markdown({ about, programs, interactive, setUpMs, memoryMB }) {
  const names = programs[0].ratios.map(({ name }) => name);
  const cell = ({ median: middle, low, high }) =>
    middle < 10 ? `${middle.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})` : middle.toFixed(0);
  return [
    `Time as a ratio to the bare program: median of ${about.rounds} interleaved rounds (quartiles).`,
    `Python ${about.python} in Node ${about.node}. cold: breakpoints in functions that are not called;`,
    'hot: on lines never reached of the functions that run. The uncaught-exception filter is on.',
    '',
    `| configuration | ${programs.map(({ program, bareMs }) => `${program} (${bareMs.toFixed(0)} ms)`).join(' | ')} |`,
    `|---|${programs.map(() => '---|').join('')}`,
    ...names.map((name, row) => `| ${name} | ${programs.map(({ ratios }) => cell(ratios[row])).join(' | ')} |`),
    '',
    `Set-up of the debugger: ${setUpMs.toFixed(0)} ms. Memory added: ${memoryMB.toFixed(1)} MB.`,
    ...interactiveTable(interactive),
  ].join('\n');
}

/** What a person waits for, a row a transport. */
function interactiveTable(interactive) {
  const [first] = Object.values(interactive);
  if (!first) return [];
  const actions = Object.keys(first);
  return [
    '',
    'In Chromium, milliseconds from the request to its effect: median (quartiles).',
    '',
    `| transport | ${actions.join(' | ')} |`,
    `|---|${actions.map(() => '---|').join('')}`,
    ...Object.entries(interactive).map(
      ([transport, times]) => `| ${transport} | ${actions.map((action) => spreadCell(times[action])).join(' | ')} |`,
    ),
  ];
}

function spreadCell({ median: middle, low, high }) {
  return `${middle.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`;
}
