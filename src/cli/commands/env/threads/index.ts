/** Worker threads for measuring environments and judging answers. */
export { EnvironmentThreads } from "./environment-threads.ts";
