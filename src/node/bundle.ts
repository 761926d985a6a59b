/** A file that the build has put beside a bundle, for this very release of Node (scripts/lib/snapshot.mjs). */
export const besideBundle = (kind: 'code' | 'script' | 'snapshot', bundle: URL) =>
  new URL(`${kind}-${process.version}.bin`, bundle);
