/** Made when the worker is bundled (scripts/lib/bytecode.mjs). */
declare module 'virtual:dapper-bytecode' {
  const bytecode: {
    /** The tag in the names of compiled files of the Python that compiled them, such as `cpython-314`. */
    readonly tag: string;
    /** Contents of compiled files, base64, by the path of the source below `src/python`. */
    readonly files: Readonly<Record<string, string>>;
  };
  export default bytecode;
}
