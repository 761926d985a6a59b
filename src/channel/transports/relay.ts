/**
 * What a service worker agrees on with the page and its worker, to carry requests of the one to the other.
 *
 * The worker sends a synchronous request, the service worker puts its text on a broadcast channel that only this page
 * listens to, and answers the request with what the page says, or with nothing when the time is over. It reads none of
 * the
 * texts and remembers none of them: so it need not be from its page's release, and a browser may end it at any time.
 */

/** Where requests go, in the folder of the service worker's script. What is agreed on here changes only with this name.
 * */
export const RELAY_PATH = 'dapper-relay/1';

/** Marks a response as the service worker's: a host may answer whatever it is asked. */
export const RELAY_HEADER = 'Dapper-Relay';

/** The response to a request that the page had no answer to in time. */
export const NO_ANSWER = 204;

/** The response while the service worker makes way for another: to be asked again after a moment without questions. */
export const NOT_NOW = 503;

/** What a page may tell a service worker. */
export const RELAY_ORDERS = {
  /** To take over pages that were loaded without it. */
  claim: 'claim',
  /** To release all requests, so that a newer one can be activated: Chromium does that only while there are none. */
  makeWay: 'make way',
  /** To be activated although an older one is in use. */
  takeOver: 'take over',
} as const;

/** Parameters of a request's URL. */
export const RELAY_PARAMETERS = {
  /** Names the broadcast channel. */
  key: 'key',
  /** Milliseconds in which the page may answer. */
  hold: 'hold',
  /** For the page. */
  text: 'text',
} as const;

/** On the broadcast channel, to the page. */
export interface RelayedRequest {
  /** Names the request. */
  readonly request: string;
  readonly text: string;
}

/** On the broadcast channel, from the page. */
export interface RelayedAnswer {
  /** The name of the request that this answers. */
  readonly answer: string;
  readonly text: string;
}
