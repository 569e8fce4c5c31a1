/**
 * What a running program may reach, by name of the WebAssembly import, with the reason. There is nothing else: every
 * name that is not listed here ends the run as a violation, and behind the listed ones stands only our own code.
 */
export const ALLOWED_WHILE_RUNNING: Readonly<Record<string, string>> = {
  // Evaluator
  _Py_CheckEmscriptenSignals_Helper: "answers that no signal is pending",
  _PyEM_TrampolineCall_JS: "calls a C function of the interpreter itself through its own table",
  __call_sighandler: "calls the interpreter's own handler when a program raises a signal at itself",
  can_run_sync_js: "answers that JavaScript cannot be awaited",
  emscripten_runtime_keepalive_push: "does nothing: there is no event loop to keep alive",
  emscripten_runtime_keepalive_pop: "does nothing: there is no event loop to keep alive",
  proc_exit: "ends the run with its exit status",
  exit: "ends the run with its exit status",
  _abort_js: "ends the run as a crash",
  __assert_fail: "ends the run as a crash",
  // Memory
  emscripten_resize_heap: "grows memory to what is asked for, or by an eighth, up to the limit",
  emscripten_get_heap_max: "the memory limit of this run",
  _munmap_js: "answers no such mapping: files cannot be mapped",
  _mmap_js: "answers no such device: files cannot be mapped",
  // Streams
  fd_read: "standard input of this run, and files of the in-memory standard library",
  fd_write: "standard output and error of this run up to their cap; the virtual clock",
  fd_pwrite: "temporary files of this run",
  fd_sync: "does nothing: nothing is on a disk",
  fd_seek: "positions in files of the in-memory standard library",
  fd_pread: "files of the in-memory standard library",
  fd_close: "closes a descriptor of this run",
  fd_fdstat_get: "the kind of a descriptor of this run",
  __syscall_fcntl64: "flags of a descriptor of this run; nothing can be set, and it can be duplicated",
  __syscall_dup: "duplicates a descriptor of this run",
  _try_fcntl64: "answers that no descriptor is a socket",
  __syscall_ioctl: "answers that no descriptor is a terminal",
  __syscall_poll: "answers that every descriptor of this run is ready",
  _maybe_poll_async: "answers that no descriptor is a socket",
  // Files: the in-memory tree; only temporary files, below /tmp, can be written
  __syscall_unlinkat: "removes a temporary file of this run",
  __syscall_rmdir: "removes a temporary folder of this run",
  __syscall_mkdirat: "makes a temporary folder of this run",
  __syscall_renameat: "renames a temporary file of this run",
  __syscall_ftruncate64: "cuts off a temporary file of this run",
  __syscall_openat: "opens a file of the in-memory tree; for writing only below /tmp",
  __syscall_stat64: "looks at the in-memory tree",
  __syscall_lstat64: "looks at the in-memory tree",
  __syscall_newfstatat: "looks at the in-memory tree",
  __syscall_fstat64: "looks at a descriptor of this run",
  __syscall_faccessat: "looks at the in-memory tree",
  __syscall_getdents64: "lists a directory of the in-memory tree",
  __syscall_readlinkat: "answers that nothing is a link",
  __syscall_getcwd: "answers /",
  // Time and chance, both virtual
  clock_time_get: "the virtual clock",
  clock_res_get: "the virtual clock's resolution",
  emscripten_get_now: "the virtual clock",
  emscripten_date_now: "the virtual clock",
  random_get: "the virtual random source",
  _tzset_js: "the time zone is UTC",
  _gmtime_js: "calendar arithmetic",
  _localtime_js: "calendar arithmetic in UTC",
  _mktime_js: "calendar arithmetic in UTC",
  _timegm_js: "calendar arithmetic",
  // Identity: constants
  environ_sizes_get: "the fixed environment",
  environ_get: "the fixed environment",
  _Py_emscripten_runtime: "answers that the runtime has no name",
  _emscripten_get_progname: "the fixed program name",
  __syscall_getuid32_js: "answers 0",
};

/** Calls that the interpreter makes while it is built, before any foreign program exists. */
export const ALLOWED_WHILE_BUILDING: Readonly<Record<string, string>> = {
  __hiwire_deduplicate_new: "a static constructor asks for an empty JavaScript map; it gets null",
};
