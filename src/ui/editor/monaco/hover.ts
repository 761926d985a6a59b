/** Monaco's eleventh part: hovers, which bring much with them. The last part is `../monaco.ts`, all the other features. */
import './find.ts';
import 'monaco-editor/features/hover/register';
