/** Checks a request's arguments, and says what is wrong with them in words. */
import * as v from 'valibot';
import { RequestError, tooDeep, wrongArguments } from './errors.ts';
import { DEEPEST_REQUEST, isDeeperThan } from './limits.ts';
import { type CheckedArguments, type Command, requests } from './requests.ts';
import { shown } from './shown.ts';

/** More problems than these help nobody. */
const MOST_PROBLEMS = 3;

/**
 * `args` as the schema of `command` sees them; properties that are null are left out.
 *
 * @throws RequestError that names each wrong property, what it is and what it must be.
 */
export function checkArguments<C extends Command>(command: C, args: unknown): CheckedArguments<C> {
  const result = parse(command, args);
  // What the schema does not look into may be of any depth.
  if (result.success && isDeeperThan(DEEPEST_REQUEST, args)) throw new RequestError(tooDeep(command));
  if (result.success) return result.output as CheckedArguments<C>;
  const problems = result.issues.slice(0, MOST_PROBLEMS).map(describe);
  throw new RequestError(wrongArguments(command, problems));
}

/** Arguments as `checkArguments` gives them; undefined if they do not fit, which whoever answers the request reports. */
export function argumentsIfValid<C extends Command>(command: C, args: unknown): CheckedArguments<C> | undefined {
  const result = parse(command, args);
  if (!result.success || isDeeperThan(DEEPEST_REQUEST, args)) return undefined;
  return result.output as CheckedArguments<C>;
}

function parse(command: Command, args: unknown): v.SafeParseResult<v.GenericSchema> {
  // Without arguments at all, the properties that are needed are what is missing.
  return v.safeParse<v.GenericSchema>(requests[command].arguments, args ?? {});
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = pathOf(issue);
  const name = path === '' ? '"arguments"' : `"${path}"`;
  if (issue.input === undefined) return `${name} is missing`;
  return `${name} must be ${issue.message}, not ${shown(issue.input)}`;
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? []) {
    path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${String(key)}`;
  }
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}
