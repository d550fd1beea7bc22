// The build step behind `npm run build`: turns the word lists of the zxcvbn-ts packages, our own vocabulary of
// secrets and the published secrets into the one binary that ships, dist/data/strength.bin.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAutomaton } from './build-automaton.ts';
import { collectWords, type ListedWord, languagePackages } from './collect-words.ts';
import { digestedTexts, digestPrefix, hashesOf, type KnownEntry } from './digests.ts';
import { encodeBundle } from './layout.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = findRoot(here);
const require = createRequire(join(root, 'package.json'));

function findRoot(from: string): string {
  let directory = from;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

/** Ascending; the first eight bytes of each digest, and what its text costs. */
function collectDigests(words: readonly ListedWord[], known: readonly KnownEntry[]) {
  const digests = new Map<bigint, number>();
  for (const [text, cost, reach] of digestedTexts(words, known)) {
    for (const hash of hashesOf[reach]) {
      const prefix = digestPrefix(hash(text));
      if (!digests.has(prefix)) digests.set(prefix, cost);
    }
  }
  return [...digests].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What the bundle is made from, as one digest: the same inputs give the same bytes. */
function inputDigest(): string {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const lists = join(root, 'src/strength/lists');
  const files = readdirSync(lists)
    .sort()
    .map((name) => join(lists, name));
  for (const file of [...files, join(root, 'src/strength/known-secrets.json')]) {
    digest.update(readFileSync(file));
  }
  return digest.digest('hex');
}

/** Ten seconds of every build but the first would go into lists that hardly ever change. */
function writeWhereStale(): void {
  const stamp = join(root, 'node_modules/.cache/keylint/strength-inputs');
  const inputs = inputDigest();
  const isMade = existsSync(join(root, 'dist/data/strength.bin')) && existsSync(stamp);
  if (isMade && readFileSync(stamp, 'utf8') === inputs) return;
  writeBundle();
  mkdirSync(dirname(stamp), { recursive: true });
  // Anew, not over what is there: another working tree may have the same file by a hard link, and older lists.
  rmSync(stamp, { force: true });
  writeFileSync(stamp, inputs);
}

function writeBundle(): void {
  const knownText = readFileSync(join(root, 'src/strength/known-secrets.json'), 'utf8');
  const known = JSON.parse(knownText) as readonly KnownEntry[];
  const words = collectWords((name) => require(`@zxcvbn-ts/${name}`));
  const bytes = encodeBundle({
    automaton: buildAutomaton(words),
    digests: collectDigests(words, known),
    known: JSON.stringify(known),
  });
  const target = join(root, 'dist/data');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'strength.bin'), bytes);
  writeFileSync(join(target, 'NOTICE.txt'), notices());
}

/** The licences of the lists ask to be kept with whatever is made from them. */
function notices(): string {
  const parts = ['strength.bin is made from the word lists of these packages.\n'];
  for (const name of languagePackages) {
    const directory = join(root, 'node_modules/@zxcvbn-ts', name);
    for (const file of readdirSync(directory)) {
      if (!/^(?:NOTICE|LICENSE)/.test(file)) continue;
      parts.push(`== @zxcvbn-ts/${name} ${file}\n`, readFileSync(join(directory, file), 'utf8'));
    }
  }
  return parts.join('\n');
}

writeWhereStale();
