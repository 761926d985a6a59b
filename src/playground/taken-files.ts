/** Files of the person's device that become files of the program: dropped on the page, or chosen in the dialog that adds one. */
import { FileNameError } from '../model/program-files.ts';
import { isActive } from '../model/view-state.ts';
import { type Disposable, disposing } from '../ui/panel.ts';
import type { Debugger } from '../ui/session/debugger.ts';
import type { PageHeader } from './page-header.ts';
import type { ProgramTexts } from './program-texts.ts';
import { shown } from './share/code-fragment.ts';

/** How large one may be, in bytes: the storage of a browser has room for some of that size. */
const MOST_BYTES = 1_000_000;

/**
 * Takes what is dropped anywhere on the page; the browser would leave the page for it. Lets `files` take what is chosen.
 *
 * @param page - Its window.
 */
export function attachTakenFiles(
  page: EventTarget,
  files: ProgramTexts,
  target: Debugger,
  header: Pick<PageHeader, 'say' | 'offerUndo' | 'refuse'>,
): Disposable {
  /** Takes a text as that of a file, and shows it. @returns whether there was one of that name: undo brings its text back. */
  const receive = (name: string, text: string) => {
    const there = files.paths().find((each) => files.nameOf(each) === name);
    const path = there ?? files.add(name);
    if (there === undefined) files.write(path, text);
    target.signals.send('reveal', { path, line: 1 });
    if (there !== undefined) files.write(path, text);
    return there !== undefined;
  };
  const take = async (dropped: readonly File[]) => {
    const added: string[] = [];
    const replaced: string[] = [];
    const problems: string[] = [];
    for (const file of dropped) {
      const text = await textOf(file);
      try {
        if ('problem' in text) problems.push(text.problem);
        else (receive(file.name, text.text) ? replaced : added).push(file.name);
      } catch (error) {
        if (!(error instanceof FileNameError)) throw error;
        problems.push(error.message);
      }
    }
    const sentences = [
      ...(added.length > 0 ? [`Added: ${added.join(', ')}.`] : []),
      ...(added.length > 0 && isActive(target.state) ? ['It is there from the next start on.'] : []),
      ...(replaced.length > 0 ? [`With its new text: ${replaced.join(', ')}. Undo brings yours back.`] : []),
    ];
    if (replaced.length > 0) header.offerUndo(sentences.join(' '), 30);
    else if (added.length > 0) header.say(sentences.join(' '), 10);
    if (problems.length > 0) await header.refuse(problems.join(' '));
  };
  const hasFiles = (event: Event): event is DragEvent =>
    event instanceof DragEvent && (event.dataTransfer?.types.includes('Files') ?? false);
  const onOver = (event: Event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  };
  const onDrop = (event: Event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    target.guard(take([...(event.dataTransfer?.files ?? [])]));
  };
  // Before the editor, which takes no files.
  page.addEventListener('dragover', onOver, { capture: true });
  page.addEventListener('drop', onDrop, { capture: true });
  files.take = take;
  return disposing(
    () => page.removeEventListener('dragover', onOver, { capture: true }),
    () => page.removeEventListener('drop', onDrop, { capture: true }),
  );
}

/** The text of a file; why it has none, in a sentence. */
async function textOf(file: File): Promise<{ readonly text: string } | { readonly problem: string }> {
  const refused = (why: string) => ({ problem: `${file.name} was not added: ${why}.` });
  if (file.size > MOST_BYTES) {
    return refused(`it has ${shown(file.size)} bytes, and a file here can have ${shown(MOST_BYTES)}`);
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return refused('it cannot be read. A folder cannot be added as a whole, but its files can');
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refused('it is not a text in UTF-8');
  }
}
