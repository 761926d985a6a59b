;; Stands where the interpreter imports its question for signals, before there is an interpreter to ask for: the question
;; goes to whatever function is in the slot, and at first to one that knows of no signal.
(module
  (type $check (func (result i32)))
  (table (export "slot") 1 1 funcref)
  (func $none (export "none") (type $check) (i32.const 0))
  (elem (i32.const 0) $none)
  (func (export "check") (type $check) (call_indirect (type $check) (i32.const 0))))
