/** Asks Python what is wrong with the texts of a breakpoint, before it is one. */
import type { ArgumentsOf, BreakpointTexts } from '../../protocol/index.ts';
import type { Debugger } from '../session/debugger.ts';

/** Milliseconds that Python has to answer: a program inside one long call does not let it. */
const patience = 500;

/**
 * What is wrong with each text; nothing where Python cannot say so now.
 *
 * A mistake that is not reported here is reported when the breakpoint is set.
 */
export async function breakpointProblems(
  target: Debugger,
  texts: ArgumentsOf<'dapper/checkBreakpoint'>,
): Promise<BreakpointTexts> {
  const { execution } = target.state;
  const answers = ['ready', 'running', 'paused', 'ended'].includes(execution);
  if (!answers || !Object.values(texts).some((text) => `${text ?? ''}`.trim())) return {};
  const late = new Promise<BreakpointTexts>((resolve) => setTimeout(() => resolve({}), patience));
  // A worker that ends meanwhile answers by a failure, and knows no more.
  return Promise.race([target.request('dapper/checkBreakpoint', texts).catch(() => ({})), late]);
}
