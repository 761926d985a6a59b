/* A part of hook.c: what only CPython's own frames show. Their layout is not public: Python tries these functions on
   frames that it knows before it trusts them (see `native_frames.py`). */
#pragma once

enum { FRAME_OF_OBJECT = 3, OWNED_BY_C = 3 };                /* words, and what `owner` is at least */
enum { PREVIOUS = 1, FUNCTION = 2, OWNER = 38, SLOTS = 10 }; /* words; `owner` is a byte's place */
enum { PREVIOUS_3_11 = 6, FUNCTION_3_11 = 0, ENTRY_3_11 = 36 };
/* From 3.14 on the lowest bits of a slot are not part of the address. All of them are set in a tagged integer. */
enum { TAG = 3 };

static int is_3_11(void) { return !PyUnstable_InterpreterFrame_GetCode; }

static uintptr_t *frame_words(PyObject *frame) { return (uintptr_t *)((uintptr_t *)frame)[FRAME_OF_OBJECT]; }

static PyObject *untagged(uintptr_t word) { return (word & TAG) == TAG ? NULL : (PyObject *)(word & ~(uintptr_t)TAG); }

static int is_frame(PyObject *object) {
    PyObject *type = PyObject_Type(object);
    Py_DecRef(type);
    return type == (PyObject *)&PyFrame_Type;
}

/* The words of a frame that runs; NULL, with an exception, for another object. */
static uintptr_t *words_of(PyObject *frame) {
    if (is_frame(frame)) return frame_words(frame);
    PyLong_AsLong(&_Py_NoneStruct); /* raises TypeError */
    return NULL;
}

static int from_c(PyObject *frame) {
    uintptr_t *words = frame_words(frame);
    if (is_3_11()) return ((unsigned char *)words)[ENTRY_3_11] != 0;
    PyObject *back = PyFrame_GetBack(frame);
    uintptr_t *target = back ? frame_words(back) : NULL;
    if (back) Py_DecRef(back); /* it runs, and lives on */
    uintptr_t *each = (uintptr_t *)words[PREVIOUS];
    while (each && each != target && ((unsigned char *)each)[OWNER] < OWNED_BY_C) each = (uintptr_t *)each[PREVIOUS];
    return !each || each != target;
}

static PyObject *entered_from_c(PyObject *self, PyObject *frame) {
    return words_of(frame) ? PyBool_FromLong(from_c(frame)) : NULL;
}

static PyObject *function_of(PyObject *self, PyObject *frame) {
    uintptr_t *words = words_of(frame);
    if (!words) return NULL;
    PyObject *function = untagged(words[is_3_11() ? FUNCTION_3_11 : FUNCTION]);
    if (!function) return none();
    Py_IncRef(function);
    return function;
}

/* The place of an argument list that is (frame, number, ...) on the frame's stack of values. */
static uintptr_t *slot_of(PyObject *frame, long number) {
    uintptr_t *words = words_of(frame);
    return words ? words + SLOTS + number : NULL;
}

static PyObject *slot_address(PyObject *self, PyObject *arguments) {
    PyObject *frame;
    int number;
    if (!PyArg_ParseTuple(arguments, "Oi:slot_address", &frame, &number)) return NULL;
    uintptr_t *place = slot_of(frame, number);
    return place ? PyLong_FromUnsignedLong((uintptr_t)untagged(*place)) : NULL;
}

static PyObject *frame_address(PyObject *self, PyObject *frame) {
    uintptr_t *words = words_of(frame);
    return words ? PyLong_FromUnsignedLong((uintptr_t)words) : NULL;
}

static PyObject *slot(PyObject *self, PyObject *arguments) {
    PyObject *frame;
    int number;
    if (!PyArg_ParseTuple(arguments, "Oi:slot", &frame, &number)) return NULL;
    uintptr_t *place = slot_of(frame, number);
    if (!place) return NULL;
    PyObject *object = untagged(*place);
    if (!object) return none();
    Py_IncRef(object);
    return object;
}

