/* A part of hook.c: what makes a frame go on elsewhere, by way of its exception table (see `relocation.py`). */
#pragma once

/* Words: a code object's exception table; a frame's instruction, and the end of its stack of values: that is how many
   values there are, variables included, or from 3.14 on an address. */
enum { HANDLERS = 5, INSTRUCTION = 7, STACK_END = 8 };
enum { MOST_VALUES = 1 << 16, BORROWED = 1 };

/* Puts another exception table into a code object, and returns the former one. */
static PyObject *set_handlers(PyObject *self, PyObject *arguments) {
    PyObject *code, *table;
    if (!PyArg_ParseTuple(arguments, "O!S:set_handlers", &PyCode_Type, &code, &table)) return NULL;
    PyObject *former = PyObject_GetAttrString(code, "co_exceptiontable");
    if (!former) return NULL;
    if (((PyObject **)code)[HANDLERS] == former) {
        Py_IncRef(table);
        ((PyObject **)code)[HANDLERS] = table;
        Py_DecRef(former); /* the reference that the code object had */
    }
    return former;
}

/* Has a frame's next line compared with that of another instruction, rather than with that of its last one. */
static PyObject *set_previous(PyObject *self, PyObject *arguments) {
    PyObject *frame;
    int offset;
    if (!PyArg_ParseTuple(arguments, "Oi:set_previous", &frame, &offset)) return NULL;
    uintptr_t *words = words_of(frame);
    if (!words) return NULL;
    words[INSTRUCTION] += (uintptr_t)(offset - PyFrame_GetLasti(frame));
    return none();
}

/* Takes an object off the end of a frame's stack. False: it is not there. */
static PyObject *take_off(PyObject *self, PyObject *arguments) {
    PyObject *frame, *object;
    if (!PyArg_ParseTuple(arguments, "OO:take_off", &frame, &object)) return NULL;
    uintptr_t *words = words_of(frame);
    if (!words) return NULL;
    uintptr_t end = words[STACK_END];
    int counted = end < MOST_VALUES;
    uintptr_t *place = (counted ? words + SLOTS + end : (uintptr_t *)end) - 1;
    int found = end && untagged(*place) == object;
    if (found) {
        words[STACK_END] -= counted ? 1 : sizeof(uintptr_t);
        if (!(*place & BORROWED)) Py_DecRef(object);
    }
    return PyBool_FromLong(found);
}

static void put(uintptr_t *place, uintptr_t word) {
    PyObject *old = *place & BORROWED ? NULL : untagged(*place);
    *place = word;
    if (old) Py_DecRef(old);
}

/* Puts a value into the place of a variable. */
static PyObject *set_slot(PyObject *self, PyObject *arguments) {
    PyObject *frame, *value;
    int number;
    if (!PyArg_ParseTuple(arguments, "OiO:set_slot", &frame, &number, &value)) return NULL;
    uintptr_t *place = slot_of(frame, number);
    if (!place) return NULL;
    Py_IncRef(value);
    put(place, (uintptr_t)value);
    return none();
}

/* Leaves the place of a variable as an empty one of another frame is. */
static PyObject *empty_slot(PyObject *self, PyObject *arguments) {
    PyObject *frame, *other;
    int number, like;
    if (!PyArg_ParseTuple(arguments, "OiOi:empty_slot", &frame, &number, &other, &like)) return NULL;
    uintptr_t *place = slot_of(frame, number), *empty = slot_of(other, like);
    if (!place || !empty) return NULL;
    if (untagged(*empty)) return none();
    put(place, *empty);
    return none();
}
