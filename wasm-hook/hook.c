/* The eval-frame hook of dapper-web: a side module for stock Pyodide.
 *
 * Invariant: the evaluator is installed ("armed") only while some frame about to start can matter;
 * otherwise it is removed ("parked") and CPython runs as if this module did not exist. Two things arm
 * it: an audit event `exec` whose code belongs to a watched file (one frame, then it parks), and
 * `arm()` for a step into code that nobody has seen yet (until `park()` or until the depth guard).
 *
 * The hook knows code objects and integers. What a verdict means is decided in Python: `on_frame(code)`
 * returns a verdict (SKIP or SELECTED), plus STAY_ARMED to be asked about the next frame too. A verdict
 * is stored on the code object (code extra) with the epoch in which it was given; `forget()` starts a
 * new epoch.
 *
 * One binary serves CPython 3.11 to 3.15: names that differ between them are weak imports, chosen at
 * run time. No headers of those versions are needed; the prototypes below have kept their shape. */
#include <stddef.h>
#include <stdint.h>

#define WEAK __attribute__((weak))
#define METH_VARARGS 0x0001
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_FASTCALL 0x0080
#define PYTHON_API_VERSION 1013

typedef intptr_t Py_ssize_t;
typedef struct _object PyObject;
typedef struct _ts PyThreadState;
typedef struct _is PyInterpreterState;
typedef struct _PyInterpreterFrame Frame;
typedef PyObject *(*EvalFrame)(PyThreadState *, Frame *, int);
typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef int (*AuditHook)(const char *, PyObject *, void *);

typedef struct {
    const char *name;
    PyCFunction function;
    int flags;
    const char *doc;
} PyMethodDef;

typedef struct {
    struct {
        Py_ssize_t refcount;
        void *type;
    } head;
    PyObject *(*init)(void);
    Py_ssize_t index;
    PyObject *copy;
    const char *name;
    const char *doc;
    Py_ssize_t size;
    PyMethodDef *methods;
    void *slots, *traverse, *clear, *free;
} PyModuleDef;

typedef struct {
    int slot;
    void *function;
} PyType_Slot;

typedef struct {
    const char *name;
    int basic_size, item_size;
    unsigned int flags;
    PyType_Slot *slots;
} PyType_Spec;

enum { NB_BOOL = 9, TP_DEALLOC = 52 }; /* numbers of the stable ABI */

extern PyObject _Py_NoneStruct;

extern void Py_IncRef(PyObject *);
extern void Py_DecRef(PyObject *);
extern PyObject *PyModule_Create2(PyModuleDef *, int);
extern PyObject *PyCMethod_New(PyMethodDef *, PyObject *, PyObject *, PyObject *);
extern PyObject *PyObject_CallOneArg(PyObject *, PyObject *);
extern PyObject *PyObject_Vectorcall(PyObject *, PyObject *const *, size_t, PyObject *);
extern PyObject *PyObject_GetAttrString(PyObject *, const char *);
extern PyObject *PyTuple_GetItem(PyObject *, Py_ssize_t);
extern PyObject *PyType_FromSpec(PyType_Spec *);
extern PyObject *PyType_GenericAlloc(PyObject *, Py_ssize_t);
extern void PyObject_Free(void *);
extern PyObject *PyDict_New(void);
extern int PyDict_SetItemString(PyObject *, const char *, PyObject *);
extern int PyList_Append(PyObject *, PyObject *);
extern int PySequence_Contains(PyObject *, PyObject *);
extern Py_ssize_t PyUnicode_Tailmatch(PyObject *, PyObject *, Py_ssize_t, Py_ssize_t, int);
extern PyObject *PyBool_FromLong(long);
extern PyObject *PyLong_FromUnsignedLong(unsigned long);
extern long PyLong_AsLong(PyObject *);
extern int PyArg_ParseTuple(PyObject *, const char *, ...);
extern PyObject *PyErr_Occurred(void);
extern void PyErr_Clear(void);
extern void PyErr_Fetch(PyObject **, PyObject **, PyObject **);
extern void PyErr_NormalizeException(PyObject **, PyObject **, PyObject **);
extern void PyErr_Restore(PyObject *, PyObject *, PyObject *);
extern PyObject *PyObject_Type(PyObject *);
extern int PyException_SetTraceback(PyObject *, PyObject *);
extern int PySys_AddAuditHook(AuditHook, void *);
extern int Py_GetRecursionLimit(void);
extern void Py_SetRecursionLimit(int);
extern PyObject *PyEval_EvalCode(PyObject *, PyObject *, PyObject *);
extern PyInterpreterState *PyInterpreterState_Get(void);
extern PyThreadState *PyThreadState_Get(void);
extern void PyThreadState_EnterTracing(PyThreadState *);
extern void PyThreadState_LeaveTracing(PyThreadState *);
extern void _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState *, EvalFrame);
extern PyObject *_PyEval_EvalFrameDefault(PyThreadState *, Frame *, int);

