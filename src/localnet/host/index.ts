export { type InferenceHost, type InferenceHostOptions, startInferenceHost } from "./start-inference-host.ts";
