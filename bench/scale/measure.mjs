// Measures scale and latency as a person meets them: on the command line, and in Chromium with either transport.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages, PLACES, withBrowser } from './browser.mjs';
import { openCommandLine } from './command-line.mjs';
import { noiseText, pulse } from './noise.mjs';
import { pageScenarios } from './product-page.mjs';
import { judged } from './report.mjs';
import { scenarios } from './scenarios/index.mjs';

const COMMAND_LINE = 'command line';
const BARE = fileURLToPath(new URL('bare-node.mjs', import.meta.url));
const PROGRAMS = new URL('programs/', import.meta.url);

/** Where there is something to measure, and what, by name. */
export const places = [COMMAND_LINE, ...Object.keys(PLACES)];
export const names = [...Object.keys(scenarios), ...Object.keys(pageScenarios)];

/**
 * @param {{ places?: string[], only?: string[], rounds?: number, steps?: number, repeats?: number, lines?: number,
 *   tell?: (text: string) => void }} options which places and scenarios (all); how often something short is timed, how
 *   many steps, how many fresh sessions for what takes one; lines to print
 * @returns {Promise<{ about: object, results: object[] }>} for each measure, place and thing its values, and a verdict
 */
export async function measureScale(options = {}) {
  const { rounds = 20, steps = 300, repeats = 5, lines = 1_000_000, tell = () => {} } = options;
  const only = options.only ?? names;
  const wanted = options.places ?? places;
  const asked = { rounds, steps, repeats, texts: programTexts(lines) };
  const about = { node: process.version.slice(1), date: new Date().toISOString(), rounds, steps, repeats, lines };
  const results = [];
  const pulses = [];
  const take = async (where, found) => {
    pulses.push(pulse());
    for await (const each of found) {
      results.push(judged({ where, ...each }));
      tell(`${where}: ${each.measure} ${each.what}: ${results.at(-1).median.toFixed(2)}`);
    }
  };
  if (wanted.includes(COMMAND_LINE)) {
    for (const name of only.filter((each) => each in scenarios)) {
      if (name === 'printing')
        await take(
          COMMAND_LINE,
          printing((one) => scenarios.printing(openCommandLine, one), bareNode, asked),
        );
      else await take(COMMAND_LINE, scenarios[name](openCommandLine, asked));
    }
  }
  if (wanted.some((place) => place in PLACES)) await buildPages();
  for (const place of wanted.filter((each) => each in PLACES)) {
    await withBrowser(PLACES[place], async ({ version, client, product }) => {
      about.browser = `Chromium ${version}`;
      for (const name of only.filter((each) => each in scenarios)) {
        const page = await client();
        const inPage = async (one) => page.evaluate(([which, how]) => window.measureScenario(which, how), [name, one]);
        const bare = (text) => page.evaluate((program) => window.measureBare(program), text);
        if (name === 'printing') await take(place, printing(inPage, bare, asked));
        else await take(place, await inPage(asked));
        await page.context().close();
      }
      for (const name of only.filter((each) => each in pageScenarios))
        await take(place, pageScenarios[name](product, asked));
    });
  }
  pulses.push(pulse());
  return { about: { ...about, noise: noiseText(pulses) }, results };
}

function programTexts(lines) {
  const files = readdirSync(PROGRAMS).filter((name) => name.endsWith('.py'));
  const texts = files.map((name) => [name.replace('.py', ''), readFileSync(new URL(name, PROGRAMS), 'utf8')]);
  const all = Object.fromEntries(texts);
  return { ...all, printing: all.printing.replace('1_000_000', String(lines)) };
}

/** The scenario "printing", round by round with bare Pyodide before it, so that what else the machine does hits both. */
async function* printing(ours, bare, asked) {
  const found = new Map();
  const note = (measure, what, value) => {
    const each = found.get(`${measure} ${what}`) ?? { measure, what, values: [] };
    each.values.push(value);
    found.set(`${measure} ${what}`, each);
  };
  for (let round = 0; round < asked.repeats; round++) {
    const { seconds } = await bare(asked.texts.printing);
    note('bareSeconds', '', seconds);
    for await (const { measure, what, values } of await ours({ ...asked, repeats: 1 })) {
      note(measure, what, values[0]);
      if (measure === 'printSeconds') note('printRatio', what, values[0] / seconds);
    }
  }
  yield* found.values();
}

/** Prints in bare Pyodide, in a separate process, to a function that counts. */
async function bareNode(text) {
  const folder = mkdtempSync(join(tmpdir(), 'dapper-scale-'));
  try {
    const path = join(folder, 'main.py');
    writeFileSync(path, text);
    const child = spawn(process.execPath, [BARE, path], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (part) => {
      said += part;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    const seconds = Number(/took (\S+) seconds/.exec(said)?.[1]);
    if (code !== 0 || !seconds) throw new Error(`Bare Pyodide ended with ${code}: ${said}`);
    return { seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
