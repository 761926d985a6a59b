// Bare Pyodide in a worker, as its documentation starts it there; what it prints is posted to the page.
addEventListener('message', async ({ data: { base, text } }) => {
  const { loadPyodide } = await import(/* @vite-ignore */ `${base}pyodide/pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: `${base}pyodide/`, stdout: (line) => postMessage({ line }) });
  pyodide.runPython(text);
  postMessage({ heap: pyodide._module.HEAP8.length });
});
