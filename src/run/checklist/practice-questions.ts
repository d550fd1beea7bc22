// Questions about what people do: whether secrets are rotated, and whether it is written down what has to be set.
import type { Evidence } from '../../model/checklist.ts';
import { countOf, isPrevious, subjectOf } from '../../model/problem.ts';
import type { Secret } from '../../model/secret.ts';
import { type Answered, at, type Inquiry, once } from './evidence.ts';

/** Two values at a time, by their names: `JWT_SECRET_PREVIOUS`, `OLD_JWT_SECRET`, `jwtSecretNext`. */
const besides = /(?:^|[_.-])(?:previous|prev|old|next|new|retired|current)(?=$|[_.-])/i;

export function askRotation(inquiry: Inquiry): Answered {
  const { values, run } = inquiry;
  const ages = run.project.ages;
  const old: Evidence[] = [];
  const young: Evidence[] = [];
  for (const { secret, value } of values) {
    const age = ages?.byValue.get(value);
    if (!age || !ages) continue;
    const since = `${age.since}${age.isAtLeast ? ' or earlier' : ''} (${countOf(age.days, 'day')})`;
    const text = `${subjectOf(secret)} has been the same since ${since}`;
    (age.days > ages.maxDays ? old : young).push(at(value.at, text));
  }
  const ways = once(inquiry.secrets.flatMap(waysToRotate));
  const noWay: Evidence = {
    text: 'no code was found that takes a previous value beside the current one: to rotate logs everybody out',
  };
  if (old.length > 0)
    return { answer: 'no', evidence: [...old, ...(ways.length ? ways : [noWay])] };
  if (young.length > 0) {
    return ways.length > 0
      ? { answer: 'yes', evidence: [...young, ...ways] }
      : { answer: 'partly', evidence: [noWay, ...young] };
  }
  const unknown: Evidence = { text: 'how old the values are cannot be seen from here' };
  return ways.length > 0
    ? { answer: 'partly', evidence: [unknown, ...ways] }
    : { answer: 'unseen', evidence: [unknown, noWay] };
}

/** Code that verifies with one of several keys, or reads a variable that a rotation fills. */
function waysToRotate(secret: Secret): Evidence[] {
  const named = [...secret.values.map(({ name }) => name), secret.name].find(
    (name) => isPrevious(name) || besides.test(name ?? ''),
  );
  const [use] = secret.uses;
  const several = secret.uses.find(
    ({ use: { role }, secretIds }) => role === 'verify' && secretIds.length > 1,
  );
  return [
    ...(named && use ? [at(use.at, `code reads ${named}, so that two values can be valid`)] : []),
    ...(several ? [at(several.at, 'tokens are verified with one of several keys')] : []),
  ];
}

const documents =
  /(?:^|\/)(?:README|INSTALL|SETUP|CONTRIBUTING|DEPLOY\w*|CONFIGURATION)[^/]*$|(?:^|\/)\.?env(?:\.[\w.-]+)?\.(?:example|sample|template|dist|tpl)(?:\.[\w-]+)?$|(?:^|\/)\.?env[._-](?:example|sample|template|dist)$|(?:^|\/)docs?\/[^/]+\.(?:md|mdx|rst|adoc)$/i;

export function askDocumentation(inquiry: Inquiry): Answered {
  const names = [
    ...new Set(
      inquiry.secrets.flatMap(({ name, values }) =>
        [name, ...values.map((value) => value.fallbackFor ?? value.name)].filter(isVariable),
      ),
    ),
  ].sort();
  if (names.length === 0) {
    return { answer: 'unseen', evidence: [{ text: 'no variable holds a secret here' }] };
  }
  const named = findNamed(inquiry, new Set(names));
  const pros: Evidence[] = [];
  const cons: Evidence[] = [];
  for (const name of names) {
    const place = named.get(name);
    if (place) pros.push({ ...place, text: `${name} is named` });
    else cons.push({ text: `${name} is in no README, no document and no template of an env file` });
  }
  const answer = cons.length === 0 ? 'yes' : pros.length === 0 ? 'no' : 'partly';
  return { answer, evidence: [...cons, ...pros] };
}

/** Where documents name each for the first time; every one is read once, however many names there are. */
function findNamed(
  { run, readText }: Inquiry,
  names: ReadonlySet<string>,
): ReadonlyMap<string, { readonly path: string; readonly line: number }> {
  const found = new Map<string, { readonly path: string; readonly line: number }>();
  for (const { path } of run.tree.sources) {
    if (!documents.test(path)) continue;
    const text = readText(path) ?? '';
    let [line, from] = [1, 0];
    for (const { 0: word, index } of text.matchAll(/[A-Za-z0-9_]+/g)) {
      if (!names.has(word) || found.has(word)) continue;
      line += text.slice(from, index).split('\n').length - 1;
      from = index;
      found.set(word, { path, line });
    }
  }
  return found;
}

function isVariable(name: string | null | undefined): name is string {
  return (
    typeof name === 'string' && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name) && !isPrevious(name)
  );
}
