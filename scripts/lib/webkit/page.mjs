// A page of WebKit as WebDriver BiDi shows one. The driver reports nothing by itself, so what happens in the page is
// found by looking: a new document is one in which the relay's own object is not there yet.
import { randomUUID } from 'node:crypto';
import { ClassicSession, DriverError } from './classic.mjs';
import { Remote } from './remote.mjs';

/**
 * @typedef {import('./remote.mjs').RemoteValue} RemoteValue
 * @typedef {(method: string, params: object) => void} Emit sends an event to the client
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ declaration: string, values?: RemoteValue[] | undefined, depth: number, isKept: boolean, isAwaited: boolean }} Call
 */

/** The client's two worlds are one here. */
const WORLDS = ['main', 'sandbox'];

/** In milliseconds: between two looks at a page that no command is sent to. */
const LOOKS = 300;

/** In milliseconds: between two looks at one that loads. */
const LOADING = 50;

/** In milliseconds: after which an answer may be lost, with its document or in the driver. */
const LOST = 10_000;

/** Frames are pages of their own to the client, which would be told of each; a test names the one that it means. */
const FRAME = 'webkit-relay:frame';

/** Where the relay's object is in the page. */
const PLACE = '__dapper_webkit_relay__';

const HEAD = `const done = arguments[arguments.length - 1]; const remote = window.${PLACE};`;

const INSTALL = `${HEAD}
if (!remote) {
  Object.defineProperty(window, '${PLACE}', { value: new (${Remote})(arguments[0], arguments[1]) });
}
done([window.${PLACE}.id, location.href, document.readyState]);`;

export class Page {
  /** @type {ClassicSession} */
  session;
  /** The document's name; each has one. */
  document = '';
  url = 'about:blank';
  isLoaded = false;
  isClosed = false;
  /**
   * The navigation of the client that is under way: a look that began before it can be the one that finds its document.
   * @type {string | undefined}
   */
  navigation;
  /** The same, until its document is loaded. Commands wait for it. @type {Promise<unknown>} */
  navigating = Promise.resolve();
  /** The last of the actions that were asked for. @type {Promise<unknown>} */
  acting = Promise.resolve();
  /** @type {Promise<void> | undefined} */
  looking;
  /** The number of the last call of a function in the page. */
  calls = 0;
  /** Calls that were answered since, which the page may forget. @type {number[]} */
  heard = [];

  /**
   * @param {ClassicSession} session
   * @param {string} userContext
   * @param {Emit} emit
   */
  constructor(session, userContext, emit) {
    this.session = session;
    this.userContext = userContext;
    this.emit = emit;
    this.context = randomUUID();
  }

  /** What every event says of the page. */
  get info() {
    return { context: this.context, url: this.url, userContext: this.userContext, parent: null, children: null };
  }

  async open() {
    this.emit('browsingContext.contextCreated', { ...this.info, originalOpener: null, clientWindow: this.context });
    await this.look();
    void this.watch();
  }

  /** Until it is closed. */
  async watch() {
    while (!this.isClosed) {
      await new Promise((resolve) => setTimeout(resolve, LOOKS));
      await this.navigating;
      try {
        await this.look();
      } catch (error) {
        if (!this.isClosed) throw error;
      }
    }
  }

  /** Finds a new document, and tells the client of it. */
  async look() {
    // One at a time: a document is reported once.
    while (this.looking) await this.looking;
    this.looking = this.lookNow();
    try {
      await this.looking;
    } finally {
      this.looking = undefined;
    }
  }

  async lookNow() {
    const [document, url, state] = await this.install();
    const navigation = this.navigation ?? randomUUID();
    const isSame = document === this.document;
    const isMoved = url !== this.url;
    this.url = url;
    const moment = { ...this.info, navigation, timestamp: Date.now() };
    if (isSame && isMoved) this.emit('browsingContext.fragmentNavigated', moment);
    if (!isSame) this.replaceDocument(document, moment);
    if (!this.isLoaded && state === 'complete') {
      this.isLoaded = true;
      this.emit('browsingContext.domContentLoaded', moment);
      this.emit('browsingContext.load', moment);
    }
  }

  /**
   * Has the relay's object in whatever document is there.
   * @returns {Promise<[document: string, url: string, state: string]>}
   */
  async install() {
    for (;;) {
      try {
        return await this.session.run(INSTALL, [randomUUID(), this.context], AbortSignal.timeout(LOST));
      } catch (error) {
        // The document was left just then, and there will be another; the driver may say so or not.
        const isLeft = error instanceof DriverError && error.code === 'no such frame';
        if (!isLeft && !isLost(error)) throw error;
      }
    }
  }

  /**
   * @param {string} document
   * @param {object} moment
   */
  replaceDocument(document, moment) {
    const isFirst = this.document === '';
    if (!isFirst) {
      for (const world of WORLDS) this.emit('script.realmDestroyed', { realm: this.realm(world) });
      this.emit('browsingContext.navigationCommitted', moment);
    }
    this.document = document;
    this.isLoaded = isFirst;
    const realm = this.realm('main');
    this.emit('script.realmCreated', { realm, origin: 'null', type: 'window', context: this.context });
  }

  /** @param {string} world */
  realm(world) {
    return `${this.document}.${world}`;
  }

  /**
   * @param {string} url `FRAME` goes on in the page's first frame, of whatever origin: that is the page from then on.
   * @returns {Promise<object>}
   */
  navigate(url) {
    return this.travel(url, () =>
      url === FRAME ? this.session.send('POST', '/frame', { id: 0 }) : this.session.send('POST', '/url', { url }),
    );
  }

