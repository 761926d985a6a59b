import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, it } from 'vitest';
import { homeFrame, isLineGone, type Pause, presentFrames } from '../../../src/model/pause.ts';

type Frame = DebugProtocol.StackFrame;

const frame = (id: number, presentationHint: Frame['presentationHint'] = 'normal'): Frame => ({
  id,
  name: `f${id}`,
  line: id,
  column: 1,
  presentationHint,
});

const paused = (...frames: Frame[]): Pause => ({
  number: 1,
  reason: 'exception',
  threadId: 1,
  hitBreakpointIds: [],
  frames,
  startedFrames: frames,
  totalFrames: frames.length,
  frameId: undefined,
});

it('a stop is shown in the innermost frame of the person’s own code', () => {
  expect(homeFrame(paused(frame(1, 'subtle'), frame(2), frame(3)))?.id).toBe(2);
  expect(homeFrame(undefined)).toBeUndefined();
});

it('a stop is shown in none of the frames of a cause, nor in the label of them', () => {
  expect(homeFrame(paused(frame(1, 'subtle'), frame(2, 'label'), frame(3)))?.id).toBe(1);
});

it('in an edited text a frame has no columns, which are of the text that was started', () => {
  const of = (path: string) => ({ ...frame(1), column: 4, endLine: 1, endColumn: 9, source: { path } });
  const edits = new Map([['/a.py', { origins: [undefined, 1], shift: 1 }]]);
  expect(presentFrames([of('/a.py'), of('/b.py')], edits)).toEqual([
    { ...frame(1), line: 2, source: { path: '/a.py' } },
    of('/b.py'),
  ]);
});

it('the line of a frame that was deleted is gone, those of others are not', () => {
  const of = (id: number, path: string) => ({ ...frame(id), source: { path } });
  const stop = paused(of(1, '/a.py'), of(2, '/a.py'), of(3, '/b.py'));
  const edits = new Map(['/a.py', '/b.py'].map((path) => [path, { origins: [1, undefined], shift: 0 }]));
  expect(stop.frames.map((each) => isLineGone(stop, each, edits))).toEqual([false, true, false]);
  expect(isLineGone(stop, of(2, '/a.py'), new Map())).toBe(false);
});
