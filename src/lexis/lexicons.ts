// How programming languages write comments and texts, as data: one entry a way of writing, and the endings that have
// it. What a language means is nobody's business here; its reader lives in `scan`.
import type { Lexicon, Quote } from './lexicon.ts';

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
const javascript: Lexicon = {
  ...typescript,
  // Scripts that are no modules know the comments of pages; `-->` opens one at the start of a line.
  line: [...slashes.line, '<!--', '-->'],
  hasMarkup: true,
};
/** Scripts between markup. */
const component: Lexicon = {
  ...javascript,
  ...slashes,
  block: [...slashes.block, ['<!--', '-->']],
};
const python: Lexicon = {
  line: ['#'],
  block: [],
  quotes: [tripleDouble, tripleSingle, double, single].map((quote) => ({
    ...quote,
    hole: '{',
    holeBehind: /^(?:[fFtT][rR]?|[rR][fFtT])$/,
  })),
};
const jvm: Lexicon = { ...slashes, quotes: [tripleDouble, double, character] };
const withDollarHoles: Lexicon = {
  ...slashes,
  quotes: [
    { open: '"""', close: '"""', multiline: true, hole: '${' },
    { ...double, hole: '${' },
    character,
  ],
  nestsComments: true,
};
/** In `raw"a\"` a backslash ends nothing; newer versions say that it does. */
const scala: Lexicon = {
  ...withDollarHoles,
  hasMarkup: true,
  otherwise: {
    ...withDollarHoles,
    quotes: [{ open: 'raw"', close: '"', hole: '${' }, ...withDollarHoles.quotes],
  },
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
  nestsComments: true,
  quotes: [
    ...['"""', "'''", '"', "'"].map((quote) => ({
      open: `r${quote}`,
      close: quote,
      multiline: quote.length > 1,
    })),
    { ...tripleDouble, hole: '${' },
    { ...tripleSingle, hole: '${' },
    { ...double, hole: '${' },
    { ...single, hole: '${' },
  ],
};
const go: Lexicon = { ...slashes, quotes: [double, rawTick, character] };
const csharp: Lexicon = {
  line: [...slashes.line, '#region', '#endregion', '#error', '#warning'],
  block: slashes.block,
  quotings: [{ first: '$"', opens: /(?<holes>\$*)(?<fence>"{3,})/y, how: { multiline: true } }],
  quotes: [
    { open: '$@"', close: '"', doubles: true, multiline: true, hole: '{', doublesHole: true },
    { open: '@$"', close: '"', doubles: true, multiline: true, hole: '{', doublesHole: true },
    { open: '@"', close: '"', doubles: true, multiline: true },
    { ...double, open: '$"', hole: '{', doublesHole: true },
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
const ruby: Lexicon = {
  line: ['#'],
  block: [['\n=begin', '\n=end']],
  quotes: [
    { ...double, multiline: true, hole: '#{' },
    { ...single, multiline: true },
    { ...rawTick, escapes: true, hole: '#{' },
  ],
  // A plain `%(` is a remainder more often than not, and hiding that does no harm.
  quotings: [
    {
      first: '%',
      opens: /%[qQwWiIxsr]?(?<bracket>[^\w\s=])/y,
      how: { escapes: true, multiline: true },
      nests: true,
      isOperator: true,
    },
  ],
  hasPatterns: 'commands',
  hasCharacters: true,
  hasHeredocs: true,
  lastLine: '\n__END__',
};
/** Ruby in pages. */
const erb: Lexicon = { ...ruby, codeIn: ['<%', '%>'] };
const elixir: Lexicon = {
  line: ['#'],
  block: [],
  quotings: [
    {
      first: '~',
      opens: /~(?:[a-z]|[A-Z][A-Z\d]{0,30})(?<bracket>"""|'''|[/|"'([{<])/y,
      how: { escapes: true, multiline: true },
    },
  ],
  hasCharacters: true,
  quotes: [{ ...tripleDouble, hole: '#{' }, tripleSingle, { ...double, hole: '#{' }, single],
};
const rust: Lexicon = {
  ...slashes,
  nestsComments: true,
  quotings: [{ first: 'bcr', opens: /[bc]?r(?<fence>#*)(?<quote>")/y, how: { multiline: true } }],
  quotes: [{ ...double, multiline: true }, character],
};
const swift: Lexicon = {
  ...slashes,
  nestsComments: true,
  quotings: [
    {
      first: '#',
      // A row of signs is looked at once.
      opens: /(?<!#)(?<fence>#+)(?<quote>"""|["/])/y,
      how: { multiline: true },
    },
  ],
  hasPatterns: true,
  quotes: [
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
  nestsComments: true,
  quotings: [
    { first: '$', opens: /(?<bracket>\$(?:[A-Za-z_]\w{0,60})?\$)/y, how: { multiline: true } },
    {
      first: 'qQ',
      opens: /[qQ](?<behind>')(?<bracket>[^\w\s'])/y,
      how: { multiline: true },
    },
  ],
  quotes: [
    { open: 'FROM stdin;', close: '\n\\.', multiline: true },
    { open: 'FROM STDIN;', close: '\n\\.', multiline: true },
    { open: "'", close: "'", doubles: true, escapes: true, multiline: true },
    { ...double, doubles: true },
  ],
};
/** A backslash means nothing to all but MySQL. */
const standardSql: Lexicon = {
  ...sql,
  quotes: sql.quotes.map((quote) => ({ ...quote, escapes: false })),
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
    // What the shell takes for quotes, whoever typed it.
    ...['""', '“”'].map((pair) => ({
      open: pair.charAt(0),
      close: pair.charAt(1),
      doubles: true,
      multiline: true,
      escapedBy: '`',
      hole: '$(',
    })),
    ...["''", '‘’'].map((pair) => ({
      open: pair.charAt(0),
      close: pair.charAt(1),
      doubles: true,
      multiline: true,
    })),
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
const markup: Lexicon = { line: [], block: [['<!--', '-->']], quotes: [], isMarkup: true };
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
export const unknown: Lexicon = { ...lines('#', '//', '--', ';'), quotes: [double, single] };

/** The code of examples has comments of its own. */
const document: Lexicon = { ...unknown, block: markup.block };

/** The names are endings of files and ids of readers. */
export const lexicons: readonly (readonly [lexicon: Lexicon, ...names: string[]])[] = [
  [javascript, 'javascript', 'js', 'mjs', 'cjs', 'jsx', 'tsx'],
  [typescript, 'ts', 'mts', 'cts'],
  [component, 'vue', 'svelte', 'astro'],
  [python, 'python', 'py', 'pyi', 'pyw', 'bzl', 'star'],
  [jvm, 'java'],
  [withDollarHoles, 'kotlin', 'kt', 'kts'],
  [scala, 'scala', 'sc'],
  [groovy, 'groovy', 'gradle', 'gvy', 'jenkinsfile'],
  [batch, 'bat', 'cmd'],
  [dart, 'dart'],
  [go, 'go'],
  [csharp, 'csharp', 'c-sharp', 'cs', 'csx', 'cshtml', 'razor'],
  [php, 'php', 'phtml', 'inc'],
  [ruby, 'ruby', 'rb', 'rake', 'ru', 'cr', 'crystal'],
  [erb, 'erb'],
  [elixir, 'elixir', 'ex', 'exs'],
  [rust, 'rust', 'rs'],
  [swift, 'swift'],
  [lua, 'lua'],
  [lisp, 'clj', 'cljs', 'cljc', 'edn', 'lisp', 'el', 'scm', 'rkt', 'clojure'],
  [{ ...sql, otherwise: standardSql }, 'sql'],
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
  [lines('#'), 'dockerfile', 'dotenv', 'variables', 'gitignore'],
  [lines('#', '!'), 'properties'],
  [ini, 'ini', 'cfg', 'conf', 'cnf', 'hocon'],
];
