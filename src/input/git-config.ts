// What of a repository's configuration git may know when keylint starts it: a few keys, each with values of a known
// form. All others stay where they are; among them are those that name files and programs, today's and tomorrow's.

/** Key as git prints it (section and name in lower case) and value. */
export type ConfigEntry = readonly [key: string, value: string];

export interface RepositoryConfig {
  /** To be handed to git. */
  readonly allowed: readonly ConfigEntry[];
  /** Addresses of the remotes, for the names in them; they are never asked. */
  readonly remoteUrls: readonly string[];
  /** An extension of the repository's format that git would have to know. */
  readonly unknownExtension: string | undefined;
}

const truth = /^(?:true|false|yes|no|on|off|0|1|)$/i;
/** Names of branches and remotes as git lets them be; no control characters. */
const refName = /^[^\x00-\x20\x7f]{1,500}$/;

/** How names and lines of files are compared, how objects are named, and what `@{upstream}` means. */
const allowedKeys: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [/^core\.(?:filemode|symlinks|ignorecase|precomposeunicode|trustctime|longpaths)$/, truth],
  [/^core\.autocrlf$/, /^(?:true|false|input)$/i],
  [/^core\.eol$/, /^(?:lf|crlf|native)$/i],
  [/^core\.checkstat$/, /^(?:default|minimal)$/i],
  [/^core\.sharedrepository$/, /^(?:true|false|umask|group|all|world|everybody|0?[0-7]{3})$/i],
  [/^extensions\.objectformat$/, /^(?:sha1|sha256)$/],
  [/^extensions\.refstorage$/, /^(?:files|reftable)$/],
  [/^branch\..{1,500}\.(?:remote|merge)$/, refName],
  [/^remote\..{1,500}\.fetch$/, refName],
];

/** Extensions that change nothing for somebody who only reads files, objects and branches. */
const harmlessExtensions = new Set([
  'noop',
  'noop-v1',
  'objectformat',
  'compatobjectformat',
  'refstorage',
  'partialclone',
  'preciousobjects',
  'worktreeconfig',
  'relativeworktrees',
]);

/** More than these belong to nobody's repository. */
const mostEntries = 20_000;

/** Chooses from what `git config --list` says, in its order. */
export function chooseConfig(entries: readonly ConfigEntry[]): RepositoryConfig {
  const some = entries.slice(0, mostEntries);
  const extensions = some.flatMap(([key]) => /^extensions\.(.+)$/s.exec(key)?.[1] ?? []);
  return {
    allowed: some.filter(([key, value]) =>
      allowedKeys.some(([name, form]) => name.test(key) && form.test(value)),
    ),
    remoteUrls: some.flatMap(([key, value]) => (/^remote\..*\.url$/s.test(key) ? [value] : [])),
    unknownExtension: extensions.find((name) => !harmlessExtensions.has(name)),
  };
}

/**
 * What git would list of a file that is written as `git init` and `git clone` write theirs; `undefined` where one line of
 * it is anything else (a quote, a comment, a blank within a value): that is git's to read. A process saved, of each run.
 */
export function parsePlainConfig(text: string): ConfigEntry[] | undefined {
  const entries: ConfigEntry[] = [];
  let section: string | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const head = /^\[(?<name>[A-Za-z][A-Za-z0-9-]*)(?: "(?<title>[\w./@-]+)")?\]$/.exec(
      line,
    )?.groups;
    if (head) {
      const { name = '', title } = head;
      section = name.toLowerCase() + (title === undefined ? '' : `.${title}`);
      continue;
    }
    const { key, value } =
      /^\t(?<key>[A-Za-z][A-Za-z0-9-]*) = (?<value>[\w./:@+*~?&=%,-]+)$/.exec(line)?.groups ?? {};
    if (section === undefined || key === undefined || value === undefined) return undefined;
    entries.push([`${section}.${key.toLowerCase()}`, value]);
  }
  return entries;
}

/** A configuration file that says just this. */
export function renderConfig(entries: readonly ConfigEntry[]): string {
  return entries
    .map(([key, value]) => {
      const first = key.indexOf('.');
      const last = key.lastIndexOf('.');
      const section = key.slice(0, first);
      const title = first === last ? section : `${section} ${quote(key.slice(first + 1, last))}`;
      return `[${title}]\n\t${key.slice(last + 1)} = ${quote(value)}\n`;
    })
    .join('');
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
