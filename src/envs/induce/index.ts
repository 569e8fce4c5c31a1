/** INDUCE: find the function behind calls and their results. */
export type { InduceOptions } from "./induce-params.ts";
export type { InduceSecret } from "./induce-secret.ts";
export { induceEnvironment } from "./induce.ts";
