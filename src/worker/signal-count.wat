;; Answers the interpreter's question for signals: 0 until a count is down, then what JavaScript says.
;;
;; Two countdowns say when. The evaluation loop's is CPython's own: the loop asks only when it is down, and sets it back to
;; RELOAD before it asks, which tells its questions from all others. The others (of str(), repr(), writes) are counted here.
(module
  (import "host" "look" (func $look (result i32)))
  (import "host" "memory" (memory 0))
  (import "host" "clock" (global $clock i32)) ;; the address of the evaluation loop's countdown
  (global $reload i32 (i32.const 50)) ;; PY_EMSCRIPTEN_SIGNAL_INTERVAL
  (global $left (mut i32) (i32.const 1))
  (global $mute (mut i32) (i32.const 0))
  (func (export "check") (result i32)
    (if (global.get $mute)
      (then
        (global.set $mute (i32.const 0))
        (return (i32.const 0))))
    (if (i32.ne (i32.load (global.get $clock)) (global.get $reload))
      (then
        (global.set $left (i32.sub (global.get $left) (i32.const 1)))
        (if (i32.gt_s (global.get $left) (i32.const 0))
          (then (return (i32.const 0))))))
    (call $look))
  ;; JavaScript looks again after so many questions of the evaluation loop's kind, or of the others.
  (func (export "wait") (param $loop i32) (param $others i32)
    (i32.store (global.get $clock) (local.get $loop))
    (global.set $left (local.get $others)))
  ;; The next question finds nothing.
  (func (export "mute") (global.set $mute (i32.const 1))))
