// The repositories of a run that something can be published to, one at a time, with what is to be said.
import { type Finding, type Severity, severities } from '../../model/finding.ts';
import { shownFindings } from '../../report/findings.ts';
import { webOrigin } from '../credentials.ts';
import { createReader, describe, findGroupsHere, groupsByRepository } from '../merge/describe.ts';
import type { Described } from '../merge/summary.ts';
import type { Member } from '../model.ts';
import { byText } from '../names.ts';
import { renderRepository } from '../output/repository-reports.ts';
import { issueBody } from './issue-text.ts';
import type { PublishJob } from './publish.ts';

export interface Candidate {
  readonly name: string;
  readonly owner: string;
  readonly repo: string;
  readonly described: Described;
  /** Those at the floor or above it. */
  readonly findings: readonly Finding[];
  /** What is to be said: text of the issue, or SARIF. */
  readonly content: string;
}

/** In the order of their names; those that are left alone with the reason. */
export function* candidatesOf({
  run,
  file,
  tasks,
  owners,
  floor,
  kind,
  rules,
}: PublishJob): Generator<Candidate | { readonly name: string; readonly reason: string }> {
  const done = run.doneTasks();
  const ready = tasks.filter(({ id }) => done.has(id));
  const groups = groupsByRepository(findGroupsHere(run, ready));
  const results = createReader(run, rules);
  const host = hostOf(file.options.hosts.githubApi);
  const members = tasks.flatMap((task) => task.members.map((member) => ({ member, task })));
  members.sort((a, b) => byText(a.member.name, b.member.name));
  for (const { member, task } of members) {
    const { name } = member;
    const [owner, repo] = partsOn(host, member);
    if (owner === undefined || repo === undefined)
      yield { name, reason: 'it is not on this GitHub' };
    else if (member.isPublic) yield { name, reason: 'everybody can read it' };
    else if (!done.has(task.id)) yield { name, reason: 'it was not audited' };
    else {
      const read = results.read(task.id, name);
      const described = describe(read, {
        member,
        reportPath: name,
        groups: groups.get(name) ?? [],
        listed: owners?.(name) ?? [],
        rules: file.options.rules,
        naming: 'counted',
      });
      if (read.head.failed !== undefined) yield { name, reason: 'it was not audited' };
      else if (described.commit === null) yield { name, reason: 'it has no commit yet' };
      else yield toCandidate({ name, owner, repo }, described, { floor, kind });
    }
  }
}

function toCandidate(
  named: Pick<Candidate, 'name' | 'owner' | 'repo'>,
  whole: Described,
  { floor, kind }: Pick<PublishJob, 'floor' | 'kind'>,
): Candidate {
  const findings = shownFindings(whole.report, {}).filter((one) => isAtLeast(one, floor));
  const described = { ...whole, report: { ...whole.report, findings } };
  const content =
    kind === 'issues' ? issueBody(findings, described) : renderRepository(described, 'sarif');
  return { ...named, described, findings, content };
}

function isAtLeast({ level, severity }: Finding, floor: Severity): boolean {
  return level !== 'note' && severities.indexOf(severity) <= severities.indexOf(floor);
}

function hostOf(apiUrl: string): string | undefined {
  const origin = webOrigin(apiUrl);
  return origin === undefined ? undefined : new URL(origin).hostname;
}

/** Owner and name of what GitHub could have; a second clone of one repository has a name of ours. */
function partsOn(host: string | undefined, { name }: Member): readonly (string | undefined)[] {
  const [first, ...rest] = name.split('/');
  const isOne = first === host && rest.length === 2 && rest.every((part) => /^[\w.-]+$/.test(part));
  return isOne ? rest : [];
}
