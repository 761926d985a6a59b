// What TypeDoc does otherwise for these pages: which declarations there are, and how they are set in Markdown.
import { Comment, Converter, ReflectionKind, UnionType } from 'typedoc';
import { MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';

/** The module of the messages' types, which have a page of their own. */
const PROTOCOL = 'protocol';

/** Of the protocol, the package exports only types; and the error's class, from its main module. */
const VALUES = ReflectionKind.Variable | ReflectionKind.Function;

/** typedoc-plugin-missing-exports adds what is not exported at this priority. */
const ADDING = 1e9;

/**
 * TypeDoc's entry into a plugin.
 * @param {import('typedoc').Application} app
 */
export function load(app) {
  app.renderer.defineTheme('dapper', ReferenceTheme);
  app.renderer.markdownHooks.on('content.begin', (context) => contentsOf(context));
  /** @type {Set<import('typedoc').Reflection>} */
  const exported = new Set();
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }) => {
      for (const module of modulesOf(project)) for (const child of module.children ?? []) exported.add(child);
    },
    ADDING + 1,
  );
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }) => {
      for (const module of modulesOf(project)) {
        for (const child of [...(module.children ?? [])]) {
          if (isLeftOut(module, child)) project.removeReflection(child);
          else if (!exported.has(child)) markUnexported(child);
        }
      }
    },
    ADDING - 1,
  );
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter))
      if (parameter.name === '__namedParameters') parameter.name = 'options';
  });
}

/** @param {import('typedoc').ProjectReflection} project */
function modulesOf(project) {
  return project.getChildrenByKind(ReflectionKind.Module);
}

/**
 * Whether a declaration is not for the page of a module.
 * @param {import('typedoc').DeclarationReflection} module
 * @param {import('typedoc').DeclarationReflection} child
 */
function isLeftOut(module, child) {
  if (module.name === PROTOCOL) return child.kindOf(VALUES);
  // What the main module passes on of the protocol is on the protocol's page, all but the error in a line each.
  return child.isReference() && !child.getTargetReflectionDeep().kindOf(ReflectionKind.Class);
}

/** The tag of what others refer to, and nobody can import: the page says so. */
const UNEXPORTED = '@notExported';

/** @param {import('typedoc').DeclarationReflection} declaration */
function markUnexported(declaration) {
  declaration.comment ??= new Comment();
  declaration.comment.modifierTags.add(UNEXPORTED);
}

/** @param {import('typedoc').Reflection} declaration */
function isUnexported({ comment }) {
  return comment?.hasModifier(UNEXPORTED) === true;
}

/**
 * Links to all that is on a page: what can be imported by its kind, and then the rest.
 * @param {MarkdownThemeContext} context
 */
function contentsOf(context) {
  const groups = context.page.model.groups ?? [];
  /** @param {string} title @param {import('typedoc').DeclarationReflection[]} all */
  const line = (title, all) =>
    all.length > 0 ? `- ${title}: ${all.map((each) => `[${each.name}](${context.urlTo(each)})`).join(', ')}` : '';
  const exported = groups.map(({ title, children }) =>
    line(
      TITLES[title] ?? title,
      children.filter((each) => !isUnexported(each)),
    ),
  );
  const rest = groups.flatMap(({ children }) => children).filter(isUnexported);
  return [...exported, line('Not exported, but part of these', rest)].filter(Boolean).join('\n');
}

/** @type {Record<string, string>} what groups are called that TypeDoc has other words for */
const TITLES = { 'Type Aliases': 'Types', References: 'Of the protocol' };

/** How long the Markdown of a union may be on one line. */
const LONG = 200;

class ReferenceTheme extends MarkdownTheme {
  /** @param {ConstructorParameters<typeof MarkdownThemeContext>[1]} page */
  getRenderContext(page) {
    return new ReferenceContext(this, page, this.application.options);
  }
}

