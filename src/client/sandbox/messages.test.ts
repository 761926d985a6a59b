import * as v from 'valibot';
import { expect, test } from 'vitest';
import { asReason, newsSchema, orderSchema } from './messages.ts';

test.each([
  { type: 'dapper/start', worker: 1, script: 'https://files.example/browser.js' },
  { type: 'dapper/end', worker: 7 },
])('a frame takes %o', (order) => {
  expect(v.is(orderSchema, order)).toBe(true);
});

test.each([
  null,
  'dapper/end',
  { type: 'dapper/run' },
  { type: 'dapper/end' },
  { type: 'dapper/end', worker: 0 },
  { type: 'dapper/end', worker: '1' },
  { type: 'dapper/start', worker: 1, script: 'browser.js' },
  { type: 'dapper/start', worker: 1, script: 'https://files.example/browser.js', more: 1 },
])('a frame leaves %o alone', (order) => {
  expect(v.is(orderSchema, order)).toBe(false);
});

test.each([{ type: 'dapper/open' }, { type: 'dapper/dead', worker: 1, reason: asReason('x'.repeat(9000)) }])(
  'a page takes $type',
  (news) => {
    expect(v.is(newsSchema, news)).toBe(true);
  },
);

test.each([
  undefined,
  [],
  { type: 'dapper/dead', worker: 1 },
  { type: 'dapper/dead', worker: 1, reason: 'x'.repeat(9000) },
  { type: 'dapper/dead', worker: 1.5, reason: '' },
  { type: 'dapper/open', worker: 1 },
])('a page leaves %o alone', (news) => {
  expect(v.is(newsSchema, news)).toBe(false);
});
