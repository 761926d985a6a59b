import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, it } from 'vitest';
import { homeFrame, type Pause } from '../../../src/model/pause.ts';

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
