/* A part of hook.c: what the calls of a stepping frame return. */
#pragma once

/* Evaluates what the running frame has called, and tells what that returns; nothing that it calls is looked at. The
 * answer True: go on. */
static PyObject *evaluate_returning(PyThreadState *thread, Frame *frame, int throwing) {
    PyObject *callable = on_return, *code = frame_code(frame);
    Py_IncRef(callable);
    set_reasons(reasons & ~FOR_RETURNS);
    PyObject *result = reasons ? evaluate(thread, frame, throwing) : _PyEval_EvalFrameDefault(thread, frame, throwing);
    int goes_on = on_return == callable;
    if (goes_on && result) {
        PyObject *told[] = {code, result};
        int before = reasons;
        set_reasons(0);
        PyThreadState *hushed = hush();
        PyObject *answer = PyObject_Vectorcall(callable, told, 2, NULL);
        speak(hushed);
        if (!answer) {
            count.callback_errors++;
            PyErr_Clear();
        }
        goes_on = answer == &_Py_TrueStruct;
        if (answer) Py_DecRef(answer);
        set_reasons(before);
    }
    if (goes_on) set_reasons(reasons | FOR_RETURNS);
    Py_DecRef(callable);
    Py_DecRef(code);
    return result;
}

/* While the debugger itself is called from the program, its own frames are none of these. */
static int pause_returns(void) {
    int watched = reasons & FOR_RETURNS;
    if (watched) set_reasons(reasons & ~FOR_RETURNS);
    return watched;
}

static void resume_returns(int watched, PyObject *before) {
    if (on_return && (watched || on_return != before)) set_reasons(reasons | FOR_RETURNS);
}

static PyObject *watch_returns(PyObject *self, PyObject *callable) {
    replace(&on_return, callable);
    if (!on_return) set_reasons(reasons & ~FOR_RETURNS);
    return none();
}
