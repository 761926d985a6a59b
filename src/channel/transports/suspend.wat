;; Waits for a promise, where WebAssembly can: what the transport "jspi" is tried with.
(module
  (import "host" "wait" (func $wait (result i32)))
  (func (export "run") (result i32) (call $wait)))
