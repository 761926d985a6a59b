import { expect, test } from 'vitest';
import { SessionRecord } from './record.ts';

test('whose code counts is that of the last request when a program is started again', () => {
  const record = new SessionRecord();
  record.note('dapper/justMyCode', { enabled: false }, undefined);
  expect(record.plan({})).toBeUndefined();
  record.note('launch', { program: 'main.py' }, undefined);
  expect(record.plan({})?.launch).toEqual({ program: 'main.py' });
  record.note('dapper/justMyCode', { enabled: false }, undefined);
  expect(record.plan({})?.launch).toEqual({ program: 'main.py', justMyCode: false });
  expect(record.plan({ launch: { justMyCode: true } })?.launch).toEqual({ program: 'main.py', justMyCode: true });
});

test('a text that was taken into use is that of a file from then on; one that was refused is not', () => {
  const record = new SessionRecord();
  record.files = [{ path: '/a.py', text: 'x = 1' }];
  record.note('launch', { program: '/a.py' }, undefined);
  const reload = (text: string, applied: boolean) =>
    record.note('dapper/hotReload', { source: { path: '/a.py' }, text }, { applied });
  reload('x =', false);
  expect(record.plan({})?.files).toEqual([{ path: '/a.py', text: 'x = 1' }]);
  reload('x = 2', true);
  expect(record.plan({})?.files).toEqual([{ path: '/a.py', text: 'x = 2' }]);
});
