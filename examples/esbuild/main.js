import { createSession, startProgram } from 'dapper-web';

const program = '/home/pyodide/main.py';
const text = `def average(values):
    total = sum(values)
    return total / len(values)

print(average([1, 2, 6]))
`;

const session = await createSession({ assets: { base: new URL('assets/', document.baseURI) } });
session.on('stopped', async ({ threadId }) => {
  const { stackFrames } = await session.request('stackTrace', { threadId });
  document.querySelector('output').textContent = `Stopped at line ${stackFrames[0].line}`;
});
await startProgram(session, {
  files: [{ path: program, text }],
  launch: { program },
  breakpoints: () => [{ source: { path: program }, breakpoints: [{ line: 3 }] }],
});
