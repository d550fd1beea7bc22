// What an editor offers where the cursor stands: the fixes that `keylint fix` would make about the findings there, safe
// and unsafe, and a new value in place of the one under the cursor. Nothing is written here: the editor applies the edits.
import { encodeValue } from '../../fix/encode-value.ts';
import { planFixes } from '../../fix/plan/plan.ts';
import type { PlanInput, PlannedFix } from '../../fix/plan/plan-types.ts';
import { recipeFor } from '../../fix/secret-format.ts';
import type { Environment } from '../../input/git.ts';
import type { Tree } from '../../input/tree.ts';
import type { Edit, Safety } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Project, Secret, SecretValue } from '../../model/secret.ts';
import { repairFor } from '../../scan/repairs.ts';
import { generateSecret } from '../../strength/generate.ts';
import { dropBroken } from '../fix/drop-broken.ts';
import {
  createTrackedLookup,
  createUnsureTest,
  isInRepository,
  isInsidePackage,
  isUnsureFix,
} from '../fix/outside.ts';
import { createOverlay } from '../fix/overlay-tree.ts';
import { createParse } from '../fix/syntax.ts';

/** One thing that can be done. Titles name no value; only `edits` may hold one. */
export interface EditorAction {
  readonly title: string;
  readonly kind: 'fix' | 'generate';
  readonly safety: Safety;
  /** Fingerprints of the findings that it resolves. */
  readonly resolves: readonly string[];
  readonly edits: readonly Edit[];
  /** Paths to take out of git's index once the edits are applied. */
  readonly untrack: readonly string[];
  /** What people have to do besides. */
  readonly steps: readonly string[];
}

export interface ActionRequest {
  readonly tree: Tree;
  readonly project: Project;
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  readonly env: Environment;
  /** Lines that are asked about: 1-based, both ends included. */
  readonly path: string;
  readonly fromLine: number;
  readonly toLine: number;
}

export async function planActions(request: ActionRequest): Promise<readonly EditorAction[]> {
  const { path, fromLine, toLine } = request;
  const isHere = (place: { path: string; line: number; endLine: number }): boolean =>
    place.path === path && place.line <= toLine && place.endLine >= fromLine;
  const here = request.findings.filter((finding) => isHere(finding));
  const wanted = here.filter(({ level, suppressed }) => level !== 'note' && !suppressed);
  const fixes = wanted.length > 0 ? await plan(request, wanted) : [];
  return [...fixes.map((fix) => toAction(fix)), ...newValues(request, isHere)];
}

/** Each fix once; what is safe is not offered as unsafe too. */
async function plan(request: ActionRequest, wanted: readonly Finding[]): Promise<PlannedFix[]> {
  const { tree, project, rules, env } = request;
  const { readText } = createOverlay(tree);
  const parse = await createParse();
  const isUnsure = createUnsureTest(tree);
  const remedies = new Map(rules.map(({ id, remedy }) => [id, remedy]));
  const input: Omit<PlanInput, 'safety' | 'findings'> = {
    ...{ project, readText, parse, isUnsure },
    repairOf: repairFor,
    paths: () => tree.sources.map(({ path }) => path),
    generate: generateSecret,
    remedyOf: (rule) => remedies.get(rule),
    isTracked: createTrackedLookup(tree.root, env),
    isRepository: isInRepository(tree.root),
    isInsidePackage: isInsidePackage(tree.root),
    keepPrevious: false,
    rotate: null,
  };
  const fixesFor = (findings: readonly Finding[], safety: Safety): readonly PlannedFix[] => {
    const planned = planFixes({ ...input, findings, safety }).fixes;
    const sure = planned.filter((fix) => !isUnsureFix(fix, isUnsure));
    return dropBroken(sure, { readText, parse }).sound;
  };
  const safe = fixesFor(wanted, 'safe');
  const done = new Set(safe.flatMap(({ findings }) => findings));
  const unsafe = fixesFor(wanted, 'unsafe').filter(({ findings }) =>
    findings.some((finding) => !done.has(finding)),
  );
  return [...safe, ...unsafe];
}

function toAction({
  title,
  safety,
  fingerprints,
  edits,
  untrack,
  steps,
}: PlannedFix): EditorAction {
  const [first = '', ...rest] = title;
  const told = `${first.toUpperCase()}${rest.join('')}${safety === 'unsafe' ? ' (unsafe: behaviour may change)' : ''}`;
  return { title: told, kind: 'fix', safety, resolves: fingerprints, edits, untrack, steps };
}

/** Enough for every algorithm. */
const bytesOfNewValue = 64;

/** A new value for each one that is written where the cursor stands. */
function newValues(
  { tree, project, findings }: ActionRequest,
  isHere: (place: SecretValue['at']) => boolean,
): EditorAction[] {
  const { readText } = createOverlay(tree);
  const seen = new Set<string>();
  return project.secrets.flatMap((secret) =>
    secret.values.flatMap((value): EditorAction[] => {
      const key = `${value.at.start}`;
      const isMeant = isHere(value.at) || isHere(value.entry);
      if (secret.confidence === 'low' || !isMeant || !mayHold(value) || seen.has(key)) return [];
      const action = newValue(secret, value, readText);
      if (!action) return [];
      seen.add(key);
      const { path, start } = value.at;
      const resolved = findings.filter((one) => one.path === path && one.start === start);
      return [{ ...action, resolves: resolved.map(({ fingerprint }) => fingerprint) }];
    }),
  );
}

/** A value of this process alone may stand there: no template, nothing that is made at run time. */
function mayHold({ text, generated, isTemplate, carrier }: SecretValue): boolean {
  return text !== undefined && !generated && !isTemplate && carrier !== 'schema';
}

function newValue(
  secret: Secret,
  value: SecretValue,
  readText: (path: string) => string | undefined,
): EditorAction | undefined {
  const { path, start, end } = value.at;
  const text = readText(path);
  if (text === undefined) return undefined;
  const { format, prefix } = recipeFor([{ secret, value }]);
  const made = generateSecret({
    algorithm: 'HS512',
    format,
    bytes: Math.max(bytesOfNewValue, secret.requiredBytes),
  });
  const slot = { text, start, end, language: value.file.language, storedAs: value.storedAs };
  const written = encodeValue(`${prefix}${made.text}`, slot);
  if (written === undefined) return undefined;
  const label = value.name ?? secret.label;
  return {
    title: `Generate ${made.bytes} bytes here for ${label}`,
    kind: 'generate',
    safety: 'unsafe',
    resolves: [],
    edits: [{ path, start, end, text: written, maskedText: '' }],
    untrack: [],
    steps: [],
  };
}
