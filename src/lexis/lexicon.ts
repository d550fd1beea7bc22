// How programming languages write comments and texts, as data: one entry a way of writing, and the endings that have
// it. What a language means is nobody's business here; its reader lives in `scan`.

/** A text in quotes. */
export interface Quote {
  readonly open: string;
  readonly close: string;
  /** A backslash takes the meaning of what follows it. */
  readonly escapes?: boolean;
  /** The closing quote twice stands for itself. */
  readonly doubles?: boolean;
  readonly multiline?: boolean;
  /** Opens code inside of the text, which `}` closes (`)` for one that ends in a parenthesis). */
  readonly hole?: string;
  /** A single character: where nothing closes it at once the quote is something else (lifetimes of Rust). */
  readonly isShort?: boolean;
}

export interface Lexicon {
  /** What opens a comment that ends with its line. */
  readonly line: readonly string[];
  /** `word`: such a comment opens only where a word could begin; `command`: a command; `line`: at the start of its line. */
  readonly lineOpensAt?: 'word' | 'command' | 'line';
  readonly block: readonly (readonly [open: string, close: string])[];
  /** Of several quotes that fit the one that stands first is taken: longer ones first. */
  readonly quotes: readonly Quote[];
  /** A slash where no operator can stand opens a pattern. */
  readonly hasPatterns?: boolean;
  /** Text may stand between tags. */
  readonly hasMarkup?: boolean;
  /** `<<EOF`, `<<~EOF`, `<<<EOF`: the lines below up to that word are a text. */
  readonly hasHeredocs?: boolean;
  /** What code stands between in a page; what is outside of it is no code, and has no comments. */
  readonly codeIn?: readonly [open: string, close: string];
}

const double: Quote = { open: '"', close: '"', escapes: true };
const single: Quote = { open: "'", close: "'", escapes: true };
const character: Quote = { ...single, isShort: true };
const tripleDouble: Quote = { open: '"""', close: '"""', escapes: true, multiline: true };
const tripleSingle: Quote = { open: "'''", close: "'''", escapes: true, multiline: true };
const rawTick: Quote = { open: '`', close: '`', multiline: true };
const slashes = { line: ['//'], block: [['/*', '*/']] } as const;