  /** @returns {Promise<object>} */
  reload() {
    return this.travel(this.url, () => this.session.send('POST', '/refresh', {}));
  }

  /**
   * @param {string} url
   * @param {() => Promise<unknown>} go
   */
  async travel(url, go) {
    const navigation = randomUUID();
    this.navigation = navigation;
    const moment = { ...this.info, url, navigation, timestamp: Date.now() };
    this.emit('browsingContext.navigationStarted', moment);
    const left = [this.document, this.url].join();
    const travelling = (async () => {
      await go();
      while (!this.isClosed) {
        await this.look();
        if (this.isLoaded && left !== [this.document, this.url].join()) return;
        await new Promise((resolve) => setTimeout(resolve, LOADING));
      }
    })();
    this.navigating = travelling.catch(() => undefined);
    try {
      await travelling;
    } catch (error) {
      this.emit('browsingContext.navigationFailed', moment);
      throw error;
    } finally {
      this.navigation = undefined;
    }
    return { navigation, url: this.url };
  }

  /**
   * Evaluates an expression, or calls the function that it is.
   * @param {Call} call
   * @returns {Promise<object>} as `script.evaluate` and `script.callFunction` answer
   */
  async call({ declaration, ...how }) {
    await this.navigating;
    const script = (/** @type {string} */ compiled) => `${HEAD}
if (!remote || ![undefined, remote.id].includes(arguments[0].document)) return done('{"missing":"document"}');
${compiled}
remote.call(() => (${declaration}), arguments[0], done);`;
    let answer = await this.ask(script(''), how);
    while (answer.uncompiled !== undefined) {
      const text = answer.uncompiled;
      const compiled = `remote.compiled.set(${JSON.stringify(text)}, () => (${asExpression(text)}));`;
      answer = await this.ask(script(compiled), how);
    }
    const { result, thrown } = answer;
    const realm = this.realm('main');
    if (thrown === undefined) return { type: 'success', realm, result };
    const stackTrace = { callFrames: [] };
    const exceptionDetails = { text: thrown, columnNumber: 0, lineNumber: 0, exception: { type: 'error' }, stackTrace };
    return { type: 'exception', realm, exceptionDetails };
  }

  /**
   * @param {string} script
   * @param {object} how
   * @returns {Promise<{ result?: RemoteValue, thrown?: string, uncompiled?: string }>}
   */
  async ask(script, how) {
    let answer;
    try {
      answer = JSON.parse(await this.hear(script, how));
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      if (error.code === 'javascript error') return { thrown: error.message };
      if (error.code !== 'no such frame') throw error;
      answer = { missing: error.message };
    }
    if (answer.missing === undefined) return answer;
    // The document was left meanwhile: the client hears of that first.
    await this.look();
    throw new DriverError('no such handle', `Gone with its document: ${answer.missing}`);
  }

  /**
   * Asks again where no answer comes, since the driver loses one now and then. The page calls once, and no other does.
   * @param {string} script
   * @param {object} how
   * @returns {Promise<string>}
   */
  async hear(script, how) {
    const number = ++this.calls;
    const heard = this.heard.splice(0);
    const first = { ...how, number, heard };
    const again = { ...first, document: this.document };
    for (let call = first; ; call = again) {
      try {
        const answer = await this.session.run(script, [call], AbortSignal.timeout(LOST));
        this.heard.push(number);
        return answer;
      } catch (error) {
        if (!isLost(error)) throw error;
      }
    }
  }

  /**
   * @param {string[]} handles
   */
  async disown(handles) {
    await this.navigating;
    await this.session.run(`${HEAD} for (const handle of arguments[0]) remote?.kept.delete(handle); done(null);`, [
      handles,
    ]);
  }

  /**
   * The client sends several at once; the driver refuses one while another is under way.
   * @param {any[]} sources
   * @returns {Promise<unknown>}
   */
  perform(sources) {
    const acting = this.acting.then(() => this.performNow(sources));
    this.acting = acting.catch(() => undefined);
    return acting;
  }

  /** @param {any[]} sources */
  async performNow(sources) {
    await this.navigating;
    const actions = sources.map(({ actions: list, ...source }) => ({
      ...source,
      // The driver takes whole pixels.
      actions: list.map((/** @type {any} */ { x, y, ...action }) =>
        x === undefined ? action : { ...action, x: Math.floor(x), y: Math.floor(y) },
      ),
    }));
    await this.session.send('POST', '/actions', { actions });
  }

  /** @param {Size} size of what is shown, without the browser's own bars */
  async resize({ width, height }) {
    const measure = () => this.session.run(`${HEAD} done([innerWidth, innerHeight, outerWidth, outerHeight]);`, []);
    const [innerWidth, innerHeight, outerWidth, outerHeight] = await measure();
    if (innerWidth === width && innerHeight === height) return;
    const outer = { width: width + outerWidth - innerWidth, height: height + outerHeight - innerHeight };
    await this.session.send('POST', '/window/rect', outer);
    for (;;) {
      const [shownWidth, shownHeight] = await measure();
      if (shownWidth === width && shownHeight === height) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** @returns {Promise<string>} of PNG, in base64 */
  screenshot() {
    return this.session.send('GET', '/screenshot');
  }

  async close() {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.session.end();
    this.emit('browsingContext.contextDestroyed', this.info);
  }
}

/**
 * @param {unknown} error
 * @returns {boolean} whether a command was given up, as its answer did not come
 */
function isLost(error) {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

/**
 * @param {string} text
 * @returns {string} without what ends a statement
 */
export function asExpression(text) {
  return text.trim().replace(/;$/, '');
}
