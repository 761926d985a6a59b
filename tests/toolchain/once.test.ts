/** What stands in two places because it must is the same in both. */
import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { DEBUGGER_FOLDER, requests, SETTINGS, type Setting } from '../../src/protocol/index.ts';
import { capabilities } from '../../src/worker/capabilities.ts';
import { definitions } from '../dap/schema.ts';

const root = new URL('../../', import.meta.url);

test('plain scripts know the folder of the debugger', async () => {
  const { FOLDER } = await import(new URL('scripts/lib/bytecode.mjs', root).href);
  expect(FOLDER).toBe(DEBUGGER_FOLDER);
});

test('the settings are documented as they are', () => {
  const page = readFileSync(new URL('docs/configuration.md', root), 'utf8');
  const rows = page.matchAll(/^\| `([a-z_]+)` \| ([^|]*) \| `([^`]*)`[^|]* \|/gm);
  const documented = [...rows]
    .map(([, name, type, value]) => [name, type, value])
    .filter(([name]) => name && name in SETTINGS);
  const wanted = Object.entries<Setting>(SETTINGS).map(([name, setting]) => [
    name,
    typeOf(setting),
    JSON.stringify(setting.default),
  ]);
  expect(documented).toEqual(wanted);
});

function typeOf(setting: Setting): string {
  const number = (value: number) => value.toLocaleString('en');
  switch (setting.kind) {
    case 'flag':
      return 'bool';
    case 'choice':
      return 'string';
    case 'whole':
      return `int, ${number(setting.least)} to ${number(setting.most)}`;
    case 'seconds':
      return `seconds, above 0, at most ${number(setting.most)}`;
    default:
      return '0 to 1';
  }
}

/** Capabilities that stand for a request and are not named after it. */
const ABOUT: Readonly<Record<string, string>> = {
  supportsSetVariable: 'setVariable',
  supportsSetExpression: 'setExpression',
  supportsStepBack: 'stepBack',
  supportsRestartFrame: 'restartFrame',
  supportsFunctionBreakpoints: 'setFunctionBreakpoints',
  supportsGotoTargetsRequest: 'goto',
  supportsDataBreakpoints: 'setDataBreakpoints',
  supportsInstructionBreakpoints: 'setInstructionBreakpoints',
};

const { properties } = definitions.Capabilities as { properties: object };
const aboutRequests = Object.keys(properties).flatMap((name) => {
  const named = /^supports(.+)Request$/.exec(name)?.[1]?.replace(/^./, (first) => first.toLowerCase());
  const command = ABOUT[name] ?? named;
  return command === undefined ? [] : [[name, command] as const];
});

it.each(aboutRequests)('%s is offered where the request %s is served', (name, command) => {
  expect(Object.hasOwn(capabilities, name)).toBe(Object.hasOwn(requests, command));
});
