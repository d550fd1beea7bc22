// `keylint fleet publish`: says what it would send, and sends it when it is told to.
import { readBegun } from '../../fleet/begin.ts';
import type { RunFile, Task } from '../../fleet/model.ts';
import type { PublishKind } from '../../fleet/publish/journal.ts';
import type { Step } from '../../fleet/publish/publish.ts';
import { hasReports } from '../../fleet/run-directory.ts';
import { UserError } from '../../model/errors.ts';
import { severities } from '../../model/finding.ts';
import { visible } from '../../report/escape.ts';
import { count } from '../../report/findings.ts';
import { loadRules } from '../scan-request.ts';
import { withLock } from './actions.ts';
import { type FleetContext, readOwnersFile } from './context.ts';
import { clock, connect } from './hosts.ts';

/** Exit code 2: something was to be published and could not be. */
export async function publishAll(context: FleetContext): Promise<number> {
  const { args, run: directory, build } = context;
  const kinds = (['issues', 'sarif'] as const).filter((kind) => args.flag(kind));
  if (kinds.length === 0) {
    throw new UserError('nothing was named to publish.', {
      hint: '--issues opens an issue in each repository with findings, --sarif hands them to code scanning.',
    });
  }
  const { file, tasks } = readBegun(directory, build);
  if (!hasReports(directory)) {
    throw new UserError('this run has no reports yet.', {
      hint: `Look at them first: keylint fleet merge --out ${directory.path}`,
    });
  }
  const sends = args.flag('send');
  const send = (): Promise<boolean> => publishKinds(context, { file, tasks, kinds, sends });
  // Who only looks is in nobody's way.
  return (sends ? await withLock(context, send, 'lock-publish') : await send()) ? 0 : 2;
}

interface Publication {
  readonly file: RunFile;
  readonly tasks: readonly Task[];
  readonly kinds: readonly PublishKind[];
  readonly sends: boolean;
}

/** Whether all of it could be published. */
async function publishKinds(
  context: FleetContext,
  { file, tasks, kinds, sends }: Publication,
): Promise<boolean> {
  const { args, io, run: directory } = context;
  const { publish } = await import('../../fleet/publish/publish.ts');
  let isWhole = true;
  for (const kind of kinds) {
    const steps: Step[] = [];
    await publish({
      run: directory,
      file,
      tasks,
      rules: await loadRules(),
      owners: readOwnersFile(context),
      kind,
      floor: severities.find((severity) => severity === args.text('floor')) ?? 'high',
      sends,
      clock,
      connect: (owner) => connect(owner, file.options.hosts, context),
      said(step) {
        steps.push(step);
        const line = lineOf(step, sends);
        if (line !== undefined) io.stdout.write(`${line}\n`);
      },
    });
    if (!args.flag('quiet')) io.stderr.write(`${summarize(steps, { kind, sends })}\n`);
    isWhole &&= steps.every((step) => step.kind !== 'failed');
  }
  return isWhole;
}

type Acting = Exclude<Step['kind'], 'known' | 'left' | 'failed'>;

const words: Readonly<Record<Acting, readonly [would: string, did: string]>> = {
  open: ['would open an issue in', 'opened an issue in'],
  update: ['would bring up to date the issue in', 'brought up to date the issue in'],
  close: ['would close the issue in', 'closed the issue in'],
  upload: ['would send SARIF to', 'sent SARIF to'],
};

function isActing(kind: Step['kind']): kind is Acting {
  return Object.hasOwn(words, kind);
}

/** What is as it was needs no line. */
function lineOf({ repository, kind, detail }: Step, sends: boolean): string | undefined {
  const name = visible(repository);
  if (isActing(kind)) return `${words[kind][sends ? 1 : 0]} ${name}: ${visible(detail)}`;
  if (kind === 'failed') return `could not publish to ${name}: ${visible(detail)}`;
  return kind === 'left' ? `left alone ${name}: ${detail}` : undefined;
}

/** `2 issues opened, 1 closed; 3 as they were, 1 left alone. ...`. */
function summarize(
  steps: readonly Step[],
  { kind, sends }: { readonly kind: PublishKind; readonly sends: boolean },
): string {
  const acting = steps.filter((step) => isActing(step.kind)).length;
  const number = (wanted: Step['kind']): number =>
    steps.filter((step) => step.kind === wanted).length;
  const what =
    kind === 'issues'
      ? count(acting, 'issue')
      : count(acting, 'report').replace('report', 'SARIF report');
  const parts = [
    `${what} ${sends ? 'written' : 'to write'}`,
    ...(number('known') > 0 ? [`${number('known')} as they were`] : []),
    ...(number('left') > 0 ? [`${number('left')} left alone`] : []),
    ...(number('failed') > 0 ? [`${number('failed')} failed`] : []),
  ];
  const next = sends || acting === 0 ? '' : ' Nothing was sent: the same line with --send does it.';
  return `${parts.join(', ')}.${next}`;
}
