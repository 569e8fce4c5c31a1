import { CLOCK_DESCRIPTOR } from "../interpreter/descriptors.ts";

/** What 64-bit contest programs expect of the interpreter: maxsize, exit(), time.sleep, the resource module. */
export const SYSTEM_PRELUDE = String.raw`
def _system():
    import builtins, os, sys, time, types
    import _sitebuiltins

    sys.maxsize = 2**63 - 1
    sys.argv = ['main.py']
    sys.orig_argv = ['python3', 'main.py']
    builtins.exit = _sitebuiltins.Quitter('exit', 'Ctrl-D (i.e. EOF)')
    builtins.quit = _sitebuiltins.Quitter('quit', 'Ctrl-D (i.e. EOF)')

    # Sleeping moves the virtual clock and takes no time.
    def sleep(seconds, /, *, write=os.write, divmod=divmod):
        """Delay execution for a given number of seconds."""
        if isinstance(seconds, (str, bytes)) or seconds is None:
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
        if seconds < 0:
            raise ValueError('sleep length must be non-negative')
        nanoseconds = int(min(float(seconds), 9e9) * 1_000_000_000)
        write(${CLOCK_DESCRIPTOR}, nanoseconds.to_bytes(8, 'little'))
    sleep.__module__ = 'time'
    time.sleep = sleep

    # Programs raise their own limits with it; there is nothing to raise here.
    resource = types.ModuleType('resource')
    resource.RLIM_INFINITY = -1
    for number, name in enumerate('CPU FSIZE DATA STACK CORE RSS NPROC NOFILE MEMLOCK AS'.split()):
        setattr(resource, 'RLIMIT_' + name, number)
    resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN = 0, -1
    resource.error = OSError
    resource.getrlimit = lambda which: (-1, -1)
    resource.setrlimit = lambda which, limits: None
    resource.getpagesize = lambda: 65536
    Usage = types.SimpleNamespace
    resource.getrusage = lambda who: Usage(
        ru_utime=time.process_time(), ru_stime=0.0, ru_maxrss=0, ru_minflt=0, ru_majflt=0, ru_inblock=0, ru_oublock=0)
    sys.modules['resource'] = resource

_system()
del _system
`;
