// Kernels, sessions and files as JupyterLite has them, all in the page, with this example's kernel among them.
import { IServiceManager } from '@jupyterlab/services';
import labServices from '@jupyterlab/services-extension';
import { IKernelSpecs } from '@jupyterlite/services';
import liteServices from '@jupyterlite/services-extension';
import { PluginRegistry } from '@lumino/coreutils';
import { DapperKernel } from './kernel.js';

/** What a notebook's metadata says of its kernel. */
export const kernelspec = { name: 'dapper', display_name: 'Python (dapper-web)', language: 'python' };

/** Services of JupyterLab's that need no server; the others are JupyterLite's. */
const OF_LAB = ['contents-manager', 'server-settings', 'service-manager'].map(
  (name) => `@jupyterlab/services-extension:${name}`,
);

const kernel = (assets) => ({
  id: 'dapper-web-example:kernel',
  autoStart: true,
  requires: [IKernelSpecs],
  activate: (_, specs) =>
    specs.register({
      // `debugger`: JupyterLab offers the debugger for kernels that say so.
      spec: { ...kernelspec, argv: [], resources: {}, metadata: { debugger: true } },
      create: async (options) => new DapperKernel(options, assets),
    }),
});

export async function startServices(assets) {
  const registry = new PluginRegistry();
  registry.registerPlugins([...labServices.filter(({ id }) => OF_LAB.includes(id)), ...liteServices, kernel(assets)]);
  await registry.activatePlugins('startUp');
  return registry.resolveRequiredService(IServiceManager);
}
