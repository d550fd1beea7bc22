// Edits as people make them while they type, at random: what a session is held against a fresh audit with.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { audit, auditParts } from '../../src/index.ts';
import type { Report } from '../../src/model/report.ts';
import { createRunSession } from '../../src/run/session/session.ts';

/** Numbers from a seed: a failure can be had again. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

/** What is typed or pasted; nothing here is a secret of anybody. */
const snippets = [
  '\n',
  ' ',
  'x',
  '}',
  "'",
  '/*',
  '# ',
  'HS512',
  'HS256',
  "\nconst jwt = require('jsonwebtoken');\n",
  "\njwt.sign({ id: 1 }, process.env.JWT_SECRET, { algorithm: 'HS512' });\n",
  "\njwt.verify(token, process.env.REFRESH_SECRET || 'fake-fallback');\n",
  '\nJWT_SECRET=plainly-fake\n',
  '\nJWT_SECRET=\n',
  '\nREFRESH_SECRET=fake fake fake\n',
  "\nmodule.exports = { secret: 'plainly-fake-too' };\n",
  "\nimport { secret } from './config';\n",
  "\nexport * from './config';\n",
  '\nexport function sign(key) { return key; }\n',
];

/** The text after one edit: something typed, deleted, doubled, or a name spelled another way. */
export function editText(text: string, random: (below: number) => number): string {
  const at = random(text.length + 1);
  const kind = random(6);
  if (kind < 3)
    return text.slice(0, at) + (snippets[random(snippets.length)] ?? '') + text.slice(at);
  if (kind === 3) return text.slice(0, at) + text.slice(at + 1 + random(30));
  const lines = text.split('\n');
  const line = random(lines.length);
  if (kind === 4) lines.splice(line, 1 + random(3));
  else lines.splice(line, 0, lines[random(lines.length)] ?? '');
  return lines.join('\n');
}

/** A report as far as it depends on the files alone. */
export function comparable({ elapsedMs: _, ...report }: Report): unknown {
  return JSON.parse(JSON.stringify(report));
}

/** Two copies of a directory that are called the same, for a session and for fresh audits. */
export function copyTwice(directory: string): {
  readonly warm: string;
  readonly cold: string;
  remove(): void;
} {
  const above = mkdtempSync(join(tmpdir(), 'keylint-session-'));
  const [warm, cold] = ['warm', 'cold'].map((side) => {
    const copy = join(above, side, basename(directory));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(directory, copy, { recursive: true, verbatimSymlinks: true });
    return copy;
  }) as [string, string];
  return { warm, cold, remove: () => rmSync(above, { recursive: true, force: true }) };
}

/** Files of a directory that an editor would open: text, and not too long to be compared quickly. */
export function editableFiles(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(?:^|\/)(?:\.git|node_modules)\//.test(path))
    .filter((path) =>
      /\.(?:[cm]?[jt]sx?|py|go|java|kt|rb|php|cs|rs|ya?ml|json|toml|properties|env)$|\.env/.test(
        path,
      ),
    )
    .sort();
}

export interface EditRun {
  /** Of audits of the session, in order. */
  readonly warmMs: readonly number[];
  readonly findings: number;
}

/**
 * Edits files one after the other - what is open and not saved, and what is written to disk - and calls `check` with
 * what the session says and what a fresh audit of the same texts says.
 */
export async function runEdits(
  directory: string,
  { edits, seed, every = 1 }: { edits: number; seed: number; every?: number },
  check: (warm: unknown, cold: unknown, step: string) => void,
): Promise<EditRun> {
  const { warm, cold, remove } = copyTwice(directory);
  try {
    const random = createRandom(seed);
    const session = createRunSession({ parts: auditParts, options: async () => ({ cwd: warm }) });
    const paths = editableFiles(warm);
    const open = new Map<string, string>();
    const warmMs: number[] = [];
    let findings = 0;
    await session.audit();
    for (let edit = 0; edit < edits; edit++) {
      const path = paths[random(paths.length)] ?? '';
      const before = readFileSync(join(cold, path), 'utf8');
      const text =
        random(8) === 0 ? readFileSync(join(directory, path), 'utf8') : editText(before, random);
      writeFileSync(join(cold, path), text);
      if (random(4) === 0 || (open.has(path) && random(4) === 0)) {
        writeFileSync(join(warm, path), text);
        if (open.delete(path)) session.change({ kind: 'text', path, text: undefined });
        session.change({ kind: 'disk', path });
      } else {
        open.set(path, text);
        session.change({ kind: 'text', path, text });
      }
      // Whatever the first answer has assumed, the next one is right.
      if (edit % 2 === 1) await session.audit({ mayAssume: true });
      const startedAt = performance.now();
      const { report } = await session.audit();
      warmMs.push(performance.now() - startedAt);
      findings += report.findings.length;
      if (edit % every !== 0) continue;
      const fresh = await audit({ cwd: cold });
      check(comparable(report), comparable(fresh), `edit ${edit} of ${path}`);
    }
    return { warmMs, findings };
  } finally {
    remove();
  }
}
