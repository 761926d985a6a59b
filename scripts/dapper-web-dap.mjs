#!/usr/bin/env node
// The bin "dapper-web-dap". In a checkout that was not built yet it first builds; standard output carries the
// Debug Adapter Protocol from the first byte, so everything said here goes to standard error.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './lib/setup.mjs';

const cli = join(root, 'dist', 'node', 'cli.mjs');
if (!existsSync(cli)) {
  ensureInstalled({ quiet: true });
  const { build, createLogger } = await import('vite');
  const logger = createLogger('warn');
  logger.info = logger.warn = logger.warnOnce = (message) => console.error(message);
  await build({ configFile: join(root, 'vite.node.config.ts'), root, customLogger: logger });
}
await import(pathToFileURL(cli).href);
