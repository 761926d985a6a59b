/** The circumstances under which a requirement counts: "python_version < '3.11' and extra == 'test'" (PEP 508). */
import { satisfies, valid, validRange } from '@renovatebot/pep440';

/** What markers ask for, by name. */
export type Circumstances = Readonly<Record<string, string>>;

/** Tells whether a marker holds. */
export type Marker = (circumstances: Circumstances) => boolean;

type Value = (circumstances: Circumstances) => string;

const TOKEN = /\s*(?:(===|~=|==|!=|<=|>=|<|>|\(|\))|'([^']*)'|"([^"]*)"|(not\s+in\b|[\w.]+))/y;

/** Reads a marker; undefined if it is not one. */
export function parseMarker(text: string): Marker | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const marker = reader.any();
  return reader.done ? marker : undefined;
}

/** A part of a marker: a string, or a word or sign. */
interface Token {
  readonly is: 'string' | 'word';
  readonly text: string;
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [, sign, single, double, word] = found;
    const string = single ?? double;
    if (string !== undefined) tokens.push({ is: 'string', text: string });
    else tokens.push({ is: 'word', text: (sign ?? word ?? '').replace(/\s+/, ' ') });
  }
  return tokens;
}

class Reader {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.at === this.tokens.length;
  }

  any(): Marker | undefined {
    return this.joined('or', () => this.every());
  }

  private every(): Marker | undefined {
    return this.joined('and', () => this.one());
  }

  private joined(word: 'and' | 'or', read: () => Marker | undefined): Marker | undefined {
    const parts = [read()];
    while (this.skip(word)) parts.push(read());
    if (!parts.every((part) => part !== undefined)) return undefined;
    if (word === 'or') return (circumstances) => parts.some((part) => part(circumstances));
    return (circumstances) => parts.every((part) => part(circumstances));
  }

  private one(): Marker | undefined {
    if (this.skip('(')) {
      const inner = this.any();
      return this.skip(')') ? inner : undefined;
    }
    const left = this.value();
    const operator = this.next();
    const right = this.value();
    if (left === undefined || right === undefined || operator?.is !== 'word') return undefined;
    if (!/^([=!<>~]{1,3}|in|not in)$/.test(operator.text)) return undefined;
    return (circumstances) => compare(left(circumstances), operator.text, right(circumstances));
  }

  private value(): Value | undefined {
    const token = this.next();
    if (token?.is === 'string') return () => token.text;
    if (token === undefined || !/^[a-z_]\w*$/.test(token.text)) return undefined;
    return (circumstances) => circumstances[token.text] ?? '';
  }

  private next(): Token | undefined {
    const token = this.tokens[this.at];
    this.at += 1;
    return token;
  }

  private skip(word: string): boolean {
    const token = this.tokens[this.at];
    if (token?.is !== 'word' || token.text !== word) return false;
    this.at += 1;
    return true;
  }
}

/** As versions if both are, otherwise as texts. */
function compare(left: string, operator: string, right: string): boolean {
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  const specifier = `${operator}${right}`;
  if (valid(left) && validRange(specifier)) return satisfies(left, specifier, { prereleases: true });
  switch (operator) {
    case '==':
    case '===':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return operator === '>=' && left >= right;
  }
}
