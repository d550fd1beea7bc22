// Whether a run asks for ages at all, and of which values. Most runs do not: git and the disk are asked by
// find-ages.ts, which is loaded only here.
import type { Tree } from '../input/tree.ts';
import { maxAgeHint, parseMaxAge } from '../model/age.ts';
import { UserError } from '../model/errors.ts';
import type { Confidence } from '../model/finding.ts';
import { isInService } from '../model/problem.ts';
import type { Notice } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Project, SecretValue } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import type { FindAges, FoundAges } from './find-ages.ts';

/** Of the options of an audit, what ages depend on. */
export interface AgeOptions {
  readonly maxAge?: string | number | null;
  readonly now?: Date;
  readonly scope?: { readonly kind: 'worktree' | 'staged' | 'since' | 'commit' | 'stdin' };
  readonly onlyRules?: readonly string[];
  readonly minConfidence?: Confidence;
}

/** The most days that are allowed; `undefined`: nobody asks. Throws a UserError for what is no age. */
export function readMaxAge(options: AgeOptions, settings: Settings): number | undefined {
  const asked = options.maxAge === undefined ? settings.maxAge : options.maxAge;
  if (asked === undefined || asked === null) return undefined;
  const days = parseMaxAge(asked);
  if (days === undefined) throw new UserError('maxAge is no age.', { hint: maxAgeHint });
  return days;
}

export interface AgeLookUp {
  readonly options: AgeOptions;
  /** From `readMaxAge`. */
  readonly maxDays: number | undefined;
  readonly tree: Tree;
  readonly project: Project;
  /** The rules that are to run. */
  readonly rules: readonly Rule[];
  /** Whether a finding of the rule on the value would be in the report. */
  isReported(rule: Rule, value: SecretValue): boolean;
  /** Default: what git and the disk say. */
  readonly findAges?: FindAges | undefined;
}

/** The ages that rules ask for; without `ages` those rules cannot run. */
export async function lookUpAges(
  request: AgeLookUp,
): Promise<Omit<FoundAges, 'ages'> & Partial<FoundAges>> {
  const { options, maxDays, tree, project } = request;
  const rules = request.rules.filter((rule) => rule.needsAges);
  const none = { skipped: [], notices: remarksOn(rules, request) };
  // What a commit or standard input brings is new: a hook must not fail for what time alone has done.
  const isNew = options.scope?.kind === 'staged' || options.scope?.kind === 'stdin';
  if (rules.length === 0 || maxDays === undefined || isNew) return none;
  const values = project.secrets
    .filter(({ confidence }) => confidence !== 'low' || options.minConfidence === 'low')
    .flatMap((secret) => secret.values)
    .filter((value) => isInService(value) && rules.some((rule) => request.isReported(rule, value)));
  const findAges = request.findAges ?? (await import('./find-ages.ts')).findAges;
  return findAges({ tree, values, maxDays, now: options.now ?? new Date() });
}

/** A wish that is not granted is told; a setting, which holds for every kind of run, is not a wish for this one. */
function remarksOn(rules: readonly Rule[], { options, maxDays }: AgeLookUp): Notice[] {
  const warn = (message: string): Notice => ({ kind: 'warning', message });
  if (maxDays === undefined) {
    return rules
      .filter(({ id }) => options.onlyRules?.includes(id))
      .map(({ id }) => warn(`${id} finds nothing without --max-age, or maxAge in the settings`));
  }
  if (options.maxAge === undefined || options.maxAge === null) return [];
  return [warn('--max-age does nothing here: what is staged or on standard input is new')];
}
