// Bare Pyodide in a worker. What it prints goes to a function that counts lines: no consumer is quicker.
addEventListener('message', async ({ data: { base, text } }) => {
  const { loadPyodide } = await import(/* @vite-ignore */ `${base}pyodide/pyodide.mjs`);
  let lines = 0;
  let last = '';
  const stdout = (line) => {
    lines++;
    last = line;
  };
  const pyodide = await loadPyodide({ indexURL: `${base}pyodide/`, stdout });
  pyodide.runPython(text);
  postMessage({ lines, seconds: Number(/took (\S+) seconds/.exec(last)[1]), heap: pyodide._module.HEAP8.length });
});
