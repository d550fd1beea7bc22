// The page: five forms, each of which answers in place. Nothing is stored, and nothing can be sent: the policy in the head
// allows no connection.
import '../shims/globals.ts';
import { SignJWT } from 'jose';
import { rules } from '../../../../rules/index.ts';
import { checkJson, describeCheck } from '../../../../src/cli/checking/describe-check.ts';
import { secretEncodings, toKey } from '../../../../src/cli/token/key.ts';
import { readTime, readToken } from '../../../../src/cli/token/read-token.ts';
import { judge } from '../../../../src/cli/token/verify.ts';
import { isHmacAlgorithm } from '../../../../src/model/algorithms.ts';
import { UserError } from '../../../../src/model/errors.ts';
import type { Encoding } from '../../../../src/model/expression.ts';
import { visible } from '../../../../src/report/escape.ts';
import { toContract } from '../../../../src/report/json.ts';
import { assess } from '../../../../src/strength/assess.ts';
import { unpackBundle } from './data.ts';
import { clear, element, field, onSubmit, row, say, show, text } from './dom.ts';
import { lint, refusal } from './lint.ts';
import { make, pairFormats, secretFormats } from './make.ts';

declare const keylintVersion: string;

const ratings: readonly Encoding[] = ['utf8', 'base64', 'base64url', 'hex', 'utf16', 'latin1'];

onSubmit('rate', (form) => {
  const algorithm = field(form, 'alg');
  const encoding = ratings.find((name) => name === field(form, 'encoding')) ?? 'utf8';
  const secret = field(form, 'secret');
  if (secret === '') throw new UserError('There is no secret to rate.');
  if (!isHmacAlgorithm(algorithm)) return;
  const projectNames = field(form, 'names')
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  const strength = assess(secret, { algorithm, encoding, projectNames });
  const [verdict = '', , ...lines] = describeCheck(strength, encoding).trimEnd().split('\n');
  show('rate', [
    text('p', verdict, strength.reason === null ? 'good' : 'bad'),
    text('pre', lines.join('\n')),
    json(checkJson(strength, encoding)),
  ]);
});

onSubmit('generate', async (form) => {
  const made = await make(field(form, 'alg'), field(form, 'format'));
  const isPair = made.length > 1;
  show(
    'generate',
    made.flatMap((value, index) => {
      const label = isPair ? (index === 0 ? 'Private key' : 'Public key') : 'Secret';
      return copyable(`generated-${index}`, label, value);
    }),
  );
});

/** A key pair is no text of random bytes: the formats follow the algorithm. */
const algorithms = element<HTMLSelectElement>('generate-alg');
const formats = element<HTMLSelectElement>('generate-format');
const offerFormats = (): void => {
  const names = isHmacAlgorithm(algorithms.value) ? secretFormats : pairFormats;
  formats.replaceChildren(...names.map((name) => new Option(name)));
};
algorithms.addEventListener('change', offerFormats);
offerFormats();

onSubmit('decode', (form) => {
  const { header, claims, isSigned } = readToken(field(form, 'token').trim());
  const now = Date.now() / 1000;
  const table = (name: string, part: Readonly<Record<string, unknown>>): HTMLElement[] => [
    text('h3', name),
    row(
      Object.entries(part).map(([key, value]) => {
        const time = readTime(key, value, now);
        const shown = visible(JSON.stringify(value));
        return [visible(key), time === undefined ? shown : `${shown} (${time})`];
      }),
    ),
  ];
  show('decode', [
    ...table('Header', header),
    ...(claims
      ? table('Claims', claims)
      : [text('p', 'It is encrypted: its claims cannot be read.')]),
    ...(claims && !isSigned ? [text('p', 'It has no signature.', 'bad')] : []),
    text('p', 'Not verified: anybody can write this.'),
    json({ verified: false, header, claims: claims ?? null }),
  ]);
});

async function keyOf(form: HTMLFormElement, isForSigning: boolean) {
  const algorithm = field(form, 'alg');
  const encoding = secretEncodings.find((name) => name === field(form, 'encoding')) ?? 'utf8';
  const key = field(form, 'key');
  if (key === '') throw new UserError('There is no key to work with.');
  return { algorithm, key: await toKey({ text: key, algorithm, encoding, isForSigning }) };
}

