/* A part of hook.c: how CPython calls the debugger from inside the program, without a trace. */
#pragma once

/* Python frames that a callback of the debugger may need at the program's recursion limit. */
#define HEADROOM 400
/* Exceptions that are skipped between two that are reported to Python. */
#define UNWINDS_A_REVIEW 1024

/* An exception's traceback beyond the frame that runs: without what has come since in the debugger. */
static PyObject *traceback_beyond(PyObject *exception) {
    PyObject *running = PyEval_GetFrame(), *entry = PyException_GetTraceback(exception);
    while (entry && entry != &_Py_NoneStruct) {
        PyObject *frame = PyObject_GetAttrString(entry, "tb_frame"), *next = PyObject_GetAttrString(entry, "tb_next");
        Py_DecRef(entry);
        Py_DecRef(frame);
        entry = next;
        if (frame == running) break;
    }
    return entry ? entry : none();
}

/* A guarded call of the debugger from inside the program: there is room for it at the recursion
 * limit, an exception that leaves it carries no frame of the debugger (one of the program's that it passes on is
 * unchanged), and a trace function of the program does not see it. */
static PyObject *guarded_with_names(PyObject *callable, PyObject *const *arguments, Py_ssize_t size, PyObject *names) {
    int limit = Py_GetRecursionLimit();
    Py_SetRecursionLimit(limit + HEADROOM);
    PyObject *told = on_return;
    int watched = pause_returns();
    PyThreadState *hushed = hush();
    PyObject *result = PyObject_Vectorcall(callable, arguments, (size_t)size, names);
    speak(hushed);
    resume_returns(watched, told);
    /* A limit that was changed inside (from the console of a stopped program) is meant to stay. */
    if (Py_GetRecursionLimit() == limit + HEADROOM) Py_SetRecursionLimit(limit);
    if (!result) {
        PyObject *exception = take_exception();
        PyObject *traceback = traceback_beyond(exception);
        PyException_SetTraceback(exception, traceback);
        Py_DecRef(traceback);
        raise_exception(exception);
    }
    return result;
}

static PyObject *guarded(PyObject *callable, PyObject *const *arguments, Py_ssize_t size) {
    return guarded_with_names(callable, arguments, size, NULL);
}

static PyObject *guarded_with_one(PyObject *callable, PyObject *argument) { return guarded(callable, &argument, 1); }

static PyMethodDef guarded_method = {"callback", (PyCFunction)(void *)guarded, METH_FASTCALL, NULL};

/* Whether a code object's file is known as the user's (1) or as somebody else's (0), or not known (-1). */
static int belongs(PyObject *known, PyObject *code) {
    PyObject *file = filename(code);
    if (!file) return -1;
    PyObject *answer = PyDict_GetItem(known, file);
    Py_DecRef(file);
    return answer ? answer == &_Py_TrueStruct : -1;
}

/* A guarded callback for an exception that leaves a frame. CPython calls it for every such frame, and nearly all have
 * nothing to report: a library's, and the user's if the caller is the user's too. Those are skipped here, except one
 * in UNWINDS_A_REVIEW, by which Python sees whether it still needs the event. */
static PyObject *unwound(PyObject *self, PyObject *const *arguments, Py_ssize_t size) {
    PyObject *callable = PyTuple_GetItem(self, 0), *known = PyTuple_GetItem(self, 1);
    int relevant = belongs(known, arguments[0]) != 0;
    PyObject *caller = relevant ? PyFrame_GetBack(PyEval_GetFrame()) : NULL;
    if (caller) {
        PyObject *code = PyFrame_GetCode(caller);
        relevant = belongs(known, code) != 1;
        Py_DecRef(code);
        Py_DecRef(caller);
    }
    if (!relevant && ++count.unwinds_skipped % UNWINDS_A_REVIEW) return none();
    return guarded(callable, arguments, size);
}

static PyMethodDef unwound_method = {"callback", (PyCFunction)(void *)unwound, METH_FASTCALL, NULL};

/* A guarded callback for an exception that is raised in a frame, or has come to it. */
static PyObject *raised(PyObject *self, PyObject *const *arguments, Py_ssize_t size) {
    if (is_handled(PyTuple_GetItem(self, 1), arguments[2])) return none();
    return guarded(PyTuple_GetItem(self, 0), arguments, size);
}

static PyMethodDef raised_method = {"callback", (PyCFunction)(void *)raised, METH_FASTCALL, NULL};

static PyObject *guard(PyObject *self, PyObject *arguments) {
    PyObject *callable, *known = NULL;
    int raises = 0;
    if (!PyArg_ParseTuple(arguments, "O|Oi:guard", &callable, &known, &raises)) return NULL;
    if (!known) return PyCMethod_New(&guarded_method, callable, NULL, NULL);
    return PyCMethod_New(raises ? &raised_method : &unwound_method, arguments, NULL, NULL);
}

/* A builtin function as all versions lay it out. */
typedef struct {
    Py_ssize_t refcount;
    PyObject *type;
    PyMethodDef *method;
    PyObject *self, *module;
} Builtin;

/* A guarded callback that takes a builtin's place: under its name, with its text and signature, and called as that is.
 * Its definition is never freed, as the program may keep the function; there is one for each start of a program. */
static PyObject *stand_in(PyObject *self, PyObject *arguments) {
    PyObject *callable, *builtin;
    if (!PyArg_ParseTuple(arguments, "OO!:stand_in", &callable, &PyCFunction_Type, &builtin)) return NULL;
    PyMethodDef *made = PyMem_Malloc(sizeof *made);
    if (!made) return PyErr_NoMemory();
    *made = *((Builtin *)builtin)->method;
    if (made->flags & METH_O) {
        made->flags = METH_O;
        made->function = guarded_with_one;
    } else {
        made->flags = METH_FASTCALL | METH_KEYWORDS;
        made->function = (PyCFunction)(void *)guarded_with_names;
    }
    return PyCMethod_New(made, callable, ((Builtin *)builtin)->module, NULL);
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
