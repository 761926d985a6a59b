/** The kinds of breakpoints that stand at no line and are set elsewhere: on data, and at instructions. */
import { html } from 'lit/html.js';
import { withDetails, withEnabled, withoutOne } from '../../model/conditional-breakpoint.ts';
import type { DataBreakpoint } from '../../model/data-breakpoints.ts';
import type { InstructionBreakpoint } from '../../model/instruction-breakpoints.ts';
import type { Debugger } from '../session/debugger.ts';
import type { ConditionKind } from './condition-list.ts';

/** Values that are watched for changes. */
export function dataKind({ dataBreakpoints, localize }: Debugger): ConditionKind<DataBreakpoint> {
  return {
    label: localize('Data breakpoints'),
    id: 'data',
    of: (state) => state.dataBreakpoints,
    spoken: ({ name, note }) => {
      // The place of the name is where the language has it.
      const [before, after] = localize('{name} changes').split('{name}');
      return {
        event: localize('{name} changes', { name }),
        shown: html`${before}<code class="breakpoint-code">${name}</code>${after}`,
        breakpoint: localize('breakpoint at changes of {name}', { name }),
        when: localize('When {name} changes', { name }),
        stops: localize('Stops when {name} changes', { name }),
        note,
      };
    },
    enable: (id, enabled) => dataBreakpoints.change({ type: 'dataBreakpointEnabled', id, enabled }),
    edit: (id, details) => dataBreakpoints.change({ type: 'dataBreakpointEdited', id, details }),
    remove: (id) => dataBreakpoints.change({ type: 'dataBreakpointRemoved', id }),
  };
}

/** Single instructions. */
export function instructionKind({ instructions, localize }: Debugger): ConditionKind<InstructionBreakpoint> {
  return {
    label: localize('Instruction breakpoints'),
    id: 'instruction',
    of: (state) => state.instructions,
    spoken: ({ name }) => ({
      event: name,
      shown: html`<code class="breakpoint-code">${name}</code>`,
      breakpoint: localize('breakpoint at {place}', { place: name }),
      when: localize('At {place}', { place: name }),
      stops: localize('Stops at {place}', { place: name }),
    }),
    enable: (id, enabled) => instructions.change((list) => withEnabled(list, id, enabled)),
    edit: (id, details) => instructions.change((list) => withDetails(list, id, details)),
    remove: (id) => instructions.change((list) => withoutOne(list, id)),
  };
}
