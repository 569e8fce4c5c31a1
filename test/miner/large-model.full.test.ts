import { test } from "vitest";
import { pushAndPullLarge } from "./large-model.ts";

test("behavior: a model of 2 GB is pushed and pulled with flat memory", () => pushAndPullLarge(2_000_000_000));