/* 3.15 and later: without it no code is specialized while a custom evaluator is installed. */
WEAK extern void _PyInterpreterState_SetEvalFrameAllowSpecialization(PyInterpreterState *, int);
/* 3.12 and later; 3.11 reads the frame's fifth pointer instead. */
WEAK extern PyObject *PyUnstable_InterpreterFrame_GetCode(Frame *);
/* 3.12 and later under the first name of each pair, 3.11 under the second. */
WEAK extern int PyUnstable_Code_GetExtra(PyObject *, Py_ssize_t, void **);
WEAK extern int _PyCode_GetExtra(PyObject *, Py_ssize_t, void **);
WEAK extern int PyUnstable_Code_SetExtra(PyObject *, Py_ssize_t, void *);
WEAK extern int _PyCode_SetExtra(PyObject *, Py_ssize_t, void *);
WEAK extern Py_ssize_t PyUnstable_Eval_RequestCodeExtraIndex(void (*)(void *));
WEAK extern Py_ssize_t _PyEval_RequestCodeExtraIndex(void (*)(void *));
/* 3.12 and later; the pair Fetch/Restore is deprecated there, though still exported. */
WEAK extern PyObject *PyErr_GetRaisedException(void);
WEAK extern void PyErr_SetRaisedException(PyObject *);

enum { UNSEEN = 0, SKIP = 1, SELECTED = 2, VERDICT = 3, STAY_ARMED = 4 };
enum { FOR_EXEC = 1, FOR_STEP = 2 };

/* Frames that may nest in C through the armed evaluator. Each costs about half a kilobyte of the
 * runtime's stack, of which a JavaScript engine grants at least a few hundred kilobytes. */
#define DEPTH_LIMIT 48
/* Python frames that a callback of the debugger may need at the program's recursion limit. */
#define HEADROOM 400

static struct {
#define COUNTER(name, doc) unsigned long name;
#include "counters.h"
#undef COUNTER
} count;

/* A C extension's state is the interpreter's: Pyodide has one interpreter a process. */
static PyObject *on_frame;    /* callable, or NULL while detached */
static PyObject *root;        /* str: every file below it is watched; or NULL */
static PyObject *files;       /* container of further watched file names, or NULL */
static Py_ssize_t extra = -1; /* index of our code extra, requested once */
static uintptr_t epoch = 1;
static int reasons;   /* why the hook is armed: FOR_EXEC | FOR_STEP */
static int installed; /* what CPython was last told */
static int depth;     /* frames that now run under the armed evaluator */
static int audited;   /* audit hooks cannot be removed, so one is added once */

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

static int load_verdict(PyObject *code) {
    void *stored = NULL;
    int failed = PyUnstable_Code_GetExtra ? PyUnstable_Code_GetExtra(code, extra, &stored)
                                          : _PyCode_GetExtra(code, extra, &stored);
    if (failed) {
        PyErr_Clear(); /* not a code object: unseen is the truth */
        return UNSEEN;
    }
    return (uintptr_t)stored >> 2 == epoch ? (int)((uintptr_t)stored & VERDICT) : UNSEEN;
}

