/** Our schemas of requests against DAP's JSON schema: for each sample of arguments both say the same, or the list tells why. */
import { describe, expect, it } from 'vitest';
import { checkRequest, RequestError, requests } from '../../../src/protocol/index.ts';
import { definitions, validatorOf } from '../../dap/schema.ts';
import { type Difference, demanded, differences } from './differences.ts';
import { type Sample, samplesOf } from './samples.ts';

/** DAP's names for the arguments of each request that has some. */
const compared = Object.keys(requests).flatMap((command) => {
  const name = command.replace(/^./, (first) => first.toUpperCase());
  const definition = [`${name}Arguments`, `${name}RequestArguments`].find((each) => each in definitions);
  return definition === undefined ? [] : [{ command, definition, samples: samplesOf(definition) }];
});

function weAccept(command: string, args: unknown): boolean {
  try {
    checkRequest(command, args);
    return true;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return false;
  }
}

/** What differs between the two for these arguments; undefined if nothing does. */
function verdict(command: string, definition: string, value: unknown): Difference['we'] | undefined {
  const ours = weAccept(command, value);
  if (ours === validatorOf(definition)(value)) return undefined;
  return ours ? 'accept' : 'refuse';
}

function explains({ at, kind, we }: Difference, sample: Sample, verdict: Difference['we']): boolean {
  const isThere = at === 'every integer' ? sample.isInteger : sample.trail.includes(at);
  return isThere && we === verdict && (kind === undefined || kind === sample.kind);
}

describe.each(compared)('the arguments of $command', ({ command, definition, samples }) => {
  it('are what DAP says, but for what is listed', () => {
    const unexplained = samples.filter((sample) => {
      const found = verdict(command, definition, sample.value);
      return found !== undefined && !differences.some((each) => explains(each, sample, found));
    });
    expect(unexplained).toEqual([]);
  });
});

it('every request of DAP is compared that has arguments', () => {
  const others = Object.keys(requests).filter((command) => !compared.some((each) => each.command === command));
  expect(others.filter((command) => !command.startsWith('dapper/'))).toEqual(['threads']);
  expect(compared.flatMap(({ samples }) => samples).length).toBeGreaterThan(500);
});

it.each(differences)('$at is different as listed: $why', (difference) => {
  const found = compared.some(({ command, definition, samples }) =>
    samples.some((sample) => {
      const differs = verdict(command, definition, sample.value);
      return differs !== undefined && explains(difference, sample, differs);
    }),
  );
  expect(found).toBe(true);
});

it('what is demanded beyond DAP is missed', () => {
  const { LaunchRequestArguments, Source } = demanded;
  expect(weAccept('launch', { ...LaunchRequestArguments })).toBe(true);
  expect(weAccept('launch', {})).toBe(false);
  expect(weAccept('setBreakpoints', { source: { ...Source } })).toBe(true);
  expect(weAccept('setBreakpoints', { source: {} })).toBe(false);
});
