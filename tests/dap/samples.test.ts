/** The samples of the page do what their own first lines tell people to try. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { type Driver, debug, type Setup, type Stop } from './driver.ts';

const SAMPLES = fileURLToPath(new URL('../../src/playground/samples/', import.meta.url));
const NAMES = readdirSync(SAMPLES)
  .filter((file) => file.endsWith('.py'))
  .sort();

/** A sample as a program; `marks` are texts of lines, which become its markers. */
function sample(name: string, marks: Readonly<Record<string, string>> = {}) {
  let text = readFileSync(`${SAMPLES}${name}`, 'utf8');
  for (const [marker, code] of Object.entries(marks)) {
    // The last one: the docstring names some of these lines too.
    const at = text.lastIndexOf(code);
    expect(at, code).toBeGreaterThan(0);
    const end = text.indexOf('\n', at);
    text = `${text.slice(0, end)}  # @${marker}${text.slice(end)}`;
  }
  return writeProgram(text);
}

async function start(name: string, marks: Readonly<Record<string, string>>, setup: Setup): Promise<[Driver, Stop]> {
  const driver = await debug(sample(name, marks), { filters: ['uncaught'], ...setup });
  return [driver, await driver.stopped()];
}

describe('a sample', () => {
  test('to begin with is ten lines, of which the seventh is the one to stop at', async () => {
    const program = sample(NAMES[0] ?? '');
    const lines = program.text.trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('"""First steps: click left of the 7, then press Debug"""');
    const driver = await debug(program, { breakpoints: [7] });
    const stop = await driver.stopped();
    expect(await driver.evaluate(stop, '(price, total)')).toBe('(3, 0)');
    expect((await driver.step('next')).line).toBe(8);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toMatch(/to pay: 20\n$/);
  });

  test('with a bug does not tell which line is wrong', () => {
    expect(readFileSync(`${SAMPLES}02_a_bug_to_find.py`, 'utf8')).not.toMatch(/noqa|default|the bug/);
  });

  test.each(NAMES.slice(1))('%s begins with a title and what to try, and is short', (name) => {
    const text = readFileSync(`${SAMPLES}${name}`, 'utf8');
    expect(text).toMatch(/^"""[A-Z][^\n]{10,70}\n\n[\s\S]{100,600}?\n"""\n\n/);
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(14);
    expect(lines.length).toBeLessThan(61);
    for (const line of lines) expect(line.length).toBeLessThan(89);
  });

  test('of recursion goes one folder deeper with each step into', async () => {
    const [driver, stop] = await start('01_recursion.py', { call: 'total += size_of(' }, { breakpoints: ['call'] });
    expect(stop.frames).toHaveLength(2);
    await driver.step('stepIn');
    const deeper = await driver.continue();
    expect(deeper.frames).toHaveLength(3);
    expect(await driver.evaluate(deeper, 'total', 1)).toBe('2');
    await driver.setBreakpoints([]);
    expect((await driver.step('stepOut')).frames).toHaveLength(2);
    expect(await driver.finish()).toMatch(/Altogether 311 KB\n$/);
  });

  test('with a bug shows the list that is not empty at the second stop', async () => {
    const marks = { first: 'total = 0.0' };
    const [driver, stop] = await start('02_a_bug_to_find.py', marks, { breakpoints: ['first'] });
    expect(await driver.evaluate(stop, 'items')).toBe('[]');
    const second = await driver.continue();
    expect((await driver.variables(second)).get('items')?.value).toMatch(/tea.*book/);
    expect(await driver.evaluate(second, 'bill_for.__defaults__[0] is items')).toBe('True');
    expect(await driver.finish()).toMatch(/Grace should pay 1.20, not 16.70/);
  });

  test('of classes believes a balance that is changed', async () => {
    const marks = { call: 'account.withdraw(70)' };
    const [driver, stop] = await start('03_classes.py', marks, { breakpoints: ['call'] });
    const account = (await driver.variables(stop, 'Globals')).get('account');
    await driver.request('setVariable', {
      variablesReference: account?.variablesReference ?? 0,
      name: '_balance',
      value: '1000',
    });
    expect((await driver.step('stepIn')).top.name).toBe('Account.withdraw');
    await driver.continue();
    expect((await driver.step('stepIn')).top.name).toBe('OverdraftAccount.withdraw');
    expect(await driver.finish()).toBe('Ada has 930\nGrace has -15\n');
  });

  test('of a generator runs its three yields one inside the other', async () => {
    const program = sample('04_a_generator.py');
    const lines = program.text.split('\n').flatMap((line, index) => (/^ +yield /.test(line) ? [index + 1] : []));
    const driver = await debug(program, { breakpoints: lines });
    const order = [(await driver.stopped()).top.name];
    for (let turn = 0; turn < 3; turn += 1) order.push((await driver.continue()).top.name);
    expect(order).toEqual(['take', 'count_from', 'only_primes', 'take']);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toMatch(/the next prime is 23\n$/);
  });

  test('that reads input lets the secret be changed', async () => {
    const marks = { hint: 'if guess < secret:' };
    const driver = await debug(sample('05_reading_input.py', marks), { breakpoints: ['hint'] });
    await driver.event('dapper/inputRequested');
    await driver.request('dapper/input', { text: 'Ada\n' });
    await driver.request('dapper/input', { text: 'x\n' });
    await driver.request('dapper/input', { text: '7\n' });
    const stop = await driver.stopped();
    const frameId = stop.top.id;
    await driver.request('setExpression', { expression: 'secret', value: '7', frameId });
    expect(await driver.evaluate(stop, 'secret')).toBe('7');
    await driver.finish().catch(() => undefined);
    expect(driver.output('stdout')).toMatch(/Hello, Ada![\s\S]*'x' is not a whole number[\s\S]*7 is right!/);
  });

  test('with an exception stops where it is raised, with the station still there', async () => {
    const [driver, stop] = await start('06_an_exception.py', {}, {});
    expect([stop.event.reason, stop.top.name]).toEqual(['exception', 'mean']);
    expect(await driver.evaluate(stop, 'station, values', 1)).toBe("('south', [])");
    await driver.finish();
    expect(driver.output('stderr')).toMatch(/ZeroDivisionError: division by zero\n$/);
  });

  test('with a condition stops once in fifteen thousand turns', async () => {
    const marks = { turn: 'if steps > longest:', record: 'longest = steps' };
    const [driver, stop] = await start('07_a_condition.py', marks, {
      breakpoints: [
        { at: 'turn', condition: 'steps > 270' },
        { at: 'record', logMessage: '{start} needs {steps} steps' },
      ],
    });
    expect(await driver.evaluate(stop, 'start, steps')).toBe('(13255, 275)');
    expect(await driver.finish()).toBe('Below 15,000 the longest way starts at 13255: 275 steps\n');
    expect(driver.output('console')).toContain('13255 needs 275 steps\n');
  });
});
