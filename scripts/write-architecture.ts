/** Draws docs/images/architecture.svg from the imports of `src/`: `npm run architecture`. */
import { writeFileSync } from "node:fs";
import { drawArchitecture } from "./architecture/draw.ts";
import { layersOf } from "./architecture/layers.ts";
import { readRooms } from "./architecture/room-imports.ts";

writeFileSync(new URL("../docs/images/architecture.svg", import.meta.url), drawArchitecture(layersOf(readRooms())));
