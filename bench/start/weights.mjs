// How much the page fetches before it is drawn, and before Debug can be pressed.
import { gzipSync } from 'node:zlib';

/**
 * Measures it on a first visit.
 * @param {import('../outside/browser-place.mjs').BrowserPlace} place
 * @returns {Promise<{ toDraw: number, toPress: number }>} bytes, each file compressed by gzip as hosts do
 */
export function measureWeights(place) {
  const work = { text: 'print()\n', lines: [] };
  return place.onPage(
    work,
    async (page) => {
      const { toDraw, toPress } = await page.fetched();
      return { toDraw: await compressed(toDraw), toPress: await compressed(toPress) };
    },
    { isFirst: true },
  );
}

async function compressed(addresses) {
  const sizes = await Promise.all(
    [...new Set(addresses)].map(async (address) => {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
      return gzipSync(new Uint8Array(await response.arrayBuffer())).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
