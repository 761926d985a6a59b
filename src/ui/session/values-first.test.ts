import { expect, it } from 'vitest';
import { ValuesFirst } from './values-first.ts';

/** Something that is asked for, and how it ends. */
function work() {
  let end: () => void = () => {};
  let fail: () => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = () => reject(new Error('refused'));
  });
  return { promise, end, fail };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

function waiting(values: ValuesFirst): { readonly isOver: boolean } {
  const state = { isOver: false };
  values.answered().then(() => {
    state.isOver = true;
  });
  return state;
}

it('keeps nobody waiting who asks while no values are asked for', async () => {
  const state = waiting(new ValuesFirst());
  await turn();
  expect(state.isOver).toBe(true);
});

it('lets others ask when all values have come, or have failed', async () => {
  const values = new ValuesFirst();
  const [one, other] = [work(), work()];
  values.lead(one.promise);
  const refused = values.lead(other.promise);
  const state = waiting(values);
  one.end();
  await turn();
  expect(state.isOver).toBe(false);
  other.fail();
  await expect(refused).rejects.toThrow('refused');
  await turn();
  expect(state.isOver).toBe(true);
});

it('counts what is asked for later in the same turn, and what that asks for', async () => {
  const values = new ValuesFirst();
  const state = waiting(values);
  const [late, later] = [work(), work()];
  values.lead(late.promise);
  values.lead(late.promise.then(() => values.lead(later.promise)));
  late.end();
  await turn();
  expect(state.isOver).toBe(false);
  later.end();
  await turn();
  expect(state.isOver).toBe(true);
});
