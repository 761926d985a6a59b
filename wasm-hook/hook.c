/* The eval-frame hook of dapper-web: a side module for stock Pyodide.
 *
 * Invariant: the evaluator is installed ("armed") only while some frame about to start can matter;
 * otherwise it is removed ("parked") and CPython runs as if this module did not exist. Two things arm
 * it: an `exec` of code that belongs to a watched file (one frame, then it parks), and
 * `arm()` for a step into code that has not been seen yet (until `park()` or until the depth guard).
 * `step_over()` arms it so that a trace function sees a running frame, but nothing that this calls.
 *
 * The hook knows code objects and integers. What a verdict means is decided in Python: `on_frame(code)`
 * returns a verdict (SKIP or SELECTED), plus STAY_ARMED to be asked about the next frame too. A verdict
 * is stored on the code object (code extra) with the epoch in which it was given; attaching starts a
 * new one. That its file is not watched is stored too, as long as the watched files stay the same. Code not run by
 * `exec` belongs to a function: `on_function(function)` is called for functions that get code of a watched file.
 *
 * Which file a name means is decided in Python too, once per name: `is_watched(name)`.
 *
 * One binary serves CPython 3.11 to 3.15 (see cpython.h). */
#include "cpython.h"

enum { UNSEEN = 0, SKIP = 1, SELECTED = 2, UNWATCHED = 3, VERDICT = 3, STAY_ARMED = 4 };
enum { REPORTED = 4, EPOCH = 3 }; /* bits of a mark: functions with that code need no report; first bit of its epoch */
enum { FOR_EXEC = 1, FOR_STEP = 2, FOR_OVER = 4, FOR_RETURNS = 8 };
enum { ATTACHED = 0, NO_EXTRA = 1, UNKNOWN = 2 };

/* Frames that may nest in C through the armed evaluator. Each costs about half a kilobyte of the
 * runtime's stack, of which a JavaScript engine grants at least a few hundred kilobytes. */
#define DEPTH_LIMIT 48

static struct {
#define COUNTER(name, doc) unsigned long name;
#include "counters.h"
#undef COUNTER
} count;

/* A C extension's state is the interpreter's: Pyodide has one interpreter a process. */
static PyObject *on_frame;    /* callable, or NULL while detached */
static PyObject *on_function; /* callable, or NULL while detached */
static PyObject *on_touch;    /* callable, called when the program uses debugging functions, or NULL */
static PyObject *own;         /* str: the names of the debugger's files begin so; or NULL */
static PyObject *root;        /* str: every file whose name begins so is watched; or NULL */
static PyObject *names;       /* dict: other names of files, and whether these are watched; or NULL */
static PyObject *is_watched;  /* callable that knows it of names that are not in there; or NULL */
static PyObject *unobserved;  /* dict: names of watched files whose further code is only recorded, as True; or NULL */
static PyObject *texts;       /* list: texts that the program has compiled, see texts.h; or NULL */
static PyObject *on_return;   /* callable that is told what the stepping frame's calls return, or NULL */
static PyObject *instead;     /* code to evaluate in place of the frame being inspected, or NULL */
static Py_ssize_t extra = -1; /* index of our code extra, requested once */
static uintptr_t epoch = 1, watch_epoch = 1;
static int texts_watched; /* whether code that `exec` and `eval` make of texts is watched */
static int reasons;       /* why the hook is armed: FOR_EXEC | FOR_STEP | FOR_OVER | FOR_RETURNS */
static int installed;     /* what was last set in CPython */
static int depth;         /* frames that now run under the armed evaluator */
static int away;          /* whether a frame runs that is stepped over: nothing is traced */
static int decisions;     /* how often Python has armed or parked the hook */

static PyObject *none(void) {
    Py_IncRef(&_Py_NoneStruct);
    return &_Py_NoneStruct;
}

static void replace(PyObject **slot, PyObject *value) {
    PyObject *old = *slot;
    if (value == &_Py_NoneStruct) value = NULL;
    if (value) Py_IncRef(value);
    *slot = value;
    if (old) Py_DecRef(old);
}

/* ---- what differs between versions ---------------------------------------------------------- */

static PyObject *frame_code(Frame *frame) {
    if (PyUnstable_InterpreterFrame_GetCode) return PyUnstable_InterpreterFrame_GetCode(frame);
    PyObject *code = ((PyObject **)frame)[4];
    Py_IncRef(code);
    return code;
}

