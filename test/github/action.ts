// Runs the steps of action.yml as a runner does: inputs and contexts become environment variables, `run` scripts go to
// bash, outputs come back through a file. Other actions are noted and not run.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { scrubbedEnvironment } from '../cli/run-cli.ts';

export const root = join(import.meta.dirname, '../..');

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));

export interface ActionOptions {
  readonly cwd: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Environment of the runner: GITHUB_* and RUNNER_TEMP. */
  readonly env: Readonly<Record<string, string>>;
  /** What other actions come to. */
  readonly outcomeOfUses?: 'success' | 'failure';
  readonly actionPath?: string;
}

export interface ActionRun {
  /** Whether the job goes on green. */
  readonly isGreen: boolean;
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  /** Actions that were used, with their inputs. */
  readonly used: readonly {
    readonly uses: string;
    readonly with: Readonly<Record<string, string>>;
  }[];
}

export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const event: unknown = JSON.parse(readFileSync(options.env.GITHUB_EVENT_PATH ?? '', 'utf8'));
  const unknown = Object.keys(options.inputs ?? {}).filter((name) => !(name in action.inputs));
  if (unknown.length > 0) throw new Error(`no such inputs: ${unknown.join()}`);
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value = '' }]) => [
      name,
      options.inputs?.[name] ?? (name === 'token' ? (options.env.GITHUB_TOKEN ?? '') : value),
    ]),
  );
  const steps: Record<string, { outputs: Record<string, string>; outcome: string }> = {};
  const contexts = {
    inputs,
    steps,
    github: {
      action_path: options.actionPath ?? root,
      event,
      event_name: options.env.GITHUB_EVENT_NAME,
      repository: options.env.GITHUB_REPOSITORY,
    },
  };
  const used: { uses: string; with: Record<string, string> }[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'keylint-action-'));
  let log = '';
  let exitCode = 0;
  for (const [index, step] of action.runs.steps.entries()) {
    const isWanted =
      evaluate(step.if?.replace(/^\$\{\{|\}\}$/g, '') ?? 'true', contexts) === 'true';
    // After a failure only steps that say so go on.
    const goesOn = exitCode === 0 || step.if?.includes('!cancelled()') === true;
    if (!isWanted || !goesOn) continue;
    const filled = (some: Readonly<Record<string, string>> = {}): Record<string, string> =>
      Object.fromEntries(Object.entries(some).map(([name, text]) => [name, fill(text, contexts)]));
    if (step.uses) {
      used.push({ uses: step.uses, with: filled(step.with) });
      const outcome = options.outcomeOfUses ?? 'success';
      if (step.id) steps[step.id] = { outputs: {}, outcome };
      continue;
    }
    const output = join(scratch, `output-${index}`);
    const script = join(scratch, `step-${index}.sh`);
    writeFileSync(output, '');
    writeFileSync(script, step.run ?? '');
    const env = {
      ...scrubbedEnvironment(),
      ...options.env,
      // A token reaches a step only through its `env`.
      GITHUB_TOKEN: '',
      ...filled(step.env),
      GITHUB_OUTPUT: output,
    };
    const { code, text } = await runBash(script, options.cwd, env);
    log += text;
    if (step.id) {
      const outcome = code === 0 ? 'success' : 'failure';
      steps[step.id] = { outputs: readOutputs(output), outcome };
    }
    if (code !== 0) exitCode = code;
  }
  rmSync(scratch, { recursive: true });
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, fill(value, contexts)]),
  );
  return { isGreen: exitCode === 0, exitCode, outputs, log, used };
}

/** As the runner calls it for `shell: bash`. */
function runBash(
  script: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; text: string }> {
  return new Promise((done, fail) => {
    const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', script];
    const child = spawn('bash', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.stderr.on('data', (chunk) => (text += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? -1, text }));
  });
}

function readOutputs(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const equals = line.indexOf('=');
      return [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}

function fill(text: string, contexts: object): string {
  return String(text).replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    evaluate(expression, contexts),
  );
}

/** The part of the expression language that action.yml uses: paths, texts, `==`, `!=`, `&&`, `!cancelled()`. */
function evaluate(expression: string, contexts: object): string {
  const parts = expression.split('&&').map((part) => part.trim());
  if (parts.length > 1) {
    return String(parts.every((part) => !['false', ''].includes(evaluate(part, contexts))));
  }
  const [left = '', operator, right] = (parts[0] ?? '').split(/\s*(==|!=)\s*/);
  if (operator && right !== undefined) {
    const isEqual = evaluate(left, contexts) === evaluate(right, contexts);
    return String(operator === '==' ? isEqual : !isEqual);
  }
  if (left === '!cancelled()' || left === 'true') return 'true';
  if (left.startsWith("'")) return left.slice(1, -1);
  const value = left
    .split('.')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
      contexts,
    );
  return value === undefined || value === null ? '' : String(value);
}
