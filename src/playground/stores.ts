/** Where the panels of the page keep what the person has chosen in them. */
import type { InlineValueStore } from '../ui/editor/inline-values.ts';
import type { SectionStore } from '../ui/layout/panel-section.ts';
import type { WatchStore } from '../ui/values/watch.ts';
import type { OpenProgram } from './open-program.ts';
import type { Programs } from './programs.ts';
import type { SavedWork } from './saved-work.ts';

/** The watched expressions: each program has its own. */
export function watchStore(saved: SavedWork, program: OpenProgram, programs: Programs): WatchStore {
  // Where the browser keeps nothing.
  const unsaved = new Map<string, readonly string[]>();
  return {
    load() {
      const { id, watches } = program.sample;
      return unsaved.get(id) ?? saved.load('watch', id) ?? watches;
    },
    save(expressions) {
      const { id, watches } = program.sample;
      unsaved.delete(id);
      if (JSON.stringify(expressions) === JSON.stringify(watches)) saved.remove('watch', id);
      else if (saved.save('watch', [...expressions], id)) programs.worksOn(program.sample);
      else unsaved.set(id, [...expressions]);
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

/** Whether values are shown at the ends of lines: by default where there is room. */
export function inlineValueStore(saved: SavedWork): InlineValueStore {
  return {
    load: () => saved.load('inlineValues') ?? !matchMedia('(max-width: 760px)').matches,
    save: (isShown) => saved.save('inlineValues', isShown),
  };
}
