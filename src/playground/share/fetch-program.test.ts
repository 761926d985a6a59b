import { expect, test } from 'vitest';
import { LinkError } from './code-link.ts';
import { fetchProgram } from './fetch-program.ts';

const address = new URL('https://programs.test/a.py');
const from = (answer: Response | Error | DOMException) => {
  const answerTo = () => (answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer));
  return fetchProgram(address, answerTo);
};

test('a program is fetched as a text in UTF-8', async () => {
  expect(await from(new Response('print("é")\n'))).toBe('print("é")\n');
  expect(await from(new Response(null))).toBe('');
});

const broken = () =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array(10));
      controller.error(new TypeError('network error'));
    },
  });

test.each([
  ['its host cannot be reached, or does not let pages of other hosts read it (CORS)', new TypeError('Failed to fetch')],
  ['it did not come within 30 seconds', new DOMException('late', 'TimeoutError')],
  ['its host answered 404', new Response('no', { status: 404 })],
  ['the connection ended before all of it had come', new Response(broken())],
  ['it has more than 1,000,000 bytes', new Response(new Uint8Array(1_000_001))],
  ['it is not a text in UTF-8', new Response(new Uint8Array([0xff]))],
])('says that %s', async (why, answer) => {
  const failed = from(answer);
  await expect(failed).rejects.toThrow(`The program could not be fetched from ${address.href}: ${why}`);
  await expect(failed).rejects.toBeInstanceOf(LinkError);
});
