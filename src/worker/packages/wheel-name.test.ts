import { describe, expect, it } from 'vitest';
import { isPure, misfit, parseWheelName } from './wheel-name.ts';

const TARGET = { python: '3.14.2', platforms: ['pyemscripten_2026_0_wasm32', 'emscripten_5_0_3_wasm32'] };

function problem(file: string): string | undefined {
  const wheel = parseWheelName(file);
  return wheel ? misfit(wheel, TARGET) : 'is none';
}

describe('the name of a wheel', () => {
  it('tells the package and its version', () => {
    expect(parseWheelName('Typing_Ext-4.1.post1-1-py3-none-any.whl')).toMatchObject({
      name: 'typing-ext',
      version: '4.1.post1',
    });
    expect(parseWheelName('a-1.0.tar.gz')).toBeUndefined();
    expect(parseWheelName('a-py3-none-any.whl')).toBeUndefined();
  });

  it.each([
    'a-1-py3-none-any.whl',
    'a-1-py2.py3-none-any.whl',
    'a-1-py310-none-any.whl',
    'a-1-cp314-none-any.whl',
    'a-1-cp314-cp314-pyemscripten_2026_0_wasm32.whl',
    'a-1-cp38-abi3-emscripten_5_0_3_wasm32.whl',
  ])('%s runs here', (file) => {
    expect(problem(file)).toBeUndefined();
  });

  it.each([
    ['a-1-py2-none-any.whl', 'another Python (py2)'],
    ['a-1-py315-none-any.whl', 'another Python'],
    ['a-1-cp312-cp312-pyemscripten_2026_0_wasm32.whl', 'another Python (cp312) than the 3.14.2 here'],
    [
      'a-1-cp314-cp314-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
      'compiled for manylinux_2_17_x86_64, manylinux2014',
    ],
    ['a-1-cp314-cp314-pyodide_2024_0_wasm32.whl', 'is not pure Python, and is compiled for pyodide_2024_0_wasm32 only'],
  ])('%s does not', (file, why) => {
    expect(problem(file)).toContain(why);
  });

  it('tells whether there is compiled code in it', () => {
    const pure = (file: string) => isPure(parseWheelName(file) ?? expect.fail(file));
    expect([pure('a-1-py3-none-any.whl'), pure('a-1-cp314-cp314-emscripten_5_0_3_wasm32.whl')]).toEqual([true, false]);
  });
});
