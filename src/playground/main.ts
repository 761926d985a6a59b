/** The page's entry: a session that boots at once, and the page on it. */
import { sessionFactory } from '../client/create-session.ts';
import { adviceFrom } from '../client/packages.ts';
import { nextTask } from '../ui/layout/next-task.ts';
import '../ui/styles/index.css';
import { isolateAsAsked } from './isolate.ts';
import { fetchLaterParts, isKept } from './later-parts.ts';
import './styles/index.css';

const host = document.getElementById('page');
if (!host) throw new Error('index.html has no element with the id "page".');
// The first text of each face waits for the system's fonts; beside a booting Python, for half a second. index.html has some.
host.getBoundingClientRect();
if (isKept(import.meta.url)) fetchLaterParts();
const assets = { base: new URL('./', document.baseURI) };
const warnings = await isolateAsAsked(new URL('dapper-sw.js', assets.base));
const transport = new URLSearchParams(location.search).get('transport') ?? undefined;
const newSession = await sessionFactory({ assets, transport });
const session = newSession();
// Python boots while the page loads.
const { openPage } = await import('./page.ts');
await nextTask();
host.replaceChildren();
await openPage(host, {
  session,
  openAnother: () => newSession({ bootAhead: false }),
  adviceOf: adviceFrom(new URL('pyodide/pyodide-lock.json', assets.base)),
  warnings,
});
