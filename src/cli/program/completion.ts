import { Argument, Command } from "commander";
import { printLine } from "../output.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

/** @param program the whole tree, asked for when the command runs. */
export function completionCommand(program: () => Command): Command {
  return new Command("completion")
    .description("print a completion script for your shell")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .addHelpText(
      "before",
      'Examples:\n  source <(af completion bash)\n  af completion zsh > "${fpath[1]}/_af"\n  af completion fish | source\n',
    )
    .action(async (shell: Shell) => {
      await printLine(scripts[shell](words(program(), "")));
    });
}

/** Words that may follow each path of subcommands, such as `env sample`. */
type Words = ReadonlyMap<string, readonly string[]>;

function words(command: Command, path: string): Words {
  const flags = command.options.flatMap((option) => [option.short, option.long].filter((flag) => flag != null));
  const children = command.commands.flatMap((child) => [child.name(), ...child.aliases()]);
  const found = new Map<string, readonly string[]>([[path, [...children, ...flags]]]);
  for (const child of command.commands) {
    for (const name of [child.name(), ...child.aliases()]) {
      for (const [below, list] of words(child, `${path} ${name}`.trim())) found.set(below, list);
    }
  }
  return found;
}

const scripts: Readonly<Record<Shell, (found: Words) => string>> = {
  bash: (found) => `_af() {
  local path="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  local choices=""
  case "$path" in
${cases(found, (list) => `choices="${list}"`)}
  esac
  COMPREPLY=( $(compgen -W "$choices" -- "\${COMP_WORDS[COMP_CWORD]}") )
}
complete -o default -F _af af`,
  zsh: (found) => `#compdef af
_af() {
  local path="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  case "$path" in
${cases(found, (list) => `compadd -- ${list}`)}
    *) _files ;;
  esac
}
compdef _af af`,
  fish: (found) =>
    `function __af_path
  set -l words (commandline -opc)
  string join " " -- (string match -v -- "-*" $words[2..-1])
end
complete -c af -f
${[...found].map(([path, list]) => `complete -c af -n 'test (__af_path | string collect --allow-empty) = "${path}"' -a "${list.join(" ")}"`).join("\n")}`,
};

function cases(found: Words, body: (list: string) => string): string {
  return [...found].map(([path, list]) => `    "${path}") ${body(list.join(" "))} ;;`).join("\n");
}
