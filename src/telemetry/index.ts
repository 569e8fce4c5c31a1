export { levelOfVerbosity, logger, setLogLevel, silentLogger, type Logger, type LogLevel } from "./logger.ts";