onSubmit('verify', async (form) => {
  const token = field(form, 'token')
    .trim()
    .replace(/^Bearer\s+/i, '');
  const read = readToken(token);
  const judged = await judge({
    token,
    read,
    ...(await keyOf(form, false)),
    audience: field(form, 'audience') || undefined,
    issuer: field(form, 'issuer') || undefined,
    toleranceSeconds: 0,
    now: new Date(),
  });
  const isValid = judged.verdict === 'valid';
  show('verify', [
    text(
      'p',
      `${judged.verdict}: ${judged.words.replace(' (--alg)', '')}`,
      isValid ? 'good' : 'bad',
    ),
    json(judged),
  ]);
});

onSubmit('sign', async (form) => {
  const claims = readClaims(field(form, 'claims'));
  const minutes = Number(field(form, 'minutes'));
  const { key, algorithm } = await keyOf(form, true);
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ iat: now, exp: now + Math.round(minutes * 60), ...claims })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .sign(key.key)
    .catch(() => {
      throw new UserError(`The key does not fit ${algorithm}.`);
    });
  show('sign', copyable('signed', 'Token', token));
});

function readClaims(written: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(written);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new UserError('The claims are no JSON object. For one: {"sub":"1"}');
  }
  // The cast: an object has named members of any kind.
  return parsed as Record<string, unknown>;
}

const advice = new Map(rules.map(({ id, howToFix }) => [id, howToFix]));

onSubmit('lint', async (form) => {
  const path = field(form, 'name').trim().replace(/^\/+/, '');
  const refused = refusal(path);
  if (refused !== undefined) throw new UserError(refused);
  const report = await lint(path, field(form, 'text'), keylintVersion);
  const { findings } = report;
  const list = document.createElement('ol');
  for (const finding of findings) {
    const item = document.createElement('li');
    item.append(
      text(
        'p',
        `${path}:${finding.line}:${finding.column}  ${finding.severity}  ${finding.rule}`,
        finding.level,
      ),
      text('p', finding.message),
      text('p', advice.get(finding.rule) ?? '', 'advice'),
    );
    list.append(item);
  }
  const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`;
  show('lint', [
    text(
      'p',
      findings.length === 0 ? 'Nothing found in this file alone.' : count,
      findings.length === 0 ? 'good' : 'bad',
    ),
    ...(findings.length > 0 ? [list] : []),
    json(toContract(report, {})),
  ]);
});

const file = element<HTMLInputElement>('lint-file');
file.addEventListener('change', async () => {
  const [chosen] = file.files ?? [];
  if (!chosen) return;
  element<HTMLInputElement>('lint-name').value = chosen.name;
  element<HTMLTextAreaElement>('lint-text').value = await chosen.text();
});

function json(value: unknown): HTMLElement {
  const details = document.createElement('details');
  const pre = text('pre', JSON.stringify(value, null, 2), 'json');
  details.append(text('summary', 'As JSON'), pre);
  return details;
}

function copyable(id: string, label: string, value: string): HTMLElement[] {
  const area = document.createElement('textarea');
  area.id = id;
  area.readOnly = true;
  area.spellcheck = false;
  area.rows = Math.min(12, value.split('\n').length + Math.floor(value.length / 90));
  area.value = value;
  const caption = text('label', label);
  caption.setAttribute('for', id);
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.textContent = `Copy ${label.toLowerCase()}`;
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(value).then(
      () => say(`${label} copied.`),
      () => {
        area.select();
        say('Copying is not allowed here: the text is selected.');
      },
    );
  });
  return [caption, area, copy];
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[type=reset]')) {
  const form = button.form;
  form?.addEventListener('reset', () => {
    clear(form.id);
    setTimeout(offerFormats);
  });
}

unpackBundle().then(
  () => {
    document.documentElement.dataset.ready = 'yes';
    for (const button of document.querySelectorAll<HTMLButtonElement>('button[type=submit]')) {
      button.disabled = false;
    }
    say('Ready. Everything happens on this page.');
  },
  () => say('This browser cannot unpack the word lists: it is too old, or the file is damaged.'),
);
