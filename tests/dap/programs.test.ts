/** The real programs of `e2e/programs`, with a breakpoint at every marker, against what was recorded without us. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expectedOutput, expectedStops, knownProgram } from './debuggee.ts';
import { BACKENDS, type BackendName, type Driver, debug, expectBackend, type Stop } from './driver.ts';

const NAMES = readdirSync(fileURLToPath(new URL('../../e2e/programs/', import.meta.url)))
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -'.py'.length));

/** Programs without a loop within one line: there a tracer and LINE events see the same. */
const ON_EVERY_BACKEND = ['event_simulation', 'async_tasks', 'exceptions', 'context_managers', 'recursion'];

/** A plain local name, which the Variables panel must show too. */
const NAME = /^[a-z_]\w*$/;

async function look(driver: Driver, stop: Stop, expression: string): Promise<string> {
  try {
    return `${expression} = ${await driver.evaluate(stop, expression)}`;
  } catch (error) {
    return `${expression} raises ${/\w+Error/.exec((error as Error).message)?.[0]}`;
  }
}

async function expectRecordedStops(name: string, backend?: BackendName): Promise<void> {
  const program = knownProgram(name);
  const driver = await debug(program, {
    breakpoints: [...program.markers.keys()],
    launch: backend ? { frameEvalConfig: BACKENDS[backend] } : {},
  });
  const seenMarkers = new Set<string>();
  for (const [index, expected] of expectedStops(name).entries()) {
    const stop = index === 0 ? await driver.stopped() : await driver.continue();
    if (index === 0 && backend) await expectBackend(driver, backend);
    const seen = [`${stop.at} in ${stop.top.name}`];
    for (const { expression } of expected.watches) seen.push(await look(driver, stop, expression));
    const wanted = [`${expected.marker} in ${expected.function}`];
    for (const { expression, value, raises } of expected.watches) {
      wanted.push(raises ? `${expression} raises ${raises}` : `${expression} = ${value}`);
    }
    expect(seen, `stop ${index + 1}`).toEqual(wanted);
    expect(stop.event.reason).toBe('breakpoint');
    if (seenMarkers.has(stop.at)) continue;
    seenMarkers.add(stop.at);
    const locals = await driver.variables(stop, stop.top.name === '<module>' ? 'Globals' : 'Locals');
    for (const { expression, value } of expected.watches) {
      if (NAME.test(expression) && value) expect(locals.get(expression)?.value, expression).toBe(value);
    }
  }
  expect(await driver.finish()).toBe(expectedOutput(name));
}

describe('a real program with a breakpoint at every marker', () => {
  test.each(NAMES)('stops where %s would, with the right values, and prints the same', (name) =>
    expectRecordedStops(name),
  );

  describe.each(['eval_frame', 'sys_monitoring', 'settrace'] as const)('on %s', (backend) => {
    test.each(ON_EVERY_BACKEND)('stops where %s would, with the right values, and prints the same', (name) =>
      expectRecordedStops(name, backend),
    );
  });
});

describe('a real program without a breakpoint that is reached', () => {
  test.each(NAMES)('prints what %s prints alone', async (name) => {
    const driver = await debug(knownProgram(name), { filters: ['uncaught'] });
    expect(await driver.ended()).toBe(expectedOutput(name));
  });
});
