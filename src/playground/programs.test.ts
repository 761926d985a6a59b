import { expect, test } from 'vitest';
import { Programs } from './programs.ts';
import { SavedWork } from './saved-work.ts';
import type { SharedProgram } from './share/shared-program.ts';

class MemoryStorage implements Storage {
  private readonly items = new Map<string, string>();

  get length(): number {
    return this.items.size;
  }

  clear(): void {
    this.items.clear();
  }

  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}

const program = (text: string): SharedProgram => ({ text, breakpoints: [], watches: [] });
const shared = (programs: Programs) => programs.all.filter(({ id }) => id.startsWith('shared-'));
const titles = (programs: Programs) => shared(programs).map(({ title }) => title);

test('a program that came by a link is an entry of its own, and the same link leads to the same entry', () => {
  const saved = new SavedWork(new MemoryStorage());
  const programs = new Programs(saved);
  const before = programs.all;
  const added = programs.add({ text: 'a', breakpoints: [{ line: 1, enabled: true }], watches: ['x'] });
  expect(programs.all).toEqual([...before, added]);
  expect(added).toMatchObject({ title: 'Shared program', text: 'a', watches: ['x'] });
  const later = new Programs(saved);
  expect(later.named(added.id)).toEqual(added);
  expect(later.add({ text: 'a', breakpoints: [{ line: 1, enabled: true }], watches: ['x'] })).toEqual(added);
  expect(later.all).toHaveLength(before.length + 1);
});

test('the next one takes its place, unless the person has changed it or has it open', () => {
  const saved = new SavedWork(new MemoryStorage());
  const programs = new Programs(saved);
  programs.add(program('a'));
  const b = programs.add(program('b'));
  expect(shared(programs)).toEqual([b]);
  programs.add(program('c'), b.id);
  expect(titles(programs)).toEqual(['Shared program', 'Shared program 2']);
  saved.save('program', { text: 'b, changed', breakpoints: [] }, b.id);
  programs.add(program('d'));
  expect(shared(programs).map(({ text }) => text)).toEqual(['b', 'd']);
});

test('an entry never gets the id of one that another tab may have open, and that tab can bring its own back', () => {
  const saved = new SavedWork(new MemoryStorage());
  const [here, there] = [new Programs(saved), new Programs(saved)];
  const a = here.add(program('a'));
  there.add(program('b'));
  const c = there.add(program('c'));
  expect(c.id).not.toBe(a.id);
  here.worksOn(a);
  expect(shared(new Programs(saved)).map(({ text }) => text)).toEqual(['c', 'a']);
});

test('where nothing is kept, and where what is kept is no list of programs, the page works', () => {
  const forgetful = new Programs(new SavedWork(undefined));
  const added = forgetful.add(program('a'));
  expect(forgetful.named(added.id).text).toBe('a');
  const storage = new MemoryStorage();
  storage.setItem('dapper-web.shared', '[{"id":"own","program":{"text":"","breakpoints":[],"watches":[]}}]');
  expect(shared(new Programs(new SavedWork(storage)))).toEqual([]);
});
