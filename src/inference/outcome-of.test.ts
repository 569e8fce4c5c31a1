import { describe, expect, test } from "vitest";
import { AffineError } from "../core/index.ts";
import { outcomeOf } from "./index.ts";

// What the client itself returns and throws is tried over real sockets in hostile-answers.test.ts.
describe("outcomeOf", () => {
  test.each([new Error("oops"), "oops", null, undefined, { text: 5 }, { text: "not an answer" }])(
    "behavior: anything else, %s, is an internal failure and never a score",
    (thrown) => {
      expect(outcomeOf(thrown)).toMatchObject({
        outcome: "infra_failure",
        reason: "internal",
        error: { code: "internal" },
      });
    },
  );

  test("behavior: errors of other rooms are passed on", () => {
    const error = new AffineError("store_transport", "No store.");
    expect(outcomeOf(error)).toEqual({ outcome: "infra_failure", reason: "internal", error });
  });

  test("behavior: a query that cannot be sent is rejected", () => {
    const error = new AffineError("config_invalid", "No URL.");
    expect(outcomeOf(error)).toEqual({ outcome: "infra_failure", reason: "rejected", error });
  });
});
