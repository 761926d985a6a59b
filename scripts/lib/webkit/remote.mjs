/// <reference lib="dom" />
// What the relay keeps in a page: the values that the client holds by name, and their form on the wire.

/**
 * A value as WebDriver BiDi writes it, with what the client may name it by later.
 * @typedef {{ type: string, value?: unknown, handle?: string, sharedId?: string }} RemoteValue
 */

/**
 * @typedef {object} RemoteCall
 * @property {number} number each call has one
 * @property {number[]} heard those whose answers need not be kept
 * @property {RemoteValue[]} [values] the arguments
 * @property {number} depth to which a result is written
 * @property {boolean} isKept
 * @property {boolean} isAwaited
 */

/**
 * Runs inside the page, where nothing else of this module is: its source is what is sent.
 *
 * The policy of a page may forbid `eval`, which the client's own code uses. What a driver sends is not subject to the
 * policy, so a text that was to be evaluated is asked for, and comes back as a function.
 */
export class Remote {
  /** @param {string} id of the document, @param {string} context that it is in */
  constructor(id, context) {
    this.id = id;
    this.context = context;
    /** @type {Map<string, unknown>} */
    this.kept = new Map();
    /** @type {WeakMap<object, string>} */
    this.names = new WeakMap();
    /** @type {Map<string, () => unknown>} */
    this.compiled = new Map();
    /** Those that the relay may not have heard of yet, by the number of the call. @type {Map<number, Promise<string>>} */
    this.answers = new Map();
    this.isCalling = false;
    this.count = 0;
    this.replaceEval();
  }

  replaceEval() {
    const { eval: evaluate } = globalThis;
    /** @param {unknown} text */
    const replaced = (text) => {
      const run = typeof text === 'string' ? this.compiled.get(text) : undefined;
      if (run) return run();
      if (this.isCalling) throw { uncompiled: text };
      return evaluate(/** @type {string} */ (text));
    };
    Object.defineProperty(globalThis, 'eval', { value: replaced, writable: true, configurable: true });
  }

  /**
   * Calls once, however often it is asked for: the relay asks again where the driver may have lost the answer.
   * @param {() => unknown} make the function to call, or the value if there are no arguments
   * @param {RemoteCall} how
   * @param {(answer: string) => void} done
   */
  call(make, how, done) {
    for (const number of how.heard) this.answers.delete(number);
    const answer = this.answers.get(how.number) ?? this.answerTo(make, how);
    this.answers.set(how.number, answer);
    void answer.then(done);
  }

  /**
   * @param {() => unknown} make
   * @param {RemoteCall} how
   * @returns {Promise<string>}
   */
  async answerTo(make, { values, depth, isKept, isAwaited }) {
    try {
      const list = values?.map((value) => this.read(value));
      this.isCalling = true;
      let result;
      try {
        const made = make();
        result = list ? /** @type {(...list: unknown[]) => unknown} */ (made)(...list) : made;
      } finally {
        this.isCalling = false;
      }
      if (isAwaited) result = await result;
      return JSON.stringify({ result: this.write(result, depth, isKept) });
    } catch (thrown) {
      const { uncompiled, missing } = Object(thrown);
      const isError = thrown instanceof Error;
      const text = isError ? `${thrown.name}: ${thrown.message}` : String(thrown);
      return JSON.stringify(uncompiled || missing ? { uncompiled, missing } : { thrown: text });
    }
  }

  /**
   * @param {unknown} value
   * @returns {string} its name from now on
   */
  keep(value) {
    const name = `${this.id}.${++this.count}`;
    this.kept.set(name, value);
    return name;
  }

  /**
   * @param {Node} node
   * @returns {string} always the same
   */
  nameOf(node) {
    const name = this.names.get(node) ?? this.keep(node);
    this.names.set(node, name);
    return name;
  }

  /**
   * @param {RemoteValue} remote
   * @returns {unknown}
   */
  read(remote) {
    const { type, value, handle = remote.sharedId } = remote;
    if (handle) {
      if (!this.kept.has(handle)) throw { missing: handle };
      return this.kept.get(handle);
    }
    const list = /** @type {RemoteValue[]} */ (value);
    const pairs = /** @type {[string | RemoteValue, RemoteValue][]} */ (value);
    const pattern = /** @type {{ pattern: string, flags: string }} */ (value);
    if (type === 'undefined') return undefined;
    if (type === 'null') return null;
    if (type === 'number') return Number(value);
    if (type === 'bigint') return BigInt(String(value));
    if (type === 'array') return list.map((each) => this.read(each));
    if (type === 'date') return new Date(String(value));
    if (type === 'regexp') return new RegExp(pattern.pattern, pattern.flags);
    if (type !== 'object') return value;
    return Object.fromEntries(
      pairs.map(([key, each]) => [typeof key === 'string' ? key : this.read(key), this.read(each)]),
    );
  }

  /**
   * @param {any} value
   * @param {number} depth to which what it is made of is written
   * @param {boolean} isKept
   * @returns {RemoteValue}
   */
  write(value, depth, isKept) {
    const type = this.typeOf(value);
    if (type === 'undefined' || type === 'null') return { type };
    if (type === 'string' || type === 'boolean') return { type, value };
    if (type === 'number')
      return { type, value: Number.isFinite(value) && !Object.is(value, -0) ? value : this.numeral(value) };
    if (type === 'bigint') return { type, value: String(value) };
    const named = isKept ? { type, handle: this.keep(value) } : { type };
    if (type === 'node') {
      const { nodeType, localName } = value;
      return { ...named, sharedId: this.nameOf(value), value: { nodeType, localName, childNodeCount: 0 } };
    }
    if (type === 'window') return { ...named, value: { context: this.context } };
    if (type === 'date') return { ...named, value: value.toISOString() };
    if (type === 'regexp') return { ...named, value: { pattern: value.source, flags: value.flags } };
    if (depth <= 0 || (type !== 'array' && type !== 'object')) return named;
    if (type === 'array') return { ...named, value: Array.from(value, (each) => this.write(each, depth - 1, false)) };
    return { ...named, value: Object.entries(value).map(([key, each]) => [key, this.write(each, depth - 1, false)]) };
  }

  /** @param {number} value */
  numeral(value) {
    return Object.is(value, -0) ? '-0' : String(value);
  }

  /**
   * @param {unknown} value
   * @returns {string}
   */
  typeOf(value) {
    if (value === null) return 'null';
    if (typeof value !== 'object') return typeof value;
    if (value instanceof Node) return 'node';
    if (value === globalThis) return 'window';
    if (Array.isArray(value)) return 'array';
    const builtIns = { date: Date, regexp: RegExp, error: Error, promise: Promise, map: Map, set: Set };
    for (const [name, builtIn] of Object.entries(builtIns)) if (value instanceof builtIn) return name;
    return 'object';
  }
}
