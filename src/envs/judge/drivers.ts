/** Marks the line with the returned value; what the function printed before it is ignored. */
const MARK = "affine-returned:";

/**
 * A program that hands all of standard input to `solve(text)` of the answer and prints what it returns, as JSON behind
 * a mark.
 */
export function textDriver(program: string): string {
  return `${program}

import json as _json, sys as _sys
_returned = solve(_sys.stdin.read())
if not isinstance(_returned, str):
    raise TypeError("solve must return a string")
_sys.stdout.write("\\n${MARK}" + _json.dumps(_returned) + "\\n")
`;
}

/** The same for any function, with arguments that stand in standard input as a JSON list. */
export function argumentsDriver(program: string, functionName: string): string {
  return `${program}

import json as _json, sys as _sys
_returned = ${functionName}(*_json.loads(_sys.stdin.read()))
_sys.stdout.write("\\n${MARK}" + _json.dumps(_returned) + "\\n")
`;
}

/**
 * A program that makes calls of the answer's functions and prints the results as a JSON list behind a mark: JSON texts,
 * `null` where a call raised an exception or returned what JSON has not. The calls, each a name and its arguments, stand
 * in standard input as a JSON list. What they print is ignored.
 */
export function callsDriver(program: string): string {
  return `${program}

import json as _json, sys as _sys
def _called(_name, _arguments):
    try:
        return _json.dumps(globals()[_name](*_arguments))
    except Exception:
        return None
_returned = [_called(*_call) for _call in _json.loads(_sys.stdin.read())]
_sys.stdout.write("\\n${MARK}" + _json.dumps(_returned) + "\\n")
`;
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
