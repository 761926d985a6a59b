/** The kinds of breakpoints that stand at no line and are set elsewhere: on data, and at instructions. */
import { html } from 'lit/html.js';
import { withDetails, withEnabled, withoutOne } from '../../model/conditional-breakpoint.ts';
import type { DataBreakpoint } from '../../model/data-breakpoints.ts';
import type { InstructionBreakpoint } from '../../model/instruction-breakpoints.ts';
import type { Debugger } from '../session/debugger.ts';
import type { ConditionKind } from './condition-list.ts';

/** Values that are watched for changes. */
export function dataKind({ dataBreakpoints }: Debugger): ConditionKind<DataBreakpoint> {
  return {
    label: 'Data breakpoints',
    id: 'data',
    of: (state) => state.dataBreakpoints,
    words: ({ name, note }) => ({
      event: `${name} changes`,
      shown: html`<code class="breakpoint-code">${name}</code> changes`,
      breakpoint: `breakpoint at changes of ${name}`,
      when: `When ${name} changes`,
      note,
    }),
    enable: (id, enabled) => dataBreakpoints.change({ type: 'dataBreakpointEnabled', id, enabled }),
    edit: (id, details) => dataBreakpoints.change({ type: 'dataBreakpointEdited', id, details }),
    remove: (id) => dataBreakpoints.change({ type: 'dataBreakpointRemoved', id }),
  };
}

/** Single instructions. */
export function instructionKind({ instructions }: Debugger): ConditionKind<InstructionBreakpoint> {
  return {
    label: 'Instruction breakpoints',
    id: 'instruction',
    of: (state) => state.instructions,
    words: ({ name }) => ({
      event: name,
      shown: html`<code class="breakpoint-code">${name}</code>`,
      breakpoint: `breakpoint at ${name}`,
      when: `At ${name}`,
    }),
    enable: (id, enabled) => instructions.change((list) => withEnabled(list, id, enabled)),
    edit: (id, details) => instructions.change((list) => withDetails(list, id, details)),
    remove: (id) => instructions.change((list) => withoutOne(list, id)),
  };
}
