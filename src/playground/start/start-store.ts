/** How each program is started, kept over a reload. */
import type { Debugger } from '../../ui/session/debugger.ts';
import type { OpenProgram } from '../open-program.ts';
import type { Programs } from '../programs.ts';
import type { SavedWork } from '../saved-work.ts';
import { plainStart, type StartOptions, startText } from './saved-start.ts';

export class StartStore {
  /** By program: the head of the page asks at each change of the text, and the browser may keep nothing. */
  private readonly known = new Map<string, StartOptions>();

  /** @param alwaysStops - Whether Debug stops before the first statement of all programs. */
  constructor(
    private readonly saved: SavedWork,
    private readonly program: OpenProgram,
    private readonly programs: Programs,
    private readonly alwaysStops: boolean,
  ) {}

  /** Those of the program that is open. */
  get options(): StartOptions {
    const { id } = this.program.sample;
    const options = this.known.get(id) ?? this.saved.load('start', id) ?? plainStart;
    this.known.set(id, options);
    return options;
  }

  /** Keeps others for the program that is open, from its next start on. */
  change(options: StartOptions, target: Debugger): void {
    const { sample } = this.program;
    this.known.set(sample.id, options);
    if (startText(options) === '') this.saved.remove('start', sample.id);
    else if (this.saved.save('start', options, sample.id)) this.programs.worksOn(sample);
    this.apply(target);
  }

  /** Has a debugger stop before the first statement, or not, as the program that is open wants it. */
  attach(target: Debugger): void {
    this.apply(target);
    target.signals.on('opened', () => this.apply(target));
  }

  private apply(target: Debugger): void {
    target.stopsOnEntry = this.alwaysStops || this.options.stopOnEntry;
  }
}