/* What is stored on a code object: a verdict, REPORTED or not, and above it the epoch that it is of. */
static uintptr_t load_mark(PyObject *code) {
    void *stored = NULL;
    int failed = PyUnstable_Code_GetExtra ? PyUnstable_Code_GetExtra(code, extra, &stored)
                                          : _PyCode_GetExtra(code, extra, &stored);
    if (failed) PyErr_Clear(); /* not a code object: it has no mark */
    return (uintptr_t)stored;
}

static void store_mark(PyObject *code, uintptr_t mark) {
    int failed = PyUnstable_Code_SetExtra ? PyUnstable_Code_SetExtra(code, extra, (void *)mark)
                                          : _PyCode_SetExtra(code, extra, (void *)mark);
    if (failed) PyErr_Clear(); /* no memory for it: the code object is inspected again next time */
}

static int verdict_of(uintptr_t mark) {
    int verdict = (int)(mark & VERDICT);
    return verdict != UNWATCHED && mark >> EPOCH == epoch ? verdict : UNSEEN;
}

/* The name of a code object's file, or NULL. */
static PyObject *filename(PyObject *code) {
    static PyObject *name; /* interned: this is asked at every `exec` and every exception */
    if (!name) name = PyUnicode_InternFromString("co_filename");
    PyObject *file = name ? PyObject_GetAttr(code, name) : NULL;
    if (!file) PyErr_Clear();
    return file;
}

/* Takes the exception that is set, without the traceback entries of debugger frames. */
static PyObject *take_exception(void) {
    if (PyErr_GetRaisedException) return PyErr_GetRaisedException();
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    if (traceback) {
        PyException_SetTraceback(value, traceback);
        Py_DecRef(traceback);
    }
    Py_DecRef(type);
    return value;
}

static void raise_exception(PyObject *exception) {
    if (PyErr_SetRaisedException) {
        PyErr_SetRaisedException(exception);
        return;
    }
    PyObject *type = PyObject_Type(exception);
    PyErr_Restore(type, exception, NULL);
}

/* ---- armed and parked ------------------------------------------------------------------------ */

static PyObject *evaluate(PyThreadState *, Frame *, int);

static void install(void) {
    int wanted = reasons != 0;
    if (wanted == installed) return;
    installed = wanted;
    PyInterpreterState *interpreter = PyInterpreterState_Get();
    _PyInterpreterState_SetEvalFrameFunc(interpreter, wanted ? evaluate : _PyEval_EvalFrameDefault);
    if (wanted && _PyInterpreterState_SetEvalFrameAllowSpecialization)
        _PyInterpreterState_SetEvalFrameAllowSpecialization(interpreter, 1);
    if (wanted)
        count.armings++;
    else
        count.parkings++;
}

static void set_reasons(int wanted) {
    reasons = wanted;
    install();
}

/* Disables all trace functions until `speak`. While a frame is stepped over, they are disabled already. (Leaving
 * would then have CPython take the slow way through that frame's instructions.) */
static PyThreadState *hush(void) {
    if (away) return NULL;
    PyThreadState *thread = PyThreadState_Get();
    PyThreadState_EnterTracing(thread);
    return thread;
}

static void speak(PyThreadState *thread) {
    if (thread) PyThreadState_LeaveTracing(thread);
}

static void come_back(void) {
    if (away) PyThreadState_LeaveTracing(PyThreadState_Get());
    away = 0;
}

/* Asks Python for a number about an action of the program, invisibly to the program. -1: the call failed.
 */
static long ask(PyObject *callable, PyObject *argument) {
    PyThreadState *hushed = hush(); /* a trace function of the program sees nothing */
    PyObject *answer = PyObject_CallOneArg(callable, argument);
    speak(hushed);
    long number = answer ? PyLong_AsLong(answer) : -1;
    if (answer) Py_DecRef(answer);
    if (PyErr_Occurred()) {
        count.callback_errors++;
        PyErr_Clear(); /* the callback reports its own errors; the program must not see them */
    }
    return number;
}

/* The same, then restores the hook's state unless Python has changed it. */
static long ask_aside(PyObject *callable, PyObject *argument) {
    int before = reasons, decided = decisions;
    set_reasons(0);
    long number = ask(callable, argument);
    if (decisions == decided) set_reasons(before);
    return number;
}

/* Asks Python about a code object, or reports that the depth guard has parked the hook (None). */
static int look(PyObject *code) {
    int before = reasons;
    set_reasons(0); /* the callback's own frames are not inspected */
    count.slow_path_attempts++;
    long verdict = ask(on_frame, code);
    if (verdict < 0) verdict = SKIP;
    /* If the callback itself has armed or detached the hook, that takes precedence. */
    if (!reasons && on_frame && (verdict & STAY_ARMED)) set_reasons(before | FOR_STEP);
    return (int)(verdict & VERDICT);
}

