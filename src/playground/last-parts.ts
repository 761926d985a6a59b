/** The parts of the page that nobody waits for: they come when all else is there. */
import { attachFallbackNotice } from '../ui/evaluation/fallback-notice.ts';
import { attachLongPress } from '../ui/layout/long-press.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import { attachOffline } from './offline.ts';
import type { OpenProgram } from './open-program.ts';
import type { PageHeader } from './page-header.ts';
import type { Programs } from './programs.ts';
import type { SavedWork } from './saved-work.ts';
import { attachTakenFiles } from './taken-files.ts';

interface LastParts {
  /** As the address of the page says it. */
  readonly offline: Parameters<typeof attachOffline>[0];
  readonly program: OpenProgram;
  readonly programs: Programs;
  readonly saved: SavedWork;
  readonly target: Debugger;
  readonly header: PageHeader;
}

/** Attaches them for as long as the page is open. */
export function attachLastParts({ offline, program, programs, saved, target, header }: LastParts): void {
  attachFallbackNotice(target);
  attachLongPress(window);
  attachTakenFiles(window, program.files, target, header);
  let mayLose = false;
  attachOffline(offline, target, header, () => {
    mayLose = true;
  });
  window.addEventListener('beforeunload', (event) => {
    program.keep();
    // The browser asks: what the storage has not taken would be lost. Whoever loads a newer page was asked by that.
    if (!mayLose && programs.all.some(({ id }) => saved.isUnsaved('program', id))) event.preventDefault();
  });
}
