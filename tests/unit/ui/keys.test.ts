import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localizer } from '../../../src/model/localize.ts';
import { keyText } from '../../../src/ui/layout/keys.ts';

const root = join(import.meta.dirname, '../../..');
const speaking = (language: string) =>
  localizer(JSON.parse(readFileSync(join(root, `src/element/words/${language}.json`), 'utf8')), language);

test('keys are called what is printed on the keyboards of a language', () => {
  const restart = { key: 'F5', control: true, shift: true };
  expect(keyText(restart)).toBe('Ctrl+Shift+F5');
  expect(keyText(restart, speaking('de'))).toBe('Strg+Umschalt+F5');
  expect(keyText(restart, speaking('fr'))).toBe('Ctrl+Maj+F5');
  expect(keyText(restart, speaking('es'))).toBe('Ctrl+Mayús+F5');
  expect(keyText({ key: 'Delete' }, speaking('de'))).toBe('Entf');
  expect(keyText({ key: 'g', alt: true }, speaking('de'))).toBe('Alt+G');
});
