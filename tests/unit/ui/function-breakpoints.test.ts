import { describe, expect, it } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import {
  addFunction,
  answerFunctions,
  editFunction,
  enableFunction,
  type FunctionBreakpoint,
  requestedFunctions,
} from '../../../src/model/function-breakpoints.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { FakeSession } from './fake-session.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const area: FunctionBreakpoint = { id: 1, name: 'area', enabled: true };

describe('the list of function breakpoints', () => {
  it('has each name once, without spaces and empty details', () => {
    const one = addFunction([area], 2, { name: ' Shape.area ', condition: ' ', hitCondition: '3' });
    expect(one).toEqual([area, { id: 2, name: 'Shape.area', enabled: true, hitCondition: '3' }]);
    expect(addFunction([area], 2, { name: 'area' })).toEqual([area]);
  });

  it('lets one that is renamed take the place of another', () => {
    const two = addFunction([area], 2, { name: 'f', condition: 'n' });
    expect(editFunction(two, 2, { name: 'area' })).toEqual([{ id: 2, name: 'area', enabled: true }]);
  });

  it('asks for those that are on, and forgets the answer of one that is switched', () => {
    const answered = answerFunctions([area], [{ id: 1, verified: false, message: 'Pending' }]);
    expect(answered[0]?.answer).toEqual({ verified: false, message: 'Pending' });
    expect(requestedFunctions(answered)).toEqual({ breakpoints: [{ id: 1, name: 'area' }] });
    const off = enableFunction(answered, 1, false);
    expect(off[0]?.answer).toBeUndefined();
    expect(requestedFunctions(off)).toEqual({ breakpoints: [] });
  });

  it('is the same list when an answer is of others', () => {
    const list = [area];
    expect(answerFunctions(list, [{ id: 7, verified: true }])).toBe(list);
  });
});

describe('a debugger', () => {
  const asked = (session: FakeSession) =>
    session.asked.filter(({ command }) => command === 'setFunctionBreakpoints').map(({ args }) => args);

  it('sets them with the others at a start, and tells of changes while the program runs', async () => {
    const session = new FakeSession();
    const target = new Debugger(
      session,
      singleFile(programPath, () => ''),
    );
    session.boot();
    await settled();
    target.functions.add({ name: 'area' });
    expect(asked(session)).toEqual([]);
    await target.start('debug');
    const [{ id } = { id: 0 }] = target.state.functions;
    expect(asked(session)).toEqual([{ breakpoints: [{ id, name: 'area' }] }]);
    expect(target.state.functions[0]?.answer?.verified).toBe(true);
    target.functions.enable(id, false);
    expect(asked(session).at(-1)).toEqual({ breakpoints: [] });
    session.emit('breakpoint', { reason: 'changed', breakpoint: { id, verified: false, message: 'Pending' } });
    expect(target.state.functions[0]?.answer?.message).toBe('Pending');
  });

  it('sets none in a plain run', async () => {
    const session = new FakeSession();
    const target = new Debugger(
      session,
      singleFile(programPath, () => ''),
    );
    session.boot();
    await settled();
    target.functions.add({ name: 'area' });
    await target.start('run');
    expect(asked(session)).toEqual([]);
  });
});
