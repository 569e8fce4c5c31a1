import { AffineError, opening } from "../../core/index.ts";
import { startDoors } from "../../doors/index.ts";
import { environments } from "../../envs/index.ts";
import { isToken } from "../../io/index.ts";
import { python } from "../../sandbox/index.ts";
import type { CommandContext } from "../context.ts";
import { untilInterrupted } from "../interrupt.ts";
import { printJson, printLine } from "../output.ts";
import type { ModuleOption } from "../program/env/module-option.ts";
import { tokenOf } from "../token-file.ts";
import { readVersion } from "../version.ts";
import { loadModules } from "./env/chosen-environment.ts";

/** Opens the doors and keeps them open until it is told to stop. */
export async function serve(context: CommandContext, options: ModuleOption): Promise<void> {
  await loadModules(options);
  const { serveHost = "127.0.0.1", servePort = 8430, serveSessions = 1000 } = context.config.values;
  const token = await serveToken(context);
  // From here on a Ctrl-C is ours: what is printed says so.
  const { signal } = context;
  if (token === undefined && !isLoopback(serveHost)) {
    context.log.warn(
      `everybody who reaches ${serveHost} can use this server: AFFINE_SERVE_TOKEN_FILE asks for a token`,
    );
  }
  const closing = await opening(async (parts) => {
    const doors = await startDoors({
      ...{ host: serveHost, port: servePort, token, version: readVersion(), log: context.log },
      limits: { sessions: serveSessions },
    });
    parts.add(() => python.close());
    parts.add(() => doors.close());
    const names = environments().map(({ info }) => info.name);
    if (context.json) {
      await printJson({ url: doors.url, host: doors.host, port: doors.port, pid: process.pid, environments: names });
    } else {
      const [name = "SAT"] = names;
      await printLine(`native     ${doors.url}/v1   (GET ${doors.url}/llms.txt)`);
      await printLine(
        `OpenEnv    ${doors.url}/envs/${name}\nNeMo Gym   ${doors.url}/nemo/${name}\nORS        ${doors.url}`,
      );
      await printLine(`questions  ${names.join(", ")}\nCtrl-C ends it.`);
    }
    return parts;
  });
  await untilInterrupted(signal);
  await closing.close();
}

/** The token that clients must send, from its file or its variable; none where neither is set. */
async function serveToken(context: CommandContext): Promise<string | undefined> {
  const { serveTokenFile, serveToken: token } = context.config.values;
  if (serveTokenFile !== undefined) return tokenOf(context, serveTokenFile, "The doors' token");
  if (token === undefined || isToken(token)) return token;
  throw new AffineError("credentials_invalid", "AFFINE_SERVE_TOKEN is no token.", {
    hint: "It has at least 32 visible ASCII characters: openssl rand -hex 32.",
  });
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}
