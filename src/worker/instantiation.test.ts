import { expect, it } from 'vitest';
import { instantiating } from './instantiation.ts';
import { Signals } from './signals.ts';

/** A module that imports one function and exports it, as Pyodide makes one for each function of JavaScript. */
const PASSING = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 101, 1, 102, 0, 0, 7, 5, 1, 1, 102, 0, 0];

const wanted = { signals: () => new Signals().check, made: () => {} };

it('compiles the module of a signature once while Pyodide loads, and as usual after that', async () => {
  const { Module } = WebAssembly;
  const compile = () => new WebAssembly.Module(Uint8Array.from(PASSING));
  const [one, other] = await instantiating(wanted, async () => [compile(), compile()] as const);
  expect(other).toBe(one);
  expect(one).toBeInstanceOf(Module);
  let calls = 0;
  const { f } = new WebAssembly.Instance(one, { e: { f: () => calls++ } }).exports as { f: () => void };
  f();
  expect(calls).toBe(1);
  expect(WebAssembly.Module).toBe(Module);
  expect(compile()).not.toBe(one);
});

it('fails while it loads with why the module of somebody else may not run', async () => {
  const never = new Promise<never>(() => {});
  const module = Promise.resolve(new WebAssembly.Module(Uint8Array.from(PASSING)));
  const sound = Promise.reject(new Error('the compiled code is damaged'));
  await expect(instantiating({ ...wanted, module, sound }, () => never)).rejects.toThrow('damaged');
});
