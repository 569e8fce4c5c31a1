import { STATUS } from "../interpreter/imports-process.ts";

/**
 * Runs one program as python3 main.py would, and ends the run as Python's finalization does: exit functions, then the
 * standard streams (status 120 if one of them cannot be flushed), then every other writer that is still alive.
 */
export const RUNNER_PRELUDE = String.raw`
def _make_runner():
    import atexit, builtins, gc, io, linecache, os, sys, threading, traceback

    main = sys.modules['__main__']
    shutdown_threads = threading._shutdown
    run_exit_functions = atexit._run_exitfuncs
    end = os._exit
    write = os.write
    alive = gc.get_objects
    text_writer, byte_writers = io.TextIOWrapper, (io.BufferedWriter, io.BufferedRandom)
    ours = [file for file in (sys.__stdout__, sys.__stderr__) if file is not None]

    def report(error):
        frames = error.__traceback__
        sys.excepthook(type(error), error.with_traceback(frames.tb_next if frames else None), None)

    def excepthook(kind, error, frames, print_exception=traceback.print_exception):
        print_exception(error)

    def tell(code):
        stream = getattr(sys, 'stderr', None)
        text = f'{code}\n'
        if stream is None:
            write(2, text.encode('utf-8', 'backslashreplace'))
        else:
            stream.write(text)

    def flushed(name):
        file = getattr(sys, name, None)
        if file is None:
            return True
        try:
            if file.closed:
                return True
        except BaseException:
            pass
        try:
            file.flush()
        except BaseException:
            return False
        return True

    # A text file may hold what its buffer does not have yet: texts first.
    def flush_all():
        found = [file for file in alive() if isinstance(file, (text_writer, *byte_writers))]
        for file in ours + [file for file in found if isinstance(file, text_writer)]:
            try:
                text_writer.flush(file)
            except BaseException:
                pass
        for file in [file.buffer for file in ours] + [file for file in found if isinstance(file, byte_writers)]:
            try:
                file.flush()
            except BaseException:
                pass

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
                    tell(code)
                except BaseException:
                    pass
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
        failed = [name for name in ('stdout', 'stderr') if not flushed(name)]
        if failed and status <= 255:
            status = 120
        try:
            flush_all()
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
