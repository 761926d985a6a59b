// VS Code's workbench in a page, with one folder of files in memory. On vscode.dev the workbench is there already.
import { initialize } from '@codingame/monaco-vscode-api';
import { ExtensionHostKind, registerExtension } from '@codingame/monaco-vscode-api/extensions';
import configuration, { initUserConfiguration } from '@codingame/monaco-vscode-configuration-service-override';
import debug from '@codingame/monaco-vscode-debug-service-override';
import explorer from '@codingame/monaco-vscode-explorer-service-override';
import extensions from '@codingame/monaco-vscode-extensions-service-override';
import files, {
  InMemoryFileSystemProvider,
  registerFileSystemOverlay,
} from '@codingame/monaco-vscode-files-service-override';
import keybindings from '@codingame/monaco-vscode-keybindings-service-override';
import languages from '@codingame/monaco-vscode-languages-service-override';
import model from '@codingame/monaco-vscode-model-service-override';
import notifications from '@codingame/monaco-vscode-notifications-service-override';
import quickAccess from '@codingame/monaco-vscode-quickaccess-service-override';
import theme from '@codingame/monaco-vscode-theme-service-override';
import views, { attachPart, Parts } from '@codingame/monaco-vscode-views-service-override';
import '@codingame/monaco-vscode-python-default-extension';
import '@codingame/monaco-vscode-theme-defaults-default-extension';
import 'vscode/localExtensionHost';
import { Uri } from 'vscode';
import { activate, manifest } from './extension.js';
import launch from './workspace/.vscode/launch.json?raw';
import program from './workspace/main.py?raw';
import shapes from './workspace/shapes.py?raw';

const folder = Uri.file('/workspace');
const file = (path) => Uri.joinPath(folder, path);
const provider = new InMemoryFileSystemProvider();
await provider.mkdir(folder);
await provider.mkdir(file('.vscode'));
for (const [path, text] of [
  ['main.py', program],
  ['shapes.py', shapes],
  ['.vscode/launch.json', launch],
]) {
  await provider.writeFile(file(path), new TextEncoder().encode(text), { create: true, overwrite: true });
}
registerFileSystemOverlay(1, provider);

globalThis.MonacoEnvironment = {
  getWorker: () =>
    new Worker(new URL('@codingame/monaco-vscode-api/workers/editor.worker', import.meta.url), { type: 'module' }),
};

await initUserConfiguration(JSON.stringify({ 'workbench.colorTheme': 'Default Light Modern' }));
await initialize(
  {
    ...configuration(),
    ...debug(),
    ...explorer(),
    ...extensions({ enableWorkerExtensionHost: false }),
    ...files(),
    ...keybindings(),
    ...languages(),
    ...model(),
    ...notifications(),
    ...quickAccess(),
    ...theme(),
    ...views(),
  },
  document.body,
  { workspaceProvider: { trusted: true, workspace: { folderUri: folder }, open: async () => false } },
);
attachPart(Parts.ACTIVITYBAR_PART, document.querySelector('#activities'));
attachPart(Parts.SIDEBAR_PART, document.querySelector('#side'));
attachPart(Parts.EDITOR_PART, document.querySelector('#editors'));
attachPart(Parts.PANEL_PART, document.querySelector('#panel'));

const extension = registerExtension(manifest, ExtensionHostKind.LocalProcess);
const vscode = await extension.getApi();
activate(vscode, 'dapper/');
await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('main.py')));
