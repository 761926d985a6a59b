// The browsers: how each is found, started alone, and driven.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { browserArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { Usage } from '../lib/options.mjs';

/** The size of the window, in pixels: the wide layout of the page. */
const SIZE = { width: 1280, height: 800 };

/** Preferences for a new Firefox profile: without them it asks for consent before it shows the page. */
const UNASKED = {
  'browser.aboutwelcome.enabled': false,
  'browser.preonboarding.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'termsofuse.bypassNotification': true,
};

/**
 * - title
 * - find: the path of the executable, undefined if there is none
 * - alone: arguments that start it on a page, without a driver, with its profile in `profile`
 * - preferences: what is written into that profile's user.js
 * - driven: options for Puppeteer
 */
export const BROWSERS = {
  chromium: {
    title: 'Chromium',
    find: () => findChromium(),
    alone: (profile) => [...browserArguments, '--headless=new', '--mute-audio', `--user-data-dir=${profile}`],
    driven: { browser: 'chrome', args: browserArguments },
  },
  firefox: {
    title: 'Firefox',
    find: () => process.env.FIREFOX_PATH ?? onPath(['firefox', 'firefox-esr']),
    alone: (profile) => ['--headless', '--no-remote', '--profile', profile],
    preferences: UNASKED,
    driven: { browser: 'firefox' },
  },
};

/**
 * The executable of a browser.
 * @throws Usage if it is not installed
 */
export function executableOf(name) {
  const path = BROWSERS[name].find();
  if (path) return path;
  throw new Usage(`No ${BROWSERS[name].title} here; --places chooses others, ${name.toUpperCase()}_PATH names one.`);
}

/** Starts a browser with a driver. */
export function drive(name, profile) {
  return puppeteer.launch({
    ...BROWSERS[name].driven,
    executablePath: executableOf(name),
    userDataDir: profile,
    headless: true,
    defaultViewport: SIZE,
  });
}

/** Starts a browser without one. Returns what ends it. */
export function startAlone(name, profile, url) {
  const { alone, preferences = {} } = BROWSERS[name];
  mkdirSync(profile, { recursive: true });
  const lines = Object.entries(preferences).map(
    (entry) => `user_pref(${entry.map((each) => JSON.stringify(each))});\n`,
  );
  if (lines.length > 0) writeFileSync(join(profile, 'user.js'), lines.join(''));
  const child = spawn(executableOf(name), [...alone(profile), url], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  return async () => {
    child.kill();
    await gone;
  };
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}
