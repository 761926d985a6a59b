/* A part of hook.c: which code is to be reported, and which is the debugger's own. */
#pragma once

static int watched(PyObject *name) {
    if (root && PyUnicode_Tailmatch(name, root, 0, INTPTR_MAX, -1) == 1) return 1;
    PyObject *known_name = names ? PyDict_GetItem(names, name) : NULL;
    if (known_name) return known_name == &_Py_TrueStruct;
    int is_file = PyUnicode_ReadChar(name, 0) != '<';
    if (PyErr_Occurred()) {
        PyErr_Clear(); /* not a string, or an empty one, which names no file */
        return 0;
    }
    return is_file && is_watched && ask_aside(is_watched, name) > 0;
}

/* Whether code is to be reported to Python because its file is watched; a negative answer is remembered. */
static int is_wanted(PyObject *code) {
    const uintptr_t mark = load_mark(code), unwatched = watch_epoch << EPOCH | UNWATCHED;
    if (!on_frame || mark == unwatched) return 0;
    PyObject *file = filename(code);
    if (!file) return 0;
    int wanted = watched(file);
    if (wanted) {
        count.exec_events++;
        if (unobserved && PyDict_GetItem(unobserved, file)) {
            if (PyDict_SetItem(unobserved, file, &_Py_TrueStruct)) PyErr_Clear(); /* the item is there */
            wanted = 0;
        }
    } else if (verdict_of(mark) == UNSEEN)
        store_mark(code, unwatched);
    Py_DecRef(file);
    return wanted;
}

/* Code is about to run: arms for its frame if it is of a watched file. */
static void announce(PyObject *code) {
    if (is_wanted(code) && verdict_of(load_mark(code)) != SKIP) set_reasons(reasons | FOR_EXEC);
}

/* A text is about to be compiled and run by one call: arms for its frame if code of texts is watched. */
static void announce_text(void) {
    if (on_frame && texts_watched) {
        count.exec_events++;
        set_reasons(reasons | FOR_EXEC);
    }
}

/* The name of the file whose code runs, or NULL. */
static PyObject *running_file(void) {
    PyObject *frame = PyEval_GetFrame(), *code = frame ? PyFrame_GetCode(frame) : NULL;
    PyObject *file = code ? filename(code) : NULL;
    if (code) Py_DecRef(code);
    return file;
}

/* Whether a file is the debugger's. */
static int is_own(PyObject *file) { return own && PyUnicode_Tailmatch(file, own, 0, INTPTR_MAX, -1) == 1; }

/* Whether what runs is the debugger's own code. */
static int by_us(void) {
    PyObject *file = running_file();
    int ours = file && is_own(file);
    if (file) Py_DecRef(file);
    return ours;
}

/* A function was given code, which may run at any time. */
static void given(PyObject *function) {
    PyObject *code = PyFunction_GetCode(function);
    uintptr_t mark = load_mark(code);
    int verdict = verdict_of(mark);
    if (verdict == SKIP || (mark & REPORTED && mark >> EPOCH == epoch) || by_us() || !is_wanted(code)) return;
    if (ask_aside(on_function, function) > 0) store_mark(code, epoch << EPOCH | REPORTED | (uintptr_t)verdict);
}
