import starlight from '@astrojs/starlight';
import { defineConfig, passthroughImageService } from 'astro/config';

const base = '/course';

export default defineConfig({
  site: 'https://example.org',
  base,
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: 'A course',
      pagefind: false,
      // The element's files are in public/element.
      head: [{ tag: 'script', attrs: { type: 'module', src: `${base}/element/python-debugger.js` } }],
    }),
  ],
});
