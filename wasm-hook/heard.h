/* A part of hook.c: the few functions of the interpreter that the hook has to be notified of.
 *
 * An audit hook would be notified of some of them too, but while there is one CPython builds the arguments of every
 * audit event, and `id`, `sys._getframe`, `open`, `import` and `exec` pay for it. So each function object is given a
 * method definition of ours, alike in all but the C function, which passes the call on; each attribute, a definition
 * with our setter. CPython reads that definition at every call. It is put in place only where what lies there is what
 * is expected of CPython 3.11 to 3.15. */
#pragma once

enum { FUNCTION_DEFINITION = 2, DESCRIPTOR_DEFINITION = 5 }; /* in words from the object's beginning */
enum { TYPE_WORDS = 64 };                                    /* of a type object, at most */

typedef PyObject *(*Fast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*FastNamed)(PyObject *, PyObject *const *, Py_ssize_t, PyObject *);
typedef PyObject *(*New)(PyObject *, PyObject *, PyObject *);

enum {
    EXEC,
    EVAL,
    COMPILE,
    SETTRACE,
    SETPROFILE,
    USE_TOOL,
    FREE_TOOL,
    CLEAR_TOOL,
    CALLBACK,
    EVENTS,
    LOCAL_EVENTS,
    HEARD
};
enum { CODE, OPCODES, SET };

static struct {
    PyMethodDef ours;
    PyMethodDef **slot; /* NULL where there is no such function */
    PyMethodDef *theirs;
} heard[HEARD];
static struct {
    PyGetSetDef ours;
    PyGetSetDef **slot;
    PyGetSetDef *theirs;
} set[SET];
static New *new_slot, new_theirs; /* of the type of functions */

#define PASS_ONE(which) heard[which].theirs->function(self, argument)
#define PASS_FAST(which) ((Fast)(void *)heard[which].theirs->function)(self, arguments, size)
#define PASS_NAMED(which) ((FastNamed)(void *)heard[which].theirs->function)(self, arguments, size, names)
#define ONE(function, body) \
    static PyObject *function(PyObject *self, PyObject *argument) { body }
#define FAST(function, body) \
    static PyObject *function(PyObject *self, PyObject *const *arguments, Py_ssize_t size) { body }
#define NAMED(function, body) \
    static PyObject *function(PyObject *self, PyObject *const *arguments, Py_ssize_t size, PyObject *names) { body }

/* ---- code that is to run ---------------------------------------------------------------------- */

/* Code objects that are run: by `exec` and `eval`, and with that by `import`; and texts that are compiled for that. */
static void about_to_run(PyObject *const *arguments, Py_ssize_t size) {
    if (size <= 0) return;
    if (((PyObject **)arguments[0])[1] == (PyObject *)&PyCode_Type)
        announce(arguments[0]);
    else {
        keep_text(arguments[0], NULL);
        announce_text();
    }
}

static void about_to_compile(PyObject *const *arguments, Py_ssize_t size, PyObject *names) {
    PyObject *text = argument_of(arguments, size, names, 0, "source");
    PyObject *name = text ? argument_of(arguments, size, names, 1, "filename") : NULL;
    if (name) keep_text(text, name);
}

NAMED(exec_named, about_to_run(arguments, size); return PASS_NAMED(EXEC);)
NAMED(eval_named, about_to_run(arguments, size); return PASS_NAMED(EVAL);)
FAST(eval_fast, about_to_run(arguments, size); return PASS_FAST(EVAL);)
NAMED(compile_named, about_to_compile(arguments, size, names); return PASS_NAMED(COMPILE);)

/* Functions whose code is not made by the code around it. */
static PyObject *new_function(PyObject *type, PyObject *arguments, PyObject *names) {
    PyObject *function = new_theirs(type, arguments, names);
    if (function) given(function);
    return function;
}

static int set_code(PyObject *function, PyObject *value, void *closure) {
    int failed = set[CODE].theirs->set(function, value, closure);
    if (!failed) given(function);
    return failed;
}

/* ---- the means of debugging ------------------------------------------------------------------- */

/* The program has called what the debugger relies on, with that result. */
static PyObject *touched(PyObject *result, PyObject *const *arguments, Py_ssize_t size) {
    if (!result || !on_touch || by_us()) return result;
    PyObject *answer = guarded(on_touch, arguments, size);
    if (answer)
        Py_DecRef(answer);
    else
        PyErr_Clear(); /* it reports its own errors */
    return result;
}

/* The program asks for trace events: it gets them from now on, even while a frame is stepped over. */
ONE(settrace_called, come_back(); return touched(PASS_ONE(SETTRACE), NULL, 0);)
ONE(setprofile_called, come_back(); return touched(PASS_ONE(SETPROFILE), NULL, 0);)
ONE(free_tool_called, return touched(PASS_ONE(FREE_TOOL), &argument, 1);)
ONE(clear_tool_called, return touched(PASS_ONE(CLEAR_TOOL), &argument, 1);)
FAST(use_tool_called, return touched(PASS_FAST(USE_TOOL), arguments, size);)
FAST(callback_called, return touched(PASS_FAST(CALLBACK), arguments, size);)
FAST(events_called, return touched(PASS_FAST(EVENTS), arguments, size);)
FAST(local_events_called, return touched(PASS_FAST(LOCAL_EVENTS), arguments, size);)

