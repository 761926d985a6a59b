/* What the hook uses of CPython: its own declarations, since one binary serves CPython 3.11 to 3.15 and no headers of
 * those versions are needed. The prototypes below have kept their shape; names that differ between versions are weak
 * imports, chosen at run time. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define WEAK __attribute__((weak))
#define METH_VARARGS 0x0001
#define METH_KEYWORDS 0x0002
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define METH_FASTCALL 0x0080
#define PYTHON_API_VERSION 1013

typedef intptr_t Py_ssize_t;
typedef struct _object PyObject;
typedef struct _typeobject PyTypeObject;
typedef struct _ts PyThreadState;
typedef struct _is PyInterpreterState;
typedef struct _PyInterpreterFrame Frame;
typedef PyObject *(*EvalFrame)(PyThreadState *, Frame *, int);
typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);

typedef struct {
    const char *name;
    PyCFunction function;
    int flags;
    const char *doc;
} PyMethodDef;

typedef struct {
    const char *name;
    PyObject *(*get)(PyObject *, void *);
    int (*set)(PyObject *, PyObject *, void *);
    const char *doc;
    void *closure;
} PyGetSetDef;

typedef struct {
    struct {
        Py_ssize_t refcount;
        void *type;
    } head;
    PyObject *(*init)(void);
    Py_ssize_t index;
    PyObject *copy;
    const char *name;
    const char *doc;
    Py_ssize_t size;
    PyMethodDef *methods;
    void *slots, *traverse, *clear, *free;
} PyModuleDef;

typedef struct {
    int slot;
    void *function;
} PyType_Slot;

typedef struct {
    const char *name;
    int basic_size, item_size;
    unsigned int flags;
    PyType_Slot *slots;
} PyType_Spec;

enum { NB_BOOL = 9, TP_DEALLOC = 52, TP_NEW = 65 }; /* numbers of the stable ABI */

extern PyObject _Py_NoneStruct, _Py_TrueStruct;
extern PyTypeObject PyDict_Type, PyFunction_Type, PyFrame_Type, PyCode_Type, PyCFunction_Type, PyUnicode_Type;

