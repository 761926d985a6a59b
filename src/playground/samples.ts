/** The sample programs: every file of `samples/`, in the order of their names. */
import type { SavedBreakpoint } from './saved-breakpoint.ts';
import type { SavedFile } from './saved-file.ts';

/** A program to start from. */
export interface Sample {
  /** The file's name without its number: what the saved work is known by. */
  readonly id: string;
  /** The first line of its docstring, up to the colon if there is one. */
  readonly title: string;
  readonly text: string;
  /** The files beside that. */
  readonly files: readonly SavedFile[];
  /** Those that it comes with, in the order of their lines. */
  readonly breakpoints: readonly SavedBreakpoint[];
  /** The expressions that are watched. */
  readonly watches: readonly string[];
}

const files = import.meta.glob<string>('./samples/*.py', { query: '?raw', import: 'default', eager: true });

const nothingSet = { files: [], breakpoints: [], watches: [] };

/** The id of the person's own program. */
export const ownId = 'own';

/** The person's own program, which starts empty. */
const own: Sample = {
  id: ownId,
  title: 'Your own program',
  text: '"""Write your own program here. It stays in this browser."""\n\n',
  ...nothingSet,
};

/** What everybody can pick from. */
export const samples: readonly Sample[] = [
  ...Object.entries(files)
    // Not by `localeCompare`: to have the rules of a language ready takes longer than all else that is done with them.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => sampleOf(path, text)),
  own,
];

function sampleOf(path: string, text: string): Sample {
  const id = path.replace(/^.*\/(?:\d+_)?/, '').replace(/\.py$/, '');
  const [, headline = id] = text.match(/^"""([^\n"]+)/) ?? [];
  const [title = headline] = headline.split(':');
  return { id, title: title.trim(), text, ...nothingSet };
}
