import { HOME_FOLDER } from '../protocol/index.ts';

/** The name of the person's program, in whose folder its other files are. */
export const MAIN_NAME = 'main.py';

/** Where the person's program lies in the worker. */
export const programPath = `${HOME_FOLDER}/${MAIN_NAME}`;
