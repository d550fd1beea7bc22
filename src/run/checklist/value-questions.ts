// Questions that the values themselves answer: long enough, random, hard to guess, different in each environment.
import { countOf, needOf, subjectOf } from '../../model/problem.ts';
import {
  type Answered,
  against,
  at,
  decide,
  type Inquiry,
  type OwnedValue,
  once,
} from './evidence.ts';

const noValue =
  'no value is written down here, as it should be: where it is kept, `keylint check` rates it';

export function askLength(inquiry: Inquiry): Answered {
  const { values, run } = inquiry;
  const pros = values.flatMap(({ secret, value }) => {
    const strength = run.strengthOf(secret, value);
    if (!strength || secret.requiredBytes === 0) return [];
    const bytes = countOf(strength.bytes, 'byte');
    return [at(value.at, `${subjectOf(secret)} is ${bytes}; ${needOf(secret)}`)];
  });
  return decide(against(inquiry, ['short-secret', 'encoding-mismatch']), once(pros), noValue);
}

const unrandom = [
  'weak-random-secret',
  'uuid-secret',
  'timestamp-secret',
  'patterned-secret',
  'low-entropy-secret',
  'thin-secret',
];

export function askRandomness(inquiry: Inquiry): Answered {
  const { secrets, values, run } = inquiry;
  const made = secrets.flatMap((secret) =>
    secret.values.flatMap(({ generated, at: place }) =>
      generated?.isCryptographic
        ? [at(place, `${subjectOf(secret)} is made by ${generated.by}`)]
        : [],
    ),
  );
  const looks = values.flatMap(({ secret, value }) => {
    const strength = run.strengthOf(secret, value);
    if (!strength || strength.predictable !== null) return [];
    return [at(value.at, `${subjectOf(secret)} looks like random characters`)];
  });
  // A word or a published text is no random one either.
  const cons = [...against(inquiry, unrandom), ...against(inquiry, guessable)];
  return decide(cons, once([...made, ...looks]), noValue);
}

const guessable = [
  'known-secret',
  'placeholder-secret',
  'dictionary-secret',
  'project-name-secret',
];

export function askGuessability(inquiry: Inquiry): Answered {
  const pros = inquiry.values.flatMap(({ secret, value }) => {
    const strength = inquiry.run.strengthOf(secret, value);
    if (!strength || strength.predictable !== null) return [];
    const bits = countOf(Math.round(strength.bits), 'bit');
    return [at(value.at, `${subjectOf(secret)} takes about ${bits} to guess`)];
  });
  const rules = [...guessable, 'timestamp-secret', 'uuid-secret', 'patterned-secret'];
  return decide(against(inquiry, rules), once(pros), noValue);
}

export function askEnvironments(inquiry: Inquiry): Answered {
  const cons = against(inquiry, [
    'shared-across-environments',
    'shared-across-purposes',
    'shared-across-services',
  ]);
  const pros = inquiry.secrets.flatMap((secret) => {
    const own = inquiry.values.filter((owned) => owned.secret === secret);
    const environments = environmentsOf(own);
    if (environments.length < 2) return [];
    const [first] = own;
    const text = `${subjectOf(secret)} has a value of its own in ${environments.join(', ')}`;
    return first ? [at(first.value.at, text)] : [];
  });
  const seen = environmentsOf(inquiry.values);
  const unseen =
    seen.length === 0
      ? 'no environment sets a value here'
      : `only ${seen.join(', ')} is set here: nothing to compare it with`;
  return decide(cons, pros, unseen);
}

function environmentsOf(values: readonly OwnedValue[]): string[] {
  return [...new Set(values.flatMap(({ value }) => value.environment ?? []))].sort();
}
