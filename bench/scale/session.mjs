// What the scenarios do with a session, on the command line and in a page alike.
//
// A session here is `{ request, on, prepare, dispose, folder }`: DAP's requests and events, `prepare(files)` puts files
// (`{ path, text }`) in place, and `folder` is where they go.
// `memory()`, where there is one, gives bytes by kind.

/**
 * The body of the next `event`.
 * @param {(body: any) => boolean} [accepts] passes over those that it does not hold for
 */
export function next(session, event, accepts = () => true) {
  return new Promise((resolve) => {
    const off = session.on(event, (body) => {
      if (!accepts(body)) return;
      off();
      resolve(body);
    });
  });
}

/** Milliseconds that `action` takes. */
export async function timed(action) {
  const began = performance.now();
  await action();
  return performance.now() - began;
}

/** Milliseconds of each of `rounds` calls; the first one counts too, because a person meets that one. */
export async function repeated(rounds, action) {
  const times = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(() => action(round)));
  return times;
}

/** The line of `# @mark` in a text. */
export function lineOf(text, mark) {
  const index = text.split('\n').findIndex((line) => line.endsWith(`# @${mark}`));
  if (index < 0) throw new Error(`The program has no line marked # @${mark}.`);
  return index + 1;
}

/**
 * Brings a program to where it begins to run.
 * @param {{ files: { name: string, text: string }[], breakpoints?: Record<string, object[]>, launch?: object }} plan
 *   the first file is the program; breakpoints are by file name
 * @returns milliseconds: `launchedAt` on the clock, `launch` until it is answered, `breakpoints` until all are set; and
 *   what `answers` them
 */
export async function start(session, { files, breakpoints = {}, launch = {} }) {
  const path = (name) => `${session.folder}/${name}`;
  await session.prepare(files.map(({ name, text }) => ({ path: path(name), text })));
  const initialized = next(session, 'initialized');
  await session.request('initialize', { adapterID: 'scale', supportsVariablePaging: true });
  await initialized;
  const began = performance.now();
  await session.request('launch', { program: path(files[0].name), cwd: session.folder, ...launch });
  const launched = performance.now();
  const answers = await Promise.all(
    Object.entries(breakpoints).map(([name, wanted]) =>
      session.request('setBreakpoints', { source: { path: path(name) }, breakpoints: wanted }),
    ),
  );
  const set = performance.now();
  await session.request('configurationDone', {});
  return { launchedAt: began, launch: launched - began, breakpoints: set - launched, answers };
}

/** Starts a program of one file and waits for its stop at `# @stop`. */
export async function startToStop(session, text) {
  const stopped = next(session, 'stopped');
  const breakpoints = { 'main.py': [{ line: lineOf(text, 'stop') }] };
  await start(session, { files: [{ name: 'main.py', text }], breakpoints });
  await stopped;
}

/** The variables of the innermost frame's first scope. */
export async function locals(session) {
  const { stackFrames } = await session.request('stackTrace', { threadId: 1, startFrame: 0, levels: 1 });
  const { scopes } = await session.request('scopes', { frameId: stackFrames[0].id });
  const { variables } = await session.request('variables', { variablesReference: scopes[0].variablesReference });
  return variables;
}
