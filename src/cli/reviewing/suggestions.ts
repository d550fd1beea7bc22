// Changes of code that a review can offer to commit. Only what a fix does to the finding's own lines, never a value:
// a generated secret in a comment would be public before it is used.
import { applyEdits } from '../../fix/apply-edits.ts';
import { planFixes } from '../../fix/plan/plan.ts';
import type { PlannedFix } from '../../fix/plan/plan-types.ts';
import type { Changes } from '../../github/changes.ts';
import type { Suggestion } from '../../github/comment-text.ts';
import { canSuggest, type TouchedFinding } from '../../github/touched.ts';
import { loadRules } from '../../index.ts';
import { decodeText } from '../../model/decode.ts';
import type { Edit } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import { createParse } from '../../run/fix/syntax.ts';
import type { AuditRun } from '../../run.ts';
import { repairFor } from '../../scan/repairs.ts';
import { generateSecret } from '../../strength/generate.ts';

export interface SuggestionJob {
  readonly run: AuditRun;
  readonly touched: readonly TouchedFinding[];
  readonly changes: Changes;
  readonly prefix: string;
}

/** Suggestions by fingerprint. */
export async function planSuggestions(job: SuggestionJob): Promise<Map<string, Suggestion>> {
  const { run, touched } = job;
  const findings = touched.filter(canSuggest).map(({ finding }) => finding);
  const suggestions = new Map<string, Suggestion>();
  if (findings.length === 0) return suggestions;
  const [parse, rules] = await Promise.all([createParse(), loadRules()]);
  const remedies = new Map(rules.map(({ id, remedy }) => [id, remedy]));
  const readText = (path: string): string | undefined => {
    const read = run.tree.read(path);
    const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
    return decoded && 'text' in decoded ? decoded.text : undefined;
  };
  const { fixes } = planFixes({
    project: run.project,
    findings,
    readText,
    parse,
    repairOf: repairFor,
    paths: () => run.tree.sources.map(({ path }) => path),
    generate: generateSecret,
    safety: 'unsafe',
    keepPrevious: false,
    rotate: null,
    // A suggestion is a piece of code; which file the variable would go to does not show in it.
    isTracked: () => false,
    isRepository: true,
    isInsidePackage: false,
    remedyOf: (rule) => remedies.get(rule),
  });
  const values = run.project.secrets.flatMap(({ values }) =>
    values.flatMap(({ text }) => text || []),
  );
  for (const finding of findings) {
    const text = readText(finding.path);
    if (text === undefined || parse(finding.path, text) === undefined) continue;
    const fix = fixes.find(({ fingerprints }) => fingerprints.includes(finding.fingerprint));
    const suggestion = fix && toSuggestion(finding, fix, text);
    if (!suggestion || !isShown(finding, suggestion, job)) continue;
    // What else stands on the line may be another secret.
    if (values.some((value) => suggestion.text.includes(value))) continue;
    suggestions.set(finding.fingerprint, suggestion);
  }
  return suggestions;
}

function toSuggestion(finding: Finding, fix: PlannedFix, text: string): Suggestion | undefined {
  const own = fix.edits.filter(({ path }) => path === finding.path);
  const lineStart = text.lastIndexOf('\n', finding.start - 1) + 1;
  const nextEnd = text.indexOf('\n', finding.end);
  const lineEnd = nextEnd === -1 ? text.length : nextEnd;
  const here = own.filter(({ start, end }) => lineStart <= start && end <= lineEnd);
  if (here.length === 0 || here.some(({ maskedText }) => maskedText !== undefined))
    return undefined;
  const isWhole = here.length === own.length;
  const edits = isWhole ? here : here.map((edit) => withoutGuard(edit, text));
  if (edits.some((edit) => edit === undefined || edit.start < lineStart)) return undefined;
  const shifted = edits.flatMap((edit) =>
    edit ? [{ ...edit, start: edit.start - lineStart, end: edit.end - lineStart }] : [],
  );
  const lines = applyEdits(text.slice(lineStart, lineEnd), shifted);
  const variable = /process\.env\.(\w{1,100})/.exec(shifted.map((edit) => edit.text).join())?.[1];
  return {
    from: finding.line,
    to: finding.endLine,
    text: lines.replaceAll('\r', ''),
    note: isWhole
      ? undefined
      : `Before you commit this, set ${variable ?? 'the variable'} wherever the program runs; \`keylint generate\` makes a value.`,
  };
}

/**
 * Fixes guard a variable with a function that they add elsewhere in the file, which a suggestion cannot: the variable
 * alone is left. `undefined` where the edit is no such one.
 */
function withoutGuard(edit: Edit, text: string): Edit | undefined {
  const guarded = /^(process\.env\.(\w{1,100})) (?:\|\||\?\?) \w{1,100}\('\2'\)$/.exec(edit.text);
  if (guarded?.[1]) return { ...edit, text: guarded[1] };
  const name = /^\w{1,100}\('(\w{1,100})'\)$/.exec(edit.text)?.[1];
  if (name === undefined) return undefined;
  // `process.env.X || 'dev'`: the fallback goes, and its operator with it.
  const before = text.slice(Math.max(0, edit.start - 200), edit.start);
  const read = /process\.env\.(\w{1,100})(\s{0,20}(?:\|\||\?\?)\s{0,20})$/.exec(before);
  if (read?.[1] !== name) return undefined;
  return { ...edit, start: edit.start - (read[2] ?? '').length, text: '' };
}

/** GitHub takes a suggestion only where all of its lines are in the diff. */
function isShown(
  { path }: Finding,
  { from, to }: Suggestion,
  { changes, prefix }: SuggestionJob,
): boolean {
  const shown = changes.get(prefix + path)?.shown;
  if (shown === undefined) return false;
  for (let line = from; line <= to; line++) if (!shown.has(line)) return false;
  return true;
}
