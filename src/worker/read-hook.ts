/** Fetches the eval-frame hook. */
import type { Platform } from './platform.ts';

/** @returns its bytes, or why there are none: the debugger then does without. */
export async function readHook(url: string): ReturnType<Platform['readHook']> {
  try {
    const response = await fetch(url);
    if (!response.ok) return { missing: `${url} answered ${response.status}` };
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    return { missing: `${url} cannot be fetched: ${String(error)}` };
  }
}
