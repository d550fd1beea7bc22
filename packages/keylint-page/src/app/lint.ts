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
import { unpackGrammars } from './data.ts';

/** Why a file of that name cannot be linted here; `undefined`: it can. */
export function refusal(path: string): string | undefined {
  if (readerFor(path)) return undefined;
  return 'keylint cannot read files with names like that. Try .env, config.yaml or src/auth.ts.';
}

export async function lint(path: string, text: string, version: string): Promise<Report> {
  await unpackGrammars();
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
