/** What tests of data breakpoints do: watch, and note the stops. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { expect } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKENDS, type BackendName, type Driver, debug, type Stop } from './driver.ts';

type Words = Omit<Dap.DataBreakpoint, 'dataId'>;

/** What a frame of a stop offers to watch. */
export function info(driver: Driver, stop: Stop, name: string, frame = 0) {
  return driver.request('dataBreakpointInfo', { name, frameId: stop.frames[frame]?.id ?? 0 });
}

/** Watches expressions of a frame of a stop, in place of what was watched before. */
export async function watch(driver: Driver, stop: Stop, ...names: (string | ({ readonly name: string } & Words))[]) {
  const breakpoints: Dap.DataBreakpoint[] = [];
  for (const each of names) {
    const { name, ...words } = typeof each === 'string' ? { name: each } : each;
    const { dataId, description } = await info(driver, stop, name);
    expect(dataId, description).not.toBeNull();
    breakpoints.push({ dataId: dataId ?? '', ...words });
  }
  return (await driver.request('setDataBreakpoints', { breakpoints })).breakpoints;
}

/** The stops from here to the end of the program: where, and what is said. */
export async function rest(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  await driver.resume();
  for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
    expect(stop.event.reason, stop.event.text).toBe('data breakpoint');
    found.push(`${stop.at}: ${stop.event.text}`);
    await driver.resume();
  }
  return found;
}

/** Runs a program to a marker, and takes the breakpoint away. */
export async function start(backend: BackendName, text: string, at = 'start'): Promise<{ driver: Driver; stop: Stop }> {
  const launch = { frameEvalConfig: BACKENDS[backend] };
  const driver = await debug(writeProgram(text), { breakpoints: [at], launch });
  const stop = await driver.stopped();
  await driver.setBreakpoints([]);
  return { driver, stop };
}
