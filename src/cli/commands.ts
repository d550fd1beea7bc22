// Every command by name, with the one line that lists it. Each is loaded only when it is run or asked about.
import type { Command } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** In the order of help; the first one runs where no command is named. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'scan',
    summary: 'Audit files, directories or globs (the default command)',
    load: async () => (await import('./commands/scan.ts')).command,
  },
  {
    name: 'audit',
    summary: 'Audit the whole tree and write an HTML report',
    load: async () => (await import('./commands/audit.ts')).command,
  },
  {
    name: 'fix',
    summary: 'Repair what a scan finds',
    load: async () => (await import('./commands/fix.ts')).command,
  },
  {
    name: 'rotate',
    summary: 'Replace a secret and keep the previous value valid for a while',
    load: async () => (await import('./commands/rotate.ts')).command,
  },
  {
    name: 'undo',
    summary: 'Take the last fix back',
    load: async () => (await import('./commands/undo.ts')).command,
  },
  {
    name: 'check',
    summary: 'Rate one secret, read from a prompt or standard input',
    load: async () => (await import('./commands/check.ts')).command,
  },
  {
    name: 'checklist',
    summary: 'Nine questions about your signing secrets, answered with evidence',
    load: async () => (await import('./commands/checklist.ts')).command,
  },
  {
    name: 'generate',
    summary: 'Make a secret of the length an algorithm needs, or a key pair',
    load: async () => (await import('./commands/generate.ts')).command,
  },
  {
    name: 'token',
    summary: 'Decode, verify or sign a token, read from standard input or a file',
    load: async () => (await import('./commands/token.ts')).command,
  },
  {
    name: 'explain',
    summary: 'What a rule looks for, why, and how to fix it',
    load: async () => (await import('./commands/explain.ts')).command,
  },
  {
    name: 'rules',
    summary: 'List all rules',
    load: async () => (await import('./commands/rules.ts')).command,
  },
  {
    name: 'init',
    summary: 'Write a first settings file',
    load: async () => (await import('./commands/init.ts')).command,
  },
  {
    name: 'baseline',
    summary: 'Accept all findings there are now',
    load: async () => (await import('./commands/baseline.ts')).command,
  },
  {
    name: 'hook',
    summary: 'Audit before every commit or push: run, install, uninstall',
    load: async () => (await import('./commands/hook.ts')).command,
  },
  {
    name: 'review',
    summary: 'Audit in a GitHub workflow or GitLab job: review, notes, summary, SARIF',
    load: async () => (await import('./commands/review.ts')).command,
  },
  {
    name: 'fleet',
    summary: 'Audit all repositories of an organisation: plan, run, work, merge, status, publish',
    load: async () => (await import('./commands/fleet.ts')).command,
  },
  {
    name: 'page',
    summary: 'Write the offline page: rate, generate, tokens, lint, in one HTML file',
    load: async () => (await import('./commands/page.ts')).command,
  },
  {
    name: 'lsp',
    summary: 'Language server for editors',
    load: async () => (await import('./commands/lsp.ts')).command,
  },
  {
    name: 'mcp',
    summary: 'Server for agents (Model Context Protocol)',
    load: async () => (await import('./commands/mcp.ts')).command,
  },
  {
    name: 'completion',
    summary: 'Print a completion script for bash, zsh, fish or PowerShell',
    load: async () => (await import('./commands/completion.ts')).command,
  },
];

/** The command called `name`. */
export function findCommand(name: string): CommandEntry | undefined {
  return commands.find((command) => command.name === name);
}