const typescript: Lexicon = {
  ...slashes,
  quotes: [double, single, { ...rawTick, escapes: true, hole: '${' }],
  hasPatterns: true,
};
const javascript: Lexicon = { ...typescript, hasMarkup: true };
/** Scripts between markup. */
const component: Lexicon = { ...javascript, block: [...slashes.block, ['<!--', '-->']] };
const python: Lexicon = {
  line: ['#'],
  block: [],
  quotes: [tripleDouble, tripleSingle, double, single],
};
const jvm: Lexicon = { ...slashes, quotes: [tripleDouble, double, character] };
const withDollarHoles: Lexicon = {
  ...slashes,
  quotes: [
    { open: '"""', close: '"""', multiline: true, hole: '${' },
    { ...double, hole: '${' },
    character,
  ],
};
/** What Jenkins and Gradle run. */
const groovy: Lexicon = {
  ...slashes,
  quotes: [
    { open: '"""', close: '"""', escapes: true, multiline: true, hole: '${' },
    tripleSingle,
    { ...double, hole: '${' },
    single,
    { open: '$/', close: '/$', multiline: true },
  ],
  hasPatterns: true,
};
/** Scripts of Windows' older shell. */
const batch: Lexicon = {
  line: ['rem ', 'REM ', 'Rem ', '::'],
  lineOpensAt: 'command',
  block: [],
  quotes: [],
};
const dart: Lexicon = {
  ...slashes,
  quotes: [
    { ...tripleDouble, hole: '${' },
    { ...tripleSingle, hole: '${' },
    { ...double, hole: '${' },
    { ...single, hole: '${' },
  ],
};
const go: Lexicon = { ...slashes, quotes: [double, rawTick, character] };
const csharp: Lexicon = {
  ...slashes,
  quotes: [
    { open: '"""', close: '"""', multiline: true },
    { open: '$@"', close: '"', doubles: true, multiline: true, hole: '{' },
    { open: '@$"', close: '"', doubles: true, multiline: true, hole: '{' },
    { open: '@"', close: '"', doubles: true, multiline: true },
    { ...double, open: '$"', hole: '{' },
    double,
    character,
  ],
};
const php: Lexicon = {
  codeIn: ['<?', '?>'],
  line: ['//', '#'],
  block: [['/*', '*/']],
  quotes: [
    { ...double, multiline: true },
    { ...single, multiline: true },
    { ...rawTick, escapes: true },
  ],
  hasHeredocs: true,
};
/** `%q(text)`, `%w[a b]`; a plain `%(` is a remainder more often than not, and hiding that does no harm. */
const percentTexts: readonly Quote[] = ['', 'q', 'Q', 'w', 'W', 'i', 'x'].flatMap((letter) =>
  ['()', '[]', '{}', '<>', '||', '!!'].map((pair) => ({
    open: `%${letter}${pair[0]}`,
    close: pair.charAt(1),
    escapes: true,
    multiline: letter !== '',
  })),
);
const ruby: Lexicon = {
  line: ['#'],
  block: [['\n=begin', '\n=end']],
  quotes: [
    { ...double, multiline: true, hole: '#{' },
    { ...single, multiline: true },
    { ...rawTick, escapes: true, hole: '#{' },
    ...percentTexts,
  ],
  hasHeredocs: true,
};
/** `~s(text)`, `~w[a b]`, `~r/pattern/`. */
const sigils: readonly Quote[] = [...'sSwWcCrR'].flatMap((letter) =>
  ['()', '[]', '{}', '<>', '||', '//', '""', "''"].map((pair) => ({
    open: `~${letter}${pair[0]}`,
    close: pair.charAt(1),
    escapes: true,
    multiline: true,
  })),
);
const elixir: Lexicon = {
  line: ['#'],
  block: [],
  quotes: [
    ...['s', 'S'].map((letter) => ({
      open: `~${letter}"""`,
      close: '"""',
      multiline: true,
    })),
    ...sigils,
    { ...tripleDouble, hole: '#{' },
    tripleSingle,
    { ...double, hole: '#{' },
    single,
  ],
};
const rust: Lexicon = {
  ...slashes,
  quotes: [
    { open: 'r##"', close: '"##', multiline: true },
    { open: 'r#"', close: '"#', multiline: true },
    { open: 'r"', close: '"', multiline: true },
    { ...double, multiline: true },
    character,
  ],
};
const swift: Lexicon = {
  ...slashes,
  quotes: [
    ...['##', '#'].flatMap((mark) =>
      ['"""', '"'].map((quote) => ({
        open: `${mark}${quote}`,
        close: `${quote}${mark}`,
        multiline: quote.length > 1,
      })),
    ),
    { ...tripleDouble, hole: '\\(' },
    { ...double, hole: '\\(' },
  ],
};
const lua: Lexicon = {
  line: ['--'],
  block: [['--[[', ']]']],
  quotes: [double, single, { open: '[[', close: ']]', multiline: true }],
};
const lisp: Lexicon = {
  line: [';'],
  block: [['#|', '|#']],
  quotes: [{ ...double, multiline: true }],
};
const sql: Lexicon = {
  line: ['--', '#'],
  block: [['/*', '*/']],
  quotes: [
    { open: "'", close: "'", doubles: true, escapes: true, multiline: true },
    { ...double, doubles: true },
    { open: '$$', close: '$$', multiline: true },
  ],
};
const functional: Lexicon = { line: ['--'], block: [['{-', '-}']], quotes: [double, character] };
const percent: Lexicon = { line: ['%'], block: [], quotes: [double, single] };
const shell: Lexicon = {
  line: ['#'],
  lineOpensAt: 'word',
  block: [],
  quotes: [
    { ...double, multiline: true },
    { open: "'", close: "'", multiline: true },
  ],
  hasHeredocs: true,
};
const perl: Lexicon = {
  line: ['#'],
  block: [['\n=pod', '\n=cut']],
  quotes: [
    { ...double, multiline: true },
    { ...single, multiline: true },
  ],
  hasHeredocs: true,
};
const powershell: Lexicon = {
  line: ['#'],
  block: [['<#', '#>']],
  quotes: [
    { open: '@"', close: '"@', multiline: true },
    { open: "@'", close: "'@", multiline: true },
    { ...double, escapes: false, doubles: true, multiline: true },
    { ...single, escapes: false, doubles: true, multiline: true },
  ],
};
const toml: Lexicon = {
  line: ['#'],
  block: [],
  quotes: [
    tripleDouble,
    { ...tripleSingle, escapes: false },
    double,
    { ...single, escapes: false },
  ],
};
const hcl: Lexicon = {
  line: ['#', '//'],
  block: [['/*', '*/']],
  quotes: [{ ...double, hole: '${' }],
  hasHeredocs: true,
};
const json: Lexicon = { ...slashes, quotes: [double, single] };
const markup: Lexicon = { line: [], block: [['<!--', '-->']], quotes: [] };
const ini: Lexicon = {
  line: ['#', ';', '//'],
  lineOpensAt: 'word',
  block: [],
  quotes: [double, single],
};
const lines = (...line: string[]): Lexicon => ({
  line,
  lineOpensAt: 'line',
  block: [],
  quotes: [],
});

