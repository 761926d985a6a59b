import { cpSync } from 'node:fs';
import { promisify } from 'node:util';
import webpack from 'webpack';

const path = new URL('dist', import.meta.url).pathname;
const compiler = webpack({
  mode: 'production',
  context: new URL('.', import.meta.url).pathname,
  entry: './main.js',
  output: { path, filename: 'main.js', module: true },
  experiments: { outputModule: true },
  // The package is minified, and webpack would change Python's worker with the rest.
  // Its analysis of what is unused takes a variable of Monaco's for that, and makes it null.
  optimization: { minimize: false, innerGraph: false },
});
const stats = await promisify(compiler.run.bind(compiler))();
if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));

cpSync('node_modules/dapper-web/lib/assets', 'dist/dapper', { recursive: true, dereference: true });
cpSync('index.html', 'dist/index.html');
