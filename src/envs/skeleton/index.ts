/** A first version of somebody else's environment, as texts to be written into files. */
export { environmentSkeleton, skeletonNames, type SkeletonFile, type SkeletonNames } from "./skeleton.ts";
