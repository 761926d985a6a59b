/** Monaco's first part: what all of it is made of, and the colours. */
import 'monaco-editor/base/common/observableInternal/index.js';
import 'monaco-editor/platform/contextkey/common/contextkey.js';
import 'monaco-editor/platform/theme/common/colors/editorColors.js';
