// Lints one pasted text with the whole pipeline of keylint: what `keylint --stdin-file-path NAME` says.
import { Buffer } from 'buffer';
import { rules } from '../../../../rules/index.ts';
import type { Tree } from '../../../../src/input/tree.ts';
import type { Report } from '../../../../src/model/report.ts';
import { defaultSettings } from '../../../../src/model/settings.ts';
import { runAudit } from '../../../../src/run.ts';
import { readerFor } from '../../../../src/scan/scan.ts';
import { assess } from '../../../../src/strength/assess.ts';
import { createKnownSecrets } from '../../../../src/strength/known-secrets.ts';

/** Languages that keylint reads and the page has no grammar for, by the endings of their files. */
const absent: readonly (readonly [name: string, ending: RegExp])[] = [
  ['C#', /\.cs$/i],
  ['Elixir', /\.exs?$/i],
  ['Kotlin', /\.kts?$/i],
  ['Scala', /\.(?:scala|sc)$/i],
];

/** Why a file of that name cannot be linted here; `undefined`: it can. */
export function refusal(path: string): string | undefined {
  const language = absent.find(([, ending]) => ending.test(path))?.[0];
  if (language !== undefined) {
    return `${language} is not read on this page: its grammar is too large. Run keylint itself.`;
  }
  if (readerFor(path)) return undefined;
  return 'keylint cannot read files with names like that. Try .env, config.yaml or src/auth.ts.';
}

export async function lint(path: string, text: string, version: string): Promise<Report> {
  const bytes = new Uint8Array(Buffer.from(text, 'utf8'));
  const tree: Tree = {
    root: '/',
    name: '',
    sources: [{ path, sizeBytes: bytes.length, tracked: 'unknown' }],
    skipped: [],
    warnings: [],
    remoteNames: [],
    read: (asked) =>
      asked === path
        ? { bytes }
        : { skipped: { path: asked, reason: 'vanished', isFailure: false } },
  };
  const { report } = await runAudit(
    { settings: defaultSettings, scope: { kind: 'stdin', path, bytes } },
    {
      version,
      loadRules: async () => rules,
      loadStrength: async () => ({ assess, createKnownSecrets }),
      openTree: async () => tree,
    },
  );
  return report;
}
