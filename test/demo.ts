// fixtures/demo as the tests of the whole program use it: every planted problem by place and rule, and a copy of the
// folder in a git repository of its own, because what git tracks is part of the demo.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './input/scratch.ts';

/** What the demo is audited for: `path:line rule`, in the order of the report. */
export const planted: readonly string[] = [
  '.env.production:3 short-secret',
  '.env.production:3 tracked-env-file',
  '.env.production:5 shared-across-environments',
  '.env.production:6 uuid-secret',
  '.env.production:7 short-secret',
  '.env.production:7 timestamp-secret',
  '.env.staging:2 known-secret',
  '.env.staging:2 short-secret',
  '.env.staging:2 tracked-env-file',
  'Dockerfile:5 image-baked-secret',
  'Dockerfile:5 known-secret',
  'docker-compose.yml:6 dictionary-secret',
  'docker-compose.yml:6 hardcoded-fallback',
  'src/admin.js:5 token-without-expiry',
  'src/admin.js:9 logged-secret',
  'src/auth.js:14 verify-without-algorithms',
  'src/config.js:16 hardcoded-fallback',
  'src/config.js:16 project-name-secret',
  'src/config.js:16 short-secret',
  'src/invite.js:4 weak-random-secret',
  'src/server.js:19 hardcoded-secret',
  'src/server.js:19 known-secret',
  'src/server.js:19 short-secret',
  'src/server.js:26 unsigned-token',
  'web/.env.production:2 browser-exposed-secret',
  'web/.env.production:2 dictionary-secret',
  'web/.env.production:2 short-secret',
  'web/.env.production:2 tracked-env-file',
];

export const demo = join(import.meta.dirname, '../fixtures/demo');

export interface DemoCopy {
  /** A directory that holds `fixtures/demo`, as the root of this project does. */
  readonly root: string;
  dispose(): void;
}

/** Copies the demo to a temporary directory; with `isTracked`, into a git repository that tracks all of it. */
export function copyDemo({ isTracked }: { readonly isTracked: boolean }): DemoCopy {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'keylint-demo-')));
  cpSync(demo, join(root, 'fixtures/demo'), { recursive: true });
  if (isTracked) {
    git(root, 'init', '-q', '-b', 'main');
    git(root, 'add', '-f', '.');
  }
  return { root, dispose: () => rmSync(root, { recursive: true, force: true }) };
}

/** The part of a finding that the table names. */
interface Placed {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly level: string;
}

/** Findings that can fail a run, as the table words them. */
export function countedPlaces(findings: readonly Placed[]): string[] {
  return findings
    .filter(({ level }) => level !== 'note')
    .map(({ path, line, rule }) => `${path}:${line} ${rule}`);
}
