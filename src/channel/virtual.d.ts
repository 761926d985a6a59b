/** Assembled where it is imported (scripts/lib/wat.mjs). */
declare module '*.wat' {
  /** The module. */
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
