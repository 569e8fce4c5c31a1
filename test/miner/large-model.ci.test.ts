import { test } from "vitest";
import { pushAndPullLarge } from "./large-model.ts";

test("behavior: a model of 40 MB is pushed and pulled with flat memory", () => pushAndPullLarge(40_000_000), 240_000);
