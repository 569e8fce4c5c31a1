export { createApi, createMetricsApp, type ApiOptions } from "./api.ts";
export { listen, type Listening } from "./listen.ts";
export { createRunnerApp, type RunnerStatus } from "./runner-app.ts";
export { createRecordsRoute } from "./records-route.ts";
export { contestSchema, type Challenger, type Contest } from "./contest-schema.ts";
export { statusSchema, type EnvironmentScore, type LeaderboardRow, type Status } from "./status-schema.ts";
export { statusOf } from "./status-of.ts";
export { webFolder } from "./web-folder.ts";
