// A session with the command-line adapter, as an editor starts it: a separate process, DAP on its standard streams.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js';

const BIN = fileURLToPath(new URL('../../scripts/dapper-web-dap.mjs', import.meta.url));

/** Opens one; see session.mjs. */
export async function openCommandLine() {
  const child = spawn(process.execPath, [BIN], { stdio: ['pipe', 'pipe', 'inherit'] });
  const folder = mkdtempSync(join(tmpdir(), 'dapper-scale-'));
  const reader = new StreamMessageReader(child.stdout);
  const writer = new StreamMessageWriter(child.stdin);
  const pending = new Map();
  const handlers = new Map();
  let seq = 0;
  reader.listen((message) => {
    if (message.type === 'event') {
      for (const handler of [...(handlers.get(message.event) ?? [])]) handler(message.body);
      return;
    }
    const { resolve, reject } = pending.get(message.request_seq);
    pending.delete(message.request_seq);
    if (message.success) resolve(message.body);
    else reject(new Error(`${message.command}: ${message.message}`));
  });
  return {
    folder,
    request(command, args) {
      seq += 1;
      return new Promise((resolve, reject) => {
        pending.set(seq, { resolve, reject });
        writer.write({ seq, type: 'request', command, arguments: args });
      });
    },
    on(event, handler) {
      const known = handlers.get(event) ?? new Set();
      handlers.set(event, known.add(handler));
      return () => known.delete(handler);
    },
    async prepare(files) {
      for (const { path, text } of files) writeFileSync(path, text);
    },
    async dispose() {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
    async memory() {
      if (process.platform !== 'linux') return {};
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return { 'process, resident': 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) };
    },
  };
}
