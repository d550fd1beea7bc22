// The four things that an agent can ask of keylint, below one directory. An agent repeats whatever it is given: so no
// answer holds a secret, and what it names wrongly is not repeated.
import { relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { auditProject } from '../../index.ts';
import { UserError } from '../../model/errors.ts';
import type { SecretValue } from '../../model/secret.ts';
import { visible } from '../../report/escape.ts';
import { loudestFirst } from '../../report/findings.ts';
import { toContract } from '../../report/json.ts';
import type { AuditRun } from '../../run.ts';
import { isInside } from '../../write/target.ts';
import type { Arguments } from '../command.ts';
import { describeError } from '../describe-error.ts';
import type { Io } from '../io.ts';
import { readScanRequest } from '../scan-request.ts';
import { selectFindings } from '../verdict.ts';
import { readVersion } from '../version.ts';
import type { AgentEngine, AuditRequest, GenerateRequest, RateRequest } from './agent-server.ts';

/** An agent reads every word of an answer; more findings than these are asked for by path. */
const defaultLimit = 50;

/** `args` are those of `keylint mcp`; everything happens below `io.cwd`. */
export function createAgentEngine(args: Arguments, io: Io): AgentEngine {
  const own: Io = { ...io, stdin: Readable.from([]) as Io['stdin'] };
  const audit = async ({ paths, rules, strict }: AuditRequest): Promise<AuditRun> => {
    const request = await readScanRequest(args, own);
    if (rules) {
      const { checkRuleIds, loadRuleIds } = await import('../scan-request.ts');
      checkRuleIds(rules.map(checkedName), await loadRuleIds());
    }
    const run = await auditProject({
      ...request.options,
      paths: paths?.map((path) => below(io.cwd, path)) ?? request.options.paths ?? [],
      ...(rules && { onlyRules: rules }),
      ...(strict !== undefined && { strict }),
    });
    return { ...run, report: selectFindings(run.report, request.thresholds) };
  };
  return {
    version: readVersion(),
    describe: describeError,
    async audit(request) {
      const { report } = await audit(request);
      const limit = request.limit ?? defaultLimit;
      const told = loudestFirst(report.findings).slice(0, limit);
      const left = report.findings.length - told.length;
      return {
        ...toContract({ ...report, findings: told }, {}),
        notices: report.notices.map(({ kind, message }) => `${kind}: ${message}`),
        ...(left > 0 && { more: `${left} more findings: ask for single paths or rules` }),
      };
    },
    async explain(rule) {
      const { checkRuleIds, loadRuleIds } = await import('../scan-request.ts');
      const { explainRule } = await import('../commands/explain.ts');
      const { rules } = await import('../../../rules/index.ts');
      checkRuleIds([checkedName(rule)], await loadRuleIds());
      const found = rules.find(({ id }) => id === rule);
      return found ? explainRule(found, 100) : '';
    },
    generate: (request) => generate(request, own),
    rate: async (request) => rate(await audit({}), request, io.cwd),
  };
}

/** An agent may be told by what it reads to look elsewhere: it gets no further than the root. */
function below(root: string, path: string): string {
  const absolute = resolve(root, path);
  if (!path.includes('\0') && isInside(root, absolute)) {
    return relative(root, absolute).split(sep).join('/') || '.';
  }
  throw new UserError('That path leads out of the directory that keylint was started in.', {
    hint: 'Name files below it, as the report does.',
  });
}

/** What should be a name and may be a secret is not repeated. */
function checkedName(name: string): string {
  if (/^[A-Za-z_][\w.-]{0,127}$/.test(name)) return name;
  throw new UserError('That is no name.', {
    hint: 'Names are those of rules, or of variables as files set them. Values are never asked for.',
  });
}

/** Runs `keylint generate --write`, which prints nothing of what it makes. */
async function generate(request: GenerateRequest, io: Io): Promise<string> {
  const { runGenerate } = await import('../commands/generate.ts');
  const said: string[] = [];
  const quiet = { write: () => undefined, isTerminal: false, columns: undefined };
  const heard = { ...quiet, write: (text: string) => void said.push(text) };
  await runGenerate(
    {
      algorithm: request.algorithm,
      format: request.format,
      count: 1,
      bytes: undefined,
      envName: checkedName(request.name),
      write: below(io.cwd, request.path),
      force: request.replace === true,
    },
    { ...io, stdout: quiet, stderr: heard },
  );
  return visible(said.join('').trim());
}

function rate(run: AuditRun, { path, name }: RateRequest, root: string): object {
  const asked = below(root, path);
  const wanted = checkedName(name);
  const found = run.project.secrets.flatMap((secret) =>
    secret.values
      .filter((value) => value.at.path === asked && isCalled(value, secret.name, wanted))
      .map((value) => ({ secret, value })),
  );
  const [first] = found;
  if (!first) {
    throw new UserError('No signing secret of that name is set in that file.', {
      hint: 'Audit first: findings name the files and variables. What signs nothing is not rated.',
    });
  }
  const { secret, value } = first;
  const strength = run.strengthOf(secret, value);
  const findings = run.report.findings.filter(
    (finding) => finding.path === asked && finding.secretId === secret.id,
  );
  return {
    name: value.name ?? secret.label,
    path: asked,
    line: value.at.line,
    algorithm: secret.algorithm,
    algorithmIsAssumed: secret.algorithmIsAssumed,
    requiredBytes: secret.requiredBytes,
    uses: secret.uses.map(({ at, use }) => `${use.call} in ${at.path}:${at.line}`).slice(0, 20),
    ...(strength
      ? {
          bytes: Math.round(strength.bytes),
          capacityBits: Math.round(strength.capacityBits),
          bits: Math.round(strength.bits),
          verdict: strength.explanation,
          crackSeconds: strength.crackSeconds,
        }
      : { verdict: 'its value is not written down here' }),
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
  };
}

function isCalled(value: SecretValue, secretName: string | null, wanted: string): boolean {
  return [value.name, value.fallbackFor, secretName].some((name) => name === wanted);
}
