// Small projects in every language: each plants one value in one file, which signs HS512 in another and is too short for it.
import { expect } from 'vitest';
import shortSecret from '../rules/short-secret.ts';
import { auditTexts, unmark } from './helpers.ts';

/** Of twenty characters, in which nothing reads as a word. */
export const plantedValue = 'Zq7Tr2Lw9Kd4Xv8Mn3Ps';

/** The value is found where it is marked, with its algorithm, and nothing else. */
export async function expectPlanted(
  name: string,
  marked: Readonly<Record<string, string>>,
): Promise<void> {
  const files = Object.entries(marked).map(([path, text]) => ({ path, ...unmark(text) }));
  const findings = await auditTexts(
    Object.fromEntries(files.map(({ path, plain }) => [path, plain])),
    [shortSecret],
  );
  const found = findings.map(({ path, start, secret }) => [path, start, secret?.algorithm]);
  const algorithm = name.includes('HS256') ? 'HS256' : 'HS512';
  const expected = files.flatMap(({ path, marked: marks }) =>
    marks.map(({ start }) => [path, start, algorithm]),
  );
  expect(found).toEqual(expected);
}
