// Says why a text is predictable, from the pieces of its cheapest description.
import type { PredictableReason } from '../model/strength.ts';
import type { SegmentKind } from './segments/kinds.ts';
import type { Piece } from './segments/lattice.ts';

/** Phrases that say "replace me", in a text reduced to lower-case letters, digits and spaces. */
const placeholderPhrases: readonly RegExp[] = [
  /change ?(?:me|this|it|that|in|before|to|for|on|the|please)\b/,
  /\b(?:please|must|should|needs? to be|to be) ?change/,
  /\breplace/,
  /\b(?:update|edit|modify|choose|provide|supply|use) (?:your|this|me)\b/,
  /^your\b|^your(?=secret|super|jwt|key|token|session|256|384|512|access|refresh|app|api|own)/,
  /\b(?:insert|put|enter|paste|add|set|type|fill)\b.{0,40}\b(?:here|secret|key|value|string)\b/,
  /\b(?:here|goes here)$/,
  /placeholder|\bexample\b|\bsample\b|\bdummy\b|\btodo\b|\bfixme\b|\bredacted\b|\btbd\b/,
  /\bnot ?(?:a|so|very)? ?(?:real|secret|secure)\b|\binsecure\b|\bunsecure\b|\bdo ?not ?use\b/,
  /\btemplate\b|\bgenerate (?:a|your|one|with|me|new)\b|\bmy ?secret ?here\b/,
];

/** Whole texts that stand for a value instead of being one. */
const placeholderForms =
  /^(?:x{3,}|\*{3,}|\.{3,}|\?{3,}|-{3,}|_{3,}|__[A-Z0-9_]{1,80}__|null|undefined|none|nil|process\.env\.[\w.]{0,80})$/i;

const slots =
  /^(?:<([^<>]{1,80})>|\$\{([^{}]{1,80})\}|\{\{([^{}]{1,80})\}\}|%([A-Z0-9_]{1,80})%|\[([^[\]]{1,80})\]|\$([A-Z_]{4,80}))$/;
/** One case: of random printable text between brackets, not one in a billion is. */
const slotName = /^(?:[a-z0-9_ .:-]+|[A-Z0-9_ .:-]+)$/;

/** Whether the whole text is a slot that something should have been put into: `${NAME}`, `<secret>`. */
export function isSlot(text: string): boolean {
  const name =
    text.length <= 100 &&
    slots
      .exec(text.trim())
      ?.slice(1)
      .find((part) => part);
  return typeof name === 'string' && slotName.test(name);
}

