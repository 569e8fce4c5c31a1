import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder } from "../e2e/af.ts";
import { ROOT } from "./read-commands.ts";

type Meant = string | (() => Promise<string>);

/** A folder with `./bin/af` and what readers of the documentation have in their clone, and a shell in it that knows `af`. */
export class DocsShell {
  readonly cwd = emptyFolder();
  readonly #env: Record<string, string>;
  #folder = this.cwd;
  readonly #services: Service[] = [];
  readonly #replaced = new Map<string, Meant>();

  constructor() {
    const bin = join(this.cwd, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "af"), `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "bin/af")}" "$@"\n`);
    chmodSync(join(bin, "af"), 0o755);
    for (const name of ["src", "examples", "python"]) symlinkSync(join(ROOT, name), join(this.cwd, name));
    cpSync(join(ROOT, ".env.example"), join(this.cwd, ".env.example"));
    this.#env = {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      ...{ HOME: this.cwd, NO_COLOR: "1", AFFINE_HOME: join(this.cwd, ".affine") },
      // Pages name the default ports; several tests share a machine.
      ...{ AFFINE_PORT: "0", AFFINE_SERVE_PORT: "0" },
      // As installed: the wheel's own tests build it.
      PYTHONPATH: join(ROOT, "python", "src"),
    };
  }

  /** What a page writes and only this run knows, some of it only when it comes to it: an address, a shortened hotkey. */
  replace(written: string, meant: Meant): void {
    this.#replaced.set(written, meant);
  }

  /** A line as it is to be run. */
  async #meant(line: string): Promise<string> {
    let text = line;
    for (const [written, meant] of this.#replaced) {
      if (text.includes(written)) text = text.replaceAll(written, typeof meant === "string" ? meant : await meant());
    }
    return text;
  }

  /** Runs a line of a page to its end. A line that only changes the folder changes it for all that follow. */
  async run(line: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const isMove = /^cd [^;&|]+$/.test(line);
    const service = await this.#spawn(isMove ? `${line} && pwd` : line);
    const code = await service.ended;
    const said = service.said();
    if (isMove && code === 0) this.#folder = said.stdout.trim();
    return { code, ...said };
  }

  /** Back to where every page begins. */
  goHome(): void {
    this.#folder = this.cwd;
  }

  /** Starts what a page leaves running; resolves when it has said that it is there. */
  async start(line: string, isThere: RegExp): Promise<Service> {
    const service = await this.#spawn(line);
    this.#services.push(service);
    await service.says(isThere);
    return service;
  }

  /** Ctrl-C for all that was started, the last first. @returns exit codes */
  async stop(): Promise<(number | null)[]> {
    const codes: (number | null)[] = [];
    for (const service of this.#services.splice(0).reverse()) codes.push(await service.stop());
    return codes;
  }

  async #spawn(line: string): Promise<Service> {
    const meant = await this.#meant(line);
    // `exec`, so that Ctrl-C reaches the program itself.
    const isOne = !/[|;<>]|&&/.test(line) && !/^[A-Z_]+=/.test(line);
    const words = ["-euo", "pipefail", "-c", isOne && !line.startsWith("cd ") ? `exec ${meant}` : meant];
    return new Service(
      line,
      spawn("bash", words, { cwd: this.#folder, env: this.#env, stdio: ["ignore", "pipe", "pipe"] }),
    );
  }
}

/** A command that runs until it is stopped. */
export class Service {
  readonly ended: Promise<number | null>;
  readonly #line: string;
  readonly #child: ChildProcess;
  #stdout = "";
  #stderr = "";
  #onWord: () => void = () => undefined;

  constructor(line: string, child: ChildProcess) {
    this.#line = line;
    this.#child = child;
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#onWord();
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr += text;
      this.#onWord();
    });
    this.ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        resolve(code);
        this.#onWord();
      });
    });
  }

  said(): { stdout: string; stderr: string } {
    return { stdout: this.#stdout, stderr: this.#stderr };
  }

  /** @throws Error when it ends without having said it */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
      if (found !== null) return found;
      if (this.#child.exitCode !== null) throw new Error(`${this.#line} ended: ${this.#stdout}${this.#stderr}`);
      await new Promise<void>((resolve) => (this.#onWord = resolve));
    }
  }

  stop(): Promise<number | null> {
    this.#child.kill("SIGINT");
    return this.ended;
  }
}
