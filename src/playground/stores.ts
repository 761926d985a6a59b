/** Where the panels of the page keep what the person has chosen in them. */
import type { InlineValueStore } from '../ui/editor/inline-values.ts';
import type { SectionStore } from '../ui/layout/panel-section.ts';
import type { SwitchStore } from '../ui/session/kept-switch.ts';
import type { NameStore } from '../ui/session/skipped-functions.ts';
import type { ExpressionStore } from '../ui/values/expression-store.ts';
import type { OpenProgram } from './open-program.ts';
import type { Programs } from './programs.ts';
import type { Sample } from './samples.ts';
import type { SavedWork } from './saved-work.ts';

/** The watched expressions: each program has its own. */
export function watchStore(saved: SavedWork, program: OpenProgram, programs: Programs): ExpressionStore {
  return expressionStore('watch', ({ watches }) => watches, saved, program, programs);
}

/** What is pinned in Variables: each program has its own. */
export function pinStore(saved: SavedWork, program: OpenProgram, programs: Programs): ExpressionStore {
  return expressionStore('pins', () => [], saved, program, programs);
}

/** @param first - What there is until the person changes it. */
function expressionStore(
  kind: 'watch' | 'pins' | 'skipped',
  first: (sample: Sample) => readonly string[],
  saved: SavedWork,
  program: OpenProgram,
  programs: Programs,
): ExpressionStore {
  return {
    load: () => saved.load(kind, program.sample.id) ?? first(program.sample),
    save(expressions) {
      const { id } = program.sample;
      if (JSON.stringify(expressions) === JSON.stringify(first(program.sample))) saved.remove(kind, id);
      else if (saved.save(kind, [...expressions], id)) programs.worksOn(program.sample);
    },
    onChange: (listener) =>
      saved.onOtherTab(kind, (name) => {
        if (name === program.sample.id) listener();
      }),
  };
}

/** Whether something is switched on, all over the page. */
export function switchStore(saved: SavedWork, name: 'hexadecimal' | 'justMyCode'): SwitchStore {
  return { load: () => saved.load(name), save: (isOn) => saved.save(name, isOn) };
}

/** The functions that no step enters: each program has its own. */
export function skippedStore(saved: SavedWork, program: OpenProgram, programs: Programs): NameStore {
  return expressionStore('skipped', () => [], saved, program, programs);
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
