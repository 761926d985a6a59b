/**
 * Makes host folders visible to Python under the same absolute path, so that paths in DAP are host paths.
 *
 * Python's own file system is in memory; a host folder is mounted into it, and with it everything below.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, isAbsolute, normalize } from 'node:path';
import {
  folderMissing,
  folderReserved,
  type LaunchArguments,
  programMissing,
  programRelative,
  programUnreadable,
  RequestError,
} from '../protocol/index.ts';
import type { Pyodide } from '../worker/platform.ts';

/** Where Python and the debugger keep their own files: a mount over, above or in these would hide them. */
const RESERVED = ['/lib', '/dev', '/proc', '/opt/dapper'];

export class HostFiles {
  private readonly mounted = new Set<string>();

  /**
   * Checks the program and its working folder, and mounts both.
   *
   * @throws RequestError that says which argument is wrong and why.
   */
  prepareLaunch(pyodide: Pyodide, args: LaunchArguments): void {
    const { program, cwd } = args;
    if (!isAbsolute(program)) throw new RequestError(programRelative(program));
    checkReadable(program);
    const folders = [dirname(normalize(program))];
    if (cwd !== undefined) {
      if (!isFolder(cwd)) throw new RequestError(folderMissing('cwd', cwd));
      folders.push(normalize(cwd));
    }
    for (const folder of folders) if (isReserved(folder)) throw new RequestError(folderReserved(folder));
    for (const folder of folders) this.mount(pyodide, folder);
  }

  /** Mounts the folder of a source file, if there is one that can be mounted. */
  prepareSource(pyodide: Pyodide, path: string): void {
    const folder = dirname(normalize(path));
    if (isAbsolute(path) && isFolder(folder) && !isReserved(folder)) this.mount(pyodide, folder);
  }

  private mount(pyodide: Pyodide, path: string): void {
    const folder = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
    for (const root of this.mounted) if (isWithin(folder, root)) return;
    const { FS } = pyodide;
    FS.mkdirTree(folder);
    FS.mount(FS.filesystems.NODEFS, { root: folder }, folder);
    this.mounted.add(folder);
  }
}

function checkReadable(program: string): void {
  const stats = statSync(program, { throwIfNoEntry: false });
  if (stats === undefined) throw new RequestError(programMissing(program));
  if (!stats.isFile()) throw new RequestError(programUnreadable(program, 'it is no file'));
  try {
    accessSync(program, constants.R_OK);
  } catch {
    throw new RequestError(programUnreadable(program, 'permission denied'));
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isReserved(folder: string): boolean {
  return RESERVED.some((reserved) => isWithin(folder, reserved) || isWithin(reserved, folder));
}

/** Whether `path` is `folder` or below it. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
