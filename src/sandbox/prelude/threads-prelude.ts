/**
 * There is one thread. Starting another runs its target at once, to its end, in the caller's place: that is one of the
 * orders in which real threads may run, and covers the idiom of running main() in a thread with a larger stack.
 */
export const THREADS_PRELUDE = String.raw`
def _threads():
    import _thread, sys, threading, time
    import concurrent.futures.thread as pool_module
    from concurrent.futures import Future

    identity = [_thread.get_ident()]
    main_identity = identity[0]

    def start(self):
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('threads can only be started once')
        identity[0] += 1
        self._ident = identity[0]
        self._native_id = identity[0]
        active = threading._active
        caller = active.get(main_identity)
        active[main_identity] = self
        self._started.set()
        try:
            self.run()
        except SystemExit:
            pass
        except BaseException:
            self._invoke_excepthook(self)
        finally:
            self._finished = True
            active[main_identity] = caller

    def join(self, timeout=None):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if threading.current_thread() is self:
            raise RuntimeError('cannot join current thread')

    threading.Thread._finished = False
    threading.Thread.start = start
    threading.Thread.join = join
    threading.Thread.is_alive = lambda self: self._started.is_set() and not self._finished

    def timer_run(self):
        if not self.finished.is_set():
            time.sleep(self.interval)
            self.function(*self.args, **self.kwargs)
        self.finished.set()
    threading.Timer.run = timer_run

    size = [0]
    def stack_size(new_size=0, /):
        previous = size[0]
        size[0] = new_size
        return previous
    threading.stack_size = _thread.stack_size = stack_size

    def start_new_thread(function, args, kwargs={}, /):
        identity[0] += 1
        ident = identity[0]
        try:
            function(*args, **kwargs)
        except SystemExit:
            pass
        except BaseException:
            sys.excepthook(*sys.exc_info())
        return ident
    _thread.start_new_thread = _thread.start_new = start_new_thread

    def submit(self, function, /, *args, **kwargs):
        if self._shutdown:
            raise RuntimeError('cannot schedule new futures after shutdown')
        future = Future()
        future.set_running_or_notify_cancel()
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)
        return future
    pool_module.ThreadPoolExecutor.submit = submit

    # Waiting for another thread can only end by the time-out: nobody else is running.
    plain_acquire = threading.Condition.wait
    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError('cannot wait on un-acquired lock')
        if timeout is None:
            raise RuntimeError('deadlock: waiting for a thread that cannot run')
        time.sleep(max(0, timeout))
        return False
    threading.Condition.wait = wait

_threads()
del _threads
`;
