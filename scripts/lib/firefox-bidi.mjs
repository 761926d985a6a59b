#!/usr/bin/env node
// Firefox as Playwright starts it, with the commands of WebDriver BiDi that a release does not know yet answered in its
// place: Playwright sends them for every profile, and each only sets what tests in Firefox do not look at.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import WebSocket, { WebSocketServer } from 'ws';

const LATER = new Set(['emulation.setMediaFeaturesOverride', 'emulation.setScreenSettingsOverride']);
const LISTENING = /^WebDriver BiDi listening on (ws:\/\/\S+)/;

const firefox = spawn(process.env.DAPPER_FIREFOX ?? 'firefox', process.argv.slice(2), {
  stdio: ['inherit', 'inherit', 'pipe'],
});
firefox.on('exit', (code) => process.exit(code ?? 1));
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.on(signal, () => firefox.kill(signal));
createInterface({ input: firefox.stderr }).on('line', async (line) => {
  const [, address] = LISTENING.exec(line) ?? [];
  process.stderr.write(`${address ? `WebDriver BiDi listening on ${await relayTo(address)}` : line}\n`);
});

/**
 * @param {string} address
 * @returns {Promise<string>} where the relay listens
 */
function relayTo(address) {
  return new Promise((resolve) => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
      resolve(`ws://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`);
    });
    server.on('connection', (client, request) => {
      const browser = new WebSocket(`${address}${request.url}`, { perMessageDeflate: false });
      /** @type {Set<number>} */
      const later = new Set();
      /** @type {string[]} */
      const early = [];
      client.on('message', (data) => {
        const text = data.toString();
        const { id, method } = JSON.parse(text);
        if (LATER.has(method)) later.add(id);
        if (browser.readyState === WebSocket.OPEN) browser.send(text);
        else early.push(text);
      });
      browser.on('open', () => {
        for (const text of early) browser.send(text);
      });
      browser.on('message', (data) => {
        const text = data.toString();
        const answer = later.size > 0 ? JSON.parse(text) : undefined;
        const isUnknown = answer && later.delete(answer.id) && answer.error === 'unknown command';
        client.send(isUnknown ? JSON.stringify({ type: 'success', id: answer.id, result: {} }) : text);
      });
      client.on('close', () => browser.close());
      browser.on('close', () => client.close());
    });
  });
}
