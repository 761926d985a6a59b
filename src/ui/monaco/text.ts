/** Monaco's first part: text, and what it is made of. */
import 'monaco-editor/editor/common/model/textModel.js';
