/** The page's entry: a session that boots at once, and the page on it. */
import { createSession } from '../client/create-session.ts';
import '../ui/styles/index.css';
import './page.css';

const host = document.getElementById('page');
if (!host) throw new Error('index.html has no element with the id "page".');
const assets = { base: new URL('./', document.baseURI) };
const session = createSession({ assets });
// The editor is the larger part of the page: Python boots while it loads.
const { openPage } = await import('./page.ts');
openPage(host, session, () => createSession({ assets, bootAhead: false }));
