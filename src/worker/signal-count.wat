;; Answers the interpreter's question for signals: 0 until a count is down or a message waits, then what JavaScript says.
;;
;; Two countdowns say when. The evaluation loop's is CPython's own: the loop asks only when it is down, and sets it back to
;; RELOAD before it asks, which distinguishes its questions from all others. It is kept short, because each of them sees
;; whether a message waits, and JavaScript looks once every so many of them. The others (of str(), repr(), writes) are
;; counted here.
(module
  (import "host" "look" (func $look (result i32)))
  (import "host" "pending" (func $pending (result i32))) ;; whether a message waits; without calling JavaScript
  (import "host" "memory" (memory 0))
  (import "host" "clock" (global $clock i32)) ;; the address of the evaluation loop's countdown
  (import "host" "apart" (global $apart i32)) ;; whether there is one, so that the loop's questions are distinguished
  (global $reload i32 (i32.const 50)) ;; PY_EMSCRIPTEN_SIGNAL_INTERVAL
  (global $turns (mut i32) (i32.const 1)) ;; what the evaluation loop's countdown is set back to
  (global $asked (mut i32) (i32.const 1)) ;; how many of its questions go by until JavaScript looks
  (global $others (mut i32) (i32.const 1)) ;; how many other questions do
  (global $askedLeft (mut i32) (i32.const 1))
  (global $othersLeft (mut i32) (i32.const 1))
  (global $mute (mut i32) (i32.const 0))
  (func $rewind
    (i32.store (global.get $clock) (global.get $turns))
    (global.set $askedLeft (global.get $asked))
    (global.set $othersLeft (global.get $others)))
  (func (export "check") (result i32)
    (if (global.get $mute)
      (then
        (global.set $mute (i32.const 0))
        (return (i32.const 0))))
    (if (i32.eq (i32.load (global.get $clock)) (global.get $reload))
      (then
        (i32.store (global.get $clock) (global.get $turns))
        (global.set $askedLeft (i32.sub (global.get $askedLeft) (i32.const 1))))
      (else
        (global.set $othersLeft (i32.sub (global.get $othersLeft) (i32.const 1)))
        ;; Between two questions of the loop there are few others, or they are quick.
        (if (i32.and (global.get $apart) (i32.gt_s (global.get $othersLeft) (i32.const 0)))
          (then (return (i32.const 0))))))
    ;; Both are above 0 until one is down.
    (if (i32.and (i32.gt_s (global.get $askedLeft) (i32.const 0)) (i32.gt_s (global.get $othersLeft) (i32.const 0)))
      (then
        (if (i32.eqz (call $pending)) (then (return (i32.const 0))))))
    (call $rewind)
    (call $look))
  ;; The evaluation loop asks after so many turns and calls. JavaScript looks after so many of its questions, or so many
  ;; others, again and again.
  (func (export "every") (param $turnsEach i32) (param $questions i32) (param $otherQuestions i32)
    (global.set $turns (local.get $turnsEach))
    (global.set $asked (local.get $questions))
    (global.set $others (local.get $otherQuestions))
    (call $rewind))
  ;; The next question finds nothing.
  (func (export "mute") (global.set $mute (i32.const 1))))
