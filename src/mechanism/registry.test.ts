import { describe, expect, test } from "vitest";
import { AffineError } from "../core/index.ts";
import { mechanism } from "./index.ts";

function refusal(name: string): AffineError {
  try {
    mechanism(name);
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return thrown;
    throw thrown;
  }
  throw new Error(`${name} was accepted`);
}

describe("mechanism", () => {
  test("default: by name", () => {
    expect(mechanism("affine-v1").name).toBe("affine-v1");
    expect(mechanism("affine-v2").name).toBe("affine-v2");
  });

  test("error: a near miss is named, anything else lists the choices", () => {
    expect(refusal("afine-v1")).toMatchObject({
      code: "mechanism_unknown",
      hint: "Did you mean affine-v1? Choose one of: affine-v1, affine-v2.",
    });
    expect(refusal("borda").hint).toBe("Choose one of: affine-v1, affine-v2.");
    expect(refusal("toString").code).toBe("mechanism_unknown");
    expect(refusal("x".repeat(10_000)).message.length).toBeLessThan(120);
  });
});
