// node bench/main.mjs [--rounds N] [--json FILE]: what the debugger costs, as ratios to the same program without it.
// Every configuration runs once a round, in an order that rotates, so that drift of the machine hits all alike.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadPyodide } from 'pyodide';
import { measureInteractive } from './interactive.mjs';
import { markdown, summarize } from './report.mjs';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, json: { type: 'string' }, only: { type: 'string' } },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 3) {
  console.error(`--rounds is ${options.rounds}; allowed: a whole number of at least 3.`);
  process.exit(2);
}

const EVAL_FRAME = { backend: 'eval_frame', fallback_to_tracing: false };
const MONITORING = { backend: 'tracing', tracing_backend: 'sys_monitoring' };
const SETTRACE = { backend: 'tracing', tracing_backend: 'settrace' };

/** Name, and the Python call that runs one program under it. */
const configurations = [
  ['bare', () => 'bare(PATH)'],
  ['run', () => 'debugged(PATH, {}, "cold", no_debug=True)'],
  ...[
    ['eval_frame', EVAL_FRAME],
    ['sys_monitoring', MONITORING],
    ['settrace', SETTRACE],
  ].flatMap(([name, settings]) =>
    ['cold', 'hot'].map((mark) => [
      `${name} ${mark}`,
      () => `debugged(PATH, json.loads('${JSON.stringify(settings)}'), "${mark}")`,
    ]),
  ),
];

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const programs = readdirSync(here('programs'))
  .filter((name) => name.endsWith('.py') && (!options.only || name.startsWith(options.only)))
  .map((name) => name.slice(0, -3));

const python = await boot();
const measured = {};
for (const program of programs) {
  const path = `/bench/programs/${program}.py`;
  python.globals.set('PATH', path);
  const times = Object.fromEntries(configurations.map(([name]) => [name, []]));
  let expected;
  for (let round = 0; round < rounds + 1; round++) {
    const shift = round % configurations.length;
    for (const [name, call] of [...configurations.slice(shift), ...configurations.slice(0, shift)]) {
      const [seconds, result] = python.runPython(`list(${call()})`).toJs();
      expected ??= result;
      if (result !== expected) throw new Error(`${program} under ${name} answered ${result}, not ${expected}`);
      if (round > 0) times[name].push(seconds); // the first round warms up
    }
  }
  measured[program] = times;
  process.stderr.write(`${program}\n`);
}
const setUp = [];
for (let round = 0; round < rounds; round++) {
  setUp.push(python.runPython(`list(set_up('/bench/programs/calls.py'))`).toJs());
}
const interactive = options.only ? {} : await measureInteractive(20);
const report = summarize(measured, setUp, interactive, {
  rounds,
  python: python.runPython('sys.version.split()[0]'),
  node: process.version,
});
console.log(markdown(report));
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);

async function boot() {
  const pyodide = await loadPyodide();
  copy(here('../src/python'), '/opt/dapper', '.py');
  copy(here('programs'), '/bench/programs', '.py');
  pyodide.FS.mkdirTree('/opt/dapper/hook');
  pyodide.FS.writeFile('/opt/dapper/hook/_dapper_hook.so', readFileSync(here('../public/dapper-hook.so')));
  pyodide.runPython(`import sys; sys.path.insert(0, '/opt/dapper')`);
  // Compiled, as the worker gets it (scripts/lib/bytecode.mjs).
  pyodide.runPython(`
import compileall, py_compile
compileall.compile_dir("/opt/dapper", quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)`);
  pyodide.runPython(readFileSync(here('harness.py'), 'utf8'));
  return pyodide;

  function copy(from, to, ending) {
    pyodide.FS.mkdirTree(to);
    for (const name of readdirSync(from)) {
      const path = `${from}/${name}`;
      if (statSync(path).isDirectory()) copy(path, `${to}/${name}`, ending);
      else if (name.endsWith(ending)) pyodide.FS.writeFile(`${to}/${name}`, readFileSync(path));
    }
  }
}
