import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", "coverage/**", "bench/baseline/**", ".affine/**"] },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/return-await": ["error", "in-try-catch"],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-empty": ["error", { allowEmptyCatch: false }],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["**/*.test.ts", "test/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off", "max-lines": "off" },
  },
  {
    // What lies in a store, a wallet or a folder may be a named pipe, a device or a terabyte: src/io reads files only,
    // and no more than is allowed. These read the package's own files, or what a user pipes in.
    files: ["src/**/*.ts"],
    ignores: [
      "src/**/*.test.ts",
      "src/io/**",
      "src/sandbox/child/**",
      "src/cli/version.ts",
      "src/cli/commands/env/evaluate.ts",
    ],
    rules: {
      "no-restricted-imports": [
        "error",
        ...["node:fs", "node:fs/promises"].map((name) => ({
          name,
          importNames: ["readFile", "readFileSync", "createReadStream", "copyFile"],
          message: "Use readRegularFile or streamRegularFile of src/io.",
        })),
      ],
    },
  },
  {
    // Lines written beside the terminal's one writer leave ghosts of the picture or bar that stands there. The last words
    // of a program that ends come when nothing is drawn any more; what a reader's program prints is passed on as it is.
    files: ["src/**/*.ts"],
    ignores: [
      "src/**/*.test.ts",
      "src/telemetry/terminal.ts",
      "src/cli/report-error.ts",
      "src/cli/commands/sandbox/run.ts",
      "src/cli/commands/env/dev.ts",
    ],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.object.object.name='process'][callee.object.property.name='stderr']",
          message: "Use `say` of src/telemetry.",
        },
      ],
    },
  },
  { files: ["**/*.js", "**/*.mjs", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
);
