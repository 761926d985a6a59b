/**
 * A program in the fragment of an address, which no browser sends to a server: `#code=1.…` (or `2.…`, with files), the version of the form and
 * then JSON, compressed, in base64url. `deflate` rather than `deflate-raw`: it has a checksum, so a link in which one
 * letter was changed is not taken for another program.
 */
import * as v from 'valibot';
import { LinkError, PARAMETER } from './code-link.ts';
import { bytesOf } from './limited.ts';
import { type SharedProgram, sharedSchema } from './shared-program.ts';

const VERSION = 2;
/** Which has no files: a page that is older opens it too. */
const VERSION_OF_ONE_FILE = 1;
const COMPRESSION = 'deflate';

/** How long the parameter may be, in characters: what chats and mail programs still carry, and all browsers open. */
export const MOST_CHARACTERS = 60_000;

/** How large a program may be, with all that belongs to it, in bytes of JSON. */
export const MOST_BYTES = 1_000_000;

/**
 * The fragment, with its `#`, that opens a program.
 *
 * @throws LinkError if the program is too large for that.
 */
export async function fragmentOf({ text, files, breakpoints, watches }: SharedProgram): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ text, files, breakpoints, watches }));
  if (bytes.length > MOST_BYTES) {
    throw new LinkError(
      `The program is too large for a link: it has ${shown(bytes.length)} bytes, and can have ${shown(MOST_BYTES)}.`,
    );
  }
  const packed = await new Response(
    new Blob([bytes]).stream().pipeThrough(new CompressionStream(COMPRESSION)),
  ).arrayBuffer();
  const code = `${files ? VERSION : VERSION_OF_ONE_FILE}.${base64url(new Uint8Array(packed))}`;
  if (code.length > MOST_CHARACTERS) {
    throw new LinkError(
      `The program is too large for a link, which would have ${shown(code.length)} characters, and can have ${shown(MOST_CHARACTERS)}.`,
    );
  }
  return `#${PARAMETER}=${code}`;
}

/**
 * The program that a parameter holds.
 *
 * @throws LinkError if it holds none.
 */
export async function programIn(code: string): Promise<SharedProgram> {
  if (code.length > MOST_CHARACTERS) {
    throw refused(`it has ${shown(code.length)} characters, and can have ${shown(MOST_CHARACTERS)}`);
  }
  const [, version, packed = ''] = /^(\d{1,9})\.(.*)$/s.exec(code) ?? [];
  if (version === undefined) throw refused('it is damaged: it does not begin with its version');
  if (Number(version) > VERSION) {
    throw refused(
      `a newer version of this page has made it (form ${Number(version)}; this page reads form ${VERSION})`,
    );
  }
  if (Number(version) < VERSION_OF_ONE_FILE) throw refused(`it is damaged: there is no form ${Number(version)}`);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), sharedSchema), await unpacked(packed));
  if (!parsed.success) throw refused('what it holds is not a program of this page');
  return parsed.output;
}

async function unpacked(packed: string): Promise<string> {
  if (!/^[\w-]+$/.test(packed) || packed.length % 4 === 1) {
    throw refused('it is damaged: some of it is missing or was changed');
  }
  const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(COMPRESSION));
  let unpacked: Uint8Array<ArrayBuffer> | undefined;
  let text = '';
  try {
    unpacked = await bytesOf(stream, MOST_BYTES);
    text = new TextDecoder('utf-8', { fatal: true }).decode(unpacked);
  } catch (cause) {
    // Decompression and decoding fail for one reason, by errors that differ from engine to engine.
    throw refused('it is damaged: some of it is missing or was changed', cause);
  }
  if (!unpacked) throw refused(`it unfolds to more than ${shown(MOST_BYTES)} bytes`);
  return text;
}

function refused(why: string, cause?: unknown): LinkError {
  return new LinkError(`The program in the link was not opened: ${why}.`, { cause });
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A number for a person. */
export function shown(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
