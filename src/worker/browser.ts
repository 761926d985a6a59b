/** The worker's entry in a browser. */
import * as Comlink from 'comlink';
import { workerApi } from './boot.ts';
import { BrowserPlatform } from './browser-platform.ts';
import { OriginFile } from './snapshot/origin-file.ts';

/** The snapshot of this very version in this very browser. */
const kept = new OriginFile(`${SNAPSHOT_VERSION} ${navigator.userAgent}`.replaceAll(/[^\w.]+/g, '-'));
/** It is looked for while the worker has not yet been told to boot. */
const opening = kept.open();

Comlink.expose(workerApi((options, onBytes) => new BrowserPlatform(options, onBytes, kept, opening)));
