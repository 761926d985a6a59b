/** Python's name of a module: the names of its packages, and its own, with dots between them. */
export const MODULE_NAME = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u;
