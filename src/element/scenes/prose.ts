/**
 * Markdown as elements. They are made one by one and hold texts, so nothing that is written becomes markup, and no policy
 * of the page has to trust any: what looks like HTML is shown as it is written.
 */
import { Lexer, type Token, type Tokens } from 'marked';
import { colouredLines } from '../highlight.ts';

/** Schemes that a link or an image may have. */
const SAFE = /^(?:https?|mailto):$/;

/** What a block of Python is called. */
const PYTHON = /^(?:py|python|python3)$/;

/** Headings in a step are below that of the step. */
const HIGHEST_HEADING = 4;
const LOWEST_HEADING = 6;

/** Makes elements of Markdown. @param base - What links are relative to. */
export function proseNodes(markdown: string, document: Document, base: string): Node[] {
  return new Prose(document, base).nodes(new Lexer({ gfm: true }).lex(markdown));
}

class Prose {
  constructor(
    private readonly document: Document,
    private readonly base: string,
  ) {}

  nodes(tokens: readonly Token[] = []): Node[] {
    return tokens.flatMap((token) => this.node(token));
  }

  private node(token: Token): Node | readonly Node[] {
    switch (token.type) {
      case 'space':
      case 'def':
        return [];
      case 'heading':
        return this.heading(token as Tokens.Heading);
      case 'paragraph':
        return this.make('p', this.nodes(token.tokens));
      case 'blockquote':
        return this.make('blockquote', this.nodes(token.tokens));
      case 'list':
        return this.list(token as Tokens.List);
      case 'code':
        return this.code(token as Tokens.Code);
      case 'table':
        return this.table(token as Tokens.Table);
      case 'hr':
        return this.make('hr', []);
      case 'br':
        return this.make('br', []);
      case 'strong':
      case 'em':
      case 'del':
        return this.make(token.type, this.nodes(token.tokens));
      case 'codespan':
        return leftToRight(this.make('code', [this.text(unescaped(token.text))]));
      case 'link':
        return this.link(token as Tokens.Link);
      case 'image':
        return this.image(token as Tokens.Image);
      case 'text':
        return this.plain(token as Tokens.Text);
      case 'escape':
        return this.text(unescaped(token.text));
      default:
        // Markup among them.
        return this.text(token.raw);
    }
  }

  /** A text, or the line of a list, which has others in it. */
  private plain({ tokens, text }: Tokens.Text): Node | Node[] {
    return tokens ? this.nodes(tokens) : this.text(unescaped(text));
  }

  private heading({ depth, tokens }: Tokens.Heading): Node {
    const level = Math.min(HIGHEST_HEADING - 1 + depth, LOWEST_HEADING) as 4 | 5 | 6;
    return this.make(`h${level}`, this.nodes(tokens));
  }

  private list({ ordered, start, items }: Tokens.List): Node {
    const list = this.make(
      ordered ? 'ol' : 'ul',
      items.map((item) => this.make('li', [...this.box(item), ...this.nodes(item.tokens)])),
    );
    if (ordered && typeof start === 'number' && start !== 1) list.setAttribute('start', String(start));
    return list;
  }

  /** Whether an entry of a list of things to do is done, as a sign: nobody can change it here. */
  private box({ task, checked }: Tokens.ListItem): Node[] {
    return task ? [this.text(checked ? '☑ ' : '☐ ')] : [];
  }

  private code({ text, lang = '' }: Tokens.Code): Node {
    const code = this.make('code', PYTHON.test(lang) ? this.coloured(text) : [this.text(text)]);
    const block = leftToRight(this.make('pre', [code]));
    // It may be wider than the step, and scrolls by keys then.
    block.tabIndex = 0;
    return block;
  }

  private coloured(program: string): Node[] {
    return colouredLines(program).flatMap((pieces, at) => [
      ...(at > 0 ? [this.text('\n')] : []),
      ...pieces.map(({ text, kind }) => {
        if (kind === undefined) return this.text(text);
        const piece = this.make('span', [this.text(text)]);
        piece.className = kind;
        return piece;
      }),
    ]);
  }

  private table({ header, rows }: Tokens.Table): Node {
    const row = (cells: readonly Tokens.TableCell[], name: 'th' | 'td') =>
      this.make(
        'tr',
        cells.map(({ tokens }) => this.make(name, this.nodes(tokens))),
      );
    return this.make('table', [
      this.make('thead', [row(header, 'th')]),
      this.make(
        'tbody',
        rows.map((cells) => row(cells, 'td')),
      ),
    ]);
  }

  private link({ href, tokens, raw }: Tokens.Link): Node {
    const address = this.address(href);
    if (address === undefined) return this.text(raw);
    const link = this.make('a', this.nodes(tokens));
    link.href = address;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    return link;
  }

  private image({ href, text, raw }: Tokens.Image): Node {
    const address = this.address(href);
    if (address === undefined) return this.text(raw);
    const image = this.make('img', []);
    image.src = address;
    image.alt = unescaped(text);
    return image;
  }

  private address(text: string): string | undefined {
    if (!URL.canParse(text, this.base)) return undefined;
    const { protocol, href } = new URL(text, this.base);
    return SAFE.test(protocol) ? href : undefined;
  }

  private make<Name extends keyof HTMLElementTagNameMap>(
    name: Name,
    children: readonly Node[],
  ): HTMLElementTagNameMap[Name] {
    const element = this.document.createElement(name);
    element.append(...children);
    return element;
  }

  private text(text: string): Text {
    return this.document.createTextNode(text);
  }
}

/** Code is read from the left in a text that is read from the right, too, and does not say which one that is. */
function leftToRight<Of extends HTMLElement>(element: Of): Of {
  element.dir = 'ltr';
  return element;
}

const WRITTEN: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The characters of a text that was escaped for markup, as the lexer does. */
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => WRITTEN[name] ?? '');
}
