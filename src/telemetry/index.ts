export { levelOfVerbosity, logger, setLogLevel, silentLogger, type Logger, type LogLevel } from "./logger.ts";
export { formatBytes, formatDuration } from "./format.ts";
export { progressBar, progressLine, type Progress, type ProgressState } from "./progress-bar.ts";
