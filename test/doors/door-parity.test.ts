import { doorParity } from "./door-parity.ts";

doorParity(12);
