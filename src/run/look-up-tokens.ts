// Whether a run asks which keys sign the tokens that lie in its files. A hook does not: it has to be instant, and what
// it would find is in the next full run. Finding is in tokens/, which is loaded only here.
import type { Tree } from '../input/tree.ts';
import { UserError } from '../model/errors.ts';
import type { Notice } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Project } from '../model/secret.ts';
import type { Settings } from '../model/settings.ts';
import type { TokenKey } from '../model/token.ts';
import type { ScannedTree } from './scanned-tree.ts';
import type { Wordlist } from './tokens/find-token-keys.ts';

/** Of the options of an audit, what tokens depend on. */
export interface TokenOptions {
  readonly scope?: { readonly kind: 'worktree' | 'staged' | 'since' | 'commit' | 'stdin' };
  readonly reportPaths?: readonly string[];
  /** Word lists whose lines are tried as keys of tokens, besides published values and the secrets of the project. */
  readonly wordlists?: readonly Wordlist[];
  /** How many times a key is tried on a token, at most; 0: never. */
  readonly tokenBudget?: number;
  readonly now?: Date;
}

/** Half a minute of one core or so, where a list is that long: all of the well-known ones on one token. */
export const defaultTokenBudget = 20_000_000;

export interface TokenLookUp {
  readonly options: TokenOptions;
  readonly tree: Tree;
  readonly project: Project;
  readonly scanned: ScannedTree;
  readonly settings: Settings;
  /** The rules that are to run. */
  readonly rules: readonly Rule[];
}

export interface LookedUpTokens {
  /** Absent where nobody looked. */
  readonly keys?: readonly TokenKey[];
  readonly notices: readonly Notice[];
}

/** Whether such a run looks at tokens. */
export function asksForTokens(options: TokenOptions): boolean {
  return options.scope?.kind !== 'staged' && !options.reportPaths && budgetOf(options) > 0;
}

function budgetOf({ tokenBudget = defaultTokenBudget }: TokenOptions): number {
  if (Number.isSafeInteger(tokenBudget) && tokenBudget >= 0) return tokenBudget;
  throw new UserError('tokenBudget is no number of tries.', {
    hint: 'A whole number, or 0 for none.',
  });
}

export async function lookUpTokens(request: TokenLookUp): Promise<LookedUpTokens> {
  const { options, tree, project, scanned, settings, rules } = request;
  if (!asksForTokens(options) || !rules.some(({ needsTokens }) => needsTokens)) {
    return { notices: [] };
  }
  const { findTokenKeys } = await import('./tokens/find-token-keys.ts');
  return findTokenKeys({
    tree,
    project,
    isIgnored: scanned.isIgnored,
    mayHold: scanned.mayHoldToken,
    memory: scanned.memory,
    known: scanned.known,
    now: options.now ?? new Date(),
    ownKnown: settings.knownSecrets,
    wordlists: options.wordlists ?? [],
    budget: budgetOf(options),
  });
}