/** Short forms: a signature says the types, so that a list below it need only have what is said about them. */
class ReferenceContext extends MarkdownThemeContext {
  /** @param {ConstructorParameters<typeof MarkdownThemeContext>} given */
  constructor(...given) {
    super(...given);
    const made = { ...this.partials };
    this.partials = {
      ...made,
      // Which interface a method is of says the head of the class.
      inheritance: () => '',
      comment: (comment, options = {}) => {
        if (options.isTableColumn) return made.comment(comment, options);
        const { showSummary = true, showTags = true, showReturns = false } = options;
        const summary = showSummary ? made.comment(comment, { ...options, showTags: false }) : '';
        return paragraphs(summary, showTags ? this.tags(comment, showReturns) : '');
      },
      declarationTitle: (model) => this.inLines(made.declarationTitle(model), model.type),
      propertiesTable: (...of) => tidy(made.propertiesTable(...of)),
      typeDeclarationTable: (...of) => tidy(made.typeDeclarationTable(...of)),
      signature: (signature, { hideTitle, accessor, multipleSignatures }) => {
        const comment = multipleSignatures ? signature.comment : (signature.comment ?? signature.parent?.comment);
        return paragraphs(
          hideTitle ? '' : this.partials.signatureTitle(signature, { accessor }),
          comment ? made.comment(comment, { showTags: false }) : '',
          [...this.saidOf(signature), comment ? this.tags(comment, true) : ''].filter(Boolean).join('\n'),
        );
      },
      accessor: (model) => {
        const { getSignature, setSignature } = model;
        const comment = getSignature?.comment ?? setSignature?.comment ?? model.comment;
        return paragraphs(
          getSignature ? this.partials.signatureTitle(getSignature, { accessor: 'get' }) : '',
          setSignature ? this.partials.signatureTitle(setSignature, { accessor: 'set' }) : '',
          comment ? this.partials.comment(comment, { showReturns: true }) : '',
        );
      },
      constructor: (model) => paragraphs(...(model.signatures ?? []).map((each) => this.partials.signature(each, {}))),
      // The kinds of a union are in its title; what is said about some of them follows.
      typeDeclarationUnionContainer: ({ type }) => {
        const summaries = type instanceof UnionType ? (type.elementSummaries ?? []) : [];
        const items = summaries.map(
          (said, at) =>
            said.length > 0 && item(this.partials.someType(type.types[at]), this.helpers.getCommentParts(said)),
        );
        return items.filter(Boolean).join('\n');
      },
    };
  }

  /**
   * The title of a type, with each part of a long union on a line of its own.
   * @param {string} title
   * @param {import('typedoc').SomeType | undefined} type
   */
  inLines(title, type) {
    if (!(type instanceof UnionType) || title.length < LONG) return title;
    const parts = type.types.map((each) => this.partials.someType(each, { forceCollapse: true }));
    return title.replace(parts.join(' \\| '), () => parts.map((part) => `\\\n> \\| ${part}`).join(''));
  }

  /**
   * What is said about the parameters of a signature.
   * @param {import('typedoc').SignatureReflection} signature
   */
  saidOf({ typeParameters = [], parameters = [] }) {
    const all = [...typeParameters, ...this.helpers.getFlattenedDeclarations(parameters)];
    return all
      .filter(({ comment }) => comment?.hasVisibleComponent())
      .map(({ name, comment }) => item(`\`${name}\``, this.helpers.getCommentParts(comment.summary)));
  }

  /**
   * A comment's tags as a list.
   * @param {Comment} comment
   * @param {boolean} withReturns
   */
  tags({ blockTags }, withReturns) {
    return blockTags
      .filter(({ tag }) => withReturns || tag !== '@returns')
      .map(({ tag, content }) => {
        const word = tag.slice(1, 2).toUpperCase() + tag.slice(2);
        return item(word, this.helpers.getCommentParts(content), ' ');
      })
      .join('\n');
  }
}

/**
 * A table without its dashes for what nothing is said about; and of what is inside a property, which its type has, too,
 * with only that which something is said about.
 * @param {string} table
 */
function tidy(table) {
  const hasWords = / Description \|$/m.test(table);
  return table
    .replaceAll(/\| - (?=\|)/g, '|  ')
    .split('\n')
    .filter((row) => !/^\| `[^`]*\.[^`]*` /.test(row) || (hasWords && !row.endsWith('|  |')))
    .join('\n');
}

/** @param {string[]} parts */
function paragraphs(...parts) {
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

/**
 * @param {string} subject
 * @param {string} said
 * @param {string} between
 */
function item(subject, said, between = ': ') {
  return `- ${subject}${between}${said.trim().replaceAll('\n', '\n  ')}`;
}
