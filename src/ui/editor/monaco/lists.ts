/** Monaco's seventh part: lists and trees, which its services show things in. */
import './widget.ts';
import 'monaco-editor/base/browser/markdownRenderer.js';
import 'monaco-editor/platform/list/browser/listService.js';
