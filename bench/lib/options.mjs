// What every part of the benchmark asks of its command line.

/** What was asked for is wrong, or was help. */
export class Usage extends Error {}

/** A benchmark whose program did not do the same in all ways, or stopped where it must not. */
export class Mismatch extends Error {
  name = 'Mismatch';
}

/**
 * A list of names that was asked for.
 * @param {string} what the option
 * @param {string | undefined} text its value: names with commas between
 * @param {string[]} allowed
 * @param {string[]} usual what it is when the option is absent
 * @throws Usage if a name is unknown
 */
export function chosen(what, text, allowed, usual = allowed) {
  if (text === undefined) return usual;
  const names = text.split(',');
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown !== undefined) throw new Usage(`--${what}: "${unknown}" is unknown; allowed: ${allowed.join(', ')}.`);
  return names;
}

/** A positive number that was asked for. `holds` may want more of it. */
export function positive(what, text, holds = Number.isFinite) {
  const value = Number(text);
  if (!holds(value) || value <= 0) throw new Usage(`--${what} is "${text}"; allowed: a positive number.`);
  return value;
}
