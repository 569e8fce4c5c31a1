import type { OptionGroup, OptionSpec } from "./option.ts";
import { OPTIONS } from "./options.ts";

const TITLES: Readonly<Record<OptionGroup, string>> = {
  network: "Which network",
  validator: "Validating",
  inference: "Asking models",
  miner: "Mining (for `af push` and `af pull`)",
  storage: "Record storage on an S3-compatible server: where records are published besides the data folder",
  signer: "The signer, the only process with the hotkey",
  local: "Folders",
  page: "The page and the terminal",
  serve: "Doors for trainers (`af serve`)",
};

/** The text of `.env.example`: every variable once, with a line of explanation. A test keeps the file equal to it. */
export function envExample(): string {
  const specs: readonly OptionSpec[] = Object.values(OPTIONS);
  const groups = Object.entries(TITLES).map(([group, title]) => {
    const lines = specs.filter((spec) => spec.group === group).map(entry);
    return `# ${title}\n\n${lines.join("\n")}`;
  });
  return `# Copy to .env and fill in what you need: NAME=value, one a line. Nothing is needed for \`af demo\`.
# A flag wins over the environment, the environment over this file, this file over configuration files.

${groups.join("\n")}
# Docker compose

# Image that docker-compose.yml runs; docker-compose.local.yml builds affine:local instead.
AFFINE_IMAGE=ghcr.io/affinefoundation/affine:latest
`;
}

function entry(spec: OptionSpec): string {
  const fallback =
    spec.defaultText ?? (spec.default === undefined ? undefined : JSON.stringify(spec.default).replaceAll('"', ""));
  const note =
    spec.withoutEffect !== undefined
      ? `Without effect here: ${spec.withoutEffect}.`
      : fallback === undefined
        ? undefined
        : `Default: ${fallback}.`;
  const value = spec.example ?? (spec.default === undefined ? "" : JSON.stringify(spec.default).replaceAll('"', ""));
  const help = `# ${spec.help}.${note === undefined ? "" : ` ${note}`}`;
  return `${help}\n# ${spec.env}=${spec.withoutEffect === undefined ? value : ""}\n`;
}
