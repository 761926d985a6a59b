/** Shows the file of a source in the editor: one of the program's own, or another, which is read-only. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { fileName } from '../../model/program-files.ts';
import type { Editor } from './editor.ts';

/**
 * @param text - Gives the text of another file than the program.
 * @returns whether it is shown: not if something else was asked for while its text came.
 */
export async function showSource(
  editor: Editor,
  source: DebugProtocol.Source,
  text: () => Promise<string>,
): Promise<boolean> {
  const { path, name = '' } = source;
  if (path !== undefined && editor.openFile(path)) return true;
  const isWanted = editor.awaitFile();
  const found = await text();
  if (!isWanted()) return false;
  editor.showForeign({
    name: path === undefined ? name : path.startsWith('/') ? path : fileName(path),
    path,
    text: found,
  });
  return true;
}
