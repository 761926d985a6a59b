/**
 * A frame of opaque origin that Python's workers run in: what they reach of the page is the port that they talk by, and
 * of the network what the frame's policy lets through.
 */
import * as v from 'valibot';
import { trustedMarkup } from '../module-worker.ts';
import type { WorkerHandle } from '../worker-handle.ts';
import { type FramePlan, frameMarkup } from './frame-policy.ts';
import { type News, newsSchema, type Order } from './messages.ts';

/** Milliseconds that a frame without a worker is kept: a restart ends one and starts the next, which finds what is compiled. */
const KEPT = 1000;
/** Milliseconds from the frame's loading to its first word. It says it while it loads, but another process may carry it. */
const LONGEST_SILENCE = 10_000;

export class SandboxFrame {
  private element: HTMLIFrameElement | undefined;
  private isOpen = false;
  private readonly handles = new Map<number, WorkerHandle>();
  private started = 0;
  /** What is to be said when the frame is open. */
  private orders: { readonly order: Order; readonly ports: MessagePort[] }[] = [];
  private readonly listener = (event: MessageEvent) => this.receive(event);
  private silence: ReturnType<typeof setTimeout> | undefined;
  private closing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly plan: FramePlan) {}

  /** Starts a worker in the frame, which is made if it is not there. */
  start(): WorkerHandle {
    clearTimeout(this.closing);
    this.element ??= this.open();
    this.started += 1;
    const worker = this.started;
    const { port1, port2 } = new MessageChannel();
    const handle: WorkerHandle = {
      endpoint: port1,
      terminate: () => {
        port1.close();
        if (this.handles.delete(worker)) this.send({ type: 'dapper/end', worker });
        this.closeUnlessNeeded();
      },
      onDeath: null,
      mayEndSilently: true,
    };
    this.handles.set(worker, handle);
    this.send({ type: 'dapper/start', worker, script: this.plan.worker.href }, port2);
    return handle;
  }

  private open(): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    // The one thing that is allowed; without `allow-same-origin` its origin is opaque.
    frame.sandbox.add('allow-scripts');
    frame.hidden = true;
    frame.title = 'Python';
    frame.referrerPolicy = 'no-referrer';
    frame.srcdoc = trustedMarkup(frameMarkup(this.plan));
    frame.addEventListener('load', () => {
      this.silence = setTimeout(() => this.failUnlessOpen(), LONGEST_SILENCE);
    });
    addEventListener('message', this.listener);
    document.body.append(frame);
    return frame;
  }

  private receive({ source, origin: sender, data }: MessageEvent<unknown>): void {
    if (source === null || source !== this.element?.contentWindow || sender !== 'null') return;
    const news = v.safeParse(newsSchema, data);
    if (news.success) this.hear(news.output);
  }

  private hear(news: News): void {
    if (news.type === 'dapper/dead') {
      this.handles.get(news.worker)?.onDeath?.(`Python's worker failed: ${news.reason}.`);
      return;
    }
    this.isOpen = true;
    const { orders } = this;
    this.orders = [];
    for (const { order, ports } of orders) this.send(order, ...ports);
  }

  private send(order: Order, ...ports: MessagePort[]): void {
    if (this.isOpen) this.element?.contentWindow?.postMessage(order, '*', ports);
    else this.orders.push({ order, ports });
  }

  private failUnlessOpen(): void {
    if (this.isOpen) return;
    const reason = `its sandboxed frame did not open: ${this.plan.script.href} could not be loaded, because the server does not have it or the page's policy forbids it`;
    for (const handle of this.handles.values()) handle.onDeath?.(`Python's worker failed: ${reason}.`);
  }

  private closeUnlessNeeded(): void {
    clearTimeout(this.closing);
    if (this.handles.size > 0) return;
    this.closing = setTimeout(() => {
      clearTimeout(this.silence);
      removeEventListener('message', this.listener);
      this.element?.remove();
      this.element = undefined;
      this.isOpen = false;
      this.orders = [];
    }, KEPT);
  }
}
