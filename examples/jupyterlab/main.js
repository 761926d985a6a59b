// JupyterLab in a page: its shell, a notebook, and its own debugger, on a kernel that is a session of dapper-web.
import { JupyterLab, LabShell } from '@jupyterlab/application';
import debuggerPlugins from '@jupyterlab/debugger-extension';
import debuggerSettings from '@jupyterlab/debugger-extension/schema/main.json';
import { DocumentManager } from '@jupyterlab/docmanager';
import { runCell, setCellExecutor } from '@jupyterlab/notebook';
import '@jupyterlab/application/style/index.js';
import '@jupyterlab/completer/style/index.js';
import '@jupyterlab/debugger/style/index.js';
import '@jupyterlab/docmanager/style/index.js';
import notebook from './notebook.json';
import { plugins } from './plugins.js';
import { kernelspec, startServices } from './services.js';

const path = 'example.ipynb';

const serviceManager = await startServices('dapper/');
await serviceManager.contents.save(path, {
  type: 'notebook',
  format: 'json',
  content: { ...notebook, metadata: { kernelspec } },
});

const shell = new LabShell();
const app = new JupyterLab({ shell, serviceManager });
// There are no editors of files here.
app.registerPlugins([...plugins, ...debuggerPlugins.filter(({ id }) => !id.endsWith(':files'))]);
setCellExecutor({ runCell });
// The debugger's keys, and its menu of variables, which JupyterLab would read from its settings.
for (const shortcut of debuggerSettings['jupyter.lab.shortcuts']) app.commands.addKeyBinding(shortcut);
for (const item of debuggerSettings['jupyter.lab.menus'].context) app.contextMenu.addItem(item);
// The shell takes nothing in before it has a layout. JupyterLab would fetch that of the last visit.
await shell.restoreLayout('multiple-document', { fetch: async () => ({}), save: async () => {} });
await app.start();
// Not earlier: buttons that take their colours from the theme while they are made compute them without an end.
await import('@jupyterlab/theme-light-extension/style/theme.css');
shell.collapseLeft();

const documents = new DocumentManager({
  registry: app.docRegistry,
  manager: serviceManager,
  opener: { open: (widget) => shell.add(widget, 'main'), opened: null },
});
documents.open(path);