/** Of what nobody knows: a comment is what stands alone on its line and looks like one. */
const unknown: Lexicon = { ...lines('#', '//', '--', ';'), quotes: [double, single] };

/** The code of examples has comments of its own. */
const document: Lexicon = { ...unknown, block: markup.block };

const table: readonly (readonly [lexicon: Lexicon, ...names: string[]])[] = [
  [javascript, 'javascript', 'js', 'mjs', 'cjs', 'jsx', 'tsx'],
  [typescript, 'ts', 'mts', 'cts'],
  [component, 'vue', 'svelte', 'astro'],
  [python, 'python', 'py', 'pyi', 'pyw', 'bzl', 'star'],
  [jvm, 'java'],
  [withDollarHoles, 'kotlin', 'kt', 'kts', 'scala', 'sc'],
  [groovy, 'groovy', 'gradle', 'gvy', 'jenkinsfile'],
  [batch, 'bat', 'cmd'],
  [dart, 'dart'],
  [go, 'go'],
  [csharp, 'csharp', 'c-sharp', 'cs', 'csx', 'cshtml', 'razor'],
  [php, 'php', 'phtml', 'inc'],
  [ruby, 'ruby', 'rb', 'rake', 'ru', 'erb', 'cr', 'crystal'],
  [elixir, 'elixir', 'ex', 'exs'],
  [rust, 'rust', 'rs'],
  [swift, 'swift'],
  [lua, 'lua'],
  [lisp, 'clj', 'cljs', 'cljc', 'edn', 'lisp', 'el', 'scm', 'rkt', 'clojure'],
  [sql, 'sql'],
  [functional, 'hs', 'elm', 'lhs', 'purs', 'haskell'],
  [percent, 'erl', 'hrl', 'erlang'],
  [shell, 'shell', 'sh', 'bash', 'zsh', 'ksh', 'fish', 'command', 'makefile', 'mk', 'nix'],
  [perl, 'perl', 'pl', 'pm', 't'],
  [python, 'r', 'jl', 'nim', 'tcl', 'coffee'],
  [powershell, 'powershell', 'ps1', 'psm1', 'psd1'],
  [toml, 'toml'],
  [hcl, 'hcl', 'tf', 'tfvars'],
  [json, 'json', 'jsonc', 'json5'],
  [
    { ...slashes, quotes: [double, character] },
    'c',
    'h',
    'cc',
    'cpp',
    'cxx',
    'hpp',
    'hh',
    'm',
    'mm',
  ],
  [
    { ...slashes, quotes: [double, single] },
    'd',
    'zig',
    'v',
    'hx',
    'proto',
    'fs',
    'fsx',
    'as',
    'sol',
  ],
  [markup, 'markup', 'xml', 'html', 'htm', 'config', 'csproj', 'xhtml', 'svg', 'plist'],
  [document, 'md', 'markdown', 'mdx'],
  [lines('#'), 'dockerfile', 'dotenv', 'gitignore'],
  [lines('#', '!'), 'properties'],
  [ini, 'ini', 'cfg', 'conf', 'cnf', 'hocon'],
];

const byName = new Map(
  table.flatMap(([lexicon, ...names]) => names.map((name) => [name, lexicon] as const)),
);

/** Readers of what is written in several ways. */
const severalEndings: ReadonlySet<string> = new Set(['javascript', 'powershell']);

/**
 * How the file at `path` is written; `language` is the id of the reader that took it. What one reader takes need not be
 * written alike: properties and INI, scripts and components.
 */
export function lexiconOf(path: string, language?: string): Lexicon {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const byEnding = byName.get(ending);
  if (language === undefined || language === 'properties') return byEnding ?? unknown;
  const told = byName.get(language);
  return (severalEndings.has(language) ? byEnding : told) ?? told ?? byEnding ?? unknown;
}
