/** Checks messages against the published schema of the Debug Adapter Protocol. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';

interface Definition {
  readonly allOf?: readonly { readonly properties?: Record<string, { readonly enum?: readonly string[] }> }[];
}

const path = fileURLToPath(new URL('../../e2e/schema/debugAdapterProtocol.json', import.meta.url));
// It calls itself draft 4, but uses nothing that later drafts read otherwise. Where it says that one of two holds, nearly
// any object is both: the arguments of `launch` and those of `attach`.
const { $schema: _, ...schema } = JSON.parse(readFileSync(path, 'utf8').replaceAll('"oneOf"', '"anyOf"')) as {
  $schema: string;
  definitions: Record<string, Definition>;
};
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false }).addSchema(schema, 'dap');
/** What DAP's schema defines, by name. */
export const definitions: Readonly<Record<string, object>> = schema.definitions;
const validators = new Map<string, ValidateFunction>();
const events = eventDefinitions();

/** A message that comes out of the adapter. */
export interface OutMessage {
  readonly seq: number;
  readonly type: string;
  readonly [property: string]: unknown;
}

/**
 * Throws an error that shows `message` and everything the schema has against it.
 *
 * Messages that DAP does not know (`dapper/…`) must still be proper responses and events.
 */
export function checkMessage(message: OutMessage): void {
  const definition = definitionOf(message);
  const validate = validatorOf(definition);
  if (validate(message)) return;
  const problems = validate.errors?.map(({ instancePath, message: problem }) => `  ${instancePath} ${problem}`);
  throw new Error(`Not a valid ${definition}:\n${problems?.join('\n')}\n${JSON.stringify(message).slice(0, 1000)}`);
}

function definitionOf(message: OutMessage): string {
  if (message.type === 'event') return events.get(String(message.event)) ?? 'Event';
  if (message.type !== 'response') return 'ProtocolMessage';
  if (message.success !== true) return 'ErrorResponse';
  const command = String(message.command);
  const name = `${command.charAt(0).toUpperCase()}${command.slice(1)}Response`;
  return name in schema.definitions ? name : 'Response';
}

/** Checks a value against one definition. */
export function validatorOf(definition: string): ValidateFunction {
  let validate = validators.get(definition);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: `dap#/definitions/${definition}` });
    validators.set(definition, validate);
  }
  return validate;
}

/** The definition for each event by the event's name: `stopped` → `StoppedEvent`. */
function eventDefinitions(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, { allOf }] of Object.entries(schema.definitions)) {
    for (const { properties } of allOf ?? []) {
      for (const event of properties?.event?.enum ?? []) found.set(event, name);
    }
  }
  return found;
}
