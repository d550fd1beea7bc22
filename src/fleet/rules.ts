// What can only be said of several repositories at once. No rule of a single audit can know of it, so these are words
// alone: who speaks them is src/fleet/merge/cross-findings.ts.
import type { Rule } from '../model/rule.ts';

const references = [
  'https://cheatsheetseries.owasp.org/cheatsheets/Key_Management_Cheat_Sheet.html',
  'CWE-1391',
  'CWE-668',
];

/** Nobody mends two repositories at once. */
const remedy = { leave: 'the services that share it have to change together' } as const;
/** No one repository shows it. */
const examples = { bad: [], good: [] };

export const sharedAcrossServices: Rule = {
  id: 'shared-across-services',
  title: 'Signing secret shared across repositories',
  category: 'reuse',
  severity: 'high',
  confidence: 'high',
  looksFor:
    'A signing secret that production runs with in two repositories or more, written as text, in hexadecimal or in base64.',
  why: 'Whoever can read one of the repositories signs tokens that all of the services accept, and a rotation has to reach all of them at once.',
  howToFix:
    'Give each service a secret of its own. Where one service checks what another one signs, sign with a private key and hand out the public one.',
  references,
  remedy,
  examples,
};

export const testSecretInProduction: Rule = {
  id: 'test-secret-in-production',
  title: 'Production runs with a secret of the tests of another repository',
  category: 'reuse',
  severity: 'high',
  confidence: 'high',
  looksFor:
    'A signing secret of production that tests, examples or documents of another repository hold.',
  why: 'Nobody keeps the secrets of tests: they are in logs, in forks and on every laptop.',
  howToFix: 'Give production a new value that no test has ever seen.',
  references,
  remedy,
  examples,
};

export const removedSecretInUse: Rule = {
  id: 'removed-secret-in-use',
  title: 'Production runs with a secret that another repository has removed',
  category: 'reuse',
  severity: 'critical',
  confidence: 'high',
  looksFor:
    'A signing secret of production that was taken out of another repository, or replaced there, and is in its history.',
  why: 'Where it was removed, somebody knew that it had leaked. Every clone of that repository still has it, and here it signs.',
  howToFix:
    'Give production a new value: `keylint rotate NAME` says what to deploy in which order.',
  references,
  remedy,
  examples,
};

/** Rules that only a fleet has. `shared-across-services` is one of every audit as well, with a page of its own. */
export const fleetRules: readonly Rule[] = [removedSecretInUse, testSecretInProduction];
