import { absolute, compare, modulo, number } from "../tree/build.ts";
import type { Helper } from "../tree/program.ts";

/** Euclid's algorithm on absolute values; of 0 and 0 it is 0. */
export const gcdHelper: Helper = {
  name: "gcd",
  parameters: ["x", "y"],
  body: [
    { is: "set-numbers", names: ["x", "y"], values: [absolute("x"), absolute("y")] },
    {
      is: "while",
      when: compare("y", ">", 0),
      body: [{ is: "set-numbers", names: ["x", "y"], values: [number("y"), modulo("x", "y")] }],
    },
  ],
  result: number("x"),
};
