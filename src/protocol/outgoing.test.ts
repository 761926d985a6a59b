import { describe, expect, it } from 'vitest';
import type { ResponseMessage } from './index.ts';
import { problemOfAnswer, readOutgoing } from './outgoing.ts';

const event = (event: string, body?: unknown) => JSON.stringify({ seq: 1, type: 'event', event, body });
const answer = (command: string, body: unknown) =>
  ({ seq: 1, type: 'response', request_seq: 1, success: true, command, body }) as ResponseMessage;

describe('a message of a worker', () => {
  it.each([
    event('initialized'),
    event('stopped', { reason: 'step', threadId: 1, allThreadsStopped: true, hitBreakpointIds: [1] }),
    event('output', { category: 'stdout', output: 'text' }),
    event('dapper/progress', { step: 'download', label: 'Loading Python', done: 1, total: 0 }),
    '{"seq":1,"type":"response","request_seq":3,"success":true,"command":"launch"}',
    '{"seq":1,"type":"response","request_seq":3,"success":false,"command":"launch","message":"no","body":{}}',
  ])('is taken as it is: %s', (text) => {
    expect(readOutgoing(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '',
    'null',
    '5',
    '"text"',
    '[]',
    '{}',
    '{"type":"event"}',
    '{"type":"event","event":5}',
    '{"type":"request","command":"threads","seq":1}',
    event('nothing of ours', {}),
    event('toString', {}),
    event('dapper/died', { reason: 'as if by the supervisor' }),
    event('stopped'),
    event('stopped', { reason: 5 }),
    event('stopped', { reason: 'step', hitBreakpointIds: 5 }),
    event('output', { output: 5 }),
    event('output', { output: 'text', category: {} }),
    event('breakpoint', { reason: 'changed' }),
    event('breakpoint', { reason: 'changed', breakpoint: { verified: true, id: 'one' } }),
    event('exited', { exitCode: '0' }),
    event('dapper/state', { state: 'asleep' }),
    event('dapper/progress', { step: 'download', label: 'x', done: -1, total: null }),
    event('dapper/status', { runtimeStatus: null }),
    event('dapper/hookStats', { hookStats: { armed: {} } }),
    '{"type":"response","request_seq":"3","success":true,"command":"launch"}',
    '{"type":"response","request_seq":3,"success":"yes","command":"launch"}',
    '{"type":"response","request_seq":3,"success":false,"command":"launch","body":5}',
    `{"seq":1,"type":"event","event":"initialized","body":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  ])('that the debugger cannot have sent is dropped: %.60s', (text) => {
    expect(readOutgoing(text)).toBeUndefined();
  });
});

describe('the body of an answer', () => {
  it.each([
    ['stackTrace', { stackFrames: [{ id: 1, name: 'f', line: 1, column: 1 }], totalFrames: 1 }],
    ['variables', { variables: [{ name: 'a', value: '1', variablesReference: 0 }] }],
    ['setExceptionBreakpoints', undefined],
    ['terminate', undefined],
    ['exceptionInfo', { exceptionId: 'E', breakMode: 'unhandled', details: { innerException: [{ message: 'x' }] } }],
  ])('of %s is taken', (command, body) => {
    expect(problemOfAnswer(answer(command, body))).toBeUndefined();
  });

  it.each([
    ['stackTrace', undefined],
    ['continue', undefined],
    ['stackTrace', { stackFrames: [{}] }],
    ['variables', { variables: 'all' }],
    ['setBreakpoints', { breakpoints: [null] }],
    ['exceptionInfo', { exceptionId: 'E', breakMode: 'unhandled', details: { innerException: [5] } }],
    ['dapper/frameEvalStatus', {}],
  ])('of %s that has another shape is a problem: %j', (command, body) => {
    expect(problemOfAnswer(answer(command, body))?.message).toContain(`"${command}" cannot be read`);
  });
});
