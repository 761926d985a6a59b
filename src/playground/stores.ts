/** Where the panels of the page keep what the person has chosen in them. */
import type { SectionStore } from '../ui/layout/panel-section.ts';
import type { WatchStore } from '../ui/values/watch.ts';
import type { OpenProgram } from './open-program.ts';
import type { SavedWork } from './saved-work.ts';

/** The watched expressions: each program has its own. */
export function watchStore(saved: SavedWork, program: OpenProgram): WatchStore {
  return {
    load: () => saved.load('watch', program.sample.id) ?? [],
    save(expressions) {
      if (expressions.length === 0) saved.remove('watch', program.sample.id);
      else saved.save('watch', [...expressions], program.sample.id);
    },
    onChange: (listener) =>
      saved.onOtherTab('watch', (name) => {
        if (name === program.sample.id) listener();
      }),
  };
}

/** The sections of the region "Frame evaluation" that are open. */
export function sectionStore(saved: SavedWork): SectionStore {
  return { load: () => saved.load('sections'), save: (open) => saved.save('sections', [...open]) };
}
