// What one line of code says of secrets, whatever stands around it.
import { suggestsSecret } from '../../link/secret-names.ts';

/**
 * Words of lines of code that name, set or use a signing secret. What a call signs with may have any name: lines that
 * give a text to a name from such a line count too.
 */
export const tellingCode =
  /secret|jwt|jws|\bjose|hmac|\bsign|[a-z]Sign|sign_?(?:er|ing|ature)|passphrase|passport|pepper|\bsalt|salt\b|(?:app|auth|api|token|session|cookie|private|access|refresh|encryption|hash|master)_?keys?\b|\bkeys\s*[:=]\s*\[|keygrip|cookie-?(?:parser|session)|session\(|\biron\b|iron-|\bseal|securitykey|process\.env|import\.meta\.env|getenv|environ\b/i;

export const comment = /^(?:\/\/|\*|\/\*|<!--)/;
/** What a line of code must hold to set or use anything. */
const statement = /['"`(=:]/;
const literals = /(['"`])((?:(?!\1)[^\\]|\\.)*)|0x[\da-f]|\[\s*\d/gi;
const mayHoldText = /['"`[]|0x/i;
/** Shorter texts are separators and the like. */
export const minTextLength = 3;
/** Texts that a line beside a telling one holds for other reasons: types, tags of Go, headers, media types, names of events. */
export const plain =
  /^(?:string|number|boolean|function|object|undefined|symbol|bigint|utf-?8|ascii|latin1|binary|base64|base64url|hex|[A-Z][a-z]+(?:-[A-Z][a-z]+)+|[a-z]+\/[a-z\d.+-]+|(?:[a-z]+:"[^"]*"\s*)+|[^\p{L}\d]*)$/u;
/** Entries that are written for people. */
const told =
  /^["']?(?:usage|description|desc|help|hint|title|label|message|summary|placeholder|tooltip)["']?\s*[:=]/i;
const loads = /^import\b(?!\.)|^export\b.*\bfrom\s*['"`]/;
/** What a module is called that a line takes something from. */
const loaded = /\brequire\(\s*(['"`])[^'"`]{0,200}\1\s*\)/g;
/** Texts that go on in the next line, here-documents, texts in brackets of Ruby and Elixir. */
const opensText = /'''|"""|<<[-~]?["'A-Z]|%[qQwW]?[[({<|]|~[sScC][[({<|"']/;
const backtick = /`/g;
/** Numbers that a name may be given as its text. */
const longNumber = /[=:(,]\s*\d{4}/;
/** Calls that say something to people: of their texts, those with several words are messages. */
const saying =
  /\b(?:log(?:ger|ging)?|slog|console|logrus|zap|klog|glog)\.\w+\(|\b\w*(?:errorf|fatalf?|panicf?|warn(?:ing|f)?|infof?|debugf?|printf?|println|sprintf)\(|\berrors?\.new\(|\b(?:raise|throw|panic|assert\w*|expect)\b|\b\w*(?:Error|Exception)\(/i;
const assignment =
  /([\p{L}_$][\p{L}\d_$]{0,60})['"\]]*\s*(?::[^='"`]{1,40})?(?::=|=>|[:=](?![=>]))/gu;
const names = /[\p{L}_$][\p{L}\d_$]+/gu;
const paths = /[\p{L}_$][\p{L}\d_$.:-]+/gu;
const maxNameLength = 100;
/**
 * Calls that sign, verify or are handed a key: what they take may stand anywhere, under any name. Not those that sign
 * somebody in, keep a session, set a cookie, or encode something else.
 */
export const using =
  /sign(?!up|in(?!g)|out|al|ific)\w{0,40}\s*\(|verif(?:y|ier)(?!email|phone|mail|code|captcha|pass|otp|mfa)\w{0,40}\s*\(|\bsessions?\s*\(|session(?:middleware|store|handler|manager|options)\w{0,20}\s*\(|cookie_?session\w{0,20}\s*\(|cookie(?!s?\s*\()\w{1,40}\s*\(|(?:jwt|jws|jose|token)\W{0,3}\w{0,20}(?:en|de)code\w{0,20}\s*\(|(?:hmac|jwt|jws|passport|strategy|secret|securitykey)\w{0,40}\s*\(|hmac_?sha|\bhs(?:256|384|512)\b|(?:jw[ts]|hmac|verifier|encryptor|signer)(?:\.|::)(?:new|encode|decode|(?:hex)?digest|sign|verify|generate)\b/i;

/** Last characters of lines that the next one is a part of. */
const openEnds = '([{=|&?:+\\';
const openCall = /\([^()]*,$/;
const anyText = /(["'`])((?:(?!\1)[^\\]|\\.)*)\1/g;
/** Lists of keys, and what takes one. */
const listed = /\bkeys\s*[:=]\s*\[|keygrip|\biron\b|iron-|\bseal/i;
/** Conditions and loops, which open more than what they say. */
const control =
  /^(?:[})]\s*)?(?:if|elif|elsif|else|for|foreach|while|until|switch|match|case|select|when|unless|guard|try|catch|rescue|except|finally|do|loop|with)\b/;
/** How a line ends, or begins, that opens what a function or a class does. */
const body =
  /\)\s*(?::[^(){}]{1,60})?(?:=>\s*)?\{$|=>\s*\{$|\)\s*(?:->[^:]{1,60})?:$|^(?:public |private |protected |internal |export |abstract |final |static |async |override |pub )*(?:class|interface|enum|struct|impl|namespace|module|def|fn|func|fun|function|trait|object|type)\b/;
/** What stands in braces beside a key and may hold it all the same: what it falls back to, and statements. */
const keyish =
  /secret|key|salt|phrase|pepper|hmac|default|fallback|value|\breturn\b|;|=(?!>)|\|\||\?\?/i;
/** Words of functions whose first lines may hold the key that they give to somebody. */
const keyGiving = /secret|key|salt|phrase|pepper|hmac|jw[ts]|jose|passport|strategy/i;
/** A variable of the environment, and what it falls back to. */
const fallback =
  /(?:process\.env|import\.meta\.env|getenv|environ|\benv\()[^;]{0,80}?(?:\|\||\?\?|,|\bor\b|\?:)\s*["'`]/i;
/** A name that what is below is given to. */
const opensValue = /[\w"'\]]\s*(?:=>|:=|[:=])\s*[[{(]?$/;
/** What the value of a name is taken from. */
const source =
  /(?:=>|:=|[:=|?])\s*([\p{L}_$][\p{L}\d_$]*(?:(?:\.|->|::)[\p{L}_$][\p{L}\d_$]*){0,10})/gu;
const maxGistLength = 1_000;
/** What is commented out is not what it was, in any language or format. */
const outcommented = /^(?:[#;*%]|\/\/|\/\*|--|<!--)/;
const remark = /\s\/\/[^'"`]*$/;
/** Texts, and what stands in braces beside them. */
const groups =
  /((["'`])(?:(?!\2)[^\\]|\\.){0,300}\2)|\{(?:[^{}"'`]|(["'`])(?:(?!\3)[^\\]|\\.){0,80}\3){0,120}\}/g;
const parts = /(["'`])(?:(?!\1)[^\\]|\\.){0,500}\1|[\p{L}_$][\p{L}\d_$]*|\d[\w.]*|=>|[=:(]/gu;
const quotes = /["`]/g;
const reads = /\bjwt_?decode\(\s*[\w.]{1,80}\s*\)/gi;
const parameters = /\bfunction\s*\w{0,60}\([^()]{0,200}\)|\([^()]{0,200}\)\s*=>/g;
const braces = /\{[^{}]{0,300}\}/g;
/** Names that nobody gives a key to. */
const plainNames = new Set(
  `const let var return await async new this self if else for function export exports module import require from
  name id url uri path email username message status error err type title description hint text label host port
  req res next user users console log config process env true false null undefined string number boolean any`.split(
    /\s+/,
  ),
);

/** Last characters of lines that the next one does not go on with, before a comment or the end. */
const closedEnds = ';)}]\'"`';
const closedBeforeComment = /[;)}\]'"`]\s*(?:\/\/|#)/;

export interface Line {
  /** It names a signing secret, sets one, or uses one. */
  readonly isTelling: boolean;
  /** It holds a text of its own that may be one. */
  readonly holdsText: boolean;
  /** It can be a part of what a telling line beside it says. */
  readonly mayBelong: boolean;
  /** Of a telling line of code: a name on it is one of secrets, or what it says goes on below. */
  readonly isNamed: boolean;
  /** The next line is another statement, or stands beside it. */
  readonly isClosed: boolean;
  /** The next line goes on with it, however that begins. */
  readonly isOpen: boolean;
  /** It uses a key that may be given anywhere in the file. */
  readonly isUse: boolean;
  /** It names a secret. */
  readonly isNaming: boolean;
  /** Names that it gives a text to. */
  readonly given: readonly string[];
  /** Of a telling line: names that it speaks of. */
  readonly spoken: readonly string[];
}

const silentLine: Line = {
  isTelling: false,
  holdsText: false,
  mayBelong: false,
  isNamed: false,
  isClosed: false,
  isOpen: false,
  isUse: false,
  isNaming: false,
  given: [],
  spoken: [],
};

export interface CodeReaderOptions {
  /** Words of this project that tell as well. */
  readonly more: RegExp | undefined;
}

/** Reads lines of code, without the blanks around them. */
export function createCodeReader({ more }: CodeReaderOptions): (text: string) => Line {
  return (text) => {
    if (comment.test(text)) return silentLine;
    const isOwn = more?.test(text) === true;
    const isSpeaking = isOwn || (tellingCode.test(text) && statement.test(text));
    const isUse = isSpeaking && using.test(withoutReads(text));
    const isNaming = isSpeaking && (isOwn || listed.test(text) || namesSecret(withoutProse(text)));
    const end = text.charAt(text.length - 1);
    const isClosed = closedEnds.includes(end) || closedBeforeComment.test(text);
    const isOpen = openEnds.includes(end) || (end === ',' && openCall.test(text));
    const opens =
      isSpeaking &&
      !isClosed &&
      (isOpen || !text.endsWith(',')) &&
      !control.test(text) &&
      (keyGiving.test(text) || !body.test(text));
    const isFallback = isSpeaking && fallback.test(text);
    const isTelling = isUse || isNaming || isFallback || opens;
    const mayBelong = holdsSecretText(text);
    const holdsText = mayBelong || (isTelling && mayGoOn(text));
    return {
      isTelling,
      holdsText,
      mayBelong,
      isNamed: (isNaming && (holdsText || isOpen)) || (opens && opensValue.test(text)),
      isClosed,
      isOpen,
      isUse,
      isNaming: isNaming || isFallback,
      given: holdsText ? [...text.matchAll(assignment)].map(([, name = '']) => name) : [],
      spoken: isUse ? spokenOf(text) : isNaming ? sourcesOf(text) : [],
    };
  };
}

/** Texts of several words speak of secrets and are no names, unless they give something a value. */
function withoutProse(line: string): string {
  return line.replace(anyText, (whole, _, text: string) =>
    /\s/.test(text) && !text.includes('=') ? '' : whole,
  );
}

/** `jwtDecode(token)`: looks into a token, and asks for no key. */
function withoutReads(line: string): string {
  return line.replace(reads, '');
}

/**
 * What of a line of code makes a difference to the keys that it names, sets or uses: its names, texts and numbers, but
 * for the options and claims of calls that use one, and its comment. The style that it is written in makes none.
 */
export function gistOf(line: string): string {
  if (line.length > maxGistLength) return line;
  const said = line.replace(remark, '');
  const own = using.test(said)
    ? said.replace(groups, (whole, quoted?: string) =>
        quoted !== undefined || keyish.test(whole) ? whole : '',
      )
    : said;
  const gist = own.match(parts)?.join(' ').replace(quotes, "'") ?? '';
  return outcommented.test(line) ? `# ${gist}` : gist;
}

/** Names whose values a line may take for a key: not those of parameters, and of claims. */
function spokenOf(line: string): string[] {
  const read = line
    .replace(parameters, '')
    .replace(braces, (inner) => (keyish.test(inner) ? inner : ''));
  return [...read.matchAll(names)].flatMap(([name]) =>
    plainNames.has(name.toLowerCase()) ? [] : [name],
  );
}

/** Names that the value of a secret is taken from. */
function sourcesOf(line: string): string[] {
  const read = line.replace(parameters, '');
  return [...read.matchAll(source)].flatMap(([, path = '']) => path.match(names) ?? []);
}

/** Whether a line of code holds a text that can be a secret, or bytes. */
function holdsSecretText(line: string): boolean {
  // Most lines hold no text at all: they are not looked at any closer.
  if (!mayHoldText.test(line) || loads.test(line) || told.test(line)) return false;
  let isSaying: boolean | undefined;
  for (const [, , text] of line.replace(loaded, '').matchAll(literals)) {
    if (text === undefined) return true;
    if (text.length < minTextLength || plain.test(text)) continue;
    if (!text.includes(' ')) return true;
    // `expect(sign(claims, 'a key of words'))`: what a call signs with is no message.
    isSaying ??= saying.test(line) && !using.test(line);
    if (!isSaying) return true;
  }
  return false;
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
