// Opening what holds a million items, at a stop: the first page of its children, and one a thousand pages in.
import { locals, repeated, startToStop, timed } from '../session.mjs';

/** As the page asks (src/ui/values/value-node.ts). */
const PAGE = 100;
const DEEP = 1_000 * PAGE;

/** Yields `{ measure, what, values }`: milliseconds. */
export async function* containers(open, { texts, rounds }) {
  const session = await open();
  try {
    await startToStop(session, texts.containers);
    yield { measure: 'locals', what: 'locals', values: await repeated(rounds, () => locals(session)) };
    const found = await locals(session);
    const { variablesReference: nested } = found.find(({ name }) => name === 'nested');
    const { variables: inner } = await session.request('variables', { variablesReference: nested });
    const all = [...found, ...inner.map((each) => ({ ...each, name: `nested[${each.name}]` }))];
    for (const { name, ...variable } of all.filter(({ variablesReference }) => variablesReference > 0)) {
      const page = pages(session, variable);
      yield { measure: 'open', what: name, values: await repeated(rounds, () => page(0)) };
      if (variable.indexedVariables > DEEP || variable.namedVariables > DEEP)
        yield { measure: 'deep', what: name, values: await repeated(rounds, () => page(DEEP)) };
    }
    yield { measure: 'spread', what: 'rows, all on one page', values: [await timed(() => everyRow(session, found))] };
  } finally {
    await session.dispose();
  }
}

function pages(session, { variablesReference, indexedVariables = 0, namedVariables = 0 }) {
  const filter = namedVariables > 0 ? 'named' : 'indexed';
  const few = namedVariables + indexedVariables <= PAGE;
  return async (start) => {
    const asked = few ? {} : { filter, start, count: PAGE };
    const { variables } = await session.request('variables', { variablesReference, ...asked });
    if (!few && variables.length !== PAGE) throw new Error(`A page at ${start} has ${variables.length} children.`);
  };
}

/** Opens the first page of `rows` and everything in it, as a person does who unfolds one after another. */
async function everyRow(session, found) {
  const { variablesReference } = found.find(({ name }) => name === 'rows');
  const { variables } = await session.request('variables', {
    variablesReference,
    filter: 'indexed',
    start: 0,
    count: PAGE,
  });
  await Promise.all(
    variables.map((row) => session.request('variables', { variablesReference: row.variablesReference })),
  );
}
