// What JupyterLab's debugger asks a kernel: requests of DAP, and those that Jupyter has added to them.
import { Debugger } from '@jupyterlab/debugger';
import { RequestError } from 'dapper-web';
import { cells } from './cell-runner.js';

const seed = 0xc70f6907;
const suffix = '.py';
const threadId = 1;

/** Of a request that is refused: JupyterLab takes these lists from an answer without a look at its `success`. */
const NOTHING = { stackFrames: [], scopes: [], variables: [], breakpoints: [], modules: [] };

export class KernelDebugger {
  #runner;
  #name;
  #emit;
  #seq = 1;
  #isStarted = false;
  /** Whether the program stands in a cell. */
  #isStopped = false;
  /** Whether JupyterLab takes it for stopped: a step can lead out of the cell, and then it has to be told. */
  #isShown = false;
  /** What was answered to the last `setBreakpoints` of each path. */
  #breakpoints = new Map();
  /** What cells have defined, as it was known last. */
  #defined = { variables: [] };
  #config = new Debugger.Config();

  /**
   * @param name of the kernel
   * @param emit is called with each event
   */
  constructor(runner, name, emit) {
    this.#runner = runner;
    this.#name = name;
    this.#emit = (event, body) => emit({ type: 'event', seq: this.#seq++, event, body });
    this.#config.setHashParams({ kernel: name, method: 'Murmur2', seed });
    this.#config.setTmpFileParams({ kernel: name, prefix: cells, suffix });
    runner.listen((what, stop) => this.#onRunner(what, stop));
  }

  /** The file of a cell. JupyterLab makes the same name of its text. */
  pathOf(code) {
    return this.#config.getCodeId(code, this.#name);
  }

  /** The response to a request. */
  async answer({ seq, command, arguments: args = {} }) {
    const response = { type: 'response', seq: this.#seq++, request_seq: seq, command };
    try {
      const own = this.#own[command];
      const body = await (own ? own(args) : this.#ask(command, args));
      return { ...response, success: true, body: body || {} };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      return { ...response, success: false, message: error.message, body: NOTHING };
    }
  }

  #ask(command, args) {
    return this.#runner.session.request(command, args);
  }

  #onRunner(what, stop) {
    this.#isStopped = what === 'stopped';
    if (this.#isStopped && this.#isStarted) {
      this.#isShown = true;
      this.#emit('stopped', stop);
      // A `breakpoint()` in a cell, with nobody to show it to.
    } else if (this.#isStopped) void this.#goOn();
    else if (this.#isShown) {
      this.#isShown = false;
      this.#emit('continued', { threadId, allThreadsContinued: true });
    }
  }

  /** Makes the program run, if it stands in a cell. */
  async #goOn(command = 'continue', args = { threadId }) {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    await this.#ask(command, args);
  }

  /** The requests that are not simply passed on. */
  #own = {
    debugInfo: () => ({
      isStarted: this.#isStarted,
      hashMethod: 'Murmur2',
      hashSeed: seed,
      tmpFilePrefix: cells,
      tmpFileSuffix: suffix,
      breakpoints: [...this.#breakpoints].map(([source, breakpoints]) => ({ source, breakpoints })),
      stoppedThreads: this.#isStopped ? [threadId] : [],
      exceptionPaths: [],
      richRendering: true,
      copyToGlobals: true,
    }),

    // The session has started with the kernel, and goes on when the debugger is switched off.
    initialize: () => this.#runner.capabilities,
    attach: () => {
      this.#isStarted = true;
      this.#emit('initialized', {});
    },
    configurationDone: () => {},
    disconnect: async () => {
      this.#isStarted = false;
      for (const path of this.#breakpoints.keys()) await this.#ask('setBreakpoints', { source: { path } });
      this.#breakpoints.clear();
      await this.#ask('setExceptionBreakpoints', { filters: [] });
      this.#isShown = false;
      this.#emit('terminated', {});
      await this.#goOn();
    },

    dumpCell: async ({ code }) => {
      const sourcePath = this.pathOf(code);
      await this.#runner.writeCell(sourcePath, code);
      return { sourcePath };
    },
    setBreakpoints: async (args) => {
      const { source, breakpoints: asked = [] } = args;
      const { breakpoints } = await this.#ask('setBreakpoints', args);
      const placed = breakpoints.map((breakpoint, at) => ({ ...asked[at], ...breakpoint, source }));
      if (placed.length > 0) this.#breakpoints.set(source.path, placed);
      else this.#breakpoints.delete(source.path);
      return { breakpoints: placed };
    },

    continue: (args) => this.#goOn('continue', args),
    next: (args) => this.#goOn('next', args),
    stepIn: (args) => this.#goOn('stepIn', args),
    stepOut: (args) => this.#goOn('stepOut', args),
    pause: (args) => (this.#runner.isIdle ? undefined : this.#ask('pause', args)),

    stackTrace: async (args) => ({ stackFrames: this.#isStopped ? await this.#runner.frames(args) : [] }),
    scopes: async (args) => {
      const { scopes } = await this.#ask('scopes', args);
      // At the top level of a cell locals and globals are the same variables.
      return { scopes: scopes.filter((scope) => scope['dapper/sameAs'] === undefined) };
    },
    evaluate: (args) => this.#ask('evaluate', { ...args, frameId: this.#frameOr(args.frameId) }),

    inspectVariables: async () => {
      if (this.#runner.isIdle) {
        const { scopes } = await this.#ask('scopes', { frameId: this.#runner.idleFrame.id });
        this.#defined = await this.#ask('variables', { variablesReference: scopes[0].variablesReference });
      }
      return this.#defined;
    },
    richInspectVariables: async ({ variableName, frameId }) => {
      const data = `__import__('notebook_kernel').as_text(__import__('notebook_kernel').data_of(${variableName}))`;
      return { data: await this.#runner.textOf(data, this.#frameOr(frameId)), metadata: {} };
    },
    copyToGlobals: async ({ srcVariableName, dstVariableName, srcFrameId }) => {
      const expression = `setattr(__import__('__main__'), ${JSON.stringify(dstVariableName)}, ${srcVariableName})`;
      await this.#ask('evaluate', { expression, frameId: srcFrameId, context: 'repl' });
    },
  };

  /** Between two cells JupyterLab knows no frame. */
  #frameOr(frameId) {
    return frameId ?? (this.#runner.isIdle ? this.#runner.idleFrame.id : undefined);
  }
}
