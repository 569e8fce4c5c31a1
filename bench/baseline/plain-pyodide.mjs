// The plain way to run Python programs in Node: one Pyodide, no sandbox, no limits, each program in a namespace of its own.
// Reads {program, stdin, count} as JSON; prints {latencies_ms, seconds, cpu_seconds}.
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const { program, stdin, count } = JSON.parse(readFileSync(0, "utf8"));
const python = await loadPyodide();
let printed = "";
python.setStdout({ batched: (text) => (printed += text) });

function run() {
  printed = "";
  let line = 0;
  const lines = stdin.split("\n");
  python.setStdin({ stdin: () => lines[line++] ?? null });
  const globals = python.toPy({ __name__: "__main__" });
  python.runPython(program, { globals });
  globals.destroy();
}

for (let warm = 0; warm < 50; warm += 1) run();
const latencies = [];
const cpu = process.cpuUsage();
const started = performance.now();
for (let done = 0; done < count; done += 1) {
  const at = performance.now();
  run();
  latencies.push(performance.now() - at);
}
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ latencies_ms: latencies, seconds, cpu_seconds: (user + system) / 1e6 }));