/* Evaluates other code in place of a module's frame that has not begun and is not yet visible: it has no
 * arguments, closure or function of its own. Then the frame is left as any frame is by an exception that is thrown into
 * it, so that CPython itself clears it; it has no instruction there that could handle one. */
static PyObject *evaluate_instead(PyThreadState *thread, Frame *frame, PyObject *code) {
    PyObject **globals = (PyObject **)frame + (PyUnstable_InterpreterFrame_GetCode ? 3 : 1);
    PyObject **locals = globals + 2; /* the builtins are between the two */
    PyObject *type, *value, *traceback;
    PyObject *result = PyEval_EvalCode(code, *globals, *locals);
    Py_DecRef(code);
    PyErr_Fetch(&type, &value, &traceback);
    PyThreadState *hushed = hush(); /* that exception is not reported */
    PyLong_AsLong(&_Py_NoneStruct); /* raises one */
    _PyEval_EvalFrameDefault(thread, frame, 1);
    speak(hushed);
    PyErr_Restore(type, value, traceback);
    return result;
}

/* Evaluates what a stepping frame has called: at full speed, with neither the trace function nor this hook in it. */
static PyObject *evaluate_over(PyThreadState *thread, Frame *frame, int throwing) {
    set_reasons(reasons & ~FOR_OVER);
    hush();
    away = 1;
    PyObject *result = reasons ? evaluate(thread, frame, throwing) : _PyEval_EvalFrameDefault(thread, frame, throwing);
    if (away) set_reasons(reasons | FOR_OVER); /* else something other than that step runs by now */
    come_back();
    return result;
}

#include "returns.h"

static PyObject *evaluate(PyThreadState *thread, Frame *frame, int throwing) {
    if (reasons & FOR_RETURNS) return evaluate_returning(thread, frame, throwing);
    if (reasons & FOR_OVER) return evaluate_over(thread, frame, throwing);
    count.frames_evaluated++;
    if (on_frame && !throwing) { /* with an exception set, no Python code may be called */
        PyObject *code = frame_code(frame);
        int verdict = verdict_of(load_mark(code));
        if (verdict == SKIP) {
            count.cache_hits++;
            if (reasons & FOR_EXEC) set_reasons(reasons & ~FOR_EXEC);
        } else {
            count.cache_misses++;
            verdict = look(code);
            if (verdict == SELECTED) count.slow_path_activations++;
            if (on_frame) store_mark(code, epoch << EPOCH | (uintptr_t)verdict);
        }
        Py_DecRef(code);
        code = instead;
        instead = NULL;
        if (code) {
            count.frames_replaced++;
            return evaluate_instead(thread, frame, code);
        }
    }
    if (!reasons) return _PyEval_EvalFrameDefault(thread, frame, throwing);
    if (depth >= DEPTH_LIMIT && !throwing) {
        count.depth_guard_parks++;
        look(&_Py_NoneStruct);
        set_reasons(0);
    }
    depth++;
    PyObject *result = _PyEval_EvalFrameDefault(thread, frame, throwing);
    depth--;
    return result;
}

#include "watch.h"

#include "texts.h"

static int is(const char *text, const char *other) {
    while (*text && *text == *other) text++, other++;
    return *text == *other;
}

#include "frames.h"

#include "guard.h"

#include "relocate.h"

#include "heard.h"

#include "functions.h"

