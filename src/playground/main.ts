/** The page's entry: a session that boots at once, and the page on it. */
import { createSession } from '../client/create-session.ts';
import '../ui/styles/index.css';
import './page.css';
import { openPage } from './page.ts';

const host = document.getElementById('page');
if (!host) throw new Error('index.html has no element with the id "page".');
openPage(host, createSession({ assets: { base: new URL('./', document.baseURI) } }));