static void store_verdict(PyObject *code, int verdict) {
    void *value = (void *)(epoch << 2 | (uintptr_t)verdict);
    int failed =
        PyUnstable_Code_SetExtra ? PyUnstable_Code_SetExtra(code, extra, value) : _PyCode_SetExtra(code, extra, value);
    if (failed) PyErr_Clear(); /* no memory for it: the code object is looked at again next time */
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

/* Asks Python about a code object, or (None) tells it that the depth guard has parked the hook. */
static int look(PyObject *code) {
    int before = reasons;
    set_reasons(0); /* the callback's own frames are not looked at */
    count.slow_path_attempts++;
    PyThreadState *thread = PyThreadState_Get();
    PyThreadState_EnterTracing(thread); /* nor does a trace function of the program see them */
    PyObject *answer = PyObject_CallOneArg(on_frame, code);
    PyThreadState_LeaveTracing(thread);
    long verdict = answer ? PyLong_AsLong(answer) : -1;
    if (answer) Py_DecRef(answer);
    if (verdict == -1 && PyErr_Occurred()) {
        count.callback_errors++;
        PyErr_Clear(); /* the callback reports its own errors; the program must not see them */
        verdict = SKIP;
    }
    /* The callback may itself have armed or detached: then what it did holds. */
    if (!reasons && on_frame && (verdict & STAY_ARMED)) set_reasons(before | FOR_STEP);
    return (int)(verdict & VERDICT);
}

static PyObject *evaluate(PyThreadState *thread, Frame *frame, int throwing) {
    count.frames_evaluated++;
    if (on_frame && !throwing) { /* with an exception set, no Python code may be called */
        PyObject *code = frame_code(frame);
        int verdict = load_verdict(code);
        if (verdict == SKIP) {
            count.cache_hits++;
            if (reasons & FOR_EXEC) set_reasons(reasons & ~FOR_EXEC);
        } else {
            count.cache_misses++;
            verdict = look(code);
            if (verdict == SELECTED) count.slow_path_activations++;
            if (on_frame) store_verdict(code, verdict);
        }
        Py_DecRef(code);
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

static int watched(PyObject *file) {
    int found = 0;
    if (root) found = PyUnicode_Tailmatch(file, root, 0, INTPTR_MAX, -1) == 1;
    if (!found && files) found = PySequence_Contains(files, file) == 1;
    if (PyErr_Occurred()) PyErr_Clear(); /* a file name that is no string belongs to no file */
    return found;
}

/* Code is about to run: arms for its frame if it is of a watched file. */
static void announce(PyObject *code) {
    PyObject *file = PyObject_GetAttrString(code, "co_filename");
    if (!file) {
        PyErr_Clear(); /* exec of a string: its code has no file */
        return;
    }
    if (watched(file)) {
        count.exec_events++;
        if (load_verdict(code) != SKIP) set_reasons(reasons | FOR_EXEC);
    }
    Py_DecRef(file);
}

static int audit(const char *event, PyObject *arguments, void *data) {
    (void)data;
    if (!on_frame || !(root || files)) return 0;
    if (event[0] != 'e' || event[1] != 'x' || event[2] != 'e' || event[3] != 'c' || event[4]) return 0;
    PyObject *code = PyTuple_GetItem(arguments, 0);
    if (code)
        announce(code);
    else
        PyErr_Clear();
    return 0;
}

/* ---- the module's functions ------------------------------------------------------------------- */

static PyObject *attach(PyObject *self, PyObject *callback) {
    if (extra < 0) {
        extra = PyUnstable_Eval_RequestCodeExtraIndex ? PyUnstable_Eval_RequestCodeExtraIndex(NULL)
                                                      : _PyEval_RequestCodeExtraIndex(NULL);
        if (extra < 0) return PyBool_FromLong(0);
    }
    if (!audited) {
        if (PySys_AddAuditHook(audit, NULL) < 0) return NULL;
        audited = 1;
    }
    replace(&on_frame, callback);
    epoch++;
    return PyBool_FromLong(1);
}

static PyObject *detach(PyObject *self, PyObject *unused) {
    set_reasons(0);
    replace(&on_frame, NULL);
    replace(&root, NULL);
    replace(&files, NULL);
    epoch++;
    return none();
}

static PyObject *watch(PyObject *self, PyObject *arguments) {
    PyObject *prefix, *names;
    if (!PyArg_ParseTuple(arguments, "OO:watch", &prefix, &names)) return NULL;
    replace(&root, prefix);
    replace(&files, names);
    return none();
}

static PyObject *arm(PyObject *self, PyObject *unused) {
    if (on_frame) set_reasons(reasons | FOR_STEP);
    return PyBool_FromLong(installed);
}

static PyObject *park(PyObject *self, PyObject *unused) {
    set_reasons(0);
    return none();
}

static PyObject *is_armed(PyObject *self, PyObject *unused) { return PyBool_FromLong(installed); }

static PyObject *forget(PyObject *self, PyObject *unused) {
    epoch++;
    return none();
}

static PyObject *counters(PyObject *self, PyObject *unused) {
    PyObject *table = PyDict_New();
    if (!table) return NULL;
#define COUNTER(name, doc)                                         \
    {                                                              \
        PyObject *value = PyLong_FromUnsignedLong(count.name);     \
        if (!value || PyDict_SetItemString(table, #name, value)) { \
            if (value) Py_DecRef(value);                           \
            Py_DecRef(table);                                      \
            return NULL;                                           \
        }                                                          \
        Py_DecRef(value);                                          \
    }
#include "counters.h"
#undef COUNTER
    return table;
}

static PyObject *reset_counters(PyObject *self, PyObject *unused) {
#define COUNTER(name, doc) count.name = 0;
#include "counters.h"
#undef COUNTER
    return none();
}

/* A guarded call of the debugger from inside the program: there is room for it at the recursion
 * limit, an exception that leaves it carries no frame of the debugger, and a trace function of the
 * program does not see it. */
static PyObject *guarded(PyObject *callable, PyObject *const *arguments, Py_ssize_t size) {
    int limit = Py_GetRecursionLimit();
    Py_SetRecursionLimit(limit + HEADROOM);
    PyThreadState *thread = PyThreadState_Get();
    PyThreadState_EnterTracing(thread);
    PyObject *result = PyObject_Vectorcall(callable, arguments, (size_t)size, NULL);
    PyThreadState_LeaveTracing(thread);
    /* A limit that was changed inside (from the console of a stopped program) is meant to stay. */
    if (Py_GetRecursionLimit() == limit + HEADROOM) Py_SetRecursionLimit(limit);
    if (!result) {
        PyObject *exception = take_exception();
        PyException_SetTraceback(exception, &_Py_NoneStruct);
        raise_exception(exception);
    }
    return result;
}

static PyMethodDef guarded_methods[] = {
    {"callback", (PyCFunction)(void *)guarded, METH_FASTCALL, NULL},
    {"sleep", (PyCFunction)(void *)guarded, METH_FASTCALL,
     "sleep(object, /)\n--\n\nDelay execution for a given number of seconds."},
};

static PyObject *guard(PyObject *self, PyObject *callable) {
    return PyCMethod_New(&guarded_methods[0], callable, NULL, NULL);
}

static PyObject *guard_sleep(PyObject *self, PyObject *callable) {
    return PyCMethod_New(&guarded_methods[1], callable, NULL, NULL);
}

/* An object whose truth is a guarded call. CPython checks the recursion limit at every call, but not for this: code
 * that asks for it can do so in a frame at the very limit. */
typedef struct {
    Py_ssize_t refcount;
    PyObject *type;
    PyObject *callable;
} Trigger;

static int pull(Trigger *trigger) {
    PyObject *result = guarded(trigger->callable, NULL, 0);
    if (!result) return -1;
    Py_DecRef(result);
    return 1;
}

static void free_trigger(Trigger *trigger) {
    PyObject *type = trigger->type;
    Py_DecRef(trigger->callable);
    PyObject_Free(trigger);
    Py_DecRef(type);
}

static PyObject *make_trigger(PyObject *self, PyObject *callable) {
    static PyType_Slot slots[] = {{NB_BOOL, (void *)pull}, {TP_DEALLOC, (void *)free_trigger}, {0, NULL}};
    static PyType_Spec spec = {"_dapper_hook.trigger", sizeof(Trigger), 0, 0, slots};
    static PyObject *type; /* the interpreter's, like the rest */
    if (!type) type = PyType_FromSpec(&spec);
    if (!type) return NULL;
    Trigger *made = (Trigger *)PyType_GenericAlloc(type, 0);
    if (!made) return NULL;
    Py_IncRef(callable);
    made->callable = callable;
    return (PyObject *)made;
}

/* Puts another object into a code object's constants: functions that its running frames make from now on get that
 * one. For CPython 3.11 alone, whose tuples are a head of three words and the items. */
static PyObject *set_constant(PyObject *self, PyObject *arguments) {
    PyObject *code, *value;
    Py_ssize_t index;
    if (!PyArg_ParseTuple(arguments, "OnO:set_constant", &code, &index, &value)) return NULL;
    PyObject *constants = PyObject_GetAttrString(code, "co_consts");
    if (!constants) return NULL;
    PyObject *old = PyTuple_GetItem(constants, index);
    if (old) {
        Py_IncRef(value);
        ((PyObject **)constants)[3 + index] = value;
        Py_DecRef(old);
    }
    Py_DecRef(constants);
    return old ? none() : NULL;
}

/* Runs a program's code with nothing of the debugger under it and hands the outcome to a list. */
static PyObject *run(PyObject *self, PyObject *arguments) {
    PyObject *code, *globals, *outcome;
    if (!PyArg_ParseTuple(arguments, "OOO:run", &code, &globals, &outcome)) return NULL;
    if (on_frame && (root || files)) announce(code); /* no audit event tells of it */
    PyObject *result = PyEval_EvalCode(code, globals, globals);
    if (!result) result = take_exception();
    int failed = PyList_Append(outcome, result);
    Py_DecRef(result);
    return failed ? NULL : none();
}

static PyMethodDef methods[] = {
    {"attach", attach, METH_O,
     "attach(on_frame): look at code objects through on_frame(code) -> verdict. False: no code extra left."},
    {"detach", detach, METH_NOARGS, "detach(): park, and forget the callback, the watched files and every verdict."},
    {"watch", watch, METH_VARARGS,
     "watch(root, files): arm when code of a file below root, or named in files, is about to run."},
    {"arm", arm, METH_NOARGS, "arm(): look at the frames that start from now on. Returns whether the hook is armed."},
    {"park", park, METH_NOARGS, "park(): look at no more frames."},
    {"is_armed", is_armed, METH_NOARGS, "is_armed() -> bool"},
    {"forget", forget, METH_NOARGS, "forget(): every verdict is void."},
    {"counters", counters, METH_NOARGS, "counters() -> dict[str, int]"},
    {"reset_counters", reset_counters, METH_NOARGS, "reset_counters(): all counters become 0."},
    {"guard", guard, METH_O,
     "guard(callable) -> builtin that calls it with room at the recursion limit and no traceback of it."},
    {"guard_sleep", guard_sleep, METH_O, "guard_sleep(callable) -> the same, under the name and text of time.sleep."},
    {"trigger", make_trigger, METH_O, "trigger(callable) -> object whose truth value calls it, guarded."},
    {"set_constant", set_constant, METH_VARARGS,
     "set_constant(code, index, value): replace a constant in place. CPython 3.11 only."},
    {"run", run, METH_VARARGS,
     "run(code, globals, outcome): evaluate code; append its result or its exception to outcome."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef definition = {
    {1, NULL}, .name = "_dapper_hook", .doc = "The eval-frame hook of dapper-web.", .size = -1, .methods = methods};

__attribute__((visibility("default"))) PyObject *PyInit__dapper_hook(void) {
    return PyModule_Create2(&definition, PYTHON_API_VERSION);
}
