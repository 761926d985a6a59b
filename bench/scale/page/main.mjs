// The client in a separate page, without panels: scenarios use it as an embedding application would.
import { createSession } from '../../../src/client/index.ts';
import { HOME_FOLDER } from '../../../src/protocol/index.ts';
import { scenarios } from '../scenarios/index.mjs';

const base = new URL('/', location.href);

async function open() {
  const session = await createSession({ assets: { base }, bootAhead: false });
  await session.ready;
  return {
    folder: HOME_FOLDER,
    request: (command, args) => session.request(command, args),
    on: (event, handler) => session.on(event, handler),
    prepare: (files) => session.prepare(files),
    dispose: async () => session.dispose(),
    ...(crossOriginIsolated ? { memory: workerMemory } : {}),
  };
}

/** Bytes of JavaScript's and WebAssembly's memory in the page's workers. */
async function workerMemory() {
  const { breakdown } = await performance.measureUserAgentSpecificMemory();
  const inWorkers = breakdown.filter(({ attribution }) => attribution.some(({ scope }) => /Worker/.test(scope)));
  return { 'worker in all': inWorkers.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Runs a scenario by its name; see scenarios/index.mjs. */
window.measureScenario = async (name, options) => {
  const found = [];
  for await (const each of scenarios[name](open, options)) found.push(each);
  return found;
};

/** Prints in a bare worker. Returns the lines, the program's own seconds, and the bytes of WebAssembly's memory. */
window.measureBare = (text) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bare-worker.mjs', import.meta.url), { type: 'module' });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.postMessage({ base: base.href, text });
  });
