;; Answers the interpreter's question for signals: 0 until a count is down, then what JavaScript says.
;;
;; Two countdowns say when. The evaluation loop's is CPython's own: the loop asks only when it is down, and sets it back to
;; RELOAD before it asks, which tells its questions from all others. The others (of str(), repr(), writes) are counted here.
(module
  (import "host" "look" (func $look (result i32)))
  (import "host" "memory" (memory 0))
  (import "host" "clock" (global $clock i32)) ;; the address of the evaluation loop's countdown
  (global $reload i32 (i32.const 50)) ;; PY_EMSCRIPTEN_SIGNAL_INTERVAL
  (global $loop (mut i32) (i32.const 1)) ;; what the countdowns are set back to
  (global $others (mut i32) (i32.const 1))
  (global $left (mut i32) (i32.const 1))
  (global $mute (mut i32) (i32.const 0))
  (func $rewind
    (i32.store (global.get $clock) (global.get $loop))
    (global.set $left (global.get $others)))
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
    (call $rewind)
    (call $look))
  ;; JavaScript looks after so many turns and calls of the evaluation loop, or so many other questions, again and again.
  (func (export "every") (param $turns i32) (param $questions i32)
    (global.set $loop (local.get $turns))
    (global.set $others (local.get $questions))
    (call $rewind))
  ;; The next question finds nothing.
  (func (export "mute") (global.set $mute (i32.const 1))))
