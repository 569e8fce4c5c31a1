export { fillWeights, FILLER_SHARE, isFilledFrom } from "./fill-weights.ts";
export { refuseObstacles, sentence } from "./refuse-obstacles.ts";
export {
  COMMIT_REVEAL_VERSION,
  isWithin,
  NO_WEIGHT_LIMIT,
  weightObstacles,
  type Obstacle,
} from "./weight-obstacles.ts";
