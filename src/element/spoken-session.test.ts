import { expect, test, vi } from 'vitest';
import type { DebugSession } from '../client/connection.ts';
import { type Dictionary, localizer } from '../model/localize.ts';
import { RequestError } from '../protocol/index.ts';
import { SpokenSession, translator } from './spoken-session.ts';
import german from './words/de.json' with { type: 'json' };

const localize = localizer(german as Dictionary, 'de');
const say = translator(localize);

test('a text of the worker is said in another language, with what it tells of', () => {
  expect(say('Pending: nothing of this file has run yet.')).toBe('Wartet: Von dieser Datei ist noch nichts gelaufen.');
  expect(say('No code at or after line 9; the last line with code is 4.')).toBe(
    'Ab Zeile 9 gibt es keinen Code; die letzte Zeile mit Code ist 4.',
  );
  expect(say("Condition 'a{b}' is not a Python expression (invalid syntax).")).toBe(
    "Die Bedingung 'a{b}' ist kein Python-Ausdruck (invalid syntax).",
  );
});

test('a reason within a text is said in that language too, a name is not', () => {
  expect(say("Line 7 cannot be the next one: can't jump into the body of a for loop.")).toBe(
    'Zeile 7 kann nicht die nächste sein: man kann nicht in den Rumpf einer for-Schleife springen.',
  );
  expect(say('"running" never changes.')).toBe('"running" ändert sich nie.');
});

test('of the texts that fit, the one with more words is meant', () => {
  expect(say('f cannot begin again: it is suspended, and its task waits.')).toBe(
    'f kann nicht von vorn beginnen: Es ist unterbrochen, und seine Aufgabe wartet.',
  );
});

test('what the worker does not say is left as it is', () => {
  for (const text of ['', 'Pending', 'ValueError: no code', '{name} never']) expect(say(text)).toBe(text);
});

/** A session that answers and tells what it is given, as the screen of a German page has it. */
function spoken(answer: Promise<unknown>) {
  const handlers = new Map<string, (body: unknown) => void>();
  const session = {
    request: () => answer,
    on: (event: string, handler: (body: unknown) => void) => {
      handlers.set(event, handler);
      return () => {};
    },
  } as unknown as DebugSession;
  const heard = vi.fn();
  const german = new SpokenSession(session, localize);
  for (const event of ['output', 'stopped', 'breakpoint', 'dapper/status'] as const) german.on(event, heard);
  return { german, heard, tell: (event: string, body: unknown) => handlers.get(event)?.(body) };
}

test('errors, breakpoints and events are said in the language of the screen', async () => {
  const message = 'The session was closed.';
  const refused = spoken(Promise.reject(new RequestError({ code: 4001, message, showUser: false })));
  await expect(refused.german.request('threads', {})).rejects.toMatchObject({
    message: 'Die Sitzung wurde geschlossen.',
    error: { code: 4001, showUser: false },
  });
  const pending = { verified: false, message: 'Pending: nothing of this file has run yet.' };
  const { german, heard, tell } = spoken(Promise.resolve({ breakpoints: [pending] }));
  const answer = await german.request('setBreakpoints', { source: { path: '/a.py' } });
  expect(answer.breakpoints).toEqual([{ ...pending, message: say(pending.message) }]);
  tell('breakpoint', { reason: 'changed', breakpoint: pending });
  expect(heard).toHaveBeenLastCalledWith(
    expect.objectContaining({ breakpoint: { ...pending, message: say(pending.message) } }),
  );
  tell('stopped', { reason: 'data breakpoint', threadId: 1, text: 'x changed from 1 to 2; y is 3; it had no value' });
  expect(heard).toHaveBeenLastCalledWith(
    expect.objectContaining({ text: 'x hat sich von 1 zu 2 geändert; y ist 3; es hatte keinen Wert' }),
  );
});

test("log messages and the program's own output are not the worker's words", () => {
  const { heard, tell } = spoken(Promise.resolve());
  const output = 'The call of f is over.\n';
  for (const own of [{ category: 'stdout' }, { category: 'console', source: { path: '/a.py' }, line: 3 }]) {
    tell('output', { ...own, output });
    expect(heard).toHaveBeenLastCalledWith({ ...own, output });
  }
  tell('output', { category: 'important', output });
  expect(heard).toHaveBeenLastCalledWith({ category: 'important', output: 'Der Aufruf von f ist zu Ende.\n' });
});

test('why a backend was chosen, and what its health is, is said in the language of the screen', async () => {
  const runtimeStatus = { backend_type: 'SysMonitoringBackend', reason: 'frame evaluation is switched off' };
  const { german, heard, tell } = spoken(Promise.resolve({ runtimeStatus }));
  const reason = 'die Frame-Auswertung ist abgeschaltet';
  expect((await german.frameEvalStatus()).runtimeStatus).toEqual({ ...runtimeStatus, reason });
  tell('dapper/status', { runtimeStatus });
  expect(heard).toHaveBeenLastCalledWith({ runtimeStatus: { ...runtimeStatus, reason } });
  const checks = [
    { name: 'Backend', result: 'WARN', detail: 'fell back to SettraceBackend: Incompatible debugger detected: pdb' },
    { name: 'Errors', result: 'OK', detail: 'none' },
    { name: 'Overhead', result: 'OK', detail: "0.1% of the program's time in 12 callbacks; threshold 10%" },
  ];
  expect(await spoken(Promise.resolve({ checks })).german.frameEvalHealth()).toEqual([
    {
      name: 'Backend',
      result: 'WARN',
      detail: 'ausgewichen auf SettraceBackend: ein unverträglicher Debugger ist da: pdb',
    },
    { name: 'Fehler', result: 'OK', detail: 'keine' },
    { name: 'Overhead', result: 'OK', detail: '0.1% der Zeit des Programms in 12 Aufrufen; Schwelle 10%' },
  ]);
});

test('why a transport was taken is said in the language of the screen', () => {
  const transport = {
    transport: 'none',
    reason: 'the page is not cross-origin isolated, and this browser has no service workers',
  };
  const { transport: taken } = new SpokenSession({ transport } as unknown as DebugSession, localize);
  const reason = 'die Seite ist nicht von anderen Ursprüngen isoliert, dieser Browser hat keine Service Worker';
  expect(taken).toEqual({ transport: 'none', reason });
});
