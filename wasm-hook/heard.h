/* A part of hook.c: the few functions of the interpreter that the hook has to hear of.
 *
 * An audit hook would hear of them too, but while there is one CPython builds the arguments of every audit event, and
 * `id`, `sys._getframe`, `open`, `import` and `exec` pay for it. So each function object is given a method definition
 * of ours, alike in all but the C function, which passes the call on. CPython reads that definition at every call. It
 * is put in place only where what lies there is what is expected of CPython 3.11 to 3.15. */
#pragma once

enum { FUNCTION_DEFINITION = 2, DESCRIPTOR_DEFINITION = 5 }; /* in words from the object's beginning */
enum { TYPE_WORDS = 64 };                                    /* of a type object, at most */

typedef PyObject *(*Fast)(PyObject *, PyObject *const *, Py_ssize_t);
typedef PyObject *(*FastNamed)(PyObject *, PyObject *const *, Py_ssize_t, PyObject *);
typedef PyObject *(*New)(PyObject *, PyObject *, PyObject *);

enum { EXEC, EVAL, REPLACE, REPLACE_OTHER, SETTRACE, SETPROFILE, HEARD };

static struct {
    PyMethodDef ours;
    PyMethodDef **slot; /* NULL where there is no such function */
    PyMethodDef *theirs;
} heard[HEARD];
static New *new_slot, new_theirs; /* of the type of code objects */

/* Code objects that are run: by `exec` and `eval`, and with that by `import`. */
static void about_to_run(PyObject *const *arguments, Py_ssize_t size) {
    if (size > 0 && ((PyObject **)arguments[0])[1] == (PyObject *)&PyCode_Type) announce(arguments[0]);
}

/* Code objects that are made of others: their frames will not be announced. */
static PyObject *made(PyObject *code) {
    PyObject *file = code ? filename(code) : NULL;
    if (file) {
        if (watched(file)) look(file);
        Py_DecRef(file);
    }
    return code;
}

#define PASS_FAST(which) ((Fast)(void *)heard[which].theirs->function)(self, arguments, size)
#define PASS_NAMED(which) ((FastNamed)(void *)heard[which].theirs->function)(self, arguments, size, names)
#define NAMED(function, body) \
    static PyObject *function(PyObject *self, PyObject *const *arguments, Py_ssize_t size, PyObject *names) { body }

NAMED(exec_named, about_to_run(arguments, size); return PASS_NAMED(EXEC);)
NAMED(eval_named, about_to_run(arguments, size); return PASS_NAMED(EVAL);)
NAMED(replace_named, return made(PASS_NAMED(REPLACE));)
NAMED(replace_other_named, return made(PASS_NAMED(REPLACE_OTHER));)

static PyObject *eval_fast(PyObject *self, PyObject *const *arguments, Py_ssize_t size) {
    about_to_run(arguments, size);
    return PASS_FAST(EVAL);
}

static PyObject *new_code(PyObject *type, PyObject *arguments, PyObject *names) {
    return made(new_theirs(type, arguments, names));
}

/* The program wants to be told of what runs. */
static PyObject *settrace_called(PyObject *self, PyObject *argument) {
    come_back();
    return heard[SETTRACE].theirs->function(self, argument);
}

static PyObject *setprofile_called(PyObject *self, PyObject *argument) {
    come_back();
    return heard[SETPROFILE].theirs->function(self, argument);
}

/* Finds where a function of a module or a type has its definition. 0: it has none that is as expected. */
static int find(int which, PyObject *owner, const char *name, int flags, void *function) {
    PyObject *object = PyObject_GetAttrString(owner, name);
    if (!object) {
        PyErr_Clear();
        return 0;
    }
    int word = owner == (PyObject *)&PyCode_Type ? DESCRIPTOR_DEFINITION : FUNCTION_DEFINITION;
    PyMethodDef **slot = (PyMethodDef **)object + word, *theirs = *slot;
    Py_DecRef(object); /* it stays: the interpreter's own module or type has it */
    if (!is(theirs->name, name) || theirs->flags != flags) return 0;
    heard[which].slot = slot;
    heard[which].theirs = theirs;
    heard[which].ours = *theirs;
    heard[which].ours.function = (PyCFunction)function;
    return 1;
}

static int known; /* whether this is an interpreter whose functions are as expected */

/* Finds all of them. 0: they are not as expected. */
static int find_all(void) {
    if (known) return 1; /* what is in place may be ours */
    const int named = METH_FASTCALL | METH_KEYWORDS;
    PyObject *code = (PyObject *)&PyCode_Type;
    PyObject *builtins = PyImport_ImportModule("builtins"), *sys = PyImport_ImportModule("sys");
    if (!builtins || !sys) return 0;
    new_theirs = (New)PyType_GetSlot(code, TP_NEW);
    for (int word = 0; word < TYPE_WORDS && !new_slot; word++)
        if (((New *)code)[word] == new_theirs) new_slot = (New *)code + word;
    find(REPLACE_OTHER, code, "__replace__", named, replace_other_named); /* CPython 3.13 and later */
    return new_slot && find(REPLACE, code, "replace", named, replace_named) &&
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
    if (new_slot) *new_slot = on ? new_code : new_theirs;
}
