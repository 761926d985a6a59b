/** Monaco's second part: text, and what it is made of. */
import './base.ts';
import 'monaco-editor/editor/common/model/textModel.js';
