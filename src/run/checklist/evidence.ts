// What the questions of a checklist have in common: the secrets that count, what findings say against them, and an
// answer made of what speaks for and against.
import type { Answer, Evidence } from '../../model/checklist.ts';
import type { Finding } from '../../model/finding.ts';
import { isLive, isPrevious } from '../../model/problem.ts';
import type { Secret, SecretValue } from '../../model/secret.ts';
import type { AuditRun } from '../../run.ts';

/** What all questions are asked of. */
export interface Inquiry {
  readonly run: AuditRun;
  /** Those of production that are sure enough. */
  readonly secrets: readonly Secret[];
  /** Values that a program could run with in production. */
  readonly values: readonly OwnedValue[];
  /** Findings that count. */
  readonly findings: readonly Finding[];
  /** Text of a file of the tree; `undefined` where there is none. */
  readText(path: string): string | undefined;
  /** Permission bits of a file on disk; `undefined` where nobody can tell. */
  modeOf(path: string): number | undefined;
}

export interface OwnedValue {
  readonly secret: Secret;
  readonly value: SecretValue;
}

export interface Answered {
  readonly answer: Answer;
  readonly evidence: readonly Evidence[];
}

/** Secrets of production: those that a call uses there, or that are set there under a telling name. */
export function secretsOf({ project }: AuditRun): Secret[] {
  return project.secrets.filter(
    ({ confidence, values, uses }) =>
      confidence !== 'low' &&
      [...values, ...uses].some(({ file }) => file.context === 'production'),
  );
}

export function valuesOf(secrets: readonly Secret[]): OwnedValue[] {
  return secrets.flatMap((secret) =>
    secret.values
      .filter((value) => isLive(value) && value.file.context === 'production')
      .filter(({ name }) => !isPrevious(name))
      .map((value) => ({ secret, value })),
  );
}

/** What findings of these rules say, worst first. */
export function against(
  { findings }: Pick<Inquiry, 'findings'>,
  rules: readonly string[],
): Evidence[] {
  return findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ path, line, message, rule }) => ({ path, line, text: `${message} (${rule})` }));
}

export function at({ path, line }: { path: string; line: number }, text: string): Evidence {
  return { path, line, text };
}

/** The answer where one thing against is enough for a no. */
export function decide(
  cons: readonly Evidence[],
  pros: readonly Evidence[],
  unseen: string,
): Answered {
  if (cons.length > 0) return { answer: 'no', evidence: cons };
  if (pros.length > 0) return { answer: 'yes', evidence: pros };
  return { answer: 'unseen', evidence: [{ text: unseen }] };
}

/** Each text once, in order. */
export function once(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter(({ path, line, text }) => {
    const key = `${path}\0${line}\0${text}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
