import { HOME_FOLDER } from '../protocol/index.ts';
import { MAIN_NAME } from './main-name.ts';

/** Where the person's program lies in the worker. */
export const programPath = `${HOME_FOLDER}/${MAIN_NAME}`;
