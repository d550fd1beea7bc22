// What one mention of a constant takes it for: told by what stands before and behind it.
import type { Mentioned } from '../../model/facts.ts';
import { comparedWith, refused } from './compared.ts';
import { type Enclosing, enclosingOf } from './enclosing.ts';
import {
  asksWith,
  isList,
  isNaming,
  isShowing,
  isSigning,
  namesSomething,
  partsOf,
} from './mention-words.ts';
import type { Code } from './mentions.ts';

/** Of the text before a mention no more is looked at. */
const longestBefore = 600;
const longestBehind = 200;
/** What a comparison takes at most. */
const longestComparison = 120;

/** What a name is reached by: `Keys.`, `self::`, `&config::`. */
const owners = /(?:[\w$@]{1,60}\s{0,4}(?:\?\.|\.|::|->)\s{0,9}\$?){1,5}$/;

interface Around {
  readonly code: Code;
  readonly name: string;
  /** Without comments and texts, up to what the name is reached by. */
  readonly before: string;
  /** Where `before` ends. */
  readonly at: number;
  /** Members that were passed: `.value`, `.toString()`. */
  readonly members: number;
  readonly behind: string;
  readonly end: number;
}

/** `undefined`: where it is declared, imported or handed on under its own name. */
export function judgeMention(code: Code, start: number, end: number): Mentioned | undefined {
  const { bare } = code;
  const raw = bare.slice(Math.max(0, start - longestBefore), start);
  const owned = owners.exec(raw.slice(-320))?.[0] ?? '';
  const whole = raw.slice(0, raw.length - owned.length);
  const before = whole.replace(/(?:\.\.\.|[&*!-]|[(](?=\s*$))\s{0,3}$/, (sign) =>
    sign.startsWith('(') ? sign : '',
  );
  const at = start - (raw.length - before.length);
  const behind = bare.slice(end, end + longestBehind);
  return judge({ code, name: bare.slice(start, end), before, at, members: 0, behind, end });
}

function judge(around: Around): Mentioned | undefined {
  const { before, behind } = around;
  if (/(?:^|[^\w.])(?:case|when)\s{1,9}(?:[\w$.:]{1,80}\s{0,9}[,|]\s{0,9})*$/.test(before))
    return 'name';
  if (isDeclared(around)) return undefined;
  const next = behind.trimStart();
  const member = /^(?:\?\.|!?\.|->|::)\s{0,9}(?<name>\w{1,60})(?<call>\s?\(\s?\))?/.exec(next);
  if (member?.groups) return ofMember(around, member.groups.name ?? '', member[0]);
  // It is called, or an enumeration declares it.
  if (next.startsWith('(')) return undefined;
  const within = /^(?:not\s{1,9})?in\s{1,9}(?<all>\S{0,60})/.exec(next)?.groups?.all;
  // Weak texts are listed, too: `if SECRET in ("", "changeme")`.
  if (within !== undefined)
    return refused.test(within) || /^[([{]/.test(within) ? undefined : 'name';
  const indexed = ofIndex(around);
  if (indexed) return indexed;
  // A pair of a map, or an arm that tells apart.
  if (/^(?:=>|->|to\s|:(?!:))/.test(next) && !/\?\s{0,9}$/.test(before)) return 'name';
  const compared = ofComparison(around);
  if (compared) return compared;
  return ofSum(around) ?? ofPlace(around);
}

/** Declared, imported, exported, or handed on as what it is called. */
function isDeclared({ before, behind, code }: Around): boolean {
  const next = behind.trimStart();
  if (/^(?::(?!:)\s{0,9}[\w<>[\]., ?&'|]{1,60})?\s{0,9}(?:=(?![=>~])|:=)/.test(next)) return true;
  // Go gives a constant its type; a property of C# may be made of an arrow.
  if (/^[ \t]{1,40}[\w.[\]]{1,60}\s{1,40}=(?![=>~])/.test(behind)) return true;
  if (/[\w>?\]]\s{1,9}$/.test(before) && /^=>\s{0,9}["'@$]/.test(next) && code.path.endsWith('.cs'))
    return true;
  if (/@$/.test(before) && /^["'~]/.test(next)) return true;
  const statement = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf(';')) + 1);
  // A module's name may stand in quotes, a list of names in brackets.
  if (
    /^\s{0,99}(?:(?:pub\s{1,9})?(?:import|from|use|using|package|include|open|alias)\b[^=(]{0,200}(?:import\s{0,9}\()?[^=(]{0,200}|export\s{0,9}(?:type\s{0,9})?(?:\{[^=(]{0,200}|default\s{1,9}))$/.test(
      statement,
    )
  )
    return true;
  if (/(?:^|[^\w])(?:del|undef|typeof|defined)\s{1,9}$/.test(before)) return true;
  // `NAME: string`, `{ NAME: value }` is called like it; where keys are expressions it is a key.
  if (/^:(?!:)/.test(next) && !/\?\s{0,9}$/.test(before))
    return !/[[{,]\s{0,99}$/.test(before) || isJavaScript(code);
  return false;
}

function isJavaScript({ path }: Code): boolean {
  return /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/.test(path);
}

/** What is asked of it: `NAME.equals(x)`, `NAME.getBytes()`, `NAME.value`. */
function ofMember(around: Around, name: string, whole: string): Mentioned | undefined {
  if (/^(?:length|len|size|count|isEmpty|is_empty|empty|isBlank|present)$/.test(name))
    return undefined;
  if (
    /^(?:equals|equalsIgnoreCase|isEqual|eq|compareTo|startsWith|starts_with|endsWith|contains|includes|indexOf|matches|match|Equals)$/.test(
      name,
    )
  ) {
    const argument = /^[^(]{0,80}\((?<given>[^(),]{1,80}(?:\(\))?)/.exec(around.behind)?.groups
      ?.given;
    // What asks whether a secret is still the default one refuses nothing yet.
    return comparedWith(argument ?? '', '');
  }
  if (/^(?:format|replace|replaceAll|sprintf|concat)$/.test(name)) return 'name';
  if (
    !/^(?:value|key|name|to_s|to_sym|toString|ToString|as_str|to_string|to_owned|clone|into|trim|toUpperCase|toLowerCase|ToLower|ToUpper|lower|upper|lowercase|uppercase|id|rawValue|code|intern|freeze|getKey|getName|getValue|key_name|symbolize|underscore|into_iter|borrow|deref)$/.test(
      name,
    )
  )
    return 'value';
  const length = around.behind.length - around.behind.trimStart().length + whole.length;
  const end = around.end + length;
  if (around.members > 3) return 'value';
  const behind = around.code.bare.slice(end, end + longestBehind);
  return judge({ ...around, members: around.members + 1, behind, end });
}

function ofIndex({ before, behind, code }: Around): Mentioned | undefined {
  const opened = /(?<asked>[\w$)\]"'?!]\.?)?\s?\[\s{0,99}$/.exec(before);
  const closed = /^\s{0,99}\](?<rest>[^\n]{0,3})/.exec(behind);
  if (!opened || !closed) return undefined;
  const isKeyword =
    /(?:^|[^\w.$])(?:return|in|of|case|yield|await|else|and|or|not|when|if|puts)\s?\[\s{0,99}$/.test(
      before,
    );
  const isGiven = /^\s{0,3}(?:=(?![=>~])|:=)/.test(closed.groups?.rest ?? '');
  if (opened.groups?.asked !== undefined && !isKeyword) return isGiven ? 'name' : 'index';
  const isComputed = /^\s{0,3}(?:[:=](?![=:])|\()/.test(closed.groups?.rest ?? '');
  return isComputed && isJavaScript(code) ? 'name' : undefined;
}

/** `kind == NAME`: what says itself that it is a name, a key or a kind is compared with one. */
function ofComparison({ before, behind, name }: Around): Mentioned | undefined {
  const left =
    /(?<other>[\w$.>:?()[\]'" -]{1,80})\s{0,9}(?:[!=]==?|=~|\bis(?:\s{1,9}not)?|\beq)\s{0,9}$/.exec(
      before.slice(-longestComparison),
    );
  if (left) return comparedWith(left.groups?.other ?? '', name);
  const right =
    /^\s{0,9}(?:[!=]==?|=~|is(?:\s{1,9}not)?\s|eq\s)\s{0,9}(?<other>[\w$.>:?()[\]'"-]{1,80})/.exec(
      behind,
    );
  return right ? comparedWith(right.groups?.other ?? '', name) : undefined;
}

/** A part of a longer text: of a path, of a message; `Bearer ` stands before what lets somebody in. */
function ofSum({ before, behind, at, end, code }: Around): Mentioned | undefined {
  const hole = /(?:\$\{|#\{|\\\(|\{\{?|\$)\s{0,9}$/.exec(before);
  const text = hole && code.interruptedAt(at - hole[0].length);
  if (text) {
    const said = code.text.slice(text.from, text.to);
    const more =
      /^\s{0,9}[)}]?(?<more>[^\n"'`]{0,40})/.exec(code.text.slice(end, end + 60))?.groups?.more ??
      '';
    return ofJoint(said, more);
  }
  const joined = /(?<quote>["'`])\s{0,99}(?:\+|\.{1,2}|<>|<<|%|,)\s{0,99}$/.exec(before);
  if (joined && !/,\s{0,99}$/.test(before)) {
    const quoteAt = at - before.length + joined.index;
    const line = code.text.slice(Math.max(0, quoteAt - 80), quoteAt);
    return ofJoint(/[^"'`\n]{0,80}$/.exec(line)?.[0] ?? '', '');
  }
  const follows = /^\s{0,99}(?:\+|\.{1,2}|<>)\s{0,99}["'`]/.exec(behind);
  if (follows) {
    const from = end + follows[0].length;
    return ofJoint('', /^[^"'`\n]{0,80}/.exec(code.text.slice(from, from + 80))?.[0] ?? '');
  }
  return /(?:prefix|namespace|base|root|path|suffix|PREFIX|NAMESPACE|BASE|ROOT|PATH)\w{0,20}(?:\(\))?\s{0,9}(?:\+|\.)\s{0,9}$/.test(
    before,
  )
    ? 'name'
    : undefined;
}

function ofJoint(said: string, more: string): Mentioned | undefined {
  if (/(?:bearer|basic|token|hmac|sha\d{0,3})[ =:]{0,3}$/i.test(said)) return 'value';
  if (/[._:/=&?-]$|\s\S{0,40}\s?$|[[('"]$/.test(said) || /^[._:/=-]|^\s\S|^[\])'"]\s/.test(more))
    return 'name';
  return said === '' && more === '' ? undefined : 'value';
}

/** An argument, what a field or a variable is given, a part of a list. */
function ofPlace(around: Around): Mentioned | undefined {
  const { before, behind } = around;
  const enclosing = enclosingOf(around.code.path, before);
  if (enclosing?.opener === '{' && /^(?:import|export|use|from)$/.test(enclosing.word))
    return undefined;
  if (enclosing?.opener === '(' && /^(?:import|from)$/.test(enclosing.word)) return undefined;
  const given = givenName(around);
  if (enclosing?.isAnnotation) return ofAnnotation(enclosing, given);
  if (given !== undefined) return namesSomething(partsOf(given)) ? 'name' : 'value';
  if (/(?:^|[^\w])return\s{1,9}$/.test(before)) return ofReturn(before);
  if (!enclosing) return 'value';
  if (enclosing.opener === '(') return ofArgument(around, enclosing);
  // Handed on under its own name, in an object or among others in a list.
  const isAmong = /^\s{0,99},/.test(behind) || enclosing.position > 0;
  if (enclosing.opener === '{')
    return isJavaScript(around.code) ? undefined : isAmong ? 'name' : 'value';
  return isAmong ? 'name' : 'value';
}

/** `@Value(NAME)`, but not `@Signed(SECRET)` and `@Module({ secret: SECRET })`. */
function ofAnnotation({ word }: Enclosing, given = ''): Mentioned {
  const [words, called] = [partsOf(word), partsOf(given)];
  const isSecret = called.some((one) => /^(?:secret|password|passphrase|signing)$/.test(one));
  if (isSecret && !namesSomething(called)) return 'value';
  return isSigning(words) && !namesSomething(words) ? 'value' : 'index';
}

function ofArgument(
  { behind, name, code }: Around,
  { word, position, qualifier, isMade }: Enclosing,
): Mentioned | undefined {
  if (word === '') return 'value';
  const words = partsOf(word);
  const isMore = /^\s{0,99},/.test(behind);
  const count = position + (isMore ? 2 : 1);
  if (
    /^(?:equals|equal|isEqual|eq|startsWith|starts_with|hasPrefix|endsWith|contains|includes|indexOf|matches|Equals)$/i.test(
      word,
    )
  )
    return comparedWith(qualifier, name);
  if (word === 'WithValue') return position === 1 ? 'name' : 'value';
  if (/^(?:throw|raise|abort|panic|invariant)$|(?:error|exception)$/i.test(word)) return 'name';
  // Careless programs show their secrets, too.
  if (isShowing(words) && !isSigning(words)) return undefined;
  // What begins like `Store(` is a verb in Go and C# alone.
  const isVerb = !isMade && (/^[a-z_$]/.test(word) || /\.(?:go|cs|cshtml|razor)$/.test(code.path));
  if (position === 0 && isVerb && asksWith(words, count)) return 'name';
  if (position === 0 && isNaming(words)) return 'name';
  if (isList(words)) return count > 1 || position > 0 ? 'name' : 'value';
  const owner = partsOf(qualifier.split(/[.:>]/).at(-1) ?? '');
  const isOf = /^(?:of|from|create|named|key|stringKey|builder|parse|valueOf|new)$/i.test(word);
  if (
    position === 0 &&
    isOf &&
    (isNaming(owner) || (owner.at(-1) === 'key' && !isSigning(owner.slice(0, -1))))
  )
    return 'name';
  return 'value';
}

/** What is given the text, where that has a name: `headerName: NAME`, `storageKey = NAME`, `"field" => NAME`. */
function givenName({ before, at, code }: Around): string | undefined {
  const sign = /(?:=>|:=|(?<![=!<>:])=|(?<!:):)\s{0,99}$/.exec(before);
  if (!sign) return undefined;
  const signAt = at - before.length + sign.index;
  const line = code.text.slice(Math.max(0, signAt - 120), signAt);
  // A condition gives it or something else.
  if (sign[0].startsWith(':') && /\?[^?\n]{0,80}$/.test(line)) return '';
  const name =
    /(?<name>[\w$-]{1,60})(?:\s{0,9}:\s{0,9}[\w<>[\]., ?&'|]{1,40})?["'\]]?\s{0,9}$/.exec(line);
  return name?.groups?.name ?? '';
}

function ofReturn(before: string): Mentioned {
  const method =
    /(?<name>[\w$]{1,60})\s{0,3}\([^()]{0,80}\)[^{}()]{0,60}[{:]\s{0,99}(?:return\s{1,9})$/.exec(
      before,
    );
  const words = partsOf(method?.groups?.name ?? '');
  return namesSomething(words) ? 'name' : 'value';
}
