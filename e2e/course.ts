/** A page with elements whose files are of another origin. */
import type { Locator, Page } from '@playwright/test';
import { test as base, expect } from './driver.ts';
import { type StaticHost, startHost } from './static-host.ts';

/** Where the files of the element are. */
export const FILES = `http://127.0.0.1:${process.env.DAPPER_ELEMENT_PORT}`;

/** A program of six lines, as it stands between an element's tags. */
export const FACTORIAL = `
      def factorial(n):
          if n < 2:
              return 1
          return n * factorial(n - 1)

      print(factorial(5))
`;

/** A page with an element. @param head - What else is in its head. */
export function coursePage(body: string, files = FILES, head = ''): string {
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A course</title>${head}
      <script type="module" src="${files}/python-debugger.js"></script><main><h1>A course</h1>${body}</main>`;
}

/** A page with elements, and what was asked of the network while it opened. */
export class Course {
  readonly asked: string[] = [];

  /** @param host - Of the page; without one it is on the host of the project's own page. */
  constructor(
    readonly page: Page,
    private readonly host?: StaticHost,
  ) {
    page.on('request', (request) => this.asked.push(new URL(request.url()).pathname));
  }

  /** @param headers - What the page's host sends with it. */
  async open(body: string, headers: Record<string, string> = {}): Promise<void> {
    if (this.host) {
      this.host.files.set('course.html', coursePage(body));
      this.host.headers = headers;
    } else {
      await this.page.route('**/course.html', (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: coursePage(body), headers }),
      );
    }
    await this.page.goto(`${this.host?.url ?? './'}course.html`);
    await this.page.waitForFunction(() => customElements.get('python-debugger'));
  }

  /** Debugs a program of two files from its call into `helper.py` until it is paused there. */
  async stepIntoHelper(attributes = ''): Promise<void> {
    await this.open(`
      <h2>A helper</h2>
      <python-debugger ${attributes} breakpoints="2">
        import helper
        print(helper.double(4))
        <python-file name="helper.py">
          def double(value):
              return value * 2
        </python-file>
      </python-debugger>`);
    await this.button('Debug').click();
    await expect(this.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
    await this.button('Step into').click();
    await expect(this.status()).toHaveText('Paused on step at helper.py:2 in double');
  }

  element(at = 0): Locator {
    return this.page.locator('python-debugger').nth(at);
  }

  button(name: string, at = 0): Locator {
    return this.element(at).getByRole('button', { name, exact: true });
  }

  status(at = 0): Locator {
    return this.element(at).getByRole('status');
  }
}

export const test = base.extend<{ course: Course; apart: boolean }, { courseHost: StaticHost }>({
  /** Whether the course is on the host of the project's own page, in a browser profile that has nothing of it yet. */
  apart: [false, { option: true }],
  courseHost: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that there are no fixtures.
    async ({}, use, { project }) => {
      const host = await startHost(project.use.baseURL ?? '', {});
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  course: async ({ apart, courseHost, page, profile }, use) => {
    if (apart) {
      await use(new Course(page));
      return;
    }
    // What the browser has compiled for the tests before is of use: a boot from nothing takes several times as long.
    const warm = await profile.context.newPage();
    await warm.goto(`${courseHost.url}icon.svg`);
    await warm.evaluate(() => localStorage.clear());
    await use(new Course(warm, courseHost));
    await warm.close();
  },
});
