/** Made when the worker is bundled (scripts/lib/bytecode.mjs). */
declare module 'virtual:dapper-sources' {
  /** The sources of the package `dapper` by their paths, but for those that programs import. */
  const sources: Readonly<Record<string, string>>;
  export default sources;
}

declare module 'virtual:dapper-bytecode' {
  /** The package `dapper`, compiled by the pinned Python: compressed (`deflate`), base64. */
  const compiled: string;
  export default compiled;
}

/** Assembled where it is imported (scripts/lib/wat.mjs). */
declare module '*.wat' {
  /** The module. */
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** Bytes of Pyodide's files by name (vite.config.ts). */
declare const PYODIDE_SIZES: Readonly<Record<string, number>>;

/** Names what a snapshot of memory depends on: Pyodide's files, the debugger's, and the format of the snapshot. */
declare const SNAPSHOT_VERSION: string;
