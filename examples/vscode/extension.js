// The extension: VS Code asks it for a debug adapter, and shows what that says in its own panels.
import { createSession, debugAdapter } from 'dapper-web';

/** What stands in the `package.json` of such an extension. */
export const manifest = {
  name: 'python-in-the-browser',
  publisher: 'dapper-web',
  version: '0.1.0',
  engines: { vscode: '^1.100.0' },
  contributes: {
    breakpoints: [{ language: 'python' }],
    debuggers: [
      {
        type: 'dapper',
        label: 'Python in the browser',
        languages: ['python'],
        configurationAttributes: {
          launch: {
            required: ['program'],
            properties: { program: { type: 'string' }, stopOnEntry: { type: 'boolean' } },
          },
        },
      },
    ],
  },
};

/**
 * @param vscode the API that VS Code gives to an extension
 * @param assets where `node_modules/dapper-web/lib/assets` is served
 */
export function activate(vscode, assets) {
  let session;
  return vscode.debug.registerDebugAdapterDescriptorFactory('dapper', {
    async createDebugAdapterDescriptor({ configuration, workspaceFolder }) {
      session ??= await createSession({ assets: { base: new URL(assets, location.href) } });
      // A fresh interpreter, with the files of the workspace where they are for VS Code.
      const folder = workspaceFolder?.uri ?? vscode.Uri.joinPath(vscode.Uri.file(configuration.program), '..');
      await session.prepare(await filesIn(vscode, folder));
      return new vscode.DebugAdapterInlineImplementation(debugAdapter(session, pathNames(vscode, folder)));
    },
  });
}

/** VS Code names a file of the disk by its path, on Windows with backslashes, and any other by its URI. */
function pathNames(vscode, folder) {
  const isUri = (name) => /^[a-z][a-z\d+.-]+:/i.test(name);
  return {
    toProgram: (name) => (isUri(name) ? vscode.Uri.parse(name) : vscode.Uri.file(name)).path,
    toClient: (path) => {
      const isInWorkspace = folder.scheme !== 'file' && path.startsWith(`${folder.path}/`);
      return isInWorkspace ? folder.with({ path }).toString() : path;
    },
  };
}

async function filesIn(vscode, folder) {
  const files = [];
  for (const [name, type] of await vscode.workspace.fs.readDirectory(folder)) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (type === vscode.FileType.Directory) files.push(...(await filesIn(vscode, uri)));
    else files.push({ path: uri.path, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) });
  }
  return files;
}
