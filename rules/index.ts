// All rules, in the order in which the documentation lists them: storage, length, predictability, reuse, birth, use.
import type { Rule } from '../src/model/rule.ts';
import algorithmConfusion from './algorithm-confusion.ts';
import browserExposedSecret from './browser-exposed-secret.ts';
import dictionarySecret from './dictionary-secret.ts';
import encodingMismatch from './encoding-mismatch.ts';
import forgeableToken from './forgeable-token.ts';
import hardcodedFallback from './hardcoded-fallback.ts';
import hardcodedSecret from './hardcoded-secret.ts';
import imageBakedSecret from './image-baked-secret.ts';
import knownSecret from './known-secret.ts';
import loggedSecret from './logged-secret.ts';
import longLivedToken from './long-lived-token.ts';
import lowEntropySecret from './low-entropy-secret.ts';
import patternedSecret from './patterned-secret.ts';
import placeholderSecret from './placeholder-secret.ts';
import projectNameSecret from './project-name-secret.ts';
import secretInExample from './secret-in-example.ts';
import secretInHistory from './secret-in-history.ts';
import sensitiveClaim from './sensitive-claim.ts';
import sharedAcrossEnvironments from './shared-across-environments.ts';
import sharedAcrossPurposes from './shared-across-purposes.ts';
import sharedAcrossServices from './shared-across-services.ts';
import shortSecret from './short-secret.ts';
import staleSecret from './stale-secret.ts';
import thinSecret from './thin-secret.ts';
import timestampSecret from './timestamp-secret.ts';
import tokenWithoutExpiry from './token-without-expiry.ts';
import trackedEnvFile from './tracked-env-file.ts';
import trackedPrivateKey from './tracked-private-key.ts';
import unignoredEnvFile from './unignored-env-file.ts';
import unsignedToken from './unsigned-token.ts';
import unverifiedToken from './unverified-token.ts';
import uuidSecret from './uuid-secret.ts';
import verifyWithoutAlgorithms from './verify-without-algorithms.ts';
import verifyWithoutAudience from './verify-without-audience.ts';
import verifyWithoutIssuer from './verify-without-issuer.ts';
import weakRandomSecret from './weak-random-secret.ts';

export const rules: readonly Rule[] = [
  hardcodedSecret,
  hardcodedFallback,
  trackedEnvFile,
  trackedPrivateKey,
  unignoredEnvFile,
  browserExposedSecret,
  imageBakedSecret,
  secretInExample,
  secretInHistory,
  loggedSecret,
  forgeableToken,
  shortSecret,
  thinSecret,
  encodingMismatch,
  knownSecret,
  placeholderSecret,
  dictionarySecret,
  projectNameSecret,
  timestampSecret,
  uuidSecret,
  patternedSecret,
  lowEntropySecret,
  sharedAcrossEnvironments,
  sharedAcrossPurposes,
  sharedAcrossServices,
  staleSecret,
  weakRandomSecret,
  verifyWithoutAlgorithms,
  unsignedToken,
  unverifiedToken,
  algorithmConfusion,
  tokenWithoutExpiry,
  longLivedToken,
  sensitiveClaim,
  verifyWithoutAudience,
  verifyWithoutIssuer,
];
