import { expect, it } from 'vitest';
import { healthText } from '../../../src/model/health-text.ts';
import type { HealthCheck } from '../../../src/protocol/index.ts';

const checks = (...results: HealthCheck['result'][]): HealthCheck[] =>
  results.map((result, index) => ({ name: `check ${index}`, result, detail: '' }));

it.each([
  [checks('OK', 'OK'), 'All 2 checks are OK.'],
  [checks('OK', 'FAIL', 'WARN', 'OK'), '4 checks: 1 failure, 1 warning, 2 OK.'],
  [checks('WARN', 'WARN'), '2 checks: 2 warnings.'],
])('a health check is summed up, the worst first', (found, text) => {
  expect(healthText(found)).toBe(text);
});
