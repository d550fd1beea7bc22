// What one line of configuration says of secrets, whatever stands around it: whether a name on it can be one of a
// signing secret, or is one that a call of the project reads.
import { mayNameKey, plainKey } from './key-names.ts';

export interface Entry {
  /** What stands before the value, without quotes. */
  readonly key: string;
  /** It names a secret, and may hold its value. */
  readonly isTelling: boolean;
  /** A bare `key:`, which is what stands above it that tells of. */
  readonly isPlain: boolean;
  /** Name and value stand in this line. */
  readonly isWhole: boolean;
  /** Names that the value refers to. */
  readonly references: readonly string[];
}

/** `"jsonwebtoken": "^9.0.2",`: lines of a manifest that change with every release, and are no secret for all their name. */
const versionLine =
  /^(?:require\s+)?[\w.-]{1,80}\.\w{1,20}\/[\w./~-]{1,200}\s+v\d|^["']?[@\w./-]{1,200}["']?\s*[:=]\s*["']?(?:npm:[@\w./-]{1,200}@)?[\^~<>=v]{0,3}\s?\d{1,9}(?:\.(?:\d{1,9}|[x*])){1,3}(?:[-+][\w.+-]{1,60})?["']?,?$/;

/** What is commented out is in nobody's use. */
const comment = /^(?:#|\/\/|<!--)/;

/** `key: value` of YAML and JSON, `- value`: what stands before the value, and the value. */
const nested = /^(?:-\s+)?(?:(?<key>["']?[\w.$@:/-]{1,120}["']?)\s*:(?:\s+|$))?(?<value>.*)$/;
/** Values that cannot be a secret: none, numbers of a few digits, truth, expressions of workflows and templates. */
const emptyValue =
  /^(?:-?\d{1,5}(?:\.\d{1,9})?|true|false|null|~|yes|no|on|off|["']?\$\{\{[^{}]{0,200}\}\}["']?|["']?\{\{[^{}]{0,200}\}\}["']?|["']{2})$/i;
/** A value that stands in the lines below. */
const belowValue = /^(?:[[{>|&!][-+\w]*|)$/;
/** A name and its value in one line, and the line ends there. */
const wholeEntry = /[=:]\s*["']?[^\s"'{[(\\].*[^\s{[(\\,]$/;

/** Names inside of a line that something is given to: `A=1`, `"a": 1`, `--a 1`, `"A" "1"`, `<a>1`, `secret set A 1`. */
const assigned =
  /(?:\s(?:set|put|add|create)|--name|--secret-id|\s-n)[\s=]{1,9}["']?(?:[\w./-]{0,80}\/)?([A-Za-z_][\w-]{0,100})|(?<![\w.:-])([A-Za-z_][\w.:-]{0,100})(?=["'\\]{0,2}\s?(?:=|:))|--([A-Za-z_][\w.-]{0,100})|["'>]([A-Za-z_][\w.:/-]{0,100})["'<]/g;
/** The same in a file that is one line: keys, names of pairs, and variables. */
const assignedInJson =
  /[{,]\s{0,4}"([^"\\]{1,100})"\s{0,2}:|"(?:name|Name|key|option_name)"\s{0,2}:\s{0,2}"([^"\\]{1,100})"|["\s]([A-Z][A-Z\d_]{1,60})=/g;
const maxLineLength = 1_000;
const anyName = /[\p{L}_$][\p{L}\d_$.:/-]{1,100}/gu;
/** Keys whose value is the name of something else. */
const nameKey = /^(?:.*[_-])?(?:name|key)$/i;
/** Members of a key that is an object: its kind, and a symmetric one itself. */
const keyObject = /["']?\bk(?:ty)?["']?\s?:/;
/** What a value refers to: `${NAME}`, `$NAME`, `$(NAME)`, `*anchor`. */
const reference = /\$[({]?([A-Za-z_]\w{1,100})|\s\*([\w-]{1,100})$/g;

/** Reads lines of YAML and JSON, without the blanks around them. */
export function createNestedReader(isUsed: (name: string) => boolean): (text: string) => Entry {
  const isName = (name: string): boolean => mayNameKey(name) || isUsed(name);
  return (text) => {
    if (comment.test(text) || versionLine.test(text)) return silent;
    const { key: written = '', value = '' } = nested.exec(text.replace(/,$/, ''))?.groups ?? {};
    const key = written.replace(/["']/g, '');
    if (emptyValue.test(value)) return silent;
    const isKey = key !== '' && isName(key);
    const isTelling =
      isKey ||
      keyObject.test(text) ||
      (nameKey.test(key) && isBareName(value, isName)) ||
      givesTo(value, isName);
    return {
      key,
      isTelling,
      isPlain: plainKey.test(key),
      isWhole: isKey && !belowValue.test(value),
      references: isTelling ? referencesOf(text) : [],
    };
  };
}

/** Reads lines of all other formats. */
export function createEntryReader(isUsed: (name: string) => boolean): (text: string) => Entry {
  const isName = (name: string): boolean => mayNameKey(name) || isUsed(name);
  return (text) => {
    if (comment.test(text) || versionLine.test(text)) return silent;
    const isPlain = /^(?:<[^>]{0,80})?["']?keys?["']?\s*[=:>]/i.test(text);
    const isTelling = isPlain || keyObject.test(text) || someName(text, anyName, isName);
    return {
      key: keyOf(text),
      isTelling,
      isPlain: false,
      isWhole: wholeEntry.test(text),
      references: isTelling ? referencesOf(text) : [],
    };
  };
}

const silent: Entry = { key: '', isTelling: false, isPlain: false, isWhole: true, references: [] };

/** What a line is a heading of, as a part of a dotted name: `jwt` of `jwt:`, `"jwt": {`, `[jwt]` and `<jwt>`. */
export function keyOf(line: string): string {
  if (/^-\s/.test(line)) return '';
  return /^["'<[]{0,2}(?<name>[\w.$@/-]{1,120})/.exec(line)?.groups?.name ?? '';
}

/** Whether a value is the name of a secret. */
function isBareName(value: string, isName: (name: string) => boolean): boolean {
  const bare = value.replace(/["']/g, '');
  return bare.length <= 100 && /^[\w.:/-]+$/.test(bare) && isName(bare);
}

/** Whether something is given to the name of a secret inside of a value. */
function givesTo(value: string, isName: (name: string) => boolean): boolean {
  return someName(value, value.length > maxLineLength ? assignedInJson : assigned, isName);
}

function someName(text: string, pattern: RegExp, isName: (name: string) => boolean): boolean {
  for (const [whole, ...parts] of text.matchAll(pattern)) {
    if (isName(parts.find((part) => part !== undefined) ?? whole)) return true;
  }
  return false;
}

function referencesOf(text: string): string[] {
  return [...text.matchAll(reference)].map(([, name, alias]) => name ?? alias ?? '');
}
