/* A part of hook.c: what only CPython's own frames say. Their layout is no public one: Python tries these functions on
 * frames that it knows before it believes them (see `native_frames.py`). */
#pragma once

enum { FRAME_OF_OBJECT = 3, OWNED_BY_C = 3 };                /* words, and what `owner` is at least */
enum { PREVIOUS = 1, FUNCTION = 2, OWNER = 38, SLOTS = 10 }; /* words; `owner` is a byte's place */
enum { PREVIOUS_3_11 = 6, FUNCTION_3_11 = 0, ENTRY_3_11 = 36 };
/* From 3.14 on the lowest bits of a slot are no part of the address. All of them are set in a number. */
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

static PyObject *entered_from_c(PyObject *self, PyObject *frame) {
    uintptr_t *words = words_of(frame);
    if (!words) return NULL;
    if (is_3_11()) return PyBool_FromLong(((unsigned char *)words)[ENTRY_3_11] != 0);
    PyObject *back = PyFrame_GetBack(frame);
    uintptr_t *target = back ? frame_words(back) : NULL;
    if (back) Py_DecRef(back); /* it runs, and lives on */
    uintptr_t *each = (uintptr_t *)words[PREVIOUS];
    while (each && each != target && ((unsigned char *)each)[OWNER] < OWNED_BY_C) each = (uintptr_t *)each[PREVIOUS];
    return PyBool_FromLong(!each || each != target);
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

static PyObject *slot_is(PyObject *self, PyObject *arguments) {
    PyObject *frame, *object;
    int number;
    if (!PyArg_ParseTuple(arguments, "OiO:slot_is", &frame, &number, &object)) return NULL;
    uintptr_t *slot = slot_of(frame, number);
    return slot ? PyBool_FromLong(untagged(*slot) == object) : NULL;
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
