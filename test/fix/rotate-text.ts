// One text through scan, link, plan and edit: every secret that linking finds in it gets a new value.
import { applyEdits, editsByPath } from '../../src/fix/apply-edits.ts';
import { planFixes } from '../../src/fix/plan/plan.ts';
import { groupValues } from '../../src/fix/plan/value-groups.ts';
import { linkSecrets } from '../../src/link/link.ts';
import type { Edit } from '../../src/model/edit.ts';
import type { FileSummary } from '../../src/model/secret.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { scanText } from '../../src/scan/scan.ts';
import { generateSecret } from '../../src/strength/generate.ts';

export interface Rotated {
  readonly text: string;
  /** Every secret that was made. */
  readonly made: ReadonlySet<string>;
  readonly edits: readonly Edit[];
  /** Old texts that had to go: all of them live and in place. */
  readonly old: readonly string[];
  /** The entries that held them, as linking names them: `jwt.secret`. */
  readonly names: ReadonlySet<string>;
}

export async function rotateText(path: string, text: string): Promise<Rotated> {
  const made = new Set<string>();
  const facts = (await scanText(path, text, { isDemanded: true }))?.facts;
  if (!facts) return { text, made, edits: [], old: [], names: new Set() };
  const file: FileSummary = {
    path,
    language: facts.language,
    context: 'production',
    tracked: 'ignored',
    packageDirectory: '',
  };
  const { project } = linkSecrets({
    facts: [facts],
    files: new Map([[path, file]]),
    resolveModule: () => undefined,
    settings: defaultSettings,
    projectNames: [],
  }).finish();
  const readText = (asked: string): string | undefined => (asked === path ? text : undefined);
  const groups = groupValues({ project, readText });
  const edits: Edit[] = [];
  for (const name of new Set(groups.map((group) => group.name))) {
    const { fixes } = planFixes({
      project,
      findings: [],
      readText,
      parse: () => undefined,
      repairOf: () => undefined,
      paths: () => [path],
      isTracked: () => false,
      isRepository: false,
      isInsidePackage: false,
      remedyOf: () => undefined,
      safety: 'safe',
      keepPrevious: false,
      rotate: { name, environment: null },
      generate: (request) => {
        const secret = generateSecret(request);
        made.add(secret.text);
        return secret;
      },
    });
    edits.push(...(editsByPath(fixes).get(path) ?? []));
  }
  const values = groups.flatMap(({ members }) => members.map(({ value }) => value));
  return {
    text: applyEdits(text, edits),
    made,
    edits,
    old: values.flatMap((value) => value.text ?? []),
    names: new Set(values.flatMap((value) => value.name ?? [])),
  };
}
