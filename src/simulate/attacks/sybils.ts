import type { Attack } from "../attack.ts";
import { exactCopies } from "./copies.ts";

/** Many hands of one model: somebody may be lucky. */
export const sybils: Attack = {
  name: "sybils",
  summary: "ten exact copies of the incumbent under ten coldkeys",
  begin: (laboratory) => exactCopies(laboratory, 10),
};
