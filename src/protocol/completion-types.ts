/** What a completion can be. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

export const COMPLETION_TYPES = [
  'method',
  'function',
  'constructor',
  'field',
  'variable',
  'class',
  'interface',
  'module',
  'property',
  'unit',
  'value',
  'enum',
  'keyword',
  'snippet',
  'text',
  'color',
  'file',
  'reference',
  'customcolor',
] as const satisfies Dap.CompletionItemType[];
