import { expect, test } from 'vitest';
import { frameMarkup, framePolicy } from './frame-policy.ts';

const plan = {
  script: new URL('https://files.example/element/dapper-frame.js'),
  worker: new URL('https://files.example/element/parts/browser-1.js'),
  folders: [new URL('https://files.example/element/'), new URL('https://cdn.example/pyodide/')],
  reaches: [],
};
const OWN = 'https://files.example/element/ https://files.example/element/parts/ https://cdn.example/pyodide/';

test('programs reach the folders with the debugger’s own files, and nothing else', () => {
  expect(framePolicy(plan)).toBe(
    `default-src 'none'; script-src ${OWN} blob: 'unsafe-eval' 'wasm-unsafe-eval'; worker-src blob: data:; connect-src ${OWN}`,
  );
});

test('what an author adds can be connected to, and run no script', () => {
  const policy = framePolicy({ ...plan, reaches: ['https://api.example/', 'https://a.example/v1?key=1#top', '*'] });
  expect(policy).toContain(`script-src ${OWN} blob:`);
  expect(policy).toMatch(/; connect-src .* https:\/\/api\.example https:\/\/a\.example\/v1 \*$/);
});

test('no address gets out of its place in the policy, or in the markup', () => {
  const odd = new URL(`https://a.example/x;script-src *,"><script>/dapper-frame.js?a=1&b="'`);
  const policy = framePolicy({ ...plan, script: odd, folders: [odd], reaches: [odd.href] });
  expect(policy.split(';')).toHaveLength(4);
  expect(policy).not.toContain(',');
  const markup = frameMarkup({ ...plan, script: odd });
  expect(markup.match(/<script/g)).toHaveLength(1);
  expect(markup).toContain(
    'src="https://a.example/x;script-src%20*,%22%3E%3Cscript%3E/dapper-frame.js?a=1&amp;b=%22%27"',
  );
});
