// What a person waits for, and how it is timed.
import { rotated } from '../lib/numbers.mjs';
import { START } from '../outside/programs.mjs';
import { sourceOf } from '../outside/source.mjs';

/** Milliseconds that a person looks at a stop before the program is started anew: the next Python boots meanwhile. */
const LOOKING_LASTS = 4000;

/** Each wait: what is measured, against which boot of a bare page, and what is to be reached; `again` is the noise. */
export const waits = {
  repeat: {
    title: 'a later visit',
    of: 'repeatStop',
    against: 'repeatBoot',
    again: 'bootAgain',
    floor: 0.4,
    aim: 0.25,
  },
  first: { title: 'a first visit', of: 'firstStop', against: 'firstBoot', floor: 1.1, aim: 1 },
  restart: { title: 'Restart', of: 'restart', against: 'repeatBoot', floor: 0.1, aim: 0.05 },
};

/** What the page weighs, in kilobytes of gzip. */
export const weights = {
  toDraw: { title: 'until it is drawn first', floor: 150, aim: 50 },
  toPress: { title: 'until Debug is there', floor: 614, aim: 410 },
};

/**
 * Measures all of them in rounds, in an order that rotates.
 * @param {import('../outside/browser-place.mjs').BrowserPlace} place
 * @param {number} rounds
 * @param {(what: string) => void} tell is given the progress
 * @returns {Promise<Record<string, number[]>>} seconds, one of each round
 */
export async function measureWaits(place, rounds, tell) {
  const works = {
    repeatBoot: () => place.boot(),
    bootAgain: () => place.boot(),
    repeatStop: () => place.firstStop(START),
    firstBoot: () => place.boot({ isFirst: true }),
    firstStop: () => place.firstStop(START, { isFirst: true }),
    restart: () => restart(place),
  };
  const seconds = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(Object.keys(works), round)) seconds[name].push(await works[name]());
    tell(`${place.name}, round ${round + 1}`);
  }
  return seconds;
}

/** Seconds from a click on Restart, at a stop, until the program stands at its first line again. */
function restart(place) {
  return place.onPage({ text: sourceOf(START), lines: [1] }, async (page) => {
    await page.press('Debug');
    await page.status(/^Paused/);
    await new Promise((resolve) => setTimeout(resolve, LOOKING_LASTS));
    const before = (await page.noted()).length;
    await page.press('Restart');
    return page.stopAfter(before);
  });
}
