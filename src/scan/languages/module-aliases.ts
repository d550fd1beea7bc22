// Names that stand for directories of the project beside those of tsconfig: `imports` of package.json (Node), the
// aliases of module-alias, and those of Vite, webpack, Rollup, Vue and Babel. Configurations that are programs are read
// by their text: what they compute is not known.
import { type Alias, directoryOf, isPackage, joinPath, parseJson, record } from './config-paths.ts';
import { isTsconfig } from './tsconfigs.ts';

const tools =
  /(?:^|\/)(?:(?:vite|vitest|webpack|rollup|vue|nuxt|next|babel|rsbuild|rspack|electron\.vite|astro|svelte)\.config[\w.-]{0,20}\.[cm]?[jt]s|babel\.config\.json|\.babelrc(?:\.[cm]?js|\.json)?)$/;

/** Whether a file's text says what module specifiers stand for. */
export function isModuleConfig(path: string): boolean {
  return isPackage(path) || isTsconfig(path) || tools.test(path);
}

/** `imports`, `_moduleAliases` and the settings of Babel in a package.json. */
export function manifestAliases(path: string, text: string): readonly Alias[] {
  if (!/"(?:imports|_moduleAliases|babel)"/.test(text)) return [];
  const manifest = record(parseJson(text));
  const directory = directoryOf(path);
  const imports = Object.entries(record(manifest.imports)).flatMap(([pattern, value]) =>
    // Conditions (`node`, `default`) nest; any file that one of them names will do.
    aliasOfPattern(directory, pattern, textsIn(value)),
  );
  return [
    ...imports,
    ...aliasesOf(directory, record(manifest._moduleAliases)),
    ...(manifest.babel === undefined ? [] : toolAliases(path, JSON.stringify(manifest.babel))),
  ];
}

/** More characters of a configuration than these are none that a person writes. */
const maxConfig = 100_000;
const maxLists = 20;

/** `alias` of a bundler's configuration, as an object or as a list of `find` and `replacement`. */
export function toolAliases(path: string, text: string): readonly Alias[] {
  const directory = directoryOf(path);
  const found: Alias[] = [];
  const lists = text.slice(0, maxConfig).matchAll(/\balias["']?\s{0,9}:\s{0,9}[[{]/g);
  for (const { index, 0: opening } of [...lists].slice(0, maxLists)) {
    const start = index + opening.length - 1;
    for (const entry of partsOf(text, start)) {
      const { key, value } = entryOf(entry);
      if (key !== undefined) found.push(...aliasesOf(directory, { [key]: pathIn(value) }));
    }
  }
  return found;
}

/** The parts of the brackets that open at `start`, between the commas on their own level. */
function partsOf(text: string, start: number): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = start + 1;
  let quote = '';
  for (let at = start; at < Math.min(text.length, start + 20_000); at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\') at++;
      else if (character === quote) quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (/[[{(]/.test(character)) depth++;
    else if (character === ',' && depth === 1) {
      parts.push(text.slice(from, at));
      from = at + 1;
    } else if (/[\]})]/.test(character) && --depth === 0) {
      parts.push(text.slice(from, at));
      break;
    }
  }
  return parts;
}

/** `'@': value`, `lib: value`, `{ find: '@', replacement: value }`. */
function entryOf(part: string): { readonly key: string | undefined; readonly value: string } {
  const listed =
    /find\s{0,9}:\s{0,9}["'`]([^"'`\n]{1,80})["'`]/.exec(part)?.[1] ??
    // A pattern that begins with plain letters: `/^@\//`.
    /find\s{0,9}:\s{0,9}\/\^([\w@~#$-]{1,40})(?:\\?\/|\(|\$)/.exec(part)?.[1];
  if (listed !== undefined) {
    return { key: listed, value: part.slice(Math.max(0, part.indexOf('replacement'))) };
  }
  const written = /^\s*(?:["'`]([^"'`\n]{1,80})["'`]|([\w$]{1,40}))\s*:/.exec(part);
  return {
    key: written?.[1] ?? written?.[2],
    value: written ? part.slice(written[0].length) : '',
  };
}

/**
 * `path.resolve(__dirname, 'src', 'lib')`, `fileURLToPath(new URL('./src', import.meta.url))`, `'./src'`; Vite takes `'/src'`
 * from the project's root.
 */
function pathIn(value: string): string | undefined {
  const texts = [...value.matchAll(/["'`]([^"'`\n]{0,200})["'`]/g)].map(([, text = '']) => text);
  if (texts.length === 0) return undefined;
  return texts.join('/').replace(/^(?:\$\{(?:__dirname|process\.cwd\(\))\})?\/+(?=\w)/, './');
}

/** Names of directories or files, and of what lies below them. */
function aliasesOf(directory: string, names: Readonly<Record<string, unknown>>): readonly Alias[] {
  return Object.entries(names).flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    // `^@/(.+)$` and `\\1` of Babel's module resolver.
    const pattern = name
      .replace(/^\^/, '')
      .replace(/\$$/, '')
      .replace(/\(\.[+*]\)/, '*');
    const target = value.replace(/[\\$]{1,2}1/, '*');
    if (pattern.includes('*')) return aliasOfPattern(directory, pattern, [target]);
    const below = pattern.endsWith('/') ? pattern : `${pattern}/`;
    return [
      ...aliasOfPattern(directory, pattern, [target]),
      ...aliasOfPattern(directory, `${below}*`, [`${target.replace(/\/$/, '')}/*`]),
    ];
  });
}

/** A pattern with at most one `*`, as of `imports` and `paths`. */
function aliasOfPattern(
  directory: string,
  pattern: string,
  values: readonly string[],
): readonly Alias[] {
  const targets = values.flatMap((value) => {
    const path = /^(?:\.|\w|@)/.test(value) ? joinPath(directory, value) : undefined;
    return path === undefined ? [] : [path];
  });
  const star = pattern.indexOf('*');
  return [
    {
      prefix: star < 0 ? pattern : pattern.slice(0, star),
      suffix: star < 0 ? '' : pattern.slice(star + 1),
      isExact: star < 0,
      targets,
    },
  ];
}

function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 4 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1));
}
