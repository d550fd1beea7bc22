// `keylint completion <shell>`: a static script, so that a Tab never starts node.
import { UserError } from '../../model/errors.ts';
import type { Command, OptionTable } from '../command.ts';
import { type CommandEntry, commands } from '../commands.ts';
import { didYouMean } from '../suggest.ts';

const shells: Readonly<Record<string, (words: readonly CommandWords[]) => string>> = {
  bash,
  zsh,
  fish,
  powershell,
};

export const command: Command = {
  options: {},
  operands: { usage: '<shell>', min: 1, max: 1 },
  examples: [
    ['keylint completion bash >> ~/.bashrc', 'bash'],
    ['keylint completion zsh > "${fpath[1]}/_keylint"', 'zsh'],
    ['keylint completion fish > ~/.config/fish/completions/keylint.fish', 'fish'],
    ['keylint completion powershell >> $PROFILE', 'PowerShell'],
  ],
  async run(args, io) {
    const shell = args.operands[0] ?? '';
    const render = Object.hasOwn(shells, shell) ? shells[shell] : undefined;
    if (!render) {
      const names = Object.keys(shells);
      throw new UserError(`Unknown shell: ${shell}`, {
        hint: didYouMean(shell, names, `It is one of ${names.join(', ')}.`),
      });
    }
    io.stdout.write(render(await Promise.all(commands.map(wordsOf))));
    return 0;
  },
};

interface CommandWords {
  readonly name: string;
  readonly summary: string;
  /** With leading dashes. */
  readonly flags: readonly string[];
}

async function wordsOf({ name, summary, load }: CommandEntry): Promise<CommandWords> {
  const { options } = await load();
  return { name, summary, flags: ['--help', ...flagsOf(options)] };
}

function flagsOf(options: OptionTable): readonly string[] {
  return Object.entries(options).flatMap(([name, { alias, isHidden }]) => {
    if (isHidden) return [];
    return alias ? [`--${name}`, `-${alias}`] : [`--${name}`];
  });
}

function bash(words: readonly CommandWords[]): string {
  const cases = words.map(({ name, flags }) => `    ${name}) words="${flags.join(' ')}" ;;`);
  return `_keylint() {
  local words current="\${COMP_WORDS[COMP_CWORD]}"
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="${words[0]?.flags.join(' ') ?? ''}" ;;
  esac
  COMPREPLY=()
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")); return ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${words.map(({ name }) => name).join(' ')}" -- "$current"))
  fi
}
complete -o default -F _keylint keylint
`;
}

function zsh(words: readonly CommandWords[]): string {
  const names = words.map(({ name, summary }) => `    '${name}:${quoteless(summary)}'`);
  const cases = words.map(({ name, flags }) => `    ${name}) flags=(${flags.join(' ')}) ;;`);
  return `#compdef keylint
_keylint() {
  local -a names flags
  names=(
${names.join('\n')}
  )
  case "$words[2]" in
${cases.join('\n')}
    *) flags=(${words[0]?.flags.join(' ') ?? ''}) ;;
  esac
  if [[ "$PREFIX" == -* ]]; then
    compadd -- $flags
    return
  fi
  (( CURRENT == 2 )) && _describe command names
  _files
}
if [ "$funcstack[1]" = _keylint ]; then _keylint "$@"; else compdef _keylint keylint; fi
`;
}

function fish(words: readonly CommandWords[]): string {
  const all = words.map(({ name }) => name).join(' ');
  const lines = words.flatMap(({ name, summary, flags }, index) => {
    const when =
      index === 0
        ? `not __fish_seen_subcommand_from ${all.replace(/^\S+ /, '')}`
        : `__fish_seen_subcommand_from ${name}`;
    return [
      `complete -c keylint -n __fish_use_subcommand -a ${name} -d '${quoteless(summary)}'`,
      ...flags.map((flag) =>
        flag.startsWith('--')
          ? `complete -c keylint -n '${when}' -l ${flag.slice(2)}`
          : `complete -c keylint -n '${when}' -s ${flag.slice(1)}`,
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}

function powershell(words: readonly CommandWords[]): string {
  const rows = words.map(
    ({ name, flags }) => `    '${name}' = @(${flags.map((flag) => `'${flag}'`).join(', ')})`,
  );
  return `Register-ArgumentCompleter -Native -CommandName keylint -ScriptBlock {
  param($word, $line, $position)
  $commands = [ordered]@{
${rows.join('\n')}
  }
  $name = "$($line.CommandElements | Select-Object -Skip 1 -First 1)"
  $words = if ($word -like '-*') {
    if ($commands.Contains($name)) { $commands[$name] } else { $commands['scan'] }
  } else { $commands.Keys }
  $words | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_)
  }
}
`;
}

function quoteless(text: string): string {
  return text.replace(/['"\\:]/g, '');
}
