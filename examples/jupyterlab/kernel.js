// A kernel of JupyterLite whose Python is a debug session: Jupyter's messages on one side, the session on the other.
import { KernelMessage } from '@jupyterlab/services';
import { BaseKernel } from '@jupyterlite/services';
import { CellRunner } from './cell-runner.js';
import { KernelDebugger } from './kernel-debugger.js';

export class DapperKernel extends BaseKernel {
  #send;
  #runner;
  #debugger;
  #turn = Promise.resolve();
  /** Cells that were asked for before this number of failures do not run. */
  #failures = 0;
  #isAborted = false;
  #parent;

  /** @param assets where `node_modules/dapper-web/lib/assets` is served */
  constructor(options, assets) {
    super(options);
    this.#send = options.sendMessage;
    this.#runner = new CellRunner(assets, {
      onOutput: (name, text) => this.stream({ name, text }),
      // What it asks has been printed.
      onInput: () => this.inputRequest({ prompt: '', password: false }),
    });
    this.#debugger = new KernelDebugger(this.#runner, options.name, (event) => {
      this.#post('iopub', 'debug_event', event, this.#parent);
    });
  }

  get ready() {
    return this.#runner.ready;
  }

  dispose() {
    if (!this.isDisposed) this.#runner.dispose();
    super.dispose();
  }

  /**
   * JupyterLite's base class knows no `debug_request`, and its client passes on one message at a time, so a cell that is
   * stopped would never hear of a step. Therefore a cell is started here, and not waited for.
   */
  async handleMessage(message) {
    const kind = message.header.msg_type;
    if (kind === 'debug_request') return this.#debug(message);
    if (kind !== 'execute_request') return super.handleMessage(message);
    const failures = this.#failures;
    this.#turn = this.#turn.then(() => {
      this.#isAborted = failures !== this.#failures;
      return super.handleMessage(message);
    });
  }

  async #debug(message) {
    this.#parent = message.header;
    this.#post('iopub', 'status', { execution_state: 'busy' }, message.header);
    const answer = await this.#debugger.answer(message.content);
    this.#post('control', 'debug_reply', answer, message.header);
    this.#post('iopub', 'status', { execution_state: 'idle' }, message.header);
  }

  #post(channel, msgType, content, parentHeader) {
    const session = parentHeader?.session ?? '';
    this.#send(KernelMessage.createMessage({ channel, msgType, session, parentHeader, content }));
  }

  async kernelInfoRequest() {
    return {
      status: 'ok',
      protocol_version: '5.3',
      implementation: 'dapper-web',
      implementation_version: '0.1.0',
      banner: 'Python in the browser',
      help_links: [],
      debugger: true,
      language_info: {
        name: 'python',
        version: '3',
        mimetype: 'text/x-python',
        file_extension: '.py',
        codemirror_mode: { name: 'python', version: 3 },
        pygments_lexer: 'ipython3',
        nbconvert_exporter: 'python',
      },
    };
  }

  async executeRequest({ code, silent, stop_on_error: stopsOnError = true }) {
    const count = { execution_count: this.executionCount };
    if (this.#isAborted) return { status: 'aborted', ...count };
    // It throws when the session has ended, say: the next cell is to hear of it, too.
    const failed = ({ name, message }) => ({ error: { ename: name, evalue: message, traceback: [message] } });
    const { data, error } = await this.#runner.run(code, this.#debugger.pathOf(code)).catch(failed);
    if (error) {
      if (stopsOnError) this.#failures += 1;
      this.publishExecuteError(error);
      return { status: 'error', ...count, ...error };
    }
    if (data && !silent) this.publishExecuteResult({ ...count, data, metadata: {} });
    return { status: 'ok', ...count, user_expressions: {}, payload: [] };
  }

  inputReply({ value }) {
    this.#runner.input(value);
  }

  async completeRequest({ code, cursor_pos: end }) {
    const { matches, start } = await this.#runner.completions(code, end);
    return { status: 'ok', matches, cursor_start: start, cursor_end: end, metadata: {} };
  }

  async inspectRequest() {
    return { status: 'ok', found: false, data: {}, metadata: {} };
  }

  async isCompleteRequest() {
    return { status: 'unknown' };
  }

  // Widgets are not part of this example.
  async commInfoRequest() {
    return { status: 'ok', comms: {} };
  }
  async commOpen() {}
  async commMsg() {}
  async commClose() {}
}
