/** Monaco's fourth part, on top of `services`: what its users call. The last one is `../monaco.ts`, its features. */
import 'monaco-editor/editor';
