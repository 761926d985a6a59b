/** Modules: which are imported, what is told of them, and breakpoints in those that are still to come. */
import { describe, expect, test } from 'vitest';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const FILES = {
  'shapes/__init__.py': '__version__ = "1.2"  # @init\nfrom shapes.circle import area\n',
  'shapes/circle.py': 'PI = 3  # @pi\n\ndef area(r):\n    return PI * r * r  # @area\n',
  'spaces/inner.py': 'value = 1\n',
  'late.py': 'def late():\n    return "late"  # @late\n\nfirst = late()\n',
};

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test('every imported module is listed, with its path, its version, and whose it is', async () => {
    const driver = await debug(
      writeProgram(
        `
          import json, math, shapes, spaces.inner, sys, types
          sys.modules["made"] = types.ModuleType("made")
          sys.modules["none"] = None
          end = True  # @end
        `,
        FILES,
      ),
      { breakpoints: ['end'], launch },
    );
    await driver.stopped();
    const { modules, totalModules } = await driver.request('modules', {});
    expect(totalModules).toBe(modules.length);
    const of = (name: string) => modules.find((module) => module.name === name);
    const init = moduleBeside(driver.program, 'shapes/__init__.py').path;
    const own = { isUserCode: true, symbolStatus: 'Source available' };
    expect(of('shapes')).toMatchObject({ id: 'shapes', path: init, version: '1.2', ...own });
    expect(of('__main__')).toMatchObject({ path: driver.program.path, ...own });
    expect(of('json')).toMatchObject({ isUserCode: false, symbolStatus: 'Source available' });
    expect(of('sys')).toMatchObject({ isUserCode: false, symbolStatus: 'No source: built in' });
    expect(of('spaces')).toMatchObject({ isUserCode: true, symbolStatus: 'No source: folder of modules' });
    expect(of('made')).toMatchObject({ isUserCode: false, symbolStatus: 'No source: made by the program' });
    expect(modules.some(({ name }) => /^(none|dapper|_dapper_hook)/.test(name))).toBe(false);
    const page = await driver.request('modules', { startModule: 2, moduleCount: 3 });
    expect(page).toEqual({ modules: modules.slice(2, 5), totalModules });
  });

  test('a stop tells of modules that have come, have been loaded again, or are gone', async () => {
    const driver = await debug(
      writeProgram(
        `
          start = True  # @start
          import importlib, shapes, late  # @import
          importlib.reload(late)  # @reload
          import sys
          del sys.modules["shapes.circle"]  # @delete
          end = True  # @end
        `,
        FILES,
      ),
      { breakpoints: ['start', 'reload', 'delete', 'end'], launch },
    );
    const told = async () => {
      const from = driver.happenings.length;
      await driver.continue();
      await driver.request('threads', undefined);
      const events = driver.happenings.slice(from).filter(({ event }) => event === 'module');
      return events.map(({ body }) => `${body.reason} ${body.module.name}`);
    };
    await driver.stopped();
    expect(driver.happenings.some(({ event }) => event === 'module')).toBe(false);
    const imported = await told();
    expect(imported).toEqual(expect.arrayContaining(['new shapes', 'new shapes.circle', 'new late']));
    expect(await told()).toEqual(['changed late']);
    expect(await told()).toEqual(['removed shapes.circle']);
  });

  test('breakpoints wait for modules, in a package’s own file too, and stop when these are loaded again', async () => {
    const main = writeProgram(
      `
        start = True  # @start
        import importlib
        import shapes
        import late
        print(shapes.area(2), late.late())
        importlib.reload(late)
        print(late.late())
        importlib.reload(shapes)
        import shapes.circle
        importlib.reload(shapes.circle)
        print(shapes.circle.area(1))
      `,
      FILES,
    );
    const driver = await debug(main, { breakpoints: ['start'], launch });
    await driver.stopped();
    const [init, circle, late] = ['shapes/__init__.py', 'shapes/circle.py', 'late.py'].map((name) =>
      moduleBeside(main, name),
    );
    if (!init || !circle || !late) throw new Error('a file is missing');
    for (const [file, marker] of [
      [init, 'init'],
      [circle, 'pi'],
      [circle, 'area'],
      [late, 'late'],
    ] as const) {
      const answers = await driver.setBreakpoints(file === circle ? ['pi', 'area'] : [marker], file);
      for (const { verified } of answers) expect(verified).toBe(false);
    }
    const places: string[] = [];
    await driver.resume();
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      const file = [init, circle, late].find(({ path }) => path === stop?.top.source?.path);
      places.push(file?.markerAt(stop.line) ?? '');
      await driver.resume();
    }
    expect(places).toEqual(['init', 'pi', 'late', 'area', 'late', 'late', 'late', 'init', 'pi', 'area']);
    const verified = driver.happenings.filter(({ event, body }) => event === 'breakpoint' && body.breakpoint.verified);
    const paths = new Set(verified.map(({ body }) => body.breakpoint.source.path));
    expect([...paths]).toEqual(expect.arrayContaining([init.path, circle.path, late.path]));
    expect(driver.output('stdout')).toBe('12 late\nlate\n3\n');
  });
});
