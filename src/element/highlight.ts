/** A program as coloured lines, before anything that could run it is there. */
import { type ShjLanguageData, type ShjToken, tokenizeWith } from '@speed-highlight/core/tokenize';

/** A piece of a line, and what it is. */
export interface Piece {
  readonly text: string;
  readonly kind: ShjToken | undefined;
}

/** The lines of a program in pieces, in order. */
export function colouredLines(program: string): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  tokenizeWith(program.replace(/\n$/, ''), python(), (text, kind) => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ text: part, kind });
    }
  });
  return lines;
}

/** Python's words. The tokenizer goes on from where its patterns stand, so each program has patterns of its own. */
function python(): ShjLanguageData {
  const inBraces: ShjLanguageData = [
    { match: /\{\{|\}\}/g, type: 'esc' },
    { match: /\{[^{}]*\}/g, type: 'var' },
  ];
  return [
    { match: /#.*/g, type: 'cmnt' },
    { match: /\b(?:f|t|fr|rf|tr|rt)("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*(?:\1)?/gi, type: 'str', sub: inBraces },
    { match: /\b(?:f|t|fr|rf|tr|rt)(["'])(?:\\[\s\S]|(?!\1)[^\n])*(?:\1)?/gi, type: 'str', sub: inBraces },
    { match: /(?:\b(?:r|b|u|br|rb))?("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*(?:\1)?/gi, type: 'str' },
    { match: /(?:\b(?:r|b|u|br|rb))?(["'])(?:\\[\s\S]|(?!\1)[^\n])*(?:\1)?/gi, type: 'str' },
    { match: /^[ \t]*@[\w.]+/gm, type: 'func' },
    {
      match:
        /\b(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b/g,
      type: 'kwd',
    },
    { match: /^[ \t]*(?:match|case|type)\b(?=[ \t]+[^=\s])/gm, type: 'kwd' },
    { match: /\b(?:False|True|None)\b/g, type: 'bool' },
    { match: /\b(?:0[xob][\da-f_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:e[+-]?\d+)?j?)\b/gi, type: 'num' },
    { match: /(?<=\bclass\s+)\w+/g, type: 'class' },
    { match: /[a-z_]\w*(?=\()/gi, type: 'func' },
  ];
}
