// What one line of a file says of secrets, whatever stands around it: whether it names, sets or uses one, whether it holds
// a text that can be one, and to which names it gives it. Told from the line alone, since histories have millions.
import { suggestsSecret } from '../../link/secret-names.ts';

/** Words of lines of configuration that name a signing secret, or say what stands below. */
const tellingConfiguration =
  /secret|jwt|jws|jose|hmac|sign|key(?!words?\b)|salt|passphrase|pepper|token|session|cookie|auth|env/i;
/** Names that say nothing of what is nested below another that says nothing. */
const plainKey = /^(?:keys?|env|uses|if|runs-on|image)$/i;

/**
 * Words of lines of code that name, set or use a signing secret. What a call signs with may have any name: lines that
 * give a text to a name from such a line count too.
 */
const tellingCode =
  /secret|jwt|jws|\bjose|hmac|\bsign|[a-z]Sign|sign_?(?:er|ing|ature)|passphrase|passport|pepper|\bsalt|salt\b|(?:app|auth|api|token|session|cookie|private|access|refresh|encryption|hash|master)_?keys?\b|\bkeys\s*[:=]\s*\[|keygrip|cookie-?(?:parser|session)|session\(|\biron\b|iron-|\bseal|process\.env|import\.meta\.env|getenv|environ\b/i;

const comment = /^(?:\/\/|\*|\/\*|<!--)/;
/** What a line of code must hold to set or use anything. */
const statement = /['"`(=:]/;
const literals = /(['"`])((?:(?!\1)[^\\]|\\.){3,})|0x[\da-f]|\[\s*\d/gi;
/** Texts that a line beside a telling one holds for other reasons: types, tags of Go, headers, media types, names of events. */
const plain =
  /^(?:string|number|boolean|function|object|undefined|symbol|bigint|utf-?8|ascii|latin1|binary|base64|base64url|hex|[A-Z][a-z]+(?:-[A-Z][a-z]+)+|[a-z]+\/[a-z\d.+-]+|(?:[a-z]+:"[^"]*"\s*)+|[^\p{L}\d]*)$/u;
/** Entries that are written for people. */
const told =
  /^["']?(?:usage|description|desc|help|hint|title|label|message|summary|placeholder|tooltip)["']?\s*[:=]/i;
const loads = /\brequire\(\s*['"`]|^import\b|^export\b.*\bfrom\b/;
/** Texts that go on in the next line, here-documents, texts in brackets of Ruby and Elixir. */
const opensText = /'''|"""|<<[-~]?["'A-Z]|%[qQwW]?[[({<|]|~[sScC][[({<|"']/;
const backtick = /`/g;
/** Numbers that a name may be given as its text. */
const longNumber = /[=:(,]\s*\d{4}/;
/** Calls that say something to people: of their texts, those with several words are messages. */
const saying =
  /\b(?:log(?:ger|ging)?|slog|console|logrus|zap|klog|glog)\.\w+\(|\b\w*(?:errorf|fatalf?|panicf?|warn(?:ing|f)?|infof?|debugf?|printf?|println|sprintf)\(|\berrors?\.new\(|\b(?:raise|throw|panic|assert\w*|expect)\b|\b\w*(?:Error|Exception)\(/i;
/** `"jsonwebtoken": "^9.0.2",`: lines of a manifest that change with every release, and are no secret for all their name. */
const versionLine =
  /^(?:require\s+)?[\w.-]{1,80}\.\w{1,20}\/[\w./~-]{1,200}\s+v\d|^["']?[@\w./-]{1,200}["']?\s*[:=]\s*["']?(?:npm:[@\w./-]{1,200}@)?[\^~<>=v]{0,3}\s?\d{1,9}(?:\.(?:\d{1,9}|[x*])){1,3}(?:[-+][\w.+-]{1,60})?["']?,?$/;
const assignment = /([\p{L}_$][\p{L}\d_$]{0,60})['"\]]*\s*(?::[^='"`]{1,40})?[:=][^=>]/gu;
const names = /[\p{L}_$][\p{L}\d_$]+/gu;
const paths = /[\p{L}_$][\p{L}\d_$.:-]+/gu;
const maxNameLength = 100;
/** Calls that sign, verify or are handed a key: what they take may stand anywhere, under any name. */
const using =
  /(?:sign|verify|verif\w+|hmac|encode|decode|jwt|jws|session|passport|cookie|strategy|secret)\w{0,40}\s*\(/i;

/** `key: value` of YAML and JSON, `- value`: what stands before the value, and the value. */
const entry = /^(?:-\s+)?(?:(?<key>["']?[\w.$@/-]{1,120}["']?)\s*:(?:\s+|$))?(?<value>.*)$/;
/** Values that cannot be a secret: none, numbers of a few digits, truth, expressions of workflows and templates. */
const emptyValue =
  /^(?:[[{>|&][-+]?|-?\d{1,5}(?:\.\d{1,9})?|true|false|null|~|yes|no|on|off|["']?\$\{\{[^{}]{0,200}\}\}["']?|["']?\{\{[^{}]{0,200}\}\}["']?|["']{2}|)$/i;
/** A name that is given a value inside of a value, `run: SECRET=abc npm start`. */
const innerAssignment = /\w\s?[=:]\s?\S/;
const blanks = /\s+/g;
const minPhraseWords = 4;

/** Ends of lines that the next one does not go on with. */
const closedEnd = /[;)}\]'"`]\s*(?:(?:\/\/|#).*)?$/;

/** What a line says, whatever stands around it. */
export interface Line {
  /** It speaks of signing secrets. */
  readonly isTelling: boolean;
  /** It holds a text of its own that may be one. */
  readonly holdsText: boolean;
  /** It can be a part of what a telling line beside it says. */
  readonly mayBelong: boolean;
  /** Of a telling line of code: a name on it is one of secrets, or what it says goes on below. */
  readonly isNamed: boolean;
  /** The next line is another statement, or stands beside it. */
  readonly isClosed: boolean;
  /** It uses a key that may be given anywhere in the file. */
  readonly isUse: boolean;
  /** Names that it gives a text to. */
  readonly given: readonly string[];
  /** Of a telling line: names that it speaks of. */
  readonly spoken: readonly string[];
}

export interface LineReaderOptions {
  readonly isCode: boolean;
  /** Configuration that is indented as it is nested. */
  readonly isNested: boolean;
  /** Words of this project that tell as well. */
  readonly more: RegExp | undefined;
}

const silent: Line = {
  isTelling: false,
  holdsText: false,
  mayBelong: false,
  isNamed: false,
  isClosed: false,
  isUse: false,
  given: [],
  spoken: [],
};

/** Reads lines without the blanks around them. */
export function createLineReader({
  isCode,
  isNested,
  more,
}: LineReaderOptions): (text: string) => Line {
  const readCode = (text: string): Line => {
    if (comment.test(text)) return silent;
    const isTelling = more?.test(text) === true || (tellingCode.test(text) && statement.test(text));
    const mayBelong = holdsSecretText(text);
    const holdsText = mayBelong || (isTelling && mayGoOn(text));
    return {
      isTelling,
      holdsText,
      mayBelong,
      isNamed: isTelling && (isOpen(text) || more?.test(text) === true || namesSecret(text)),
      isClosed: closedEnd.test(text),
      isUse: isTelling && using.test(text),
      given: holdsText ? [...text.matchAll(assignment)].map(([, name = '']) => name) : [],
      spoken: isTelling ? [...text.matchAll(names)].map(([name]) => name) : [],
    };
  };
  const readConfiguration = (text: string): Line => {
    if (versionLine.test(text)) return silent;
    const isTelling = more?.test(text) === true || tellingConfiguration.test(text);
    if (!isNested) {
      return { ...silent, isTelling, holdsText: isTelling, mayBelong: true };
    }
    const { key = '', value = '' } = entry.exec(text.replace(/,$/, ''))?.groups ?? {};
    const isEmpty = emptyValue.test(value);
    const isPlain = plainKey.test(key.replace(/["']/g, '')) && !more?.test(text);
    const mayBelong = !isEmpty && !isPlain;
    const isClosed = !/^(?:[[{>|&][-+]?|)$/.test(value);
    const isSilent = isPlain
      ? isEmpty || !tellingConfiguration.test(value)
      : isPhrase(key, value, more);
    if (!isTelling || isSilent) return { ...silent, mayBelong, isClosed };
    return { ...silent, isTelling, holdsText: !isEmpty, mayBelong, isClosed };
  };
  return isCode ? readCode : readConfiguration;
}

/** Whether a line of code holds a text that can be a secret, or bytes. */
function holdsSecretText(line: string): boolean {
  if (loads.test(line) || told.test(line)) return false;
  // `expect(sign(claims, 'a key of words'))`: what a call signs with is no message.
  const isSaying = saying.test(line) && !using.test(line);
  for (const [, , text] of line.matchAll(literals)) {
    if (text === undefined) return true;
    if (!plain.test(text) && !(isSaying && text.includes(' '))) return true;
  }
  return false;
}

/** Whether a line opens what is written below it. */
function isOpen(line: string): boolean {
  return /[[({]$/.test(line);
}

/** Whether a word of the line names a secret, or may. */
function namesSecret(line: string): boolean {
  for (const [name] of line.matchAll(paths)) {
    if (name.length <= maxNameLength && suggestsSecret(name)) return true;
  }
  return false;
}

/** Whether a text begins that the next lines go on with, or a number is given. */
function mayGoOn(line: string): boolean {
  return (
    opensText.test(line) || longNumber.test(line) || (line.match(backtick)?.length ?? 0) % 2 === 1
  );
}

/** Whether a value speaks of secrets as a sentence does, under a name that does not. */
function isPhrase(key: string, value: string, more: RegExp | undefined): boolean {
  if (key === '' || tellingConfiguration.test(key) || more?.test(key)) return false;
  const words = value.match(blanks)?.length ?? 0;
  return words + 1 >= minPhraseWords && !innerAssignment.test(value);
}
