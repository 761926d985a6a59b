/** Nodes as the adapter answers them: what expressions stand for, and what is in a value. */
import { selectedFrame } from '../../model/view-state.ts';
import { NO_CODE_ERROR, RequestError } from '../../protocol/index.ts';
import type { Debugger } from '../session/debugger.ts';
import { messageOf } from '../session/message-of.ts';
import { nodeOf, type Page, type ValueNode } from './value-node.ts';

/** The nodes of one page of `node`'s children. */
export async function childrenOf(target: Debugger, node: ValueNode, page: Page): Promise<readonly ValueNode[]> {
  const asked = { variablesReference: node.reference, ...page, ...target.numbers.asked };
  const { variables } = await target.request('variables', asked);
  return variables.map((variable) => nodeOf(variable, node.key, node.reference));
}

/**
 * Gives `node` the value of the expression `text`, and tells everybody.
 *
 * @throws a `RequestError` that says why it cannot have that value.
 */
export async function setValue(target: Debugger, node: ValueNode, text: string): Promise<void> {
  const { container: variablesReference, name, expression = name } = node;
  if (variablesReference !== undefined) await target.request('setVariable', { variablesReference, name, value: text });
  else {
    const frameId = selectedFrame(target.state)?.id;
    await target.request('setExpression', { expression, value: text, ...(frameId !== undefined && { frameId }) });
  }
  target.valuesChanged();
}

/** The whole value of `node`; what is shown of it where it has no expression, or the program does not stand. */
export async function copyOf(target: Debugger, node: ValueNode): Promise<string> {
  if (!node.expression || !target.state.paused) return node.value;
  return (await target.evaluate(node.expression, 'clipboard')).result;
}

/** The node of what `expression` stands for in the selected frame; one that says why where there is no value. */
export async function evaluatedNode(
  target: Debugger,
  expression: string,
  key: string,
  context: 'watch' | 'hover' = 'watch',
): Promise<ValueNode> {
  const node = { kind: 'value', key, name: expression, reference: 0 } as const;
  if (!target.state.paused) return { ...node, value: target.localize('not available'), absent: true };
  try {
    const answer = await target.evaluate(expression, context);
    return {
      ...node,
      value: answer.result,
      type: answer.type,
      reference: answer.variablesReference,
      namedCount: answer.namedVariables,
      indexedCount: answer.indexedVariables,
      expression,
      memory: answer.memoryReference,
      itemCount: answer['dapper/items'],
      table: answer['dapper/table'],
    };
  } catch (error) {
    // Most often no mistake of anybody's: at many a stop some names are not there yet.
    const isMistyped = error instanceof RequestError && error.error.code === NO_CODE_ERROR;
    const value = target.localize(isMistyped ? 'not an expression' : 'no value here');
    return { ...node, value, absent: true, reason: messageOf(error) };
  }
}
