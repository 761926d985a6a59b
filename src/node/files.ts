/**
 * Makes host folders visible to Python under the same absolute path, so that paths in DAP are host paths.
 *
 * Python's own file system is in memory; a host folder is mounted into it, and with it everything below. Links are
 * links
 * there too: those on the way to a folder are made anew, and where one within a folder leads out of it, what it leads
 * to becomes visible when somebody follows it.
 */
import { accessSync, constants, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import {
  type CheckedArguments,
  DEBUGGER_FOLDER,
  folderMissing,
  folderReserved,
  moduleNeedsFolder,
  programMissing,
  programRelative,
  programUnreadable,
  RequestError,
} from '../protocol/index.ts';
import type { Pyodide } from '../worker/platform.ts';

/** Where Python and the debugger keep their own files: a mount over, above or in these would hide them. */
const RESERVED = ['/lib', '/dev', '/proc', DEBUGGER_FOLDER];
/** Links that lead to links, at most; as in the system. */
const MOST_LINKS = 40;

/** The part of Emscripten's file system of host folders that is changed here; it is not in its types. */
interface HostFolders {
  readonly node_ops: { readlink(node: unknown): string };
  readonly stream_ops: { close(stream: HostStream): void; dup?(stream: HostStream): void };
  realPath(node: unknown): string;
}

/** An open file. What `dup` makes of it is another with the same `shared`. */
interface HostStream {
  readonly shared: unknown;
}

export class HostFiles {
  private readonly mounted = new Set<string>();
  /** Links on the way to a mounted folder. */
  private readonly links = new Set<string>();
  private followed = false;

  /**
   * Checks the program and its working folder, and makes both visible.
   *
   * @throws RequestError that says which argument is wrong and why.
   */
  prepareLaunch(pyodide: Pyodide, args: CheckedArguments<'launch'>): void {
    const { cwd } = args;
    if (cwd !== undefined && !isFolder(cwd)) throw new RequestError(folderMissing('cwd', cwd));
    if (cwd === undefined && args.module !== undefined) throw new RequestError(moduleNeedsFolder(args.module));
    const folders = cwd === undefined ? [] : [normalize(cwd)];
    const files: string[] = [];
    if (args.program !== undefined) {
      if (cwd === undefined && !isAbsolute(args.program)) throw new RequestError(programRelative(args.program));
      const program = resolve(cwd ?? '/', args.program);
      checkReadable(program);
      folders.unshift(dirname(program));
      files.push(realpathSync(program));
    }
    for (const folder of [...folders, ...files.map(dirname)]) {
      if (isReserved(folder)) throw new RequestError(folderReserved(folder));
    }
    for (const folder of folders) this.show(pyodide, folder);
  }

  /** Makes the folder of a source file visible, if there is one that can be. */
  prepareSource(pyodide: Pyodide, path: string): void {
    const folder = dirname(normalize(path));
    if (isAbsolute(path) && isFolder(folder)) this.show(pyodide, folder);
  }

  /** Makes a folder visible, with the links that lead to it. */
  private show(pyodide: Pyodide, path: string, depth = 0): void {
    const folder = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    this.followLinks(pyodide);
    let at = '/';
    for (const part of folder.split('/').filter(Boolean)) {
      if (this.isVisible(at)) return;
      const next = join(at, part);
      if (lstatSync(next).isSymbolicLink() && this.makeLink(pyodide, next)) {
        const target = resolve(at, readlinkSync(next), `.${folder.slice(next.length)}`);
        if (depth < MOST_LINKS) this.show(pyodide, target, depth + 1);
        return;
      }
      at = next;
    }
    if (!this.isVisible(folder) && !isReserved(folder)) this.mount(pyodide, folder);
  }

  private isVisible(folder: string): boolean {
    for (const root of this.mounted) if (isWithin(folder, root)) return true;
    return false;
  }

  /** Makes a link of the host's. False where Python's own file system has something else. */
  private makeLink(pyodide: Pyodide, path: string): boolean {
    if (this.links.has(path)) return true;
    const { FS } = pyodide;
    if (FS.analyzePath(path, true).exists) return false;
    FS.mkdirTree(dirname(path));
    FS.symlink(readlinkSync(path), path);
    this.links.add(path);
    return true;
  }

  private mount(pyodide: Pyodide, folder: string): void {
    const { FS } = pyodide;
    FS.mkdirTree(folder);
    FS.mount(FS.filesystems.NODEFS, { root: realpathSync(folder) }, folder);
    this.mounted.add(folder);
  }

  /** From now on the host's links are read as they are, and what they lead to is made visible. */
  private followLinks(pyodide: Pyodide): void {
    if (this.followed) return;
    this.followed = true;
    const folders = pyodide.FS.filesystems.NODEFS as unknown as HostFolders;
    keepDuplicates(pyodide, folders);
    const former = folders.node_ops.readlink;
    folders.node_ops.readlink = (node) => {
      const path = folders.realPath(node);
      const link = textOfLink(path);
      if (link === undefined) return former(node); // it knows how to tell why
      const target = resolve(dirname(path), link);
      const folder = isFolder(target) ? target : dirname(target);
      if (isFolder(folder)) this.show(pyodide, folder);
      return link;
    };
  }
}

/**
 * Closes a file when the last of its duplicates is closed, where that is not known otherwise (Pyodide 0.25): Python
 * shows the lines of a traceback by way of one.
 */
function keepDuplicates(pyodide: Pyodide, { stream_ops: operations }: HostFolders): void {
  if (operations.dup !== undefined) return;
  const { streams } = pyodide.FS as unknown as { readonly streams: readonly (HostStream | null)[] };
  const close = operations.close;
  operations.close = (stream) => {
    const { shared } = stream;
    if (!streams.some((other) => other && other !== stream && other.shared === shared)) close(stream);
  };
}

function textOfLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function checkReadable(program: string): void {
  const stats = statSync(program, { throwIfNoEntry: false });
  if (stats === undefined) throw new RequestError(programMissing(program));
  if (!stats.isFile()) throw new RequestError(programUnreadable(program, 'it is not a file'));
  try {
    accessSync(program, constants.R_OK);
  } catch {
    throw new RequestError(programUnreadable(program, 'permission denied'));
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function isReserved(folder: string): boolean {
  return RESERVED.some((reserved) => isWithin(folder, reserved) || isWithin(reserved, folder));
}

/** Whether `path` is `folder` or below it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
