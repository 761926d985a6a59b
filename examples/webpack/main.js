import 'dapper-web/element';

document.querySelector('python-debugger').addEventListener('stopped', ({ detail: { line } }) => {
  document.querySelector('output').textContent = `Stopped at line ${line}`;
});
