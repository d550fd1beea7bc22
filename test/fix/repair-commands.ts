// The commands in the advice of findings, taken by their word: parsed as keylint parses them, and run on a copy.
import { rules } from '../../rules/index.ts';
import { findCommand } from '../../src/cli/commands.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { auditProject } from '../../src/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Example, Rule } from '../../src/model/rule.ts';
import { repairOf, repairText } from '../../src/report/repair.ts';
import { unmark } from '../helpers.ts';
import { createProject, type TestProject } from './project.ts';

export interface Case {
  readonly name: string;
  readonly rule: Rule;
  readonly example: Example;
  readonly files: Readonly<Record<string, string>>;
}

/** Everything that rules show as bad. */
export const cases: readonly Case[] = rules.flatMap((rule) =>
  rule.examples.bad.map((example) => ({
    name: `${rule.id}: ${example.name}`,
    rule,
    example,
    files: Object.fromEntries(
      Object.entries(example.files ?? { [example.file ?? 'a.js']: example.text ?? '' }).map(
        ([path, text]) => [path, unmark(text).plain],
      ),
    ),
  })),
);

const summaries = new Map(rules.map((rule) => [rule.id, rule]));

/** The advice on a finding: as text, and the command in it. */
export function adviceOn(finding: Finding): {
  readonly text: string;
  readonly command: string | null;
} {
  const rule = summaries.get(finding.rule);
  if (!rule) throw new Error(`${finding.rule} is no rule`);
  return { text: repairText(finding, rule), command: repairOf(finding, rule).command };
}

/** Every command line of keylint, and every flag that stands alone, between the backticks of a text. */
export function commandsIn(text: string): string[][] {
  return [...text.matchAll(/`([^`]+)`/g)]
    .map((match) => (match[1] ?? '').split(' '))
    .flatMap((words) => {
      if (words[0] === 'keylint') return [words.slice(1)];
      return words[0]?.startsWith('--fix') ? [words] : [];
    });
}

/** Throws where keylint would not take it. */
export async function parse(words: readonly string[]): Promise<void> {
  const named = findCommand(words[0] ?? '');
  const entry = named ?? findCommand('scan');
  if (!entry) throw new Error('there is no scan');
  parseArguments(named ? words.slice(1) : words, await entry.load());
}

/** The project of a case on disk, with what git knows of its files. */
export function onDisk({ files, example }: Case): TestProject {
  const { tracked } = example;
  const project = createProject(files, { isRepository: tracked !== undefined });
  const ignored: string[] = [];
  for (const [path, state] of Object.entries(tracked ?? {})) {
    if (state === 'tracked' || !(path in files)) continue;
    project.git('rm', '--cached', '--quiet', '--', path);
    if (state === 'ignored') ignored.push(`/${path}`);
  }
  if (ignored.length > 0) project.write('.git/info/exclude', `${ignored.join('\n')}\n`);
  return project;
}

export async function findingsOf(project: TestProject): Promise<readonly Finding[]> {
  const { report } = await auditProject({ cwd: project.root, minConfidence: 'low' });
  return report.findings.filter(({ suppressed }) => !suppressed);
}

/** What became of a finding when the command of its advice was run: `undefined` where that is as it should be. */
export async function tryCommand(one: Case, finding: Finding): Promise<string | undefined> {
  const { command } = adviceOn(finding);
  if (command === null) return undefined;
  const project = onDisk(one);
  try {
    const words = command.split(' ').slice(1);
    const { code, stdout, stderr } = await project.run(...words);
    if (words[0] === 'generate') {
      if (code !== 0) return `${command}: exit ${code}: ${stderr}`;
      return await putValue(project, finding, stdout.trim());
    }
    const isGone = !(await findingsOf(project)).some((other) => isSame(other, finding));
    if (isGone) return undefined;
    const said = words[0] === 'rotate' ? code === 2 && stderr !== '' : false;
    return said ? undefined : `${command}: still there: ${stderr}`;
  } finally {
    project.remove();
  }
}

/** A new value in place of the old one ends what is wrong with the value; of the place, `--fix=unsafe` says why not. */
async function putValue(
  project: TestProject,
  finding: Finding,
  value: string,
): Promise<string | undefined> {
  const { path, start, end, line, rule } = finding;
  const text = project.read(path);
  const category = summaries.get(rule)?.category;
  if (category === 'length' || category === 'predictability') {
    project.write(path, `${text.slice(0, start)}${value}${text.slice(end)}`);
    const after = await findingsOf(project);
    const left = after.find(
      (other) => other.rule === rule && other.path === path && other.start === start,
    );
    return left && `a new value has ${left.rule} too: ${left.message}`;
  }
  if (finding.level === 'note') return undefined;
  const { stderr } = await project.run('--fix=unsafe', '--persona', 'pedantic');
  const reason = `${path}:${line} ${rule}: `;
  if (stderr.includes(reason)) return undefined;
  // What is done about another finding may end it too.
  const isGone = !(await findingsOf(project)).some((other) => isSame(other, finding));
  return isGone ? undefined : `nothing says why it stays: ${reason}${stderr}`;
}

function isSame(a: Finding, b: Finding): boolean {
  return a.fingerprint === b.fingerprint;
}
