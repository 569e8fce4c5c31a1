/** Random numbers from a seed (mulberry32), so that a failure can be run again. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Things that a hostile program would try, as expressions. `{n}` becomes a number, `{x}` another expression. */
const ATTEMPTS = [
  "open('/etc/passwd').read()",
  "open('escape{n}', 'w').write('x')",
  "os.system('touch escape{n}')",
  "os.fork()",
  "os.kill({n}, 9)",
  "os.execv('/bin/sh', ['sh'])",
  "subprocess.run(['id'])",
  "os.pipe()",
  "socket.socket()",
  "socket.getaddrinfo('a', {n})",
  "os.listdir('/proc')",
  "os.environ.copy()",
  "os.open('/dev/null', {n})",
  "os.read({n} % 9, {n})",
  "os.write({n} % 9, b'x' * {n})",
  "os.lseek({n} % 9, {n}, {n} % 4)",
  "os.dup({n} % 9)",
  "os.close({n} % 9)",
  "os.fstat({n} % 9)",
  "os.mkdir('escape{n}')",
  "os.symlink('/', 'escape')",
  "mmap.mmap(-1, {n} + 1)",
  "mmap.mmap({n} % 5, 10)",
  "bytearray({n} * 1000)",
  "[0] * ({n} * 100)",
  "'x' * ({n} * 1000)",
  "signal.raise_signal({n} % 33)",
  "os._exit({n})",
  "sys.exit({n})",
  "sys.setrecursionlimit({n} + 100)",
  "sys.settrace(lambda *a: None)",
  "gc.get_objects()[{n} % 100:][:1]",
  "sys._getframe().f_back",
  "sys.modules.clear()",
  "builtins.__dict__.pop('len', None)",
  "eval('(' * ({n} % 500))",
  "compile('x' + '.y' * {n}, 'f', 'eval')",
  "re.match('(a+)+$', 'a' * ({n} % 18) + 'b')",
  "json.loads('[' * {n})",
  "pickle.loads(bytes([{n} % 256, 46]))",
  "marshal.loads(bytes([{n} % 256]) + b'\\\\x00' * 9)",
  "threading.Thread(target=lambda: {x}).start()",
  "ctypes",
  "__import__('js')",
  "__import__('pyodide_js').eval",
  "__import__('_ctypes')",
  "__import__('_pyodide_core')",
  "time.sleep({n})",
  "select.select([0], [], [], {n})",
  "struct.pack('{n}s', b'')[:3]",
  "{n} ** ({n} % 3000)",
  "type('T', (), {'__del__': lambda s: {x}})()",
  "memoryview(bytearray(8)).cast('Q')[0]",
  "os.urandom({n})",
  "asyncio.run(asyncio.sleep({n}))",
  "exec('raise Exception(1)')",
  "sqlite3.connect('/escape{n}')",
  "sqlite3.connect(':memory:')",
  "print('y' * {n}, file=sys.stderr)",
  "(lambda f: f(f))(lambda f: f(f))",
  "os.truncate('/lib', {n})",
  "os.sendfile(1, 0, 0, {n})",
] as const;

const IMPORTS =
  "import os, sys, gc, re, json, time, mmap, signal, socket, struct, select, pickle, marshal, asyncio, builtins, threading, subprocess, sqlite3\n";

/** One hostile program: some attempts, each caught or not, and often crafted bytecode at the end. */
export function hostileProgram(seed: number): string {
  const below = seeded(seed);
  const expression = (depth: number): string =>
    (ATTEMPTS[below(ATTEMPTS.length)] ?? "0")
      .replaceAll("{n}", () => String(below(4) === 0 ? below(2 ** 31) : below(2000)))
      .replaceAll("{x}", () => (depth > 0 ? expression(depth - 1) : "0"));
  const lines = Array.from({ length: 1 + below(5) }, () => {
    const caught = below(3) > 0;
    return caught ? `try:\n    ${expression(2)}\nexcept BaseException:\n    pass` : expression(2);
  });
  if (below(2) === 0) lines.push(craftedBytecode(below));
  return `${IMPORTS}${lines.join("\n")}\n`;
}

/** A function whose bytecode is random, or real with some bytes changed. */
function craftedBytecode(below: (limit: number) => number): string {
  const random = Array.from({ length: 2 * (1 + below(30)) }, () => below(256));
  const source = `def victim(a=1, *b, c=(), **d):
    x = [a, b, c, d]
    for i in range(9):
        x.append({i: x})
    return x, lambda: x
code = bytearray(victim.__code__.co_code)`;
  const change =
    below(2) === 0
      ? `code[:] = bytes(${JSON.stringify(random)})`
      : `for at, value in ${JSON.stringify(random.map((value) => [below(1000), value]))}:\n    code[at % len(code)] = value`;
  const size = below(3) === 0 ? `, co_stacksize=${below(20)}` : "";
  return `${source}\n${change}\nvictim.__code__ = victim.__code__.replace(co_code=bytes(code)${size})\nvictim()`;
}
