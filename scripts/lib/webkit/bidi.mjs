// The commands of WebDriver BiDi that the tests' client sends, carried out by WebDriver.
import { randomUUID } from 'node:crypto';
import { ClassicSession, DriverError } from './classic.mjs';
import { asExpression, Page } from './page.mjs';

/** They set what tests in WebKit do not look at, or ask for events that never come. */
const WITHOUT_EFFECT = new Set([
  'session.subscribe',
  'browser.setDownloadBehavior',
  'browsingContext.activate',
  'emulation.setLocaleOverride',
  'emulation.setMediaFeaturesOverride',
  'emulation.setScreenOrientationOverride',
  'emulation.setScreenSettingsOverride',
  'network.addDataCollector',
]);

/** Deep enough for whatever a test returns. */
const DEPTH = 1000;

export class BidiSession {
  /** @type {Map<string, Page>} */
  pages = new Map();
  /** By user context. @type {Map<string, import('./page.mjs').Size>} */
  viewports = new Map();

  /**
   * @param {{ driver: string, browser: string, xvfb: string }} programs
   * @param {NodeJS.ProcessEnv} env
   * @param {import('./page.mjs').Emit} emit
   */
  constructor(programs, env, emit) {
    this.programs = programs;
    this.env = env;
    this.emit = emit;
    /** @type {Record<string, (params: any) => unknown>} */
    this.commands = { ...this.browserCommands(), ...this.pageCommands(), ...this.scriptCommands() };
  }

  /**
   * @param {string} method
   * @param {any} params
   * @returns {Promise<unknown>} the result
   */
  async carryOut(method, params) {
    const command = this.commands[method];
    if (command) return (await command(params)) ?? {};
    if (WITHOUT_EFFECT.has(method)) return {};
    throw new DriverError('unsupported operation', `${method} is not there in WebKit`);
  }

  /**
   * @param {{ context: string }} target
   * @returns {Page}
   */
  page({ context }) {
    const page = this.pages.get(context);
    if (!page) throw new DriverError('no such frame', `There is no page ${context}.`);
    return page;
  }

  browserCommands() {
    return {
      'session.new': () => ({
        sessionId: randomUUID(),
        capabilities: { browserName: 'webkit', browserVersion: '', userAgent: '', acceptInsecureCerts: false },
      }),
      'browser.createUserContext': () => ({ userContext: randomUUID() }),
      'browser.removeUserContext': async (/** @type {{ userContext: string }} */ { userContext }) => {
        const own = [...this.pages.values()].filter((page) => page.userContext === userContext);
        await Promise.all(own.map((page) => this.close(page)));
      },
      'network.addIntercept': (/** @type {{ phases: string[] }} */ { phases }) => {
        // No test gives credentials; requests cannot be seen here.
        if (phases.join() === 'authRequired') return { intercept: randomUUID() };
        throw new DriverError('unsupported operation', 'Requests cannot be intercepted in WebKit');
      },
    };
  }

  pageCommands() {
    return {
      'browsingContext.create': (/** @type {{ userContext: string }} */ { userContext }) => this.create(userContext),
      'browsingContext.close': (/** @type {any} */ params) => this.close(this.page(params)),
      'browsingContext.navigate': (/** @type {any} */ params) => this.page(params).navigate(params.url),
      'browsingContext.reload': (/** @type {any} */ params) => this.page(params).reload(),
      'browsingContext.setViewport': async (/** @type {any} */ { context, userContexts = [], viewport }) => {
        for (const userContext of userContexts) this.viewports.set(userContext, viewport);
        if (context) await this.page({ context }).resize(viewport);
      },
      'browsingContext.captureScreenshot': async (/** @type {any} */ params) => ({
        data: await this.page(params).screenshot(),
      }),
      'input.performActions': async (/** @type {any} */ params) => {
        await this.page(params).perform(params.actions);
      },
    };
  }

  scriptCommands() {
    return {
      'script.evaluate': (/** @type {any} */ params) =>
        this.call({ ...params, functionDeclaration: asExpression(params.expression) }),
      'script.callFunction': (/** @type {any} */ params) => this.call({ arguments: [], ...params }),
      'script.disown': (/** @type {any} */ { target, handles }) => this.page(target).disown(handles),
    };
  }

  /** @param {any} params of `script.evaluate` or `script.callFunction` */
  async call({ functionDeclaration, target, arguments: values, resultOwnership, serializationOptions, awaitPromise }) {
    const page = this.page(target);
    const answer = await page.call({
      declaration: functionDeclaration,
      values,
      depth: serializationOptions?.maxObjectDepth ?? DEPTH,
      isKept: resultOwnership === 'root',
      isAwaited: awaitPromise,
    });
    return target.sandbox ? { ...answer, realm: page.realm('sandbox') } : answer;
  }

  /** @param {string} userContext */
  async create(userContext) {
    const session = await ClassicSession.start(this.programs, this.env);
    const page = new Page(session, userContext, this.emit);
    this.pages.set(page.context, page);
    const viewport = this.viewports.get(userContext);
    if (viewport) await page.resize(viewport);
    await page.open();
    return { context: page.context };
  }

  /** @param {Page} page */
  async close(page) {
    this.pages.delete(page.context);
    await page.close();
  }
}
