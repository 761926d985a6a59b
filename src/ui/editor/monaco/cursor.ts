/** Monaco's fourth part: which lines of a text are seen, and where the cursors stand. */
import './options.ts';
import 'monaco-editor/editor/common/viewModel/viewModelImpl.js';
