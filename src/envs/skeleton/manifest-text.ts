/**
 * package.json of a new environment. `affine` is an optional peer: the program that loads the environment brings it,
 * and no package manager fetches something else of that name.
 */
export function manifestText(packageName: string, affineVersion: string): string {
  const manifest = {
    name: packageName,
    version: "0.1.0",
    description: "An environment for Affine.",
    type: "module",
    exports: "./src/index.js",
    files: ["src"],
    engines: { node: ">=20.20" },
    scripts: { test: "node --test" },
    peerDependencies: { affine: `npm:affine-arena@^${affineVersion}` },
    peerDependenciesMeta: { affine: { optional: true } },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
