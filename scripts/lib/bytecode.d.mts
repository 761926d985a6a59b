import type { Plugin } from 'vite';

/** Vite plugin: the module `virtual:dapper-bytecode` (declared in src/worker/virtual.d.ts). */
export function dapperBytecode(): Plugin;