extern void Py_IncRef(PyObject *);
extern void Py_DecRef(PyObject *);
extern PyObject *PyModule_Create2(PyModuleDef *, int);
extern PyObject *PyCMethod_New(PyMethodDef *, PyObject *, PyObject *, PyObject *);
extern PyObject *PyObject_CallOneArg(PyObject *, PyObject *);
extern PyObject *PyObject_Vectorcall(PyObject *, PyObject *const *, size_t, PyObject *);
extern PyObject *PyObject_GetAttr(PyObject *, PyObject *);
extern PyObject *PyObject_GetAttrString(PyObject *, const char *);
extern Py_ssize_t PyTuple_Size(PyObject *);
extern PyObject *PyTuple_GetItem(PyObject *, Py_ssize_t);
extern PyObject *PyFunction_GetCode(PyObject *);
extern PyObject *PyImport_ImportModule(const char *);
extern void *PyType_GetSlot(PyObject *, int);
extern PyObject *PyType_FromSpec(PyType_Spec *);
extern PyObject *PyType_GenericAlloc(PyObject *, Py_ssize_t);
extern void PyObject_Free(void *);
extern void *PyMem_Malloc(size_t);
extern PyObject *PyErr_NoMemory(void);
extern PyObject *PyDict_New(void);
extern PyObject *PyDict_GetItem(PyObject *, PyObject *);
extern PyObject *PyDict_GetItemString(PyObject *, const char *);
extern int PyDict_SetItem(PyObject *, PyObject *, PyObject *);
extern int PyDict_SetItemString(PyObject *, const char *, PyObject *);
extern int PyList_Append(PyObject *, PyObject *);
extern Py_ssize_t PyList_Size(PyObject *);
extern PyObject *PyList_GetItem(PyObject *, Py_ssize_t);
extern int PyList_SetItem(PyObject *, Py_ssize_t, PyObject *);
extern Py_ssize_t PyObject_Hash(PyObject *);
extern Py_ssize_t PyUnicode_GetLength(PyObject *);
extern int PyUnicode_CompareWithASCIIString(PyObject *, const char *);
extern PyObject *PyUnicode_InternFromString(const char *);
extern unsigned int PyUnicode_ReadChar(PyObject *, Py_ssize_t);
extern Py_ssize_t PyUnicode_Tailmatch(PyObject *, PyObject *, Py_ssize_t, Py_ssize_t, int);
extern PyObject *PyBool_FromLong(long);
extern PyObject *PyLong_FromUnsignedLong(unsigned long);
extern long PyLong_AsLong(PyObject *);
extern int PyArg_ParseTuple(PyObject *, const char *, ...);
extern PyObject *PyErr_Occurred(void);
extern void PyErr_Clear(void);
extern int PyErr_GivenExceptionMatches(PyObject *, PyObject *);
extern void PyErr_Fetch(PyObject **, PyObject **, PyObject **);
extern void PyErr_NormalizeException(PyObject **, PyObject **, PyObject **);
extern void PyErr_Restore(PyObject *, PyObject *, PyObject *);
extern PyObject *PyObject_Type(PyObject *);
extern PyObject *PyException_GetTraceback(PyObject *);
extern int PyException_SetTraceback(PyObject *, PyObject *);
extern int Py_GetRecursionLimit(void);
extern void Py_SetRecursionLimit(int);
extern PyObject *PyEval_GetFrame(void);
extern PyObject *PyFrame_GetBack(PyObject *);
extern PyObject *PyFrame_GetCode(PyObject *);
extern PyObject *PyFrame_GetGlobals(PyObject *);
extern PyObject *PyFrame_GetLocals(PyObject *);
extern PyObject *PyFrame_GetBuiltins(PyObject *);
extern int PyFrame_GetLasti(PyObject *);
extern PyObject *PyEval_EvalCode(PyObject *, PyObject *, PyObject *);
extern PyInterpreterState *PyInterpreterState_Get(void);
extern PyThreadState *PyThreadState_Get(void);
extern void PyThreadState_EnterTracing(PyThreadState *);
extern void PyThreadState_LeaveTracing(PyThreadState *);
extern void _PyInterpreterState_SetEvalFrameFunc(PyInterpreterState *, EvalFrame);
extern PyObject *_PyEval_EvalFrameDefault(PyThreadState *, Frame *, int);

/* 3.15 and later: without it no code is specialized while a custom evaluator is installed. */
WEAK extern void _PyInterpreterState_SetEvalFrameAllowSpecialization(PyInterpreterState *, int);
/* 3.12 and later; 3.11 reads the frame's fifth pointer instead. */
WEAK extern PyObject *PyUnstable_InterpreterFrame_GetCode(Frame *);
/* 3.12 and later under the first name of each pair, 3.11 under the second. */
WEAK extern int PyUnstable_Code_GetExtra(PyObject *, Py_ssize_t, void **);
WEAK extern int _PyCode_GetExtra(PyObject *, Py_ssize_t, void **);
WEAK extern int PyUnstable_Code_SetExtra(PyObject *, Py_ssize_t, void *);
WEAK extern int _PyCode_SetExtra(PyObject *, Py_ssize_t, void *);
WEAK extern Py_ssize_t PyUnstable_Eval_RequestCodeExtraIndex(void (*)(void *));
WEAK extern Py_ssize_t _PyEval_RequestCodeExtraIndex(void (*)(void *));
/* 3.12 and later; the pair Fetch/Restore is deprecated there, though still exported. */
WEAK extern PyObject *PyErr_GetRaisedException(void);
WEAK extern void PyErr_SetRaisedException(PyObject *);
