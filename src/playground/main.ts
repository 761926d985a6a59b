/**
 * The page's entry: Python's worker, whose script is fetched beside those of the page, a session that boots in it at
 * once, and the page on it.
 */
import { startPythonWorker } from '../client/python-worker.ts';
import { nextTask } from '../ui/layout/next-task.ts';
import '../ui/styles/first.css';
import './styles/index.css';

const worker = startPythonWorker();
let hasFailed = false;
// One that is started anew will say why.
worker.addEventListener('error', () => {
  hasFailed = true;
});
const coming = Promise.all([import('../client/create-session.ts'), import('./page.ts')]);
const host = document.getElementById('page');
if (!host) throw new Error('index.html has no element with the id "page".');
// The first text of each face waits for the system's fonts; beside a booting Python, for half a second. index.html has some.
host.getBoundingClientRect();
const assets = { base: new URL('./', document.baseURI) };
const parameters = new URLSearchParams(location.search);
const warnings = parameters.has('isolate')
  ? await (await import('./isolate.ts')).isolateAsAsked(new URL('dapper-sw.js', assets.base))
  : [];
const way = parameters.get('transport');
const [{ sessionFactory, transportNames }, { openPage }] = await coming;
const { transport, warnings: more = [] } =
  way === null ? {} : (await import('./transport.ts')).transportAsked(way, transportNames);
const newSession = await sessionFactory({ assets, transport, startedAhead: () => (hasFailed ? undefined : worker) });
// Python boots while the page loads.
const session = newSession();
await nextTask();
await openPage(host, {
  session,
  openAnother: () => newSession({ bootAhead: false }),
  warnings: [...warnings, ...more],
});
