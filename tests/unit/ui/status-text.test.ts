import { describe, expect, it } from 'vitest';
import { downloadText, statusEnd, statusText, statusTone } from '../../../src/model/status-text.ts';
import { type Action, reduce } from '../../../src/model/view-state.ts';
import { frame, libraryFrame, paused, program, running, stateAfter } from './states.ts';

const evaluating = { type: 'evaluating', evaluating: true } as const;
const part = { column: 12, endLine: 7, endColumn: 20 };

describe('the status', () => {
  it.each<[string, Action[]]>([
    ['Starting Python', []],
    [
      'Loading Python. Then your program is debugged',
      [
        {
          type: 'event',
          event: 'dapper/progress',
          body: { step: 'download', label: 'loading Python', done: 1, total: 2 },
        },
        { type: 'queued', mode: 'debug' },
      ],
    ],
    ['Ready', [{ type: 'booted' }]],
    [
      // A step of the boot is done, the boot is not.
      'Loading Python',
      [
        { type: 'booted' },
        { type: 'starting', mode: 'debug', program },
        {
          type: 'event',
          event: 'dapper/progress',
          body: { step: 'download', label: 'Loading Python', done: 2, total: 2 },
        },
      ],
    ],
    ['Debugging: running', [...running]],
    ['Paused on breakpoint at main.py:7 in f', [...running, paused('breakpoint')]],
    ['Paused at main.py:7 in f', [...running, paused('pause', [libraryFrame, frame])]],
    ['Paused on step at main.py:7', [...running, paused('step', [{ ...frame, name: '<module>' }])]],
    // One of several statements of its line; an exception is shown where it was raised.
    ['Paused on step at main.py:7:12 in f', [...running, paused('step', [{ ...frame, ...part }])]],
    ['Paused on exception at main.py:7 in f', [...running, paused('exception', [{ ...frame, ...part }])]],
    ['Paused at main.py:7 in f', [...running, paused('pause')]],
    ['Paused at main.py:7 in f', [...running, paused('entry')]],
    ['Evaluating what you entered. Pause ends it', [...running, paused('step'), evaluating]],
    // Set for the way to a place, and gone.
    ['Paused at main.py:7 in f', [...running, paused('breakpoint', undefined, [99])]],
    ['Waiting for input', [...running, { type: 'event', event: 'dapper/inputRequested', body: { prompt: 'Name? ' } }]],
    [
      'Busy: inside one long call. Stop ends it',
      [...running, { type: 'event', event: 'dapper/state', body: { state: 'busy', detail: 'inside one long call' } }],
    ],
    [
      'Ended with exit code 3',
      [
        ...running,
        { type: 'event', event: 'exited', body: { exitCode: 3 } },
        { type: 'event', event: 'terminated', body: {} },
      ],
    ],
    [
      'Stopped',
      [
        ...running,
        { type: 'stopping' },
        { type: 'event', event: 'exited', body: { exitCode: 130 } },
        { type: 'event', event: 'terminated', body: {} },
      ],
    ],
    ['Stopped', [...running, { type: 'stopping' }, { type: 'event', event: 'terminated', body: {} }]],
    // From outside: the program has not said how it ended.
    ['Stopped', [...running, { type: 'event', event: 'terminated', body: {} }]],
    ['Ready', [...running, { type: 'event', event: 'terminated', body: {} }, { type: 'left' }]],
    ['Starting to run', [{ type: 'booted' }, { type: 'starting', mode: 'run', program }]],
    [
      'Starting the debugger',
      [
        { type: 'booted' },
        { type: 'starting', mode: 'run', program },
        {
          type: 'event',
          event: 'dapper/progress',
          body: { step: 'debugger', label: 'starting the debugger', done: 3, total: 4 },
        },
      ],
    ],
    [
      'Loading numpy 2.4 (1 of 3)',
      [
        { type: 'booted' },
        { type: 'starting', mode: 'debug', program },
        {
          type: 'event',
          event: 'dapper/progress',
          body: { step: 'packages', label: 'Loading numpy 2.4 (1 of 3)', done: 3, total: 0 },
        },
      ],
    ],
    [
      'No package of that name …',
      [
        { type: 'booted' },
        { type: 'starting', mode: 'debug', program },
        { type: 'startFailed', reason: 'No package of that name\nReally.' },
      ],
    ],
    ['Python has stopped: out of memory', [...running, { type: 'died', reason: 'out of memory' }]],
  ])('says %j', (text, actions) => {
    expect(statusText(stateAfter(...actions))).toBe(text);
  });

  it('ends with what there is room for: where it is paused, or which package comes of how many', () => {
    expect(statusEnd(stateAfter(...running, paused('step')))).toBe(' at main.py:7 in f');
    expect(statusEnd(stateAfter(...running, paused('step'), evaluating))).toBe('');
    const loading = { step: 'packages', label: 'Loading numpy 2.4 (1 of 3)', done: 0, total: 0 } as const;
    const bodies = [{ ...loading, package: { name: 'numpy 2.4', number: 1, of: 3 } }, loading];
    const ends = bodies.map((body) =>
      statusEnd(
        stateAfter(
          { type: 'booted' },
          { type: 'starting', mode: 'debug', program },
          { type: 'event', event: 'dapper/progress', body },
        ),
      ),
    );
    expect(ends).toEqual([' (1 of 3)', '']);
  });

  it('says how much of a download is there, in the unit that suits it', () => {
    const texts = (['download', 'packages', 'debugger'] as const).map((step) =>
      [
        [1000, 9000],
        [4_120_000, 12_300_000],
        [4_120_000, 0],
        [24_100, 99_000],
        [24_100, 0],
      ].map(([done = 0, total = 0]) => downloadText({ step, label: '', done, total })),
    );
    const shown = ['', '4.1 of 12.3 MB, 33 %', '4.1 MB', '24 of 99 kB, 24 %', '24 kB'];
    expect(texts).toEqual([shown, shown, shown.map(() => '')]);
  });

  it('is bad news when a program could not be started, until it is started again', () => {
    const refused = stateAfter(
      { type: 'booted' },
      { type: 'starting', mode: 'debug', program },
      { type: 'startFailed', reason: 'No such package.' },
    );
    expect(statusTone(refused)).toBe('bad');
    expect(reduce(refused, { type: 'starting', mode: 'debug', program }).refusal).toBeUndefined();
  });

  it('names the exception that it is paused on', () => {
    const action = { ...paused('exception'), exception: { exceptionId: 'KeyError', breakMode: 'always' } } as Action;
    expect(statusText(stateAfter(...running, action))).toBe('Paused on KeyError at main.py:7 in f');
  });
});

describe('the tone of the status', () => {
  const ends = (exitCode: number): Action[] => [
    { type: 'event', event: 'exited', body: { exitCode } },
    { type: 'event', event: 'terminated', body: {} },
  ];

  it.each<[string, string, Action[]]>([
    ['a good end', 'good', [...running, ...ends(0)]],
    ['a failure', 'bad', [...running, ...ends(1)]],
    ['an exception that is stopped at', 'bad', [...running, paused('exception')]],
    ['a program that was stopped', 'neutral', [...running, { type: 'stopping' }, ...ends(130)]],
    ['a breakpoint', 'neutral', [...running, paused('breakpoint')]],
    ['a death', 'bad', [...running, { type: 'died', reason: 'memory' }]],
  ])('of %s is %s', (_, tone, actions) => {
    expect(statusTone(stateAfter(...actions))).toBe(tone);
  });
});
