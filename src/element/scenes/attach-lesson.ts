/** A lesson in an opened element: its steps, read from the element's children, its region and its marks. */
import type { Editor } from '../../ui/editor/editor.ts';
import { type Disposable, disposing } from '../../ui/panel.ts';
import type { Debugger } from '../../ui/session/debugger.ts';
import { adoptStyles } from '../../ui/styles/adopt.ts';
import type { OpenOptions } from '../contract.ts';
import type { Regions } from '../regions.ts';
import { Lesson } from './lesson.ts';
import { attachLesson } from './lesson-panel.ts';
import { Marks } from './marks.ts';
import { localStorageOf, Progress, progressKey } from './progress.ts';
import type { Scene } from './scene.ts';
import styles from './scenes.css?inline';

/** A lesson that is shown. */
export interface ShownLesson extends Disposable {
  /** Takes the program to the step where the reader was. */
  start(): Promise<void>;
  /** Puts the focus on the step's heading. */
  focus(): void;
}

/** Shows the lesson of an element whose editor is there. */
export function showLesson(
  regions: Regions,
  editor: Editor,
  target: Debugger,
  { scenes: elements, readScenes, program, textLanguage, send }: OpenOptions,
): ShownLesson {
  const root = regions.root.getRootNode() as ShadowRoot;
  const sheet = adoptStyles(root, styles);
  const problems: string[] = [];
  const scenes = readScenes(problems);
  const written = [program, ...elements.map(({ textContent }) => textContent)].join('\n');
  const { ownerDocument } = regions.root;
  const window = ownerDocument.defaultView;
  const key = progressKey(ownerDocument.location.pathname, root.host.id, written);
  const lesson = new Lesson(target, scenes, new Progress(window ? localStorageOf(window) : undefined, key));
  const marks = new Marks(editor, regions.region('variables')?.body);
  const point = (scene: Scene | undefined) => marks.show(scene ?? { lines: [], names: [] }, true);
  const observer = {
    onStep() {
      point(lesson.scene);
      send('step', { number: lesson.index + 1, of: scenes.length, title: lesson.scene?.title ?? '' });
    },
    onAnswer: (isRight: boolean) => send('answered', { number: lesson.index + 1, isRight }),
    say: (text: string) => target.signals.send('say', { text }),
  };
  const panel = attachLesson(regions.lesson(), lesson, problems, observer, { localize: target.localize, textLanguage });
  point(lesson.scene);
  return {
    start: () => lesson.run(),
    focus: () => panel.focus(),
    dispose: () => disposing(sheet, lesson, marks, panel).dispose(),
  };
}
