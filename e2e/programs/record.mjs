/**
 * Records what each program prints and where it stops, without any part of this debugger:
 * in bare Pyodide, by LINE events of the whole interpreter or, with `--settrace`, by a plain `sys.settrace` tracer.
 * The two agree except on a loop within one line: the tracer sees each turn, LINE events only the first.
 * A generator expression on a line of its own function does not count: a breakpoint there stops once, not once an
 * element.
 *
 *     node e2e/programs/record.mjs [--check] [--settrace] [name ...]
 *
 * Writes `expected/<name>.txt` (the output) and `expected/<name>.stops` (one line a stop: the marker, the
 * function, and the value of each expression that the marker's comment lists, or what it raises). `--check` only
 * compares.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPyodide } from 'pyodide';

const here = fileURLToPath(new URL('.', import.meta.url));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const chosen = readdirSync(here)
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -3))
  .filter((name) => names.length === 0 || names.includes(name));

const TRACER = `
import ast, inspect, io, re, sys, types
from contextlib import redirect_stdout

def markers(source):
    found = {}
    for number, line in enumerate(source.splitlines(), 1):
        match = re.search(r"# @(\\w+)(?:: (.*))?$", line)
        if match:
            # A top-level comma parts two expressions, as in a tuple.
            nodes = ast.parse(f"({match[2] or ''},)" if match[2] else "()", mode="eval").body.elts
            found[number] = match[1], [ast.unparse(node) for node in nodes]
    return found

def nested(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from nested(constant)

def names(frame):
    if frame.f_code.co_flags & inspect.CO_OPTIMIZED:
        return frame.f_locals
    # The body of a class sees the variables of the function around it that it reads.
    around = frame.f_back.f_locals if frame.f_code.co_freevars else {}
    return {each: around[each] for each in frame.f_code.co_freevars if each in around} | frame.f_locals

async def record(source, path, traced, monitoring):
    stops = []
    marked = markers(source)
    code = compile(source, path, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    lines_of = {each: {line for *_, line in each.co_lines()} for each in nested(code)}
    main = types.ModuleType("__main__")
    main.__file__ = path

    def stop(frame):
        here = frame.f_code
        others = [code for code in lines_of if code is not here and frame.f_lineno in lines_of[code]]
        if here.co_name == "<genexpr>" and others:
            return
        name, watches = marked[frame.f_lineno]
        text = f"{name} in {frame.f_code.co_qualname.replace('.<locals>', '')}"
        for watch in watches:
            try:
                text += f" | {watch} = {eval(watch, frame.f_globals, names(frame))!r}"
            except Exception as error:
                text += f" | {watch} raises {type(error).__name__}"
        stops.append(text)

    def trace(frame, event, arg):
        if frame.f_code.co_filename != path:
            return None
        if event == "line" and frame.f_lineno in marked:
            sys.settrace(None)
            stop(frame)
            sys.settrace(trace)
        return trace

    def line(code, number):
        if code.co_filename == path and number in marked:
            stop(sys._getframe(1))

    before = sys.modules["__main__"]
    sys.modules["__main__"] = main
    output = io.StringIO()
    try:
        with redirect_stdout(output):
            if traced and monitoring:
                sys.monitoring.use_tool_id(4, "record")
                sys.monitoring.register_callback(4, sys.monitoring.events.LINE, line)
                # Without PY_START, a function whose body is on its first line gets no LINE event (CPython 3.14).
                sys.monitoring.set_events(4, sys.monitoring.events.LINE | sys.monitoring.events.PY_START)
            elif traced:
                sys.settrace(trace)
            try:
                result = types.FunctionType(code, main.__dict__)()
                if inspect.iscoroutine(result):
                    await result
            finally:
                sys.settrace(None)
                if traced and monitoring:
                    sys.monitoring.free_tool_id(4)
    finally:
        sys.modules["__main__"] = before
    return output.getvalue(), "".join(stop + "\\n" for stop in stops), [name for name, _ in marked.values()]
record
`;

let differences = 0;
/** Write the file, or with --check compare it. */
function keep(path, text) {
  if (!flags.includes('--check')) return writeFileSync(path, text);
  if (readFileSync(path, 'utf8') === text) return;
  differences += 1;
  console.log(`differs: ${path}`);
  const [old, now] = [readFileSync(path, 'utf8').split('\n'), text.split('\n')];
  const at = old.findIndex((line, index) => line !== now[index]);
  console.log(`  line ${at + 1} was: ${old[at]}\n  line ${at + 1} now: ${now[at]}`);
}

const pyodide = await loadPyodide();
for (const name of chosen) {
  const source = readFileSync(`${here}${name}.py`, 'utf8');
  const record = await pyodide.runPythonAsync(TRACER, { globals: pyodide.toPy({}) });
  const run = async (traced) =>
    (await record(source, `/home/pyodide/${name}.py`, traced, !flags.includes('--settrace'))).toJs();
  const [plain] = await run(false);
  const [output, stops, marked] = await run(true);
  if (plain !== output) throw new Error(`${name} does not print the same twice`);
  const counts = new Map(marked.map((marker) => [marker, 0]));
  for (const stop of stops.split('\n').slice(0, -1)) {
    const marker = stop.split(' ')[0];
    counts.set(marker, counts.get(marker) + 1);
  }
  if (counts.size !== marked.length) throw new Error(`${name} has a marker twice: ${marked}`);
  console.log(`${name}: ${marked.length} markers, ${stops.split('\n').length - 1} stops`);
  for (const [marker, count] of counts) {
    if (count === 0 || count > 12) console.log(`  ${marker}: ${count}`);
  }
  keep(`${here}expected/${name}.txt`, plain);
  keep(`${here}expected/${name}.stops`, stops);
}
process.exitCode = differences ? 1 : 0;
