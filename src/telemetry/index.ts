export { levelOfVerbosity, setLogLevel, type LogLevel } from "./log-level.ts";
export { logger, silentLogger, type Logger } from "./logger.ts";
export { formatBytes, formatDuration } from "./format.ts";
export { progressBar, progressLine, type Progress, type ProgressState } from "./progress-bar.ts";
