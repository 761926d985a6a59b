#!/usr/bin/env node
// WebKitGTK as Playwright starts a browser that speaks WebDriver BiDi. WebKit's driver speaks only WebDriver, and
// Playwright drives only a WebKit of its own otherwise, which is built for few systems.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';
import { findWebKit } from '../webkit.mjs';
import { BidiSession } from './bidi.mjs';

const programs = findWebKit();
if (!programs) throw new Error('WebKitWebDriver, MiniBrowser or Xvfb is not here.');

// Playwright's other arguments are for Firefox.
const { values } = parseArgs({ options: { profile: { type: 'string' } }, strict: false, allowPositionals: true });
const profile = String(values.profile);

// What is started for a page ends with this process.
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) process.on(signal, () => process.exit(0));

const env = {
  ...process.env,
  // The sandbox needs rights that a container does not give.
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  // Without a graphics processor, half of what the browser does would be to imitate one.
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  WEBKIT_SKIA_ENABLE_CPU_RENDERING: '1',
  // There is no one to read the screen to.
  NO_AT_BRIDGE: '1',
  XDG_CACHE_HOME: `${profile}/cache`,
  XDG_CONFIG_HOME: `${profile}/config`,
  XDG_DATA_HOME: `${profile}/data`,
};

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (client) => {
  /** @param {object} message */
  const send = (message) => client.send(JSON.stringify(message));
  const session = new BidiSession(programs, env, (method, params) => send({ type: 'event', method, params }));
  client.on('message', async (data) => {
    const { id, method, params } = JSON.parse(data.toString());
    if (method === 'browser.close') process.exit(0);
    try {
      send({ type: 'success', id, result: await session.carryOut(method, params) });
    } catch (error) {
      const { code = 'unknown error', message } = /** @type {Error & { code?: string }} */ (error);
      send({ type: 'error', id, error: code, message });
    }
  });
  client.on('close', () => process.exit(0));
});
await once(server, 'listening');
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
