/** The icons of buttons, drawn on a 16 by 16 grid in the colour of the text beside them. */
import { html, svg, type TemplateResult } from 'lit/html.js';

const shapes = {
  debug: svg`<path d="M5 2.6v10.8L13.4 8z"/><circle class="accent" cx="3.2" cy="12.6" r="2.6"/>`,
  run: svg`<path class="line" d="M4.75 3.2v9.6L12.2 8z"/>`,
  continue: svg`<path d="M2.5 3h2v10h-2zM6.5 3v10L14 8z"/>`,
  pause: svg`<path d="M4 3h3v10H4zM9 3h3v10H9z"/>`,
  stepOver: svg`<path class="line" d="M2.2 8.2a6 6 0 0 1 11-1.4"/><path class="line" d="M13.6 2.9v4.2H9.4"/><circle cx="8" cy="12" r="2"/>`,
  stepInto: svg`<path class="line" d="M8 1.5v6.6"/><path class="line" d="M4.7 5.2 8 8.4l3.3-3.2"/><circle cx="8" cy="12.7" r="2"/>`,
  stepOut: svg`<path class="line" d="M8 8.6V2"/><path class="line" d="M4.7 5 8 1.8 11.3 5"/><circle cx="8" cy="12.7" r="2"/>`,
  restart: svg`<path class="line" d="M12.9 9.2A5.2 5.2 0 1 1 11.6 4.4"/><path class="line" d="M12.6 1.6v3.6H9"/>`,
  stop: svg`<path d="M3.5 3.5h9v9h-9z"/>`,
  add: svg`<path class="line" d="M8 3v10M3 8h10"/>`,
  remove: svg`<path class="line" d="m4 4 8 8M12 4l-8 8"/>`,
  edit: svg`<path class="line" d="m3 13 .7-2.9L10.9 3l2.1 2.1-7.1 7.2z"/>`,
  chevron: svg`<path class="line" d="m6 4 4 4-4 4"/>`,
  sun: svg`<circle class="line" cx="8" cy="8" r="2.8"/><path class="line" d="M8 1.4v1.7M8 12.9v1.7M1.4 8h1.7M12.9 8h1.7M3.3 3.3l1.2 1.2M11.5 11.5l1.2 1.2M12.7 3.3l-1.2 1.2M4.5 11.5l-1.2 1.2"/>`,
  moon: svg`<path class="line" d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z"/>`,
  system: svg`<path class="line" d="M2 3h12v8H2zM5.5 13.5h5M8 11v2.5"/>`,
  stand: svg`<path d="M2 6.2h5V3.4L13.4 8 7 12.6V9.8H2z"/>`,
  copy: svg`<path class="line" d="M5.5 5.5h7v8h-7zM3 10.5v-8h7"/>`,
  share: svg`<path class="line" d="M8 9.6V1.8M4.9 4.7 8 1.7l3.1 3M5 7H3v7h10V7h-2"/>`,
  download: svg`<path class="line" d="M8 1.8v7.6M4.9 6.5 8 9.6l3.1-3.1M2.5 10.5v3h11v-3"/>`,
  wrap: svg`<path class="line" d="M2 4h12M2 8h9.2a2.3 2.3 0 0 1 0 4.6H8M10 10.6l-2 2 2 2"/>`,
  instructions: svg`<path class="line" d="M2 3.5h2M2 8h2M2 12.5h2M6.5 3.5H14M6.5 8H12M6.5 12.5H14"/>`,
  options: svg`<path class="line" d="M2 4.5h5M11 4.5h3M2 11.5h2M8 11.5h6"/><circle class="line" cx="9" cy="4.5" r="2"/><circle class="line" cx="6" cy="11.5" r="2"/>`,
  keys: svg`<path class="line" d="M1.8 4h12.4v8H1.8zM4 6.6h.6M7.7 6.6h.6M11.4 6.6h.6M5 9.6h6"/>`,
  breakpointOff: svg`<circle class="line" cx="8" cy="8" r="4.2"/><path class="line" d="M3 13 13 3"/>`,
  removeAll: svg`<path class="line" d="M2.5 4.5h6M2.5 8h4M2.5 11.5h3M9 8.5l4.5 4.5M13.5 8.5 9 13"/>`,
  breakpoint: svg`<circle cx="8" cy="8" r="4.5"/>`,
  runHere: svg`<path class="line" d="M2 8h7M6 4.7 9.3 8 6 11.3"/><path class="line accent" d="M12.5 2.5v11"/>`,
  jumpHere: svg`<path class="line" d="M3 3.5v4.2a3 3 0 0 0 3 3h6"/><path class="line" d="m9.2 7.4 3.4 3.3-3.4 3.3"/>`,
  stepUntil: svg`<path class="line" d="M11.5 2.5h-6a2.6 2.6 0 0 0 0 5.2h5a2.4 2.4 0 0 1 0 4.8H4"/><path class="line" d="M6.3 9.8 3.6 12.5l2.7 2.7"/>`,
  stepIntoCall: svg`<path class="line" d="M6 1.8v6.4M3 5.4l3 3 3-3"/><path class="line accent" d="M9.5 11h5M9.5 13.8h5M2 12.4h4"/>`,
  apply: svg`<path d="M9.4 1.2 3 9.2h4.2l-.8 5.6L13 6.6H8.6z"/>`,
  done: svg`<path class="line" d="m3 8.6 3.3 3.3L13 4.8"/>`,
  refused: svg`<path class="line" d="M8 1.8 15 14H1zM8 6.2v3.6"/><circle cx="8" cy="11.9" r=".9"/>`,
  values: svg`<path class="line" d="M2 4h5M2 8h4M2 12h5"/><path class="line accent" d="M10 6.6h4M10 9.4h4"/>`,
  more: svg`<circle cx="3.2" cy="8" r="1.5"/><circle cx="8" cy="8" r="1.5"/><circle cx="12.8" cy="8" r="1.5"/>`,
  search: svg`<circle class="line" cx="6.8" cy="6.8" r="4.3"/><path class="line" d="m10 10 4 4"/>`,
  inspect: svg`<path class="line" d="M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8z"/><circle cx="8" cy="8" r="2"/>`,
  pin: svg`<path class="line" d="M5.5 2h5M6.2 2v4.6L4 9.2h8L9.8 6.6V2M8 9.2V14"/>`,
  unpin: svg`<path d="M5.5 1.4h5v1.3h-.6v3.7L12.6 9.8H8.6V14H7.4V9.8H3.4L6.1 6.4V2.7h-.6z"/>`,
  back: svg`<path class="line" d="M13.5 8h-11M6.5 4l-4 4 4 4"/>`,
  previous: svg`<path class="line" d="m10 4-4 4 4 4"/>`,
  next: svg`<path class="line" d="m6 4 4 4-4 4"/>`,
  clear: svg`<path class="line" d="M2.5 4h11M2.5 8h6M2.5 12h4M10 8.5l4 4M14 8.5l-4 4"/>`,
} as const;

/** The name of an icon. */
export type IconName = keyof typeof shapes;

/** An icon; it says nothing to screen readers, the button around it does. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}
