// The words by which code says whether it asks with a text, shows it, or signs with it.

/** `jwtSecretKey`, `get_string` -> words in small letters. */
export function partsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{1,64})([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What calls begin with that look something up. */
const asking = setOf(
  'get has contains exists exist fetch find lookup look remove delete del unset forget pull opt pop try query select require env getenv environ header cookie claim param flag option attribute property field column label annotation bool int string long value values item entry increment compute need want index load read isset',
);

/** What calls begin with that keep something under the first of several arguments. */
const keeping = setOf('set put add with save store insert flash define bind replace register');

/** What is called so is a name. */
const nouns = setOf(
  'name names header headers cookie cookies claim claims attribute attributes attr attrs column columns property properties prop props param params parameter parameters flag flags option options label labels annotation annotations type kind path id identifier env variable var setting settings entry item tag topic event scope role permission code action method category title description message text placeholder prefix suffix namespace table index route url uri pattern qualifier reference ref label tooltip caption hint field fields enum symbol literal selector mode provider extension grant grants feature status state metadata extra extras channel command cmd keyword preference preferences purpose domain audience realm bean bundle alias',
);

/** What a key is for, where it is no key that signs: `storageKey`, `cacheKey`. */
const keyed = setOf(
  'storage cache map config setting settings preference preferences pref prefs context cookie header claim claims field property prop attribute attr meta metadata query param parameter env entry item option data dict hash i18n translation message form row lookup json yaml object registry state store intent extra bundle argument arg resource info user ctx',
);

/** What a call that has one of these words does with a text is done with a key. */
const signing = setOf(
  'sign signed signing signer signature hmac hash hasher token tokens jwt jws jwe jwts bytes byte algorithm algorithms encrypt encrypter encryption encryptor decrypt cipher crypto digest verify verifier verification parser password authenticate authentication auth credentials credential sha sha256 sha512 hs256 hs384 hs512 mac key keys secret secrets decode encode decoder encoder base64 fernet salt seed',
);

/** What is told people. */
const showing = setOf(
  'log logger logging info warn warning debug error errorf fatal print printf println sprintf sprint fprintf format trace exception throw raise panic console writeln message assert fail describe err wrap wrapf fmt todo invariant expect abort bail notice echo die alert',
);

/** `name`, `headerName`, `storageKey`: what is given something called so is given a name. */
export function namesSomething(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (nouns.has(last)) return true;
  return last === 'key' && words.length > 1 && keyed.has(words.at(-2) ?? '');
}

export function isSigning(words: readonly string[]): boolean {
  return words.some((word) => signing.has(word));
}

export function isShowing(words: readonly string[]): boolean {
  return words.some((word) => showing.has(word));
}

/** Makers of lists, in which a text stands beside others. */
export function isList(words: readonly string[]): boolean {
  const [first = '', second] = words;
  if (second === undefined) return /^(?:of|list|set|array|vec|tuple|frozenset|enum)$/.test(first);
  return /^(?:as list|list of|set of|array of|of entries|immutable list|mutable list of|hash set)$/.test(
    words.join(' '),
  );
}

/** Makers of pairs and of things that have a name: `entry(NAME, ...)`, `new HeaderName(NAME)`. */
export function isNaming(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (/^(?:entry|pair|tuple|parameter)$/.test(last)) return true;
  return namesSomething(words) && !/^(?:code|text|message|url|uri|data)$/.test(last);
}

/** What is asked with the first argument; `signs` in what is asked for make another thing of it, unless they say its name. */
export function asksWith(words: readonly string[], count: number): boolean {
  const [first = ''] = words;
  const rest = words.slice(1);
  const isOfKey = isSigning(rest) && !/^(?:secret|secrets)$/.test(rest.join(' '));
  if (isSigning([first]) || isOfKey) return namesSomething(words);
  return asking.has(first) || (keeping.has(first) && count > 1);
}
