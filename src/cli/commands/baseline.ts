// `keylint baseline` and `--update-baseline`: accept what a scan finds now, in a file that is committed.
import { relative, resolve } from 'node:path';
import { type Baseline, baselineOf, parseBaseline, updateBaseline } from '../../engine/baseline.ts';
import { UserError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { describeUnread, readFile } from '../../read/read-file.ts';
import type { Target } from '../../write/target.ts';
import type { Arguments, Command } from '../command.ts';
import { maxBaselineBytes, toTarget, writeText } from '../files.ts';
import { recoverInterrupted } from '../fixing/recover.ts';
import type { AcceptedPlaces } from '../foreign-baseline.ts';
import type { Io } from '../io.ts';
import { runAudit } from '../run-scan.ts';
import { messageOptions, scanOptions, scopeOptions, settingsOptions } from '../scan-options.ts';
import { baselinePathOf, defaultBaseline, readScanRequest } from '../scan-request.ts';

export const command: Command = {
  options: {
    baseline: {
      ...scanOptions.baseline,
      kind: 'text',
      describe: `The file to write (default: "baseline" of the settings, else ${defaultBaseline})`,
    },
    from: {
      kind: 'list',
      value: 'file',
      describe: 'Only what a gitleaks report or a .secrets.baseline of detect-secrets accepts',
    },
    'max-age': {
      ...scanOptions['max-age'],
      kind: 'text',
      describe: 'Old secrets too: 90d, 12w, 6m, 1y',
    },
    strict: { ...scanOptions.strict, kind: 'flag', describe: 'Tests, examples and docs too' },
    exclude: scopeOptions.exclude ?? { kind: 'list', describe: '' },
    history: { kind: 'flag', describe: 'Also what git remembers' },
    ...settingsOptions,
    ...messageOptions,
  },
  operands: { usage: '[paths..]', min: 0, max: Number.POSITIVE_INFINITY },
  examples: [
    ['keylint baseline', `Accept all findings in ${defaultBaseline}`],
    ['keylint baseline --from .secrets.baseline', 'Accept what detect-secrets has accepted'],
    [`keylint --baseline ${defaultBaseline}`, 'Report what is not accepted'],
  ],
  async run(args, io) {
    refusePartialScan(args);
    const request = await readScanRequest(args, io, { isWithoutBaseline: true });
    const path =
      baselinePathOf(args, io, {
        settings: request.settings,
        file: request.settingsFile,
      }) ?? defaultBaseline;
    const target = toTarget(io, path);
    const { previous, bytes } = readPrevious(target);
    const accepted = args.has('from') ? await readAccepted(args, io) : undefined;
    await recoverInterrupted(io);
    const { report } = await runAudit({
      request: {
        ...request,
        thresholds: { ...request.thresholds, minSeverity: undefined },
        options: { ...request.options, minConfidence: 'low' },
      },
      args,
      io,
    });
    const text = accepted
      ? addToBaseline(previous, report.findings.filter(accepted))
      : updateBaseline(previous, report.findings, coverage(args, io));
    refuseHuge(text);
    writeText(io, target, text, { before: bytes });
    if (!args.flag('quiet')) {
      io.stderr.write(`${summarise(previous, parseBaseline(text), path)}\n`);
      if (request.settings.baseline === undefined) io.stderr.write(`${howToUse(path)}\n`);
    }
    return report.complete ? 0 : 2;
  },
};

async function readAccepted(args: Arguments, io: Io): Promise<AcceptedPlaces> {
  const { readForeignBaselines } = await import('../foreign-baseline.ts');
  return readForeignBaselines(args.list('from'), io.cwd);
}

/** What is accepted already stays as it is, whatever the other scanner says. */
function addToBaseline(previous: Baseline, findings: readonly Finding[]): string {
  const known = new Set(previous.entries.map(({ fingerprint }) => fingerprint));
  const added = findings.filter(({ fingerprint }) => !known.has(fingerprint));
  return updateBaseline(previous, added, () => false);
}

/** Which paths of the baseline this run looked at: all, unless paths were named. */
function coverage(args: Arguments, io: Io): (path: string) => boolean {
  const asked = args.operands.map((path) =>
    relative(io.cwd, resolve(io.cwd, path)).replaceAll('\\', '/'),
  );
  if (asked.length === 0 || asked.includes('')) return () => true;
  return (path) => asked.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

function refusePartialScan(args: Arguments): void {
  const partial = ['staged', 'changed', 'since', 'stdin-file-path'].find((name) => args.has(name));
  if (partial === undefined) return;
  throw new UserError(`A baseline cannot be made of --${partial}: it would forget all the rest.`, {
    hint: 'Leave it out; paths may be named.',
  });
}

/** What is accepted so far, and the bytes that say so; `null`: there are none. */
function readPrevious({ path, name }: Target): { previous: Baseline; bytes: Uint8Array | null } {
  // All links of its path are resolved.
  const read = readFile(path, { links: 'never', limitBytes: maxBaselineBytes });
  if ('problem' in read) {
    if (read.problem === 'missing') return { previous: baselineOf([]), bytes: null };
    throw new UserError(`The baseline cannot be read: ${describeUnread(read)}.`);
  }
  const { bytes } = read;
  const text = bytes.toString('utf8');
  try {
    return { previous: parseBaseline(text), bytes };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // A damaged one is written anew, which is what its own message advises. The name may be that of any file: settings come
    // with the repository.
    if (text.trim() !== '' && !text.includes('"findings"')) {
      throw new UserError(`${name} is no baseline, and was left as it is.`);
    }
    return { previous: baselineOf([]), bytes };
  }
}

function refuseHuge(text: string): void {
  if (text.length <= maxBaselineBytes) return;
  throw new UserError(`The baseline would have more than ${maxBaselineBytes >> 20} MB.`, {
    hint: 'Accept a part of the repository by naming its paths, or leave out with --exclude what nobody will repair.',
  });
}

/** A file that nobody is told to read accepts nothing. */
function howToUse(path: string): string {
  return `Use it: --baseline ${path}, or "baseline": ${JSON.stringify(path)} in keylint.config.json, which hooks read too.`;
}

function summarise(before: Baseline, after: Baseline, path: string): string {
  const count = ({ entries }: Baseline): number =>
    entries.reduce((sum, entry) => sum + entry.count, 0);
  const known = (baseline: Baseline): ReadonlySet<string> =>
    new Set(baseline.entries.map(({ fingerprint }) => fingerprint));
  const [old, now] = [known(before), known(after)];
  const added = after.entries.filter(({ fingerprint }) => !old.has(fingerprint)).length;
  const gone = before.entries.filter(({ fingerprint }) => !now.has(fingerprint)).length;
  return `${path}: ${count(after)} accepted findings, ${added} new, ${gone} gone.`;
}
