// Builds the eval-frame hook (hook.c) with emcc into public/dapper-hook.so.
//
//   node wasm-hook/build.mjs            build and write public/dapper-hook.so
//   node wasm-hook/build.mjs --check    build elsewhere; fail unless the bytes are those of public/dapper-hook.so
//   --source FILE --out FILE            other files than those two
//
// The committed bytes come from Debian 12's emcc. The build is a function of the source and the compiler only:
// no path, time or name of this machine gets into the module, so anyone with that compiler gets the same bytes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compilerVersion = '3.1.6';
const sizeLimit = 15360; // bytes: the hook is fetched by every visitor of the page

/**
 * Ends the script with a message for the person who started it.
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(1);
}

/**
 * The path of `emcc`, found as a shell would.
 * @returns {string}
 */
function findCompiler() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, 'emcc');
    if (existsSync(candidate)) return candidate;
  }
  return fail('emcc is not installed. On Debian 12: apt-get install emscripten. Only a change of the hook needs it.');
}

/**
 * The environment in which `emcc` can build the system libraries that it needs. Debian's package freezes its cache
 * in a folder that users cannot write, so it gets a copy of its configuration that points to ours.
 * @param {string} emcc
 * @returns {NodeJS.ProcessEnv}
 */
function compilerEnvironment(emcc) {
  const config = join(dirname(realpathSync(emcc)), '.emscripten');
  if (!existsSync(config) || !/^FROZEN_CACHE\s*=\s*True/m.test(readFileSync(config, 'utf8'))) return process.env;
  const cache = join(root, '.cache', 'emscripten');
  mkdirSync(cache, { recursive: true });
  const copy = join(cache, 'config.py');
  writeFileSync(
    copy,
    readFileSync(config, 'utf8')
      .replace(/^FROZEN_CACHE\s*=.*$/m, 'FROZEN_CACHE = False')
      .replace(/^NODE_JS\s*=.*$/m, `NODE_JS = ${JSON.stringify(process.execPath)}`),
  );
  return { ...process.env, EM_CONFIG: copy, EM_CACHE: join(cache, 'cache') };
}

/**
 * Compiles `source` and returns the bytes of the side module.
 * @param {string} source
 * @returns {Buffer}
 */
function compile(source) {
  const emcc = findCompiler();
  const env = compilerEnvironment(emcc);
  const version = spawnSync(emcc, ['--version'], { env, encoding: 'utf8' }).stdout?.match(/\d+\.\d+\.\d+/)?.[0];
  if (version !== compilerVersion) {
    console.warn(
      `This is emcc ${version}; the committed hook comes from ${compilerVersion}, so its bytes will differ.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'dapper-hook-'));
  try {
    const out = join(folder, 'hook.so');
    const flags = [
      '-Os',
      '-g0',
      '-std=c11',
      '-fPIC',
      '-fvisibility=hidden',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-Wno-unused-parameter',
      '-sSIDE_MODULE=2',
      '-sEXPORTED_FUNCTIONS=_PyInit__dapper_hook',
    ];
    // Started in the source's folder, so that the compiler sees the same relative path everywhere.
    const run = spawnSync(emcc, [...flags, basename(source), '-o', out], {
      cwd: dirname(source),
      env,
      encoding: 'utf8',
    });
    if (run.error) fail(`emcc could not be started: ${run.error.message}`);
    if (run.status !== 0) fail(`emcc failed (exit ${run.status}):\n${run.stderr}`);
    if (/warning:/.test(run.stderr)) console.warn(run.stderr);
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    source: { type: 'string', default: join(root, 'wasm-hook', 'hook.c') },
    out: { type: 'string', default: join(root, 'public', 'dapper-hook.so') },
  },
});
const out = resolve(values.out);
const bytes = compile(resolve(values.source));
/** @param {Buffer} data */
const digest = (data) => createHash('sha256').update(data).digest('hex').slice(0, 16);
console.log(`hook: ${bytes.length} bytes of at most ${sizeLimit}, sha256 ${digest(bytes)}…`);
if (bytes.length > sizeLimit) fail(`The hook is ${bytes.length - sizeLimit} bytes too big.`);

if (values.check) {
  const committed = readFileSync(out);
  if (!committed.equals(bytes)) {
    fail(
      `${relative(root, out)} (${committed.length} bytes, sha256 ${digest(committed)}…) is not what ` +
        'wasm-hook/hook.c compiles to. Run "npm run hook" and commit the result.',
    );
  }
  console.log(`${relative(root, out)} is what its source compiles to.`);
} else {
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, bytes);
  console.log(`written: ${relative(root, out)}`);
}
