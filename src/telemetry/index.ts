export { levelOfVerbosity, setLogLevel, type LogLevel } from "./log-level.ts";
export { logger, silentLogger, type Logger } from "./logger.ts";
export { logAsJson } from "./log-line.ts";
export { forwardLines } from "./forward-lines.ts";
export { formatBytes, formatDuration } from "./format.ts";
export { countBar, countLine, leftMs, type CountBar, type CountState } from "./count-bar.ts";
export { progressBar, progressLine, type Progress, type ProgressState } from "./progress-bar.ts";
export { say, terminal, Terminal, type TerminalPicture, type TerminalStream } from "./terminal.ts";
