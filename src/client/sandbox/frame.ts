/**
 * The script of a sandboxed frame: it starts Python's workers there, and passes their boots on.
 *
 * A program is in one of the workers, and does not reach this document. What it may send in place of its worker ends here:
 * but for the port that it has with the page, where everything is checked, only a boot's end and a worker's are told.
 */
import * as Comlink from 'comlink';
import * as v from 'valibot';
import { type BootOptions, FloodGauge, type WorkerApi } from '../../channel/index.ts';
import { inlineScheme } from '../inline-scheme.ts';
import { type InlineScheme, startModuleWorker } from '../module-worker.ts';
import { asReason, type News, orderSchema } from './messages.ts';

const UNLOADED =
  'its script could not be loaded in a sandboxed frame. The server must send "Access-Control-Allow-Origin: *" with every file';
const FLOOD = 'the program sent more messages in its place than can be received';

class Frame {
  private readonly workers = new Map<number, Worker>();
  /** The interpreter's module, which no other page may have; the next worker takes it. */
  private interpreter: WebAssembly.Module | undefined;
  /** Whether one of the workers has made its machine code fast. */
  private isWarm = false;

  /**
   * @param page - The window that made the frame, and that alone is listened to.
   * @param scheme - How scripts are given here.
   */
  constructor(
    private readonly page: Window,
    private readonly scheme: InlineScheme,
  ) {
    addEventListener('message', ({ source, data, ports: [port] }) => {
      const order = v.safeParse(orderSchema, data);
      if (source !== page || !order.success) return;
      if (order.output.type === 'dapper/end') this.end(order.output.worker);
      else if (port) this.start(order.output.worker, order.output.script, port);
    });
    this.tell({ type: 'dapper/open' });
  }

  private start(number: number, script: string, port: MessagePort): void {
    const worker = startModuleWorker(script, 'dapper', this.scheme);
    this.workers.set(number, worker);
    const gauge = new FloodGauge(() => this.died(number, FLOOD));
    let isLoaded = false;
    worker.addEventListener('message', () => {
      isLoaded = true;
      gauge.arrived();
    });
    worker.addEventListener('error', ({ message }) => {
      this.died(number, isLoaded ? message : [UNLOADED, message && `(${message})`].filter(Boolean).join(' '));
    });
    const remote = Comlink.wrap<WorkerApi>(worker);
    const boot = async (options: BootOptions) => {
      const { port: channel } = options.endpoint;
      const { interpreter: known, isWarm } = this;
      const given = Comlink.transfer({ ...options, interpreter: known, isWarm }, [channel]);
      const interpreter: unknown = await remote.boot(given);
      if (interpreter instanceof WebAssembly.Module) this.interpreter = interpreter;
      return undefined;
    };
    const warmed = async () => {
      this.isWarm ||= (await remote.warmed()) === true;
      return this.isWarm;
    };
    Comlink.expose({ boot, warmed } satisfies WorkerApi, port);
  }

  private died(number: number, reason: string): void {
    if (!this.workers.has(number)) return;
    this.end(number);
    this.tell({ type: 'dapper/dead', worker: number, reason: asReason(reason) });
  }

  private end(number: number): void {
    this.workers.get(number)?.terminate();
    this.workers.delete(number);
  }

  private tell(news: News): void {
    // An opaque origin does not know whose page it is in; nothing of this is a secret.
    this.page.postMessage(news, '*');
  }
}

void inlineScheme().then((scheme) => new Frame(parent, scheme));
