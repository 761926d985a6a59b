// Named, timed steps, and the programs they start.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './setup.mjs';

/** A step failed, and its own output has already said why. */
export class StepFailed extends Error {}

/**
 * Runs one step and prints its name, outcome and duration.
 * @param {string} name
 * @param {() => unknown} work throws {@link StepFailed} if the step found something wrong
 * @returns {Promise<boolean>} whether it went well
 */
export async function step(name, work) {
  const start = performance.now();
  console.log(`\n▶ ${name}`);
  /** @type {unknown} */
  let failure = null;
  try {
    await work();
  } catch (error) {
    failure = error;
    console.error(error instanceof StepFailed ? error.message : error);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${failure ? '✗' : '✓'} ${name} (${seconds} s)`);
  return failure === null;
}

/**
 * Runs a program to its end, with its output shown.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to this process's own
 * @param {string} [name] what to call it when it fails
 * @throws {StepFailed} if it cannot be started or ends with anything but 0
 */
export function run(command, args, env = {}, name = command) {
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
      child.once('error', (error) => reject(new StepFailed(`${name} could not be started: ${error.message}`)));
      child.once('exit', (code, signal) => {
        if (code === 0) resolve();
        else reject(new StepFailed(`${name} ended with ${signal ?? `exit ${code}`}`));
      });
    })
  );
}

/**
 * Runs tasks side by side: each group in order, in a separate process whose output is shown when it ends.
 * @param {string[][]} groups names of tasks
 * @throws {StepFailed} if one of them fails
 */
export async function runBeside(...groups) {
  const ends = groups.map((names) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), ...names], { cwd: root, stdio: 'pipe' });
    /** @type {Buffer[]} */
    const said = [];
    child.stdout.on('data', (part) => said.push(part));
    child.stderr.on('data', (part) => said.push(part));
    return /** @type {Promise<boolean>} */ (
      new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => {
          process.stdout.write(Buffer.concat(said));
          resolve(code === 0);
        });
      })
    );
  });
  const good = await Promise.all(ends);
  const bad = groups.filter((_, at) => !good[at]).map((names) => names.join(', '));
  if (bad.length > 0) throw new StepFailed(`Failed: ${bad.join('; ')}`);
}

/**
 * Runs a program that an installed package brings.
 * @param {string} packageName
 * @param {string} bin its name in the package's "bin"
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @param {string} [node] the Node to run it under
 */
export function runPackage(packageName, bin, args, env, node = process.execPath) {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${packageName}/package.json`);
  const bins = createRequire(manifest)(manifest).bin;
  const file = typeof bins === 'string' ? bins : bins[bin];
  return run(node, [join(dirname(manifest), file), ...args], env, `${bin} ${args[0] ?? ''}`.trim());
}