/** The mark of Django's keys for development: `check --deploy` warns of it (security.W009). */
export function isMarkedInsecure(text: string): boolean {
  return /^['"]?django-insecure-/.test(text);
}

/** Programs that make keys or fetch them. */
const programs =
  'openssl|head|dd|date|node|python3?|pwgen|uuidgen|cat|tr|xxd|od|base64|echo|printf|ruby|php|perl|npx|keylint|hexdump|shuf|' +
  'sha\\d+sum|md5sum|hostname|whoami|aws|gcloud|az|vault|kubectl|op|pass|sops|curl|grep|awk|sed|jq|pwsh|dotnet|LC_ALL=C';

/**
 * A command that makes a key, where nothing ran it: its text is the same in every tutorial. Backticks need a program's
 * name between them, since one random printable text in 9,000 begins and ends with one.
 */
const commandForm = new RegExp(
  `^(?:\\$\\(\\s*[A-Za-z_./][\\w./-]{1,40}(?:\\s.{0,250})?\\)|\`\\s*(?:${programs})(?:\\s[^\`]{0,250})?\`|` +
    '(?:openssl\\s+rand|head\\s+-c|dd\\s+if=|date\\s+\\+|node\\s+-e|python3?\\s+-c|pwgen\\s+-?\\w)\\s?.*|uuidgen)$',
  's',
);

/** Whether the whole text is a command that should have made the value. */
export function isCommand(text: string): boolean {
  return text.length <= 256 && commandForm.test(text.trim());
}

/** Whether a text says of itself that it is to be replaced. Bounded: only the first 256 characters count. */
export function isPlaceholder(text: string): boolean {
  const head = text.slice(0, 256).trim();
  if (isSlot(head) || isCommand(head) || placeholderForms.test(head)) return true;
  const spaced = head
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return placeholderPhrases.some((phrase) => phrase.test(spaced));
}

const words: ReadonlySet<SegmentKind> = new Set<SegmentKind>([
  'word',
  'name',
  'common password',
  'placeholder',
  'secret word',
  'function word',
  'reversed word',
  'host name',
  'e-mail address',
  'URL',
  'word of another script',
]);
/** Whether a piece is a word of some list. */
export function isWord(what: SegmentKind): boolean {
  return words.has(what);
}

const moments: ReadonlySet<SegmentKind> = new Set<SegmentKind>([
  'year',
  'date',
  'date and time',
  'time of day',
  'Unix time',
]);
const identifiers: ReadonlySet<SegmentKind> = new Set<SegmentKind>(['UUID', 'ULID', 'ObjectId']);
const patterns: ReadonlySet<SegmentKind> = new Set<SegmentKind>([
  'repeat',
  'mirror',
  'sequence',
  'generator cycle',
  'keyboard walk',
  'common number',
  'IP address',
  'MAC address',
  'phone number',
  'IBAN',
  'licence plate',
  'well-known number',
  'emoji',
  'JSON Web Token',
  'public key',
  'password hash',
]);

/** Characters that pieces of some kinds cover. */
export function coverage(pieces: readonly Piece[], kinds: ReadonlySet<SegmentKind>): number {
  return pieces.reduce(
    (sum, { what, start, end }) => (kinds.has(what) ? sum + end - start : sum),
    0,
  );
}

/** Share of the characters other than separators that list words cover. */
export function wordShare(pieces: readonly Piece[]): number {
  return shareOf(pieces, words);
}

/** Share of the characters other than separators that anything but chance explains. */
export function explainedShare(pieces: readonly Piece[]): number {
  return 1 - shareOf(pieces, randomKinds);
}

function shareOf(pieces: readonly Piece[], kinds: ReadonlySet<SegmentKind>): number {
  let all = 0;
  let among = 0;
  for (const { what, start, end } of pieces) {
    if (what === 'separator') continue;
    all += end - start;
    if (kinds.has(what)) among += end - start;
  }
  return all === 0 ? 0 : among / all;
}

const randomKinds: ReadonlySet<SegmentKind> = new Set<SegmentKind>(['random']);

/** Share of the words that are the glue of sentences (the, of, is), for telling prose from a passphrase. */
export function gluedShare(pieces: readonly Piece[]): number {
  const found = pieces.filter(({ what }) => words.has(what));
  const glue = found.filter(({ what }) => what === 'function word').length;
  return found.length < 5 ? 0 : glue / found.length;
}

/** The reason that a whole text in one format has: identifiers and moments are named whatever they are worth. */
export function formatReason(what: SegmentKind): PredictableReason | null {
  if (identifiers.has(what)) return 'uuid';
  if (moments.has(what)) return 'timestamp';
  return patterns.has(what) ? 'pattern' : null;
}

/** The reason for a text that its pieces make predictable. */
export function reasonOf(text: string, pieces: readonly Piece[]): PredictableReason {
  if (isPlaceholder(text)) return 'placeholder';
  if (pieces.some(({ what }) => what.startsWith('project '))) return 'project-name';
  const cover = {
    dictionary: coverage(pieces, words),
    timestamp: coverage(pieces, moments),
    uuid: coverage(pieces, identifiers),
    pattern: coverage(pieces, patterns),
  };
  const most = Math.max(...Object.values(cover));
  if (most === 0) return 'low-entropy';
  // The strongest of the kinds that explain a good part of the text.
  if (cover.dictionary * 2 >= most && cover.dictionary >= 3) return 'dictionary';
  if (cover.timestamp >= most) return 'timestamp';
  if (cover.uuid >= most) return 'uuid';
  return cover.pattern >= most ? 'pattern' : 'dictionary';
}
