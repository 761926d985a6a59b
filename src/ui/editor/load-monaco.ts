/**
 * Loads Monaco in parts. Each contains the one before, and is a file of its own in the built page; evaluated all at
 * once they would hold the page up for a fifth of a second, and several times as long while Python boots beside them.
 */
const parts = [
  () => import('./monaco/base.ts'),
  () => import('./monaco/text.ts'),
  () => import('./monaco/options.ts'),
  () => import('./monaco/cursor.ts'),
  () => import('./monaco/view.ts'),
  () => import('./monaco/widget.ts'),
  () => import('./monaco/lists.ts'),
  () => import('./monaco/services.ts'),
  () => import('./monaco/api.ts'),
  () => import('./monaco/find.ts'),
  () => import('./monaco/hover.ts'),
  () => import('./monaco.ts'),
];

/**
 * Settles when a module that imports Monaco has nothing of it left to evaluate.
 *
 * @param turn - Is awaited between two parts.
 */
export async function loadMonaco(turn: () => Promise<void>): Promise<void> {
  for (const load of parts) {
    await load();
    await turn();
  }
}