/* ---- exceptions that are known to be handled ---------------------------------------------------- */

/* What becomes of an exception that no clause takes; else Python is asked. And whether all of this holds only in a
   frame whose locals are its globals. */
enum { PASSES = 1, HANDLES = 2, OF_MODULE = 4 };

enum {
    KEYS = 6,
    KIND = 6
}; /* a dict's word and, in what that points to, a byte: not 0 if all keys are plain strings */

/* Whether no code of the program is run when something is looked up. */
static int is_plain(PyObject *dict) {
    PyObject *type = PyObject_Type(dict);
    Py_DecRef(type);
    return type == (PyObject *)&PyDict_Type && ((unsigned char **)dict)[KEYS][KIND] != 0;
}

static PyObject *is_plain_dict(PyObject *self, PyObject *object) { return PyBool_FromLong(is_plain(object)); }

/* What a global name means in a frame: borrowed, or NULL. */
static PyObject *meaning(PyObject *frame, PyObject *name) {
    PyObject *names = PyFrame_GetGlobals(frame), *more = PyFrame_GetBuiltins(frame);
    PyObject *found = is_plain(names) && is_plain(more) ? PyDict_GetItem(names, name) : more;
    if (!found) found = PyDict_GetItem(more, name);
    if (found == more) found = NULL;
    Py_DecRef(names);
    Py_DecRef(more);
    return found;
}

/* Whether a frame's locals are its globals; asked of a module's or a class's code alone. */
static int has_global_locals(PyObject *frame) {
    PyObject *locals = PyFrame_GetLocals(frame), *globals = PyFrame_GetGlobals(frame);
    Py_DecRef(locals);
    Py_DecRef(globals);
    return locals == globals;
}

/* What is known of the place where a frame is: borrowed, or NULL. */
static PyObject *known_place(PyObject *table, PyObject *frame) {
    PyObject *code = PyFrame_GetCode(frame), *key = PyLong_FromUnsignedLong((uintptr_t)code);
    PyObject *places = key ? PyDict_GetItem(table, key) : NULL;
    Py_DecRef(code);
    if (key) Py_DecRef(key);
    PyObject *offset = places ? PyLong_FromUnsignedLong((unsigned long)PyFrame_GetLasti(frame)) : NULL;
    PyObject *place = offset ? PyDict_GetItem(places, offset) : NULL;
    if (offset) Py_DecRef(offset);
    return place;
}

/* What becomes of an exception in a frame, as far as it is known: PASSES, HANDLES, or 0. */
static long known_outcome(PyObject *table, PyObject *frame, PyObject *exception) {
    PyObject *place = known_place(table, frame);
    Py_ssize_t last = place ? PyTuple_Size(place) - 1 : 0;
    long others = place ? PyLong_AsLong(PyTuple_GetItem(place, last)) : 0;
    if (others & OF_MODULE && !has_global_locals(frame)) return 0;
    for (Py_ssize_t at = 0; at < last; at += 2) {
        PyObject *kind = meaning(frame, PyTuple_GetItem(place, at));
        if (!kind) return 0;
        if (PyErr_GivenExceptionMatches(exception, kind))
            return PyTuple_GetItem(place, at + 1) == &_Py_TrueStruct ? HANDLES : 0;
    }
    return others & ~OF_MODULE;
}

/* Whether an exception in the frame that runs is known to be handled there, or in a frame that it comes to. */
static int is_handled(PyObject *table, PyObject *exception) {
    PyObject *frame = PyEval_GetFrame();
    long outcome = PASSES;
    Py_IncRef(frame);
    while (frame && outcome == PASSES) {
        outcome = known_outcome(table, frame, exception);
        PyObject *back = outcome == PASSES && !from_c(frame) ? PyFrame_GetBack(frame) : NULL;
        Py_DecRef(frame);
        frame = back;
    }
    if (frame) Py_DecRef(frame);
    return outcome == HANDLES;
}
