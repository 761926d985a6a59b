/** When the page is kept so that it opens without its host, and how a newer release of it is offered. */
import { type Execution, goesOn } from '../model/view-state.ts';
import type { Question } from '../ui/layout/dialog.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import type { PageHeader } from './page-header.ts';

/** To fetch files takes from Python and from programs: it is begun when nothing of that is under way. */
const CALM: readonly Execution[] = ['ready', 'paused', 'ended'];

/** For how long that must be so, in milliseconds. */
const CALM_FOR = 4000;

/**
 * Keeps the page's files once it is calm, or drops them.
 *
 * @param wanted - Whether they are to be kept.
 * @param onLeave - Is called when a person loads another page, and was asked whether what is lost by that may be lost.
 */
export function attachOffline(wanted: boolean, target: Debugger, header: PageHeader, onLeave: () => void): void {
  // The development server has no list of files, and what a frame keeps is its own where browsers let it keep anything.
  if (!import.meta.env.PROD || window.parent !== window) return;
  const script = new URL('dapper-sw.js', document.baseURI);
  const coming = () => import('../client/offline.ts');
  if (!wanted) {
    target.guard(coming().then(({ forgetOffline }) => forgetOffline(script)));
    return;
  }
  // Who saves data does not want 22 MB asked for again.
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData) return;
  const question = (isKept: boolean, title: string) => beforeLoading(goesOn(target.state), isKept, title);
  const leaving = (load: () => Promise<void>) => async () => {
    onLeave();
    await load();
  };
  const keep = async () => {
    const { keepOffline } = await coming();
    // Where that cannot be, the page is as without it, and there is nothing that a person could do.
    await keepOffline(script, {
      kept: () => header.say('This page now opens without a network, too.'),
      newer: (load) => header.offerUpdate('There is a newer release of this page.', { question, load: leaving(load) }),
      gone: () =>
        header.offerUpdate('The host has this page no more: it was kept by the browser.', {
          question,
          load: leaving(async () => location.reload()),
        }),
    });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitForCalm = () => {
    clearTimeout(timer);
    if (CALM.includes(target.state.execution)) timer = setTimeout(begin, CALM_FOR);
  };
  const unsubscribe = target.subscribe(({ execution }, before) => {
    if (execution !== before.execution) waitForCalm();
  });
  const begin = () => {
    unsubscribe();
    target.guard(keep());
  };
  waitForCalm();
}

/** What is asked before the page is loaded again, if anything is lost by that. */
function beforeLoading(isUnderWay: boolean, isKept: boolean, title: string): Question | undefined {
  const ends = `${title} is under way, and ends when the page is loaded again.`;
  const lost =
    'This browser does not let the page store anything: what you changed last is lost unless you share or download it before.';
  if (isUnderWay) {
    return {
      title: 'End the program?',
      text: isKept ? `${ends} Its text and breakpoints stay.` : `${ends} ${lost}`,
      yes: isKept ? 'End it and update' : 'End it, lose that and update',
      no: 'Not now',
    };
  }
  return isKept ? undefined : { title: 'Lose what you changed?', text: lost, yes: 'Lose it and update', no: 'Not now' };
}
