/** Reads what a person writes of a start. */
import { split } from 'shlex';
import { type Read, readAddresses, readPackages } from '../../client/written-packages.ts';
import { MODULE_NAME } from '../../protocol/module-name.ts';
import type { StartOptions, WrittenStart } from './saved-start.ts';

/** What a launch asks for; and, by the names of the fields, what is wrong with them. */
export interface ReadStart {
  readonly launch: StartOptions['launch'];
  readonly problems: Readonly<Partial<Record<keyof WrittenStart, string>>>;
}

/**
 * The texts of the fields as a launch has them; one that is wrong is left out.
 *
 * @param base - What addresses are relative to.
 */
export function readStart(written: WrittenStart, base: string): ReadStart {
  const args = argumentsIn(written.args);
  const env = environmentIn(written.env);
  const [cwd, module] = [written.cwd.trim(), written.module.trim()];
  const packages = readPackages(written.packages, base);
  const packageIndexes = readAddresses(written.packageIndexes, base);
  const problems = {
    ...(typeof args === 'string' && { args }),
    ...(typeof env === 'string' && { env }),
    ...(/^[^/]/.test(cwd) && { cwd: `"${cwd}" is no absolute path, as in "/home/pyodide/data".` }),
    ...(module !== '' &&
      !MODULE_NAME.test(module) && { module: `"${module}" is no name of a module, as in "package.module".` }),
    ...unread('packages', packages, 'is no name of a package or address of a wheel, as in "attrs>=23".'),
    ...unread('packageIndexes', packageIndexes, 'is no address, as in "https://example.org/simple/".'),
  };
  return {
    launch: {
      ...(typeof args === 'object' && args.length > 0 && { args }),
      ...(typeof env === 'object' && Object.keys(env).length > 0 && { env }),
      ...(cwd !== '' && !problems.cwd && { cwd }),
      ...(module !== '' && !problems.module && { module }),
      ...(packages.values.length > 0 && !problems.packages && { packages: [...packages.values] }),
      ...(packageIndexes.values.length > 0 &&
        !problems.packageIndexes && { packageIndexes: [...packageIndexes.values] }),
    },
    problems,
  };
}

/** What is wrong, by the name of the field, if anything is. */
function unread<Field extends string>(field: Field, { wrong }: Read, lack: string): { [Name in Field]?: string } {
  const [first] = wrong;
  return first === undefined ? {} : ({ [field]: `"${first}" ${lack}` } as { [Name in Field]: string });
}

/** The words, or what is wrong. */
function argumentsIn(text: string): string[] | string {
  try {
    return split(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return 'A quotation mark is not closed, or there is nothing behind the last backslash.';
  }
}

/** The variables, or what is wrong. */
function environmentIn(text: string): Record<string, string> | string {
  const variables: [name: string, value: string][] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([^\s=][^=]*?)\s*=(.*)$/s.exec(line) ?? [];
    if (name === undefined || value === undefined) return `"${line.trim()}" is no variable, as in "NAME=value".`;
    variables.push([name, value]);
  }
  return Object.fromEntries(variables);
}
