/** The rows of a call stack: frames, and in place of several of libraries in a row one that unfolds them. */
import type { DebugProtocol } from '@vscode/debugprotocol';

/** What a row stands for. */
export type StackRow =
  | { readonly kind: 'frame'; readonly frame: DebugProtocol.StackFrame }
  | { readonly kind: 'folded'; readonly frames: readonly DebugProtocol.StackFrame[] };

/** So many frames of libraries in a row are folded; fewer would be replaced by as much. */
const fewest = 2;

/** Whether a frame is of code that is not the person's own. */
export function isLibraryFrame({ presentationHint, source }: DebugProtocol.StackFrame): boolean {
  return presentationHint === 'subtle' || source?.presentationHint === 'deemphasize';
}

/**
 * The rows of `frames`.
 *
 * @param isUnfolded - Whether frames that would be folded are shown; those of which one is selected, say.
 */
export function stackRows(
  frames: readonly DebugProtocol.StackFrame[],
  isUnfolded: (frames: readonly DebugProtocol.StackFrame[]) => boolean,
): readonly StackRow[] {
  const rows: StackRow[] = [];
  let libraries: DebugProtocol.StackFrame[] = [];
  const close = () => {
    if (libraries.length >= fewest && !isUnfolded(libraries)) rows.push({ kind: 'folded', frames: libraries });
    else rows.push(...libraries.map((frame) => ({ kind: 'frame', frame }) as const));
    libraries = [];
  };
  for (const frame of frames) {
    if (isLibraryFrame(frame)) {
      libraries.push(frame);
      continue;
    }
    close();
    rows.push({ kind: 'frame', frame });
  }
  close();
  return rows;
}
