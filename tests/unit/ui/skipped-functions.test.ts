import { expect, it, vi } from 'vitest';
import { initialState } from '../../../src/model/view-state.ts';
import type { Conductor } from '../../../src/ui/session/conductor.ts';
import { SkippedFunctions } from '../../../src/ui/session/skipped-functions.ts';

/** A debugger whose adapter answers each request with `answer`. */
function debuggerWith(answer: () => Promise<unknown>) {
  const request = vi.fn(answer);
  const errors: unknown[] = [];
  const target = {
    state: { ...initialState, execution: 'paused' as const, mode: 'debug' as const },
    request,
    guard: (promise: Promise<unknown>) => void promise.catch((error) => errors.push(error)),
  };
  return { target: target as unknown as Conductor, request, errors };
}

it('names are told to the adapter at once and kept', async () => {
  const { target, request } = debuggerWith(async () => ({}));
  const skipped = new SkippedFunctions(target);
  const save = vi.fn();
  skipped.keepIn({ load: () => [], save });
  skipped.toggle('main.add');
  expect(request).toHaveBeenLastCalledWith('dapper/skipFunctions', { functions: ['main.add'] });
  expect(skipped.asked).toEqual({ skipFunctions: ['main.add'] });
  expect(save).toHaveBeenLastCalledWith(['main.add']);
  skipped.toggle('main.add');
  expect(skipped.asked).toEqual({});
});

it('a name that the adapter refuses is neither kept nor asked for at the next start', async () => {
  const { target, errors } = debuggerWith(() => Promise.reject(new Error('no function has that name')));
  const skipped = new SkippedFunctions(target);
  const save = vi.fn();
  skipped.keepIn({ load: () => [], save });
  skipped.toggle('main.class');
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  expect(skipped.names).toEqual([]);
  expect(save).toHaveBeenLastCalledWith([]);
});
