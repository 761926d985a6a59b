// Says why the page does not open. A plain script of its own: it runs where module scripts cannot even be fetched, and
// where inline scripts are forbidden.
(() => {
  const place = () => document.querySelector('.opening');

  /** @param {string} fault - In the words of the browser, which knows no more. */
  function broken(fault) {
    return `${fault}. One of its files may have come damaged, or been blocked on its way, or this browser may be too old.`;
  }

  /** @param {string} reason */
  function tell(reason) {
    const opening = place();
    if (!opening) return; // the page is open, and tells its faults itself
    const again = document.createElement('button');
    again.textContent = 'Try again';
    again.addEventListener('click', () => location.reload());
    opening.setAttribute('role', 'alert');
    opening.replaceChildren(`dapper-web cannot open: ${reason} `, again);
  }

  /** @param {string} url */
  function unloaded(url) {
    const own = new URL(url, document.baseURI);
    const advice =
      origin === 'null'
        ? 'This frame is sandboxed without allow-same-origin: the server must send "Access-Control-Allow-Origin: *" with every file, or the frame must have allow-same-origin.'
        : `The server (${own.host}) may not have it, or may send it with a type that is no script, or a policy forbids it.`;
    return `${own.href} could not be loaded. ${advice}`;
  }

  // In the capture phase: what a script's element hears of does not bubble.
  addEventListener(
    'error',
    ({ target, message }) => {
      if (target instanceof HTMLScriptElement) tell(unloaded(target.src));
      else if (message) tell(broken(message));
    },
    true,
  );
  addEventListener('unhandledrejection', ({ reason }) => tell(broken(String(reason?.message ?? reason))));
})();
