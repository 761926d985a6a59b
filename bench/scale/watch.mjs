// What is installed in the page to take times there: clicks, and what of their effect is seen when.

/** Makes `window.watch`. Runs in the page, so it uses nothing from outside of itself. */
export function installWatch() {
  const status = () => document.querySelector('[role=status]').textContent.trim();
  const region = (name) => document.querySelector(`[role=region][aria-label="${name}"], section[aria-label="${name}"]`);
  const button = (label) =>
    [...document.querySelectorAll('button.tool')].find((each) => each.textContent.trim() === label);
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

  /** Until `holds` after a change of the document. */
  const when = (holds) =>
    new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      look();
    });

  /** Milliseconds from a click until the status is one. */
  const until = async (label, pattern) => {
    const wanted = new RegExp(`^(${pattern})$`);
    const began = performance.now();
    button(label).click();
    await when(() => wanted.test(status()));
    return performance.now() - began;
  };

  /** Clicks, and looks after the main thread until the status is one: its longest task, and time without a frame. */
  const load = async (label, pattern) => {
    const found = { task: 0, gap: 0 };
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) found.task = Math.max(found.task, duration);
    });
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    let over = false;
    const frame = () => {
      const now = performance.now();
      found.gap = Math.max(found.gap, now - last);
      last = now;
      if (!over) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    await until(label, pattern);
    await drawn();
    over = true;
    observer.disconnect();
    return found;
  };

  const shown = () => ({
    status: status(),
    stack: region('Call stack').textContent,
    values: [...region('Variables').querySelectorAll('[role=treeitem]')].map((each) => each.ariaLabel).join('\n'),
    watch: [...region('Watch').querySelectorAll('[role=treeitem]')].map((each) => each.ariaLabel).join('\n'),
  });

  /** Steps over, again and again. A step of the program changes a variable each time, and every second one `total`. */
  const steps = async (count) => {
    const found = { known: [], drawn: [] };
    for (let turn = 0; turn < count; turn++) {
      const before = shown();
      const began = performance.now();
      button('Step over').click();
      await when(() => {
        const now = shown();
        const fresh = !document.querySelector('[role=tree][data-stale]');
        return (
          fresh &&
          now.status.startsWith('Paused') &&
          now.status !== before.status &&
          now.stack !== before.stack &&
          now.values !== before.values
        );
      });
      found.known.push(performance.now() - began);
      await drawn();
      found.drawn.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 20));
    }
    return found;
  };

  /** Milliseconds from a click on a variable until its first page of children is drawn. */
  const unfold = async (name) => {
    const item = [...region('Variables').querySelectorAll('[role=treeitem]')].find((each) =>
      each.ariaLabel?.startsWith(`${name} = `),
    );
    // What is in it comes after it, each one level deeper.
    const children = () => {
      let count = 0;
      for (let next = item.nextElementSibling; next?.ariaLevel > item.ariaLevel; next = next.nextElementSibling)
        count++;
      return count;
    };
    const began = performance.now();
    item.querySelector('.tree-row').click();
    await when(() => children() >= 100);
    await drawn();
    return performance.now() - began;
  };

  window.watch = { until, load, steps, unfold };
}
