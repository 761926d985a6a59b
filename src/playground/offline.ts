/** When the page is kept so that it opens without its host, and how a newer release of it is offered. */
import type { Execution } from '../model/view-state.ts';
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
 */
export function attachOffline(wanted: boolean, target: Debugger, header: PageHeader): void {
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
  const keep = async () => {
    const { keepOffline } = await coming();
    // Where that cannot be, the page is as without it, and there is nothing that a person could do.
    await keepOffline(script, {
      kept: () => header.say('This page now opens without a network, too.'),
      newer: (use) => header.offerUpdate('There is a newer release of this page.', use),
      gone: () =>
        header.offerUpdate('The host has this page no more: it was kept by the browser.', async () =>
          location.reload(),
        ),
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
