import { describe, expect, it } from 'vitest';
import { parseRequirement } from './requirement.ts';

const HERE = { python_version: '3.14', sys_platform: 'emscripten', os_name: 'posix', extra: '' };

describe('a requirement', () => {
  it.each([
    ['numpy', 'numpy', '', []],
    ['  Typing_Extensions ', 'typing-extensions', '', []],
    ['a.b>=1,<2', 'a-b', '>=1,<2', []],
    ['a (>= 1.0, != 1.5)', 'a', '>= 1.0,!= 1.5', []],
    ['a[Foo, bar_baz] ~=1.2', 'a', '~=1.2', ['foo', 'bar-baz']],
    ['a==1.*', 'a', '==1.*', []],
    ['a;python_version<"4"', 'a', '', []],
  ])('%s', (text, name, specifier, extras) => {
    expect(parseRequirement(text)).toMatchObject({ name, specifier, extras });
  });

  it('may name its wheel', () => {
    expect(parseRequirement('a[x] @ https://h.test/a-1-py3-none-any.whl ; os_name == "nt"')).toMatchObject({
      name: 'a',
      extras: ['x'],
      url: 'https://h.test/a-1-py3-none-any.whl',
      text: 'a[x] @ https://h.test/a-1-py3-none-any.whl',
    });
  });

  it.each(['', '=1', 'a =1', 'a>=', 'a b', 'a[x', 'a; os_name', 'a; os_name == nt posix', 'a; (os_name == "nt"'])(
    'is not %j',
    (text) => {
      expect(parseRequirement(text)).toBeUndefined();
    },
  );

  it.each([
    ["python_version < '3.9'", false],
    ["python_version >= '3.9'", true],
    ["python_version == '3.14.*'", true],
    ["python_version ~= '3.10'", true],
    ["'3.10' <= python_version", true],
    ["sys_platform == 'emscripten'", true],
    ["sys_platform != 'win32' and os_name == 'nt'", false],
    ["os_name == 'nt' or sys_platform == 'emscripten' and python_version > '3'", true],
    ["(os_name == 'nt' or sys_platform == 'emscripten') and python_version < '3'", false],
    ["os_name in 'posix nt'", true],
    ["os_name not in 'posix nt'", false],
    ['extra == "test"', false],
    ['platform_machine >= "a"', false],
  ])('counts when %s: %s', (marker, holds) => {
    expect(parseRequirement(`a; ${marker}`)?.marker?.(HERE)).toBe(holds);
  });
});
