// Which keys sign the tokens of a project: its own secrets and published ones are tried first, then word lists. All of
// it happens here, offline, and in so many tries at most.
import { Buffer } from 'node:buffer';
import { statSync } from 'node:fs';
import { comparePlaces } from '../../model/place.ts';
import type { Notice } from '../../model/report.ts';
import type { Project } from '../../model/secret.ts';
import type { TokenKey } from '../../model/token.ts';
import { type PublishedValue, publishedValues } from '../../strength/known-secrets.ts';
import { createBreath } from '../breath.ts';
import { type Candidate, collectCandidates, collectPublished } from './candidates.ts';
import { type CollectedToken, type CollectOptions, collectTokens } from './collect-tokens.ts';
import { createKeyTrier } from './key-trier.ts';
import { searchInThreads } from './list-threads.ts';
import { createPastTries } from './past-tries.ts';

/** A word list of the user's: where it is, and how reports name it. */
export interface Wordlist {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
}

export interface TokenRequest extends Omit<CollectOptions, 'breathe' | 'files'> {
  readonly project: Project;
  /** Values that the settings know. */
  readonly ownKnown: readonly string[];
  readonly wordlists: readonly Wordlist[];
  /** How many times a key is tried on a token, at most. */
  readonly budget: number;
}

export interface FoundTokenKeys {
  readonly keys: readonly TokenKey[];
  readonly notices: readonly Notice[];
}

/** A key that signs tokens, and which: numbers of `tokens`. */
interface Match extends Candidate {
  readonly tokens: Set<number>;
}

export async function findTokenKeys(request: TokenRequest): Promise<FoundTokenKeys> {
  const { project, wordlists, budget } = request;
  const breathe = createBreath();
  const files = new Map(project.files.map((file) => [file.path, file]));
  const { tokens: all, tooLarge } = await collectTokens({ ...request, files, breathe });
  const notices = tooLarge.map((path) =>
    warn(`${path} is too large to be looked through for tokens`),
  );
  if (all.length === 0) return { keys: [], notices };
  const { memory } = request;
  const own = request.ownKnown.join('\0');
  const published = (): ReadonlyMap<string, Candidate> =>
    collectPublished(withOwn(request.ownKnown));
  const candidates = collectCandidates(
    project,
    memory ? memory.of('').recall(`published\0${own}`, published) : published(),
  );
  // Tokens of production first, should the tries run out.
  const ordered = [...all].sort((a, b) => rankOf(a) - rankOf(b));
  const tokens = ordered.slice(0, Math.floor(budget / Math.max(1, candidates.size)));
  const matches = new Map<string, Match>();
  const note = (candidate: Candidate, token: number): void => {
    const id = candidate.bytes.toString('hex');
    const match = matches.get(id) ?? { ...candidate, tokens: new Set() };
    matches.set(id, match);
    match.tokens.add(token);
  };
  const past = createPastTries(memory, own);
  const isNew = (token: CollectedToken): boolean => past.matchesOf(token) === undefined;
  await tryAll([...candidates.values()], tokens.filter(isNew));
  await tryAll(
    [...candidates.values()].filter(({ values }) => values.length > 0),
    tokens.filter((token) => !isNew(token)),
  );
  for (const [number, token] of tokens.entries()) {
    const ids = past.matchesOf(token);
    for (const id of ids ?? []) {
      const candidate = candidates.get(id);
      if (candidate) note(candidate, number);
    }
    if (ids) continue;
    const signing = [...matches].filter(
      ([id, match]) => match.tokens.has(number) && candidates.get(id)?.published !== undefined,
    );
    past.note(
      token,
      signing.map(([id]) => id),
    );
  }

  async function tryAll(keys: readonly Candidate[], on: readonly CollectedToken[]): Promise<void> {
    if (on.length === 0) return;
    const trier = createKeyTrier(on, (token, key) => {
      const candidate = candidates.get(key.toString('hex'));
      const signed = on[token];
      if (candidate && signed) note(candidate, tokens.indexOf(signed));
    });
    for (const { bytes } of keys) {
      await breathe();
      trier.try(bytes);
    }
    trier.flush();
  }

  if (tokens.length < all.length) {
    notices.push(
      warn(`${all.length - tokens.length} of ${all.length} tokens were not tried: ${more}`),
    );
  }
  let left = budget - tokens.length * candidates.size;
  for (const list of wordlists) {
    const signed = new Set([...matches.values()].flatMap((match) => [...match.tokens]));
    const open = tokens.flatMap((token, number) => (signed.has(number) ? [] : [{ token, number }]));
    const maxLines = Math.floor(left / Math.max(1, open.length));
    if (open.length === 0) break;
    const result = await searchInThreads(
      { tokens: open.map(({ token }) => pick(token)), path: list.path, maxLines },
      Math.min(maxLines, likelyLines(list.path)) * open.length,
    );
    left -= result.lines * open.length;
    for (const { token, key } of result.matches) {
      const found = open[token];
      if (!found) continue;
      note(
        { bytes: Buffer.from(key), published: `listed in ${list.name}`, values: [] },
        found.number,
      );
    }
    if (result.unread) {
      notices.push(warn(`${list.name} was not tried on tokens: it cannot be read a second time`));
    } else if (result.lines >= maxLines) {
      notices.push(warn(`${list.name} was tried on tokens up to line ${result.lines}: ${more}`));
    }
  }
  return {
    keys: inOrder(matches, candidates)
      .map((match) => toTokenKey(match, tokens))
      .sort(byPlace),
    notices,
  };
}

const more = '--token-budget allows for more';

function warn(message: string): Notice {
  return { kind: 'warning', message };
}

/** As they were tried, whatever was known before; lines of lists last. */
function inOrder(
  matches: ReadonlyMap<string, Match>,
  candidates: ReadonlyMap<string, Candidate>,
): Match[] {
  const tried = [...candidates.keys()].flatMap((id) => matches.get(id) ?? []);
  return [...tried, ...[...matches].flatMap(([id, match]) => (candidates.has(id) ? [] : match))];
}

/** Nothing at all is a key as well: some libraries take it. */
function* withOwn(ownKnown: readonly string[]): Iterable<PublishedValue> {
  yield { value: '', source: 'nothing at all, the empty text' };
  yield* publishedValues();
  for (const value of ownKnown) yield { value, source: 'listed in the settings' };
}

function rankOf({ places }: CollectedToken): number {
  return places.some(({ file }) => file.context === 'production') ? 0 : 1;
}

function pick({ algorithm, signed, signature }: CollectedToken) {
  return { algorithm, signed, signature };
}

/** A line of a word list has ten bytes or so. */
function likelyLines(path: string): number {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) / 10;
}

function toTokenKey(
  { published, values, tokens: numbers }: Match,
  tokens: readonly CollectedToken[],
): TokenKey {
  return {
    ...(published !== undefined && { published }),
    values,
    tokens: [...numbers]
      .flatMap((number) => tokens[number]?.places ?? [])
      .sort((a, b) => comparePlaces(a.at, b.at)),
  };
}

function byPlace(a: TokenKey, b: TokenKey): number {
  const [one] = a.tokens;
  const [other] = b.tokens;
  return one && other ? comparePlaces(one.at, other.at) : 0;
}
