/* A part of hook.c: the texts that the program compiles, for code that is in no file.
 *
 * They are kept in a list of Python's, of a fixed length. Each has its place there by its hash and that of its name: it
 * replaces what was there, itself most often. So a text costs the program some additions to what compiling it takes,
 * and nothing is called. */
#pragma once

enum { LONGEST_TEXT = 1 << 16, PARTS = 3 }; /* in characters; a text, its name (None: of `exec`, `eval`), who made it */

/* Whether an object is a string, and of no class of the program's: that one's `__hash__` would run. */
static int is_string(PyObject *object) { return ((PyObject **)object)[1] == (PyObject *)&PyUnicode_Type; }

/* The text of a call of `compile`, `exec` or `eval`. `name`: of its file, or NULL. */
static void keep_text(PyObject *text, PyObject *name) {
    if (!texts || PyList_Size(texts) < PARTS || !is_string(text) || PyUnicode_GetLength(text) > LONGEST_TEXT ||
        (name && !is_string(name)))
        return;
    unsigned int first = name ? PyUnicode_ReadChar(name, 0) : '<';
    if (PyErr_Occurred()) PyErr_Clear(); /* an empty name */
    PyObject *file = first == '/' || first > 0x10ffff ? NULL : running_file();
    if (!file) return;
    if (!is_own(file)) {
        size_t hash = (size_t)PyObject_Hash(text) ^ (name ? (size_t)PyObject_Hash(name) : 0);
        Py_ssize_t slot = (Py_ssize_t)(hash % ((size_t)PyList_Size(texts) / PARTS)) * PARTS;
        PyObject *parts[PARTS] = {text, name ? name : &_Py_NoneStruct, file};
        if (PyList_GetItem(texts, slot) != text) count.texts_kept++;
        for (int part = 0; part < PARTS; part++) {
            Py_IncRef(parts[part]);
            PyList_SetItem(texts, slot + part, parts[part]);
        }
    }
    Py_DecRef(file);
}

/* An argument of a call, by its position or its name; NULL if it is not among them. */
static PyObject *argument_of(PyObject *const *arguments, Py_ssize_t size, PyObject *names, int at, const char *name) {
    if (at < size) return arguments[at];
    for (Py_ssize_t key = 0; names && key < PyTuple_Size(names); key++)
        if (PyUnicode_CompareWithASCIIString(PyTuple_GetItem(names, key), name) == 0) return arguments[size + key];
    return NULL;
}
