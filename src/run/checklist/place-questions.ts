// Questions about where secrets are: out of the code, out of git, and who can read the files that hold them.
import type { Evidence } from '../../model/checklist.ts';
import type { Carrier } from '../../model/facts.ts';
import { countOf, lineOf, subjectOf } from '../../model/problem.ts';
import { type Answered, against, at, decide, type Inquiry, once } from './evidence.ts';

const misplaced = [
  'hardcoded-secret',
  'hardcoded-fallback',
  'image-baked-secret',
  'browser-exposed-secret',
  'logged-secret',
];

export function askStorage(inquiry: Inquiry): Answered {
  const pros = inquiry.secrets.flatMap((secret) => {
    const [use] = secret.uses;
    if (!use) return [];
    const kept = inquiry.values.filter((owned) => owned.secret === secret);
    const where = [...new Set(kept.map(({ value }) => value.at.path))].sort().join(', ');
    const text = `${subjectOf(secret)} comes from ${where === '' ? 'outside of the repository' : where}`;
    return [at(use.at, text)];
  });
  return decide(
    against(inquiry, misplaced),
    once(pros),
    'no call that uses a secret was found, so where it comes from cannot be seen from here',
  );
}

const committed = [
  'secret-in-history',
  'tracked-env-file',
  'unignored-env-file',
  'tracked-private-key',
  'secret-in-example',
  'hardcoded-secret',
];

export function askNeverCommitted(inquiry: Inquiry): Answered {
  const { run, values } = inquiry;
  const tracked = values
    .filter(({ value }) => value.file.tracked === 'tracked')
    .map(({ secret, value }) => at(value.at, `git tracks a value of ${secret.label}`));
  const cons = once([...against(inquiry, committed), ...tracked]);
  if (cons.length > 0) return { answer: 'no', evidence: cons };
  const past = run.report.history;
  if (!past) {
    const text = 'no history was looked at: there is none, or --no-history was given';
    return { answer: 'unseen', evidence: [{ text }] };
  }
  const looked = `${countOf(past.commits, 'commit')} looked at`;
  const gone = run.report.findings
    .filter(({ rule, level, context, suppressed }) => {
      const isOfProduction = context === 'production' && !suppressed;
      return rule === 'secret-in-history' && level === 'note' && isOfProduction;
    })
    .map(({ path, line, message }) => at({ path, line }, message));
  if (gone.length > 0) return { answer: 'partly', evidence: once(gone) };
  if (!past.complete) {
    const gaps = past.gaps.map((text) => ({ text }));
    return { answer: 'partly', evidence: [...gaps, { text: `none found, with ${looked}` }] };
  }
  return { answer: 'yes', evidence: [{ text: `none found, with all ${looked}` }] };
}

/** What is a file of its own on the machine that runs the program. */
const filed: ReadonlySet<Carrier> = new Set<Carrier>(['dotenv']);

const othersRead = 0o004;
const groupReads = 0o040;

export function askAccess(inquiry: Inquiry): Answered {
  const { values } = inquiry;
  const paths = [
    ...new Set(
      values
        .filter(({ value }) => filed.has(value.carrier) && value.file.tracked !== 'tracked')
        .map(({ value }) => value.at.path),
    ),
  ].sort();
  const cons: Evidence[] = [];
  const middling: Evidence[] = [];
  const pros: Evidence[] = [];
  for (const path of paths) {
    const mode = inquiry.modeOf(path);
    if (mode === undefined) continue;
    const octal = (mode & 0o777).toString(8);
    if (mode & othersRead) {
      cons.push({ path, text: `everybody on this machine can read it (mode ${octal}): chmod 600` });
    } else if (mode & groupReads) {
      middling.push({ path, text: `its group can read it (mode ${octal})` });
    } else pros.push({ path, text: `only its owner can read it (mode ${octal})` });
  }
  const owners = askOwners(inquiry);
  const rest = { text: 'who can read the secret store, or the servers, cannot be seen from here' };
  if (cons.length > 0) return { answer: 'no', evidence: [...cons, ...middling, ...owners.cons] };
  if (middling.length > 0) {
    return { answer: 'partly', evidence: [...middling, ...pros, ...owners.cons, rest] };
  }
  if (pros.length === 0) return { answer: 'unseen', evidence: [...owners.all, rest] };
  return { answer: 'yes', evidence: [...pros, ...owners.all, rest] };
}

const ownerFiles = ['CODEOWNERS', '.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'docs/CODEOWNERS'];

/** Whether changes of the code that signs are looked at by somebody in particular. */
function askOwners({ secrets, readText }: Inquiry): {
  readonly all: readonly Evidence[];
  readonly cons: readonly Evidence[];
} {
  const [use] = secrets.flatMap(({ uses }) => uses);
  const path = ownerFiles.find((name) => readText(name) !== undefined);
  if (path !== undefined) return { all: [{ path, text: 'says who reviews changes' }], cons: [] };
  const about = use ? ` of ${lineOf(use.at)}` : '';
  const cons = [{ text: `no CODEOWNERS says who has to review changes${about}` }];
  return { all: cons, cons };
}
