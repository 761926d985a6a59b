/** A pause between two parts of long work, in which the browser draws and takes input. */

/** Settles in a task of its own. Not by a timer: a page in the background waits a second for each. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      // Named here, it is not collected before, which would end both.
      port2.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