static PyMethodDef methods[] = {
    /* Inspect code objects through on_frame(code) -> verdict, and call on_function(function) for functions that were
     * given code, until it answers 1. ATTACHED; or NO_EXTRA, when none is left; or UNKNOWN, in an interpreter whose
     * functions are not as expected. */
    {"attach", attach, METH_VARARGS, NULL}, /* attach(on_frame, on_function) -> int */
    /* Park, and forget the callbacks, the watched files and every verdict. */
    {"detach", detach, METH_NOARGS, NULL}, /* detach() */
    /* Arm when code is about to run whose file's name begins with root, or is True in names, or for which
     * is_watched(name) is true, which is asked if names has no answer. For names in unobserved, only record it there.
     */
    {"watch", watch, METH_VARARGS, NULL}, /* watch(root, names, is_watched, unobserved) */
    /* Call on_touch when the program, and not code of files whose names begin with own, has called a function that
     * other debuggers use: without arguments for a trace function, else with those of the call. None ends that. */
    {"listen", listen, METH_VARARGS, NULL}, /* listen(on_touch, own) */
    /* Keep the texts that are compiled from now on in a list of fixed length (see texts.h), but not those of files
     * whose names begin with own. None ends that. */
    {"keep_texts", keep_texts, METH_VARARGS, NULL}, /* keep_texts(list, own) */
    /* Inspect the frames that start from now on. Returns whether the hook is armed. */
    {"arm", arm, METH_NOARGS, NULL}, /* arm() -> bool */
    /* Trace only the running frame and those under it, until `park`. No frame above them may be wanted. */
    {"step_over", step_over, METH_NOARGS, NULL}, /* step_over() */
    /* Stop inspecting frames. */
    {"park", park, METH_NOARGS, NULL}, /* park() */
    /* Call callable(code, value) for what the frame that runs next calls and gets back, as long as it answers True. To
     * be called from a guarded callback. None ends that. */
    {"watch_returns", watch_returns, METH_O, NULL}, /* watch_returns(callable) */
    /* In on_frame: evaluate that in place of the frame, which must be a module's. */
    {"run_instead", run_instead, METH_O, NULL}, /* run_instead(code) */
    {"is_armed", is_armed, METH_NOARGS, NULL},  /* is_armed() -> bool */
    {"counters", counters, METH_NOARGS, NULL},  /* counters() -> dict[str, int] */
    /* All of them become 0. */
    {"reset_counters", reset_counters, METH_NOARGS, NULL}, /* reset_counters() */
    /* A builtin that calls it with room at the recursion limit and no traceback of it. With `known` (file name ->
     * whether it is the user's) it is for PY_UNWIND: called only for exceptions that can leave the user's code. With
     * `raises`, `known` is a table of handlers (`known.py`), and it is for RAISE: not called for what they handle. */
    {"guard", guard, METH_VARARGS, NULL}, /* guard(callable[, known[, raises]]) -> builtin */
    /* The same, under the name of another builtin, with its text and signature. */
    {"stand_in", stand_in, METH_VARARGS, NULL}, /* stand_in(callable, builtin) -> builtin */
    /* An object whose truth value calls it, guarded. */
    {"trigger", make_trigger, METH_O, NULL}, /* trigger(callable) -> object */
    /* Replaces a constant in place. CPython 3.11 only. */
    {"set_constant", set_constant, METH_VARARGS, NULL}, /* set_constant(code, index, value) */
    /* Whether C code stands between a frame that runs and the one that it returns to. */
    {"entered_from_c", entered_from_c, METH_O, NULL}, /* entered_from_c(frame) -> bool */
    /* The function that a frame that runs belongs to. */
    {"function_of", function_of, METH_O, NULL}, /* function_of(frame) -> function */
    /* The address of what a local variable's or stack value's place holds, which may no longer exist. */
    {"slot_address", slot_address, METH_VARARGS, NULL}, /* slot_address(frame, number) -> int */
    {"frame_address", frame_address, METH_O, NULL},     /* frame_address(frame) -> int */
    {"is_plain_dict", is_plain_dict, METH_O, NULL},     /* is_plain_dict(object) -> bool */
    /* What such a place holds; it must hold something. */
    {"slot", slot, METH_VARARGS, NULL}, /* slot(frame, number) -> object */
    /* Puts another exception table (bytes) into a code object; returns the former one. */
    {"set_handlers", set_handlers, METH_VARARGS, NULL}, /* set_handlers(code, table) -> bytes */
    /* Has a frame's next line compared with that of the instruction at an offset. */
    {"set_previous", set_previous, METH_VARARGS, NULL}, /* set_previous(frame, offset) */
    /* Takes an object off the end of a frame's stack. False: it is not there. */
    {"take_off", take_off, METH_VARARGS, NULL}, /* take_off(frame, object) -> bool */
    /* Puts a value into the place of a variable; or leaves it as an empty one of another frame is. */
    {"set_slot", set_slot, METH_VARARGS, NULL},     /* set_slot(frame, number, value) */
    {"empty_slot", empty_slot, METH_VARARGS, NULL}, /* empty_slot(frame, number, other, like) */
    /* Evaluates code; appends its result or its exception to outcome. */
    {"run", run, METH_VARARGS, NULL}, /* run(code, globals, outcome) */
    {NULL, NULL, 0, NULL},
};

static PyModuleDef definition = {
    {1, NULL}, .name = "_dapper_hook", .doc = "The eval-frame hook of dapper-web.", .size = -1, .methods = methods};

__attribute__((visibility("default"))) PyObject *PyInit__dapper_hook(void) {
    known = find_all(); /* before there is a program, which may put something else in their place */
    return PyModule_Create2(&definition, PYTHON_API_VERSION);
}
