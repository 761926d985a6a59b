/** How the program that is open is started, as it is kept: what the person has written, and what a launch asks for. */
import * as v from 'valibot';
import type { LaunchOptions } from '../../ui/session/wanted.ts';

const writtenSchema = v.object({
  /** The arguments, as in a shell. */
  args: v.string(),
  /** Names and values, `NAME=value`, one a line. */
  env: v.string(),
  /** The folder to start in. */
  cwd: v.string(),
  /** The module that is run in place of the file. */
  module: v.string(),
  /** Packages: names, and addresses of wheels. */
  packages: v.optional(v.string(), ''),
  /** Addresses of indexes. */
  packageIndexes: v.optional(v.string(), ''),
});

/** The texts of the fields, of which an empty one says nothing. */
export type WrittenStart = v.InferOutput<typeof writtenSchema>;

export const startSchema = v.object({
  written: writtenSchema,
  launch: v.object({
    args: v.exactOptional(v.array(v.string())),
    env: v.exactOptional(v.record(v.string(), v.string())),
    cwd: v.exactOptional(v.string()),
    module: v.exactOptional(v.string()),
    packages: v.exactOptional(v.array(v.string())),
    packageIndexes: v.exactOptional(v.array(v.string())),
  }),
  /** Whether Debug stops before the first statement. */
  stopOnEntry: v.boolean(),
});

export type StartOptions = v.InferOutput<typeof startSchema>;

/** Nothing is asked for. */
export const plainStart: StartOptions = {
  written: { args: '', env: '', cwd: '', module: '', packages: '', packageIndexes: '' },
  launch: {} satisfies LaunchOptions,
  stopOnEntry: false,
};

/** What is asked for, for a person: "2 arguments, in /tmp"; empty if nothing is. */
export function startText({ launch, stopOnEntry }: StartOptions): string {
  const { args = [], env = {}, cwd, module, packages = [], packageIndexes = [] } = launch;
  return [
    module === undefined ? '' : `module ${module}`,
    counted(args.length, 'argument'),
    counted(Object.keys(env).length, 'environment variable'),
    cwd === undefined ? '' : `in ${cwd}`,
    counted(packages.length, 'package'),
    counted(packageIndexes.length, 'package index', 'package indexes'),
    stopOnEntry ? 'stop at the start' : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function counted(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
