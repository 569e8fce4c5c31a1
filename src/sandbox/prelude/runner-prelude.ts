import { STATUS } from "../interpreter/imports-process.ts";

/** Runs one program as python3 main.py would, and ends the run. */
export const RUNNER_PRELUDE = String.raw`
def _make_runner():
    import atexit, builtins, gc, linecache, os, sys, threading, traceback

    main = sys.modules['__main__']
    shutdown_threads = threading._shutdown
    run_exit_functions = atexit._run_exitfuncs
    end = os._exit

    def report(error):
        frames = error.__traceback__
        sys.excepthook(type(error), error.with_traceback(frames.tb_next if frames else None), None)

    def excepthook(kind, error, frames, print_exception=traceback.print_exception):
        print_exception(error)

    def run_program(source, /):
        status = 0
        namespace = main.__dict__
        namespace['__builtins__'] = builtins
        namespace['__file__'] = 'main.py'
        try:
            exec(compile(source, 'main.py', 'exec', dont_inherit=True), namespace)
        except SystemExit as stop:
            code = stop.code
            if isinstance(code, int):
                status = code & 255
            elif code is not None:
                status = 1
                try:
                    print(code, file=sys.stderr)
                except BaseException:
                    status = 120
        except BaseException as error:
            # The parser raises MemoryError too, with a message, for source that is nested too deeply.
            out_of_memory = isinstance(error, MemoryError) and not error.args
            status = ${STATUS.outOfMemory} if out_of_memory else ${STATUS.uncaughtException}
            try:
                text = source.decode('utf-8', 'replace')
                linecache.cache['main.py'] = (len(text), None, text.splitlines(True), 'main.py')
                report(error)
            except BaseException:
                pass
        try:
            shutdown_threads()
            run_exit_functions()
        except BaseException:
            pass
        try:
            sys.stdout.flush()
        except BaseException:
            status = status or 120
        try:
            sys.stderr.flush()
        except BaseException:
            pass
        end(status)

    sys.excepthook = sys.__excepthook__ = excepthook
    namespace = main.__dict__
    for name in [name for name in namespace if not name.startswith('__')]:
        del namespace[name]
    namespace['run_program'] = run_program
    gc.collect()
    gc.freeze()

_make_runner()
`;
