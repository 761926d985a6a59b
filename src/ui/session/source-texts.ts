/** The texts of files that the program did not come with: libraries', and texts that are in no file. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Conductor } from './conductor.ts';

export class SourceTexts {
  /** By path, as they were when they were asked for last: what is a text's line is known when no program runs. */
  private readonly known = new Map<string, string>();

  constructor(private readonly target: Pick<Conductor, 'request'>) {}

  /** The text of `source` as it is now. @throws RequestError if there is none that could be shown. */
  async of(source: DebugProtocol.Source): Promise<string> {
    const { content } = await this.target.request('source', { source, sourceReference: source.sourceReference ?? 0 });
    if (source.path) this.known.set(source.path, content);
    return content;
  }

  /** The text that the file of a path had when it was shown last. */
  shown(path: string): string | undefined {
    return this.known.get(path);
  }
}
