/** The list of the keys. */
import { html, type TemplateResult } from 'lit/html.js';
import { commands } from '../ui/layout/commands.ts';
import { editorKeys, keyText, menuKey } from '../ui/layout/keys.ts';
import { valueKeys } from '../ui/values/node-actions.ts';
import { pageKeys } from './page-keys.ts';

const others: readonly (readonly [string, string])[] = [
  [keyText(editorKeys.toggle), 'Breakpoint on the line of the cursor'],
  [keyText(editorKeys.toggleColumn), 'Breakpoint at the cursor, on a line with several places'],
  [keyText(editorKeys.edit), 'Condition, hit count or log message there'],
  [keyText(editorKeys.runHere), 'Run to the line of the cursor'],
  [keyText(editorKeys.jumpHere), 'Set the next statement at the line of the cursor'],
  [keyText(editorKeys.stepUntil), 'Step until a later line of the function: out of a loop'],
  [keyText(editorKeys.stepIntoCall), 'Step into a call of the line, by its number'],
  ['R', 'In Call stack: restart the frame'],
  [keyText(menuKey), 'In the editor: what can be done with the line, and with what is selected'],
  [keyText(menuKey), 'In Call stack: never step into the function, copy the stack'],
  ['Ctrl+G', 'In the editor: go to a line'],
  [keyText(editorKeys.applyChanges), 'Apply changes: functions run the edited code at their next call'],
  [keyText(editorKeys.values), 'Values at the ends of lines: shown or hidden'],
  [keyText(editorKeys.goToStop), 'To the line where the program is paused'],
  [keyText(pageKeys.nextPanel), 'To the next part of the page'],
  [keyText(pageKeys.lastPanel), 'To the previous part'],
  [keyText(pageKeys.save), 'Save the program (it is also saved by itself)'],
  ['Esc, Tab', 'Leave the editor, or the line of the terminal'],
  [keyText(editorKeys.valueHere), 'Value of the name at the cursor, or of what is selected'],
  ['Enter, F2', 'In Variables: change the value. In Watch: change the expression'],
  ['S', 'In Watch: set the value of the expression'],
  [keyText(menuKey), 'In Variables and Watch: what else can be done with the value'],
  [keyText(valueKeys.search), 'In Variables and Watch: search in what is loaded'],
  ['G', 'In Variables and Watch: go to an item of a big container by its number'],
  ['X', 'In Variables and Watch: numbers in base 16, or 10'],
  ['P', 'In Variables: pin the value, or no longer'],
  ['W', 'In Variables: watch the value'],
  ['E', 'In Variables and Watch: copy as an expression'],
  ['M, T', 'In Variables and Watch: the bytes of the value, or its table'],
  ['B', 'In Variables and Watch: break when the value changes, or no longer'],
  ['Delete', 'In Watch: remove the expression'],
  ['Alt+↑, Alt+↓', 'In Watch: move the expression'],
  ['Ctrl+C', 'In Variables and Watch: copy the value. In the terminal: interrupt'],
  ['Ctrl+D', 'In the terminal: end of input'],
  [keyText(pageKeys.list), 'This list'],
];

/** All keys in a table. */
export function keyList(): TemplateResult {
  const rows = [...commands.map(({ key, label }) => [keyText(key), label] as const), ...others];
  return html`<table class="key-list" aria-label="Keys">
    <tbody>
      ${rows.map(([key, text]) => html`<tr><th scope="row"><kbd>${key}</kbd></th><td>${text}</td></tr>`)}
    </tbody>
  </table>`;
}
