/** Keeps expressions that belong to the program that is open, in order. */
export interface ExpressionStore {
  load(): readonly string[];
  save(expressions: readonly string[]): void;
  /** Calls `listener` when somebody else has changed them. @returns what takes it away again. */
  onChange?(listener: () => void): () => void;
}
