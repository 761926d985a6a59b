import { describe, expect, it } from 'vitest';
import { projectUrl, readProject } from './simple-index.ts';

const BASE = 'https://index.test/simple/demo/';
const SHA = 'a'.repeat(64);

describe('an index', () => {
  it('is asked for a package by its name', () => {
    expect(projectUrl('https://index.test/simple', 'demo')).toBe(BASE);
    expect(projectUrl('https://index.test/simple/', 'demo')).toBe(BASE);
    expect(projectUrl('https://index.test/pypi/{package_name}/json', 'demo')).toBe('https://index.test/pypi/demo/json');
    expect(projectUrl('https://index.test/%7Bpackage%7D.json', 'demo')).toBe('https://index.test/demo.json');
  });

  it('answers in JSON', () => {
    const files = [
      { filename: 'demo-1-py3-none-any.whl', url: '../../f/demo-1-py3-none-any.whl', hashes: { sha256: SHA } },
      {
        filename: 'demo-2.tar.gz',
        url: 'https://f.test/demo-2.tar.gz',
        hashes: {},
        'requires-python': '>=3.9',
        yanked: 'bad',
      },
      { url: 'https://f.test/without-a-name' },
    ];
    expect(readProject(JSON.stringify({ files }), BASE)).toEqual([
      {
        file: 'demo-1-py3-none-any.whl',
        url: 'https://index.test/f/demo-1-py3-none-any.whl',
        sha256: SHA,
        requiresPython: '',
        yanked: false,
      },
      { file: 'demo-2.tar.gz', url: 'https://f.test/demo-2.tar.gz', requiresPython: '>=3.9', yanked: true },
    ]);
  });

  it('answers in the older JSON', () => {
    const file = {
      filename: 'demo-1-py3-none-any.whl',
      url: 'https://f.test/d.whl',
      digests: { sha256: SHA },
      requires_python: null,
    };
    expect(readProject(JSON.stringify({ releases: { 1: [file] }, urls: [] }), BASE)).toEqual([
      { file: 'demo-1-py3-none-any.whl', url: 'https://f.test/d.whl', sha256: SHA, requiresPython: '', yanked: false },
    ]);
  });

  it('answers in HTML', () => {
    const page = `<!DOCTYPE html><html><body><h1>Links</h1>
      <a href="demo-1-py3-none-any.whl#sha256=${SHA}" data-requires-python="&gt;=3.9,&lt;4">demo-1-py3-none-any.whl</a><br>
      <A data-yanked href='/f/demo%202.whl'>demo 2.whl </A><a name=top>top</a></body></html>`;
    expect(readProject(page, BASE)).toEqual([
      {
        file: 'demo-1-py3-none-any.whl',
        url: `${BASE}demo-1-py3-none-any.whl`,
        sha256: SHA,
        requiresPython: '>=3.9,<4',
        yanked: false,
      },
      { file: 'demo 2.whl', url: 'https://index.test/f/demo%202.whl', requiresPython: '', yanked: true },
    ]);
    expect(readProject('<!doctype html><title>none</title>', BASE)).toEqual([]);
  });

  it.each(['', 'not found', '{"message": "no"}', '{"files": 1}'])('does not answer %j', (text) => {
    expect(() => readProject(text, BASE)).toThrow('its answer');
  });
});
