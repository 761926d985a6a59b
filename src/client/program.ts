import { HOME_FOLDER } from '../protocol/index.ts';

/** Where the person's program lies in the worker. */
export const programPath = `${HOME_FOLDER}/main.py`;
