/**
 * The name of the person's program, in whose folder its other files are.
 *
 * It is alone here, since an element names it before anything of a session is loaded.
 */
export const MAIN_NAME = 'main.py';
