const baseUrl = '/course/';

export default {
  title: 'A course',
  url: 'https://example.org',
  baseUrl,
  // The element's files are in static/element.
  scripts: [{ src: `${baseUrl}element/python-debugger.js`, type: 'module' }],
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
};
