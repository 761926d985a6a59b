/** A file beside the program, as it is kept and shared. */
import * as v from 'valibot';
import { MAIN_NAME } from '../client/main-name.ts';
import { areApart, isFileName } from '../model/program-files.ts';

/** More than a person writes for one program. */
export const MOST_FILES = 100;

const fileSchema = v.object({ name: v.pipe(v.string(), v.check(isFileName)), text: v.string() });

/** Files that can be there at once. */
export const filesSchema = v.pipe(
  v.array(fileSchema),
  v.maxLength(MOST_FILES),
  v.check((files) =>
    files.every(({ name }, at) =>
      [MAIN_NAME, ...files.slice(0, at).map((each) => each.name)].every((other) => areApart(name, other)),
    ),
  ),
);

export type SavedFile = v.InferOutput<typeof fileSchema>;
