/* Every counter of the hook, one line each: adding a line here adds it to the C code, to
 * `counters()` and with that to the status, the DAP and the page. Each is counted where the thing
 * happens. COUNTER(name, what one count means) */
COUNTER(frames_evaluated, "frames that entered through the hook while it was armed")
COUNTER(cache_hits, "frames whose code object already carried a verdict of this epoch")
COUNTER(cache_misses, "frames whose code object had to be inspected")
COUNTER(slow_path_attempts, "calls of the Python callback that inspects a code object")
COUNTER(slow_path_activations, "inspections that selected the code object")
COUNTER(callback_errors, "inspections that raised; the frame then runs untouched")
COUNTER(exec_events, "times that code of a watched file was about to run, or was given to a function")
COUNTER(frames_replaced, "frames that ran a modified copy of their code")
COUNTER(armings, "times the evaluator was installed")
COUNTER(parkings, "times the evaluator was removed")
COUNTER(depth_guard_parks, "times the hook parked itself to keep deep recursion safe")
COUNTER(unwinds_skipped, "frames that an exception left where it could not leave the user's code")
COUNTER(texts_kept, "texts that the program has compiled, kept for code that is in no file")
