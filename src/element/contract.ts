/** What the element's small part, which is always there, asks of the large one, which is loaded when it is needed. */
import type { Localize } from '../model/localize.ts';
import type { PackageOptions } from '../protocol/index.ts';
import type { Settings } from './attributes.ts';
import type { LoadedFile } from './child-files.ts';
import type { Scene } from './scenes/scene.ts';
import type { StillFile } from './still.ts';

/** Where a program is in its life. */
export type DebuggerState = 'still' | 'loading' | 'ready' | 'running' | 'paused' | 'ended' | 'failed';

/** The events of the element, by name, with their `detail`. */
export interface DebuggerEvents {
  /** The program has begun to run. */
  started: { readonly mode: 'debug' | 'run' };
  /** The program has stopped; `line` is the line that is about to run, 1-based, if it is in the program. */
  stopped: { readonly reason: string; readonly line: number | undefined };
  continued: Record<string, never>;
  output: { readonly text: string; readonly category: 'stdout' | 'stderr' | 'console' | 'important' };
  /** The program is over; no `exitCode` if it was ended from outside. */
  ended: { readonly exitCode: number | undefined };
  failed: { readonly message: string };
  /** Another step of the lesson is shown: its number, from 1, and its title, which may be empty. */
  step: { readonly number: number; readonly of: number; readonly title: string };
  /** What the reader has predicted at a step was checked. */
  answered: { readonly number: number; readonly isRight: boolean };
}

/** What is opened, and who hears of it. */
export interface OpenOptions {
  readonly program: string;
  /** Those beside the program; rejects with a sentence if one cannot be had. */
  readonly files: Promise<readonly LoadedFile[]>;
  readonly settings: Settings;
  /** Says the words of the screen. */
  readonly localize: Localize;
  /** What the author writes in, a tag of BCP 47, where that is known: it need not be the language of the words. */
  readonly textLanguage: string;
  /** The steps of a lesson, as they are written; empty if there is none. */
  readonly scenes: readonly Element[];
  /**
   * Reads them. The small part gives it: what both parts import is a file more that has to be fetched at once.
   *
   * @param problems - Gets a sentence for each thing that is wrong with them.
   */
  readScenes(problems: string[]): readonly Scene[];
  /** Shows texts in what was in the shell before. The small part gives it, as above. */
  showStill(files: readonly StillFile[]): void;
  /** Says at each start which packages the program needs. */
  packages(): PackageOptions;
  send<Name extends keyof DebuggerEvents>(name: Name, detail: DebuggerEvents[Name]): void;
}

/** A program that was started, with its editor and panels. */
export interface Opened {
  program: string;
  readonly state: DebuggerState;
  start(mode: 'debug' | 'run'): Promise<void>;
  /** Takes the program to the step of the lesson where the reader was; does nothing without a lesson. */
  startLesson(): Promise<void>;
  stop(): Promise<void>;
  resume(command: 'continue' | 'next' | 'stepIn' | 'stepOut'): Promise<void>;
  /** Ends the program and takes away all that was shown. */
  dispose(): void;
}

/** Loads editor and panels, and opens a program in `shell` in place of what is there. */
export type Opener = (shell: HTMLElement, options: OpenOptions) => Promise<Opened>;
