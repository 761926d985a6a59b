/* A part of hook.c: the functions of the module. */
#pragma once

static PyObject *attach(PyObject *self, PyObject *arguments) {
    PyObject *frames, *functions;
    if (!PyArg_ParseTuple(arguments, "OO:attach", &frames, &functions)) return NULL;
    if (extra < 0) {
        extra = PyUnstable_Eval_RequestCodeExtraIndex ? PyUnstable_Eval_RequestCodeExtraIndex(NULL)
                                                      : _PyEval_RequestCodeExtraIndex(NULL);
        if (extra < 0) return PyLong_FromUnsignedLong(NO_EXTRA);
    }
    if (!known) return PyLong_FromUnsignedLong(UNKNOWN);
    replace(&on_frame, frames);
    replace(&on_function, functions);
    epoch++;
    return PyLong_FromUnsignedLong(ATTACHED);
}

static PyObject *detach(PyObject *self, PyObject *unused) {
    come_back();
    decisions++;
    set_reasons(0);
    replace(&on_frame, NULL);
    replace(&on_function, NULL);
    replace(&on_return, NULL);
    replace(&root, NULL);
    replace(&names, NULL);
    replace(&is_watched, NULL);
    replace(&unobserved, NULL);
    texts_watched = 0;
    hear_if_needed();
    epoch++;
    return none();
}

static PyObject *watch(PyObject *self, PyObject *arguments) {
    PyObject *prefix, *known_names, *asked, *noted;
    if (!PyArg_ParseTuple(arguments, "OOOO:watch", &prefix, &known_names, &asked, &noted)) return NULL;
    replace(&root, prefix);
    replace(&names, known_names);
    replace(&is_watched, asked);
    replace(&unobserved, noted);
    texts_watched = names && PyDict_GetItemString(names, "<string>") == &_Py_TrueStruct;
    watch_epoch++;
    hear_if_needed();
    return none();
}

static PyObject *listen(PyObject *self, PyObject *arguments) {
    PyObject *callback, *folder;
    if (!PyArg_ParseTuple(arguments, "OO:listen", &callback, &folder)) return NULL;
    replace(&on_touch, callback);
    replace(&own, folder);
    hear_if_needed();
    return none();
}

static PyObject *keep_texts(PyObject *self, PyObject *arguments) {
    PyObject *list, *folder;
    if (!PyArg_ParseTuple(arguments, "OO:keep_texts", &list, &folder)) return NULL;
    replace(&texts, list);
    replace(&own, folder);
    hear_if_needed();
    return none();
}

static PyObject *arm(PyObject *self, PyObject *unused) {
    decisions++;
    if (on_frame) set_reasons(reasons | FOR_STEP);
    return PyBool_FromLong(installed);
}

static PyObject *step_over(PyObject *self, PyObject *unused) {
    decisions++;
    if (!away) set_reasons(reasons | FOR_OVER);
    return none();
}

static PyObject *park(PyObject *self, PyObject *unused) {
    come_back();
    decisions++;
    set_reasons(0);
    return none();
}

static PyObject *run_instead(PyObject *self, PyObject *code) {
    replace(&instead, code);
    return none();
}

static PyObject *is_armed(PyObject *self, PyObject *unused) { return PyBool_FromLong(installed); }

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

/* Runs a program's code with nothing of the debugger under it and hands the outcome to a list. */
static PyObject *run(PyObject *self, PyObject *arguments) {
    PyObject *code, *globals, *outcome;
    if (!PyArg_ParseTuple(arguments, "OOO:run", &code, &globals, &outcome)) return NULL;
    announce(code); /* nothing else reports it */
    PyObject *result = PyEval_EvalCode(code, globals, globals);
    if (!result) result = take_exception();
    int failed = PyList_Append(outcome, result);
    Py_DecRef(result);
    return failed ? NULL : none();
}
