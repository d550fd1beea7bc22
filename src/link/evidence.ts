// What else says that a secret of a common name signs tokens. `SECRET_KEY`, `APP_SECRET` and `TOKEN_KEY` are signing
// keys in one project and something else in the next; no call that we can see uses them, so their surroundings decide:
// settings of tokens beside them, and what the project is built with.
import type { Definition } from '../model/facts.ts';
import { ownerOf } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import { compactName, wordsOf } from './name-words.ts';
import { ancestorsOf } from './packages.ts';
import { isCommonSecretName, judgeName } from './secret-names.ts';

/** What the frameworks themselves call their signing key. */
const ownKeys: Readonly<Record<string, RegExp>> = {
  django: /^(?:django)?secretkey$/,
  flask: /^(?:flask|app)?secretkey$/,
  fastapi: /^(?:secretkey|secret|appsecret)$/,
  rails: /^secrettoken$/,
  laravel: /^appkey$/,
  adonis: /^appkey$/,
  symfony: /^appsecret$/,
  strapi: /^appkeys$/,
  tokens: /^(?:secret|secretkey|appsecret|appsecretkey|tokenkey|secrettoken|applicationsecret)$/,
};

/** Evidence over all Facts of a run; what it learns of a file is kept. */
export interface Evidence {
  /** Whether something else than its name says that a definition of `path` holds a signing secret. */
  backs(path: string, definition: Definition): boolean;
  /** Whether it is half of what a cloud hands out: `accessSecret` beside `accessKey`. */
  isOfCloud(path: string, definition: Definition): boolean;
}

export function gatherEvidence(index: FactIndex): Evidence {
  const frameworks = frameworksByPackage(index);
  const neighbours = new Map<string, Neighbours>();
  const neighboursIn = (path: string): Neighbours => {
    const known = neighbours.get(path);
    if (known) return known;
    const made = neighboursOf(index.facts.get(path)?.definitions ?? []);
    neighbours.set(path, made);
    return made;
  };
  return {
    backs(path, definition) {
      if (!isCommonSecretName(definition.name)) return false;
      const { packageDirectory } = index.fileOf(path);
      const around = neighboursIn(path).around(definition);
      if (around.isPair) return false;
      if (around.weight >= 2 && !around.hasSurerOne) return true;
      if (!isOfProgram(definition)) return false;
      const name = compactName(definition.name.split(/[.:]|__/).at(-1) ?? '');
      return frameworksAt(frameworks, packageDirectory).some((framework) => {
        const isOwn = ownKeys[framework]?.test(name) === true;
        // A library signs with one key: where another name says that it is the one, this is none.
        return isOwn && !(framework === 'tokens' && around.hasSurerOne);
      });
    },
    isOfCloud(path, definition) {
      const name = compactName(lastOf(definition.space, definition.name));
      const isAsked = /accesssecret(?:key)?$/.test(name) && !/jwt|token/.test(name);
      return isAsked && neighboursIn(path).around(definition).isPair;
    },
  };
}

function frameworksByPackage({ facts, fileOf }: FactIndex): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { path, frameworks } of facts.values()) {
    if (!frameworks || frameworks.length === 0) continue;
    const { packageDirectory } = fileOf(path);
    found.set(packageDirectory, [...(found.get(packageDirectory) ?? []), ...frameworks]);
  }
  return found;
}

/** Of the package itself, those around it, and those below it: one `.env` at the root serves them all. */
function frameworksAt(
  frameworks: ReadonlyMap<string, readonly string[]>,
  directory: string,
): readonly string[] {
  const above = new Set(ancestorsOf(directory));
  const prefix = directory === '' ? '' : `${directory}/`;
  return [...frameworks].flatMap(([at, names]) =>
    above.has(at) || at.startsWith(prefix) ? names : [],
  );
}

/** What stands beside a definition, in its file or its block. */
interface Surroundings {
  /** Two or more: settings of tokens stand there. */
  readonly weight: number;
  /** A name that says "signing secret" by itself is there too. */
  readonly hasSurerOne: boolean;
  /** `APP_ID` beside `APP_SECRET`: what a service hands out in pairs. */
  readonly isPair: boolean;
}

