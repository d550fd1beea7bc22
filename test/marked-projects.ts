// Small projects in which a line that ends in § is one on which a finding must land; no other may have one.
import { rules } from '../rules/index.ts';
import { auditTexts } from './helpers.ts';

export type MarkedProject = Readonly<Record<string, string>>;

/** Where findings are marked, and where they are told, as `path:line`; both sorted. */
export async function judge(
  project: MarkedProject,
): Promise<{ readonly marked: readonly string[]; readonly told: readonly string[] }> {
  const marked: string[] = [];
  const files: Record<string, string> = {};
  for (const [path, text] of Object.entries(project)) {
    for (const [index, line] of text.split('\n').entries())
      if (line.endsWith('§')) marked.push(`${path}:${index + 1}`);
    files[path] = text.replaceAll(/ ?§$/gm, '');
  }
  const findings = await auditTexts(files, rules);
  const told = new Set(findings.map(({ path, line }) => `${path}:${line}`));
  return { marked: marked.sort(), told: [...told].sort() };
}
