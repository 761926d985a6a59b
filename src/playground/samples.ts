/** The sample programs: every file of `samples/`, in the order of their names. */

/** A program to start from. */
export interface Sample {
  /** The file's name without its number: what the saved work is known by. */
  readonly id: string;
  /** The first line of its docstring, up to the colon if there is one. */
  readonly title: string;
  readonly text: string;
}

const files = import.meta.glob<string>('./samples/*.py', { query: '?raw', import: 'default', eager: true });

/** The person's own program, which starts empty. */
const own: Sample = {
  id: 'own',
  title: 'Your own program',
  text: '"""Write your own program here. It stays in this browser."""\n\n',
};

/** All programs to pick from. */
export const samples: readonly Sample[] = [
  ...Object.entries(files)
    // Not by `localeCompare`: to have the rules of a language ready takes longer than all else that is done with them.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => sampleOf(path, text)),
  own,
];

/** The program with the id, or the first. */
export function sampleNamed(id: string | undefined): Sample {
  const sample = samples.find((each) => each.id === id) ?? samples[0];
  if (!sample) throw new Error('The page was built without its samples.');
  return sample;
}

function sampleOf(path: string, text: string): Sample {
  const id = path.replace(/^.*\/(?:\d+_)?/, '').replace(/\.py$/, '');
  const [, headline = id] = text.match(/^"""([^\n"]+)/) ?? [];
  const [title = headline] = headline.split(':');
  return { id, title: title.trim(), text };
}
