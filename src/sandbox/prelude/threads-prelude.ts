/**
 * There is one thread. Starting another runs its target at once, to its end, in the caller's place: that is one of the
 * orders in which real threads may run, and covers the idiom of running main() in a thread with a larger stack.
 */
export const THREADS_PRELUDE = String.raw`
def _threads():
    import _thread, queue, sys, threading, time
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
    class Lock:
        __slots__ = ('_held', '__weakref__')

        def __init__(self):
            self._held = False

        def acquire(self, blocking=True, timeout=-1):
            if not blocking and timeout != -1:
                raise ValueError("can't specify a timeout for a non-blocking call")
            if timeout < 0 and timeout != -1:
                raise ValueError('timeout value must be a non-negative number')
            if not self._held:
                self._held = True
                return True
            if not blocking:
                return False
            if timeout == -1:
                raise RuntimeError('deadlock: waiting for a lock that nobody can release')
            time.sleep(timeout)
            return False

        def release(self):
            if not self._held:
                raise RuntimeError('release unlocked lock')
            self._held = False

        def locked(self):
            return self._held

        def __enter__(self):
            return self.acquire()

        def __exit__(self, kind, value, frames):
            self.release()

        def _at_fork_reinit(self):
            self._held = False

        acquire_lock, release_lock, locked_lock = acquire, release, locked

    Lock.__module__ = '_thread'
    Lock.__qualname__ = Lock.__name__ = 'lock'
    threading.Lock = threading._allocate_lock = _thread.lock = _thread.LockType = Lock
    _thread.allocate_lock = _thread.allocate = Lock
    queue.SimpleQueue = queue._PySimpleQueue

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