static int set_opcodes(PyObject *frame, PyObject *value, void *closure) {
    int failed = set[OPCODES].theirs->set(frame, value, closure);
    PyObject *arguments[] = {value, failed ? NULL : PyFrame_GetCode(frame)};
    if (failed) return failed;
    touched(&_Py_NoneStruct, arguments, 2);
    Py_DecRef(arguments[1]);
    return 0;
}

/* ---- finding them ----------------------------------------------------------------------------- */

static void *definition_of(PyObject *owner, const char *name, int word) {
    PyObject *object = PyObject_GetAttrString(owner, name);
    if (!object) {
        PyErr_Clear();
        return NULL;
    }
    Py_DecRef(object); /* it stays: the interpreter's own module or type has it */
    return (void **)object + word;
}

/* Finds where a function of a module has its definition. 0: it has none that is as expected. */
static int find(int which, PyObject *owner, const char *name, int flags, void *function) {
    PyMethodDef **slot = definition_of(owner, name, FUNCTION_DEFINITION);
    if (!slot || !is((*slot)->name, name) || (*slot)->flags != flags) return 0;
    heard[which].slot = slot;
    heard[which].theirs = *slot;
    heard[which].ours = **slot;
    heard[which].ours.function = (PyCFunction)function;
    return 1;
}

/* The same of an attribute of a type. */
static int find_set(int which, PyTypeObject *owner, const char *name, int (*setter)(PyObject *, PyObject *, void *)) {
    PyGetSetDef **slot = definition_of((PyObject *)owner, name, DESCRIPTOR_DEFINITION);
    if (!slot || !is((*slot)->name, name)) return 0;
    set[which].slot = slot;
    set[which].theirs = *slot;
    set[which].ours = **slot;
    set[which].ours.set = setter;
    return 1;
}

static int known; /* whether this is an interpreter whose functions are as expected */

/* Finds all of them. 0: they are not as expected. */
static int find_all(void) {
    if (known) return 1; /* what is in place may be ours */
    const int named = METH_FASTCALL | METH_KEYWORDS;
    PyObject *function = (PyObject *)&PyFunction_Type;
    PyObject *builtins = PyImport_ImportModule("builtins"), *sys = PyImport_ImportModule("sys");
    if (!builtins || !sys) return 0;
    new_theirs = (New)PyType_GetSlot(function, TP_NEW);
    for (int word = 0; word < TYPE_WORDS && !new_slot; word++)
        if (((New *)function)[word] == new_theirs) new_slot = (New *)function + word;
    PyObject *monitoring = PyObject_GetAttrString(sys, "monitoring");
    if (monitoring) {
        find(USE_TOOL, monitoring, "use_tool_id", METH_FASTCALL, use_tool_called);
        find(FREE_TOOL, monitoring, "free_tool_id", METH_O, free_tool_called);
        find(CLEAR_TOOL, monitoring, "clear_tool_id", METH_O, clear_tool_called); /* CPython 3.14 and later */
        find(CALLBACK, monitoring, "register_callback", METH_FASTCALL, callback_called);
        find(EVENTS, monitoring, "set_events", METH_FASTCALL, events_called);
        find(LOCAL_EVENTS, monitoring, "set_local_events", METH_FASTCALL, local_events_called);
        find_set(OPCODES, &PyFrame_Type, "f_trace_opcodes", set_opcodes);
    } else
        PyErr_Clear(); /* CPython 3.11 */
    find(COMPILE, builtins, "compile", named, compile_named);
    return new_slot && find_set(CODE, &PyFunction_Type, "__code__", set_code) &&
           (find(EVAL, builtins, "eval", named, eval_named) ||
            find(EVAL, builtins, "eval", METH_FASTCALL, eval_fast)) &&
           find(SETTRACE, sys, "settrace", METH_O, settrace_called) &&
           find(SETPROFILE, sys, "setprofile", METH_O, setprofile_called) &&
           find(EXEC, builtins, "exec", named, exec_named);
}

/* Puts our definitions in place, or theirs. */
static void hear(int on) {
    for (int which = 0; which < HEARD; which++)
        if (heard[which].slot) *heard[which].slot = on ? &heard[which].ours : heard[which].theirs;
    for (int which = 0; which < SET; which++)
        if (set[which].slot) *set[which].slot = on ? &set[which].ours : set[which].theirs;
    if (new_slot) *new_slot = on ? new_function : new_theirs;
}

/* Puts in place what is needed now. */
static void hear_if_needed(void) { hear(known && (on_touch || is_watched || texts)); }
