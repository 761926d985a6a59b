/** What limits the stops at changed values and at exceptions. */
import { describe, expect, test } from 'vitest';
import { type DataBreakpoint, reduceData, requestedData } from '../../../src/model/data-breakpoints.ts';
import { type ExceptionLimits, noLimits } from '../../../src/model/exception-filters.ts';
import { initialState, reduce } from '../../../src/model/view-state.ts';
import { writtenNames } from '../../../src/ui/breakpoints/exception-condition.ts';
import { wantedFilters } from '../../../src/ui/session/wanted.ts';

describe('a data breakpoint', () => {
  const known: DataBreakpoint = { id: 1, dataId: 'd1', name: 'total', enabled: true, persists: true, problem: 'gone' };

  test('has a condition and a hit count, which are asked for, and taken away again', () => {
    const details = { condition: ' total > 5 ', hitCondition: '%2' };
    const edited = reduceData([known], { type: 'dataBreakpointEdited', id: 1, details });
    expect(edited).toEqual([
      { id: 1, dataId: 'd1', name: 'total', enabled: true, persists: true, condition: 'total > 5', hitCondition: '%2' },
    ]);
    expect(requestedData(edited)).toEqual({
      breakpoints: [{ id: 1, dataId: 'd1', condition: 'total > 5', hitCondition: '%2' }],
    });
    const plain = reduceData(edited, { type: 'dataBreakpointEdited', id: 1, details: { condition: '' } });
    expect(requestedData(plain)).toEqual({ breakpoints: [{ id: 1, dataId: 'd1' }] });
  });
});

describe('exceptions', () => {
  const limited = (condition: string, classes: readonly string[], more: Partial<ExceptionLimits> = {}) =>
    wantedFilters(
      reduce(initialState, {
        type: 'exceptionsLimited',
        limits: { ...noLimits, uncaught: true, condition, classes, ...more },
      }),
    );

  test('of other classes than those that are named are never stopped at', () => {
    const exceptionOptions = [{ path: [{ names: ['KeyError', 'app.Lost'], negate: true }], breakMode: 'never' }];
    expect(limited('', ['KeyError', 'app.Lost'])).toEqual({ filters: ['uncaught'], exceptionOptions });
    expect(limited('n > 3', ['KeyError', 'app.Lost'])).toEqual({
      filters: [],
      filterOptions: [{ filterId: 'uncaught', condition: 'n > 3' }],
      exceptionOptions,
    });
    expect(limited('', [])).toEqual({ filters: ['uncaught'] });
  });

  test('of libraries are never stopped at, and the first alone, where that is wanted', () => {
    expect(limited('', ['KeyError'], { ownCode: true })).toEqual({
      filters: ['uncaught'],
      exceptionOptions: [
        { path: [{ names: ['KeyError'], negate: true }], breakMode: 'never' },
        { path: [{ names: ['Library Code'] }], breakMode: 'never' },
      ],
    });
    expect(limited('', [], { once: true })).toEqual({
      filters: [],
      filterOptions: [{ filterId: 'uncaught', mode: 'once' }],
    });
    expect(limited('n', [], { once: true }).filterOptions).toEqual([
      { filterId: 'uncaught', condition: 'n', mode: 'once' },
    ]);
  });

  test('that nothing handles stop all the same where the limits are for the other filters', () => {
    const raised = reduce(initialState, { type: 'filterSwitched', id: 'raised', enabled: true });
    const wanted = (limits: Partial<ExceptionLimits>) =>
      wantedFilters(reduce(raised, { type: 'exceptionsLimited', limits: { ...noLimits, ...limits } }));
    expect(wanted({ condition: 'n > 3', once: true })).toEqual({
      filters: ['uncaught'],
      filterOptions: [{ filterId: 'raised', condition: 'n > 3', mode: 'once' }],
    });
    expect(wanted({ classes: ['KeyError'], ownCode: true })).toEqual({
      filters: ['raised', 'uncaught'],
      exceptionOptions: [
        { path: [{ names: ['KeyError'], negate: true }], breakMode: 'unhandled' },
        { path: [{ names: ['Library Code'] }], breakMode: 'unhandled' },
      ],
    });
  });

  test('are named with anything between the names', () => {
    expect(writtenNames(' KeyError, app.errors.Lost | KeyError;Größe ')).toEqual([
      'KeyError',
      'app.errors.Lost',
      'Größe',
    ]);
    expect(writtenNames(' , ')).toEqual([]);
  });
});
