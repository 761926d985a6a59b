/** Where on the page a region stands. */
export interface RegionPlace {
  readonly header: HTMLElement;
  readonly body: HTMLElement;
}
