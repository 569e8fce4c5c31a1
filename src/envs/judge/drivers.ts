/** Marks the line with the returned value. */
const MARK = "affine-returned:";

/** What is run for an answer that is a function: a driver, and the answer as a module beside it. */
export interface Driven {
  readonly program: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Imports the answer as a module, so that what it keeps for the case of being run as a program (`if __name__ == "__main__"`) is
 * not run, and calls it. What it prints goes nowhere, however much it is, and nothing of what it leaves behind is run after the
 * call: exit functions, or a standard output of its own.
 *
 * @param given an expression for what it finds in standard input, of `_text`, which is all that stood there.
 * @param returned an expression for what it returns, of `_answer`, `_text` and `_json`.
 */
function driver(answer: string, given: string, ...returned: readonly string[]): Driven {
  const program = `import io as _io, json as _json, os as _os, sys as _sys
class _Nowhere(_io.RawIOBase):
    def writable(self):
        return True
    def write(self, data):
        return len(data)
_text = _sys.stdin.read()
_write, _flush, _end, _dumps = _sys.stdout.write, _sys.stdout.flush, _os._exit, _json.dumps
_sys.stdin = _io.TextIOWrapper(_io.BytesIO((${given}).encode()), "utf-8")
_sys.stdout = _io.TextIOWrapper(_io.BufferedWriter(_Nowhere()), "utf-8")
import answer as _answer
${returned.join("\n")}
_write("\\n${MARK}" + _dumps(_returned) + "\\n")
_flush()
_end(0)
`;
  return { program, files: { "answer.py": answer } };
}

/**
 * A program that hands all of standard input to `solve(text)` of the answer and prints what it returns, as JSON behind
 * a mark. The answer finds it in standard input as well, if it calls itself.
 */
export function textDriver(answer: string): Driven {
  return driver(
    answer,
    "_text",
    "_returned = _answer.solve(_text)",
    "if not isinstance(_returned, str):",
    '    raise TypeError("solve must return a string")',
  );
}

/** The same for any function, with arguments that stand in standard input as a JSON list. */
export function argumentsDriver(answer: string, functionName: string): Driven {
  return driver(answer, '""', `_returned = _answer.${functionName}(*_json.loads(_text))`);
}

/**
 * A program that makes calls of the answer's functions and prints the results as a JSON list behind a mark: JSON texts,
 * `null` where a call raised an exception or returned what JSON has not. The calls, each a name and its arguments, stand
 * in standard input as a JSON list. What they print is ignored.
 */
export function callsDriver(answer: string): Driven {
  return driver(
    answer,
    '""',
    "_calls = _json.loads(_text)",
    "def _called(_name, _arguments):",
    "    try:",
    "        return _dumps(vars(_answer)[_name](*_arguments))",
    "    except Exception:",
    "        return None",
    "_returned = [_called(*_call) for _call in _calls]",
  );
}

/** What a driver writes for a returned value. */
export function returnedLine(value: unknown): string {
  return `\n${MARK}${JSON.stringify(value)}\n`;
}

/** What stands behind the mark on the last line of a driver's output; `undefined` if there is none. */
export function returnedText(stdout: string): string | undefined {
  const lines = stdout.split("\n");
  const last = lines.at(-2) ?? "";
  return lines.at(-1) === "" && last.startsWith(MARK) ? last.slice(MARK.length) : undefined;
}

/** The value there; `undefined` if there is none. */
export function returnedValue(stdout: string): unknown {
  const text = returnedText(stdout);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    // NaN and Infinity, which Python writes and JSON has not: no answer of a test is one of them.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