interface Neighbours {
  around(definition: Definition): Surroundings;
}

/** Blocks of one file with their names; variables of a file stand in one block. */
function neighboursOf(definitions: readonly Definition[]): Neighbours {
  const blocks = new Map<string, Set<string>>();
  for (const { space, name } of definitions) {
    if (space === 'code' && !ownerOf(name).endsWith('#.')) continue;
    const block = blockOf(space, name);
    const names = blocks.get(block) ?? new Set();
    blocks.set(block, names.add(lastOf(space, name)));
  }
  const rated = new Map<string, { readonly weight: number; readonly hasSurerOne: boolean }>();
  for (const [block, names] of blocks) {
    let weight = 0;
    for (const name of names) weight += weightOf(name);
    const hasSurerOne = [...names].some((name) => judgeName(name) === 'strong');
    rated.set(block, { weight, hasSurerOne });
  }
  return {
    around({ space, name }) {
      const block = blockOf(space, name);
      const names = blocks.get(block) ?? new Set();
      const { weight, hasSurerOne } = rated.get(block) ?? { weight: 0, hasSurerOne: false };
      return { weight, hasSurerOne, isPair: isHandedOut(lastOf(space, name), names) };
    },
  };
}

function blockOf(space: Definition['space'], name: string): string {
  return space === 'env' ? '' : `.${name.replace(/[.:][^.:]*$|^[^.:]*$/, '')}`;
}

function lastOf(space: Definition['space'], name: string): string {
  return space === 'env' ? name : (name.split(/[.:]/).at(-1) ?? '');
}

const lifeWords =
  /^(?:expir(?:y|es|e|ation|ein|esin|ed)?|ttl|lifetime|lifespan|life|validity|maxage|minutes|days|hours|seconds|duration)$/;
const tokenWords = /^(?:jwt|jws|token|tokens|bearer|refresh|access|clock|skew)$/;

/**
 * How much a name beside it says of tokens: issuer, audience and algorithm are settings of nothing else, a lifetime
 * is one only with a word of tokens.
 */
function weightOf(name: string): number {
  const words = wordsOf(name);
  if (words.some((word) => /^(?:issuer|audience|iss|aud)$/.test(word))) return 2;
  if (/^(?:jwt|signing|token)?algorithm$/.test(compactName(name))) return 2;
  const isOfTokens = words.some((word) => tokenWords.test(word));
  const isLife = words.some((word) => lifeWords.test(word));
  if (isOfTokens && isLife) return 2;
  return isLife ? 1 : 0;
}

/** A setting that a framework may read as its own key: at the top, or in the block of the program itself. */
function isOfProgram({ space, name }: Definition): boolean {
  if (space === 'env') return true;
  const owner = name.split(/[.:]/).at(-2);
  return (
    owner === undefined ||
    /^(?:app|application|appsettings|auth|authentication|security|server|settings|config|framework|web|api|default|token|tokens)$/.test(
      compactName(owner),
    )
  );
}

/** What services hand out together with a secret, when it has no name of its own. */
const otherHalves =
  /^(?:secretid|access(?:key)?(?:id)?|clientid|appid|appclientid|apikey|keyid|publickey|publishablekey)$/;

/** Whether names beside it make it one half of a pair: `X_ID` or `X_KEY` for `X_SECRET`, `accessKey` for `secretKey`. */
function isHandedOut(name: string, names: ReadonlySet<string>): boolean {
  const own = compactName(name);
  const stem = own.replace(/(?:secretkey|secret|key|token)$/, '');
  const others = [...names].map(compactName).filter((other) => other !== own);
  if (stem === '') return others.some((other) => otherHalves.test(other));
  return others.some((other) =>
    [`${stem}id`, `${stem}clientid`, `${stem}key`, `${stem}keyid`, `${stem}secret`].includes(other),
  );
}
