// What JupyterLab's debugger asks other parts of JupyterLab for. In a whole JupyterLab their own extensions provide it.
import { ILabShell } from '@jupyterlab/application';
import { ISanitizer, Sanitizer, WidgetTracker } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import {
  CodeMirrorEditorFactory,
  CodeMirrorMimeTypeService,
  EditorExtensionRegistry,
  EditorLanguageRegistry,
  EditorThemeRegistry,
  ybinding,
} from '@jupyterlab/codemirror';
import { CompletionProviderManager, ICompletionProviderManager } from '@jupyterlab/completer';
import { ConsolePanel, IConsoleTracker } from '@jupyterlab/console';
import {
  INotebookTracker,
  NotebookActions,
  NotebookModelFactory,
  NotebookPanel,
  NotebookTracker,
  NotebookWidgetFactory,
  ToolbarItems,
} from '@jupyterlab/notebook';
import { IRenderMimeRegistry, RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

const plugin = (name, provides, activate, requires = []) => ({
  id: `dapper-web-example:${name}`,
  autoStart: true,
  provides,
  requires,
  activate,
});

/** Editors of CodeMirror, with JupyterLab's look and languages. */
function editorServices() {
  const languages = new EditorLanguageRegistry();
  for (const language of EditorLanguageRegistry.getDefaultLanguages()) languages.addLanguage(language);
  const themes = new EditorThemeRegistry();
  for (const theme of EditorThemeRegistry.getDefaultThemes()) themes.addTheme(theme);
  const extensions = new EditorExtensionRegistry();
  for (const extension of EditorExtensionRegistry.getDefaultExtensions({ themes })) extensions.addExtension(extension);
  // Binds an editor to the text that a notebook shares with the debugger.
  extensions.addExtension({
    name: 'shared-model-binding',
    factory: ({ model }) =>
      EditorExtensionRegistry.createImmutableExtension(ybinding({ ytext: model.sharedModel.ysource })),
  });
  return {
    factoryService: new CodeMirrorEditorFactory({ extensions, languages }),
    mimeTypeService: new CodeMirrorMimeTypeService(languages),
  };
}

/** Notebooks open by their ending, with JupyterLab's own toolbar. */
function notebooks(app, editors, rendermime) {
  const editorFactory = editors.factoryService.newInlineEditor;
  const tracker = new NotebookTracker({ namespace: 'notebook' });
  const factory = new NotebookWidgetFactory({
    name: 'Notebook',
    fileTypes: ['notebook'],
    modelName: 'notebook',
    defaultFor: ['notebook'],
    preferKernel: true,
    canStartKernel: true,
    autoStartDefault: true,
    rendermime,
    contentFactory: new NotebookPanel.ContentFactory({ editorFactory }),
    mimeTypeService: editors.mimeTypeService,
    toolbarFactory: (panel) => ToolbarItems.getDefaultItems(panel),
  });
  app.docRegistry.addModelFactory(new NotebookModelFactory());
  app.docRegistry.addWidgetFactory(factory);
  factory.widgetCreated.connect((_, panel) => void tracker.add(panel));
  app.commands.addCommand('notebook:run-cell-and-select-next', {
    label: 'Run Selected Cell',
    execute: () => {
      const { content, sessionContext } = tracker.currentWidget;
      return NotebookActions.runAndAdvance(content, sessionContext);
    },
  });
  for (const selector of ['.jp-Notebook.jp-mod-editMode', '.jp-Notebook.jp-mod-commandMode']) {
    app.commands.addKeyBinding({ command: 'notebook:run-cell-and-select-next', keys: ['Shift Enter'], selector });
  }
  return tracker;
}

export const plugins = [
  plugin('shell', ILabShell, (app) => app.shell),
  plugin('translator', ITranslator, () => nullTranslator),
  plugin('sanitizer', ISanitizer, () => new Sanitizer()),
  plugin(
    'rendermime',
    IRenderMimeRegistry,
    () => new RenderMimeRegistry({ initialFactories: standardRendererFactories }),
  ),
  plugin('editors', IEditorServices, editorServices),
  plugin('completer', ICompletionProviderManager, () => new CompletionProviderManager()),
  plugin('notebooks', INotebookTracker, notebooks, [IEditorServices, IRenderMimeRegistry]),
  plugin('consoles', IConsoleTracker, () => new WidgetTracker({ namespace: 'console' })),
  plugin(
    'console-content',
    ConsolePanel.IContentFactory,
    (_, editors) => new ConsolePanel.ContentFactory({ editorFactory: editors.factoryService.newInlineEditor }),
    [IEditorServices],
  ),
];
