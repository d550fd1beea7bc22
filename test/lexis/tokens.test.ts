// Comments, texts, patterns and numbers of every language that has a lexicon.
import { describe, expect, test } from 'vitest';
import { lexiconOf } from '../../src/lexis/lexicon.ts';
import { commentsOf, type Token, tokensOf } from '../../src/lexis/tokens.ts';
import { processorMs } from '../processor-time.ts';

const kinds: readonly (readonly [Token['kind'], string])[] = [
  ['comment', 'c'],
  ['text', 't'],
  ['pattern', 'p'],
  ['number', 'n'],
  ['markup', 'm'],
];

/** `t:inner` for each token that says something. */
function read(path: string, text: string): string[] {
  return tokensOf(text, lexiconOf(path))
    .map(({ kind, from, to }) => {
      const mark = kinds.find(([name]) => name === kind)?.[1] ?? '';
      return `${mark}:${text.slice(from, to)}`;
    })
    .filter((token) => token.length > 2);
}

describe('tokensOf', () => {
  test.each([
    ['a.js', 'f(\'a\', "b") // c', ['t:a', 't:b', 'c: c']],
    ['a.js', "f('it\\'s', 'b')", ["t:it\\'s", 't:b']],
    ['a.js', '`a${x + `b`}c` + 1', ['t:a', 't:b', 't:c', 'n:1']],
    ['a.js', '`a${ {b: "}"} }c`', ['t:a', 't:}', 't:c']],
    ['a.js', 'a = b / c / "d"', ['t:d']],
    ['a.js', 'a = /["]/.test(b) // c', ['p:["]', 'c: c']],
    ['a.js', 'return /[/"]/', ['p:[/"]']],
    ['a.js', "<p>don't</p>; f('x')", ["m:don't", 't:x']],
    ['a.tsx', '<a b="c" d>e {f} g</a>', ['t:c', 'm:e ', 'm: g']],
    ['a.tsx', 'a<B>(c); if (a > b && c < d) f<B>(`<T>(x)`) // g', ['t:<T>(x)', 'c: g']],
    ['a.ts', '<T>a<U>b</U>', []],
    ['Jenkinsfile', "A = 'b // c' // d", ['t:b // c', 'c: d']],
    ['a.cmd', 'set A=rem & rem b\nrem c\n:: d', ['c:b', 'c:c', 'c: d']],
    ['a.ex', 'a = ~s(b # c) # d', ['t:b # c', 'c: d']],
    ['a.swift', 'a = #"b"c"# // d', ['t:b"c', 'c: d']],
    ['a.js', "'no end\nf('b')", ['t:no end', 't:b']],
    ['a.js', '/* a\n// b\n*/ "c"', ['c: a\n// b\n', 't:c']],
    ['a.ts', 'f([0x71, 77], 1.5e3)', ['n:0x71', 'n:77', 'n:1.5e3']],
    ['a.py', 'x = rb"a#b" # c', ['t:a#b', 'c: c']],
    ['a.py', '"""a\n"b" # c\n""" + \'d\'', ['t:a\n"b" # c\n', 't:d']],
    ['A.java', 'char c = \'"\'; String s = "//a"; // b', ['t:"', 't://a', 'c: b']],
    ['A.java', '"""\n a "b"\n"""', ['t:\n a "b"\n']],
    ['a.kt', '"a${b("c")}d" // e', ['t:a', 't:c', 't:d', 'c: e']],
    ['a.go', 'x := `a\n"b"` + "c" // d', ['t:a\n"b"', 't:c', 'c: d']],
    ['a.cs', 'f(@"a""b\\", "c") // d', ['t:a""b\\', 't:c', 'c: d']],
    ['a.cs', 'f($"a{b}c")', ['t:a', 't:c']],
    ['a.php', "f('a'); # b\n// c", ['t:a', 'c: b', 'c: c']],
    ['a.php', 'f(<<<EOT\na "b\nEOT\n); "c"', ['t:a "b\n', 't:c']],
    ['a.rb', 'f("a#{b}c") # d', ['t:a', 't:c', 'c: d']],
    ['a.rb', 'f(<<~EOS)\n  a\n  EOS\ng("b")', ['t:  a\n', 't:b']],
    ['a.rs', "fn f<'a>(x: &'a str) { g(r#\"a\"b\"#, 'c') } // d", ['t:a"b', 't:c', 'c: d']],
    ['a.swift', '"a\\(b("c"))d"', ['t:a', 't:c', 't:d']],
    ['a.sh', 'echo a#b "c" # d', ['t:c', 'c: d']],
    ['a.lua', '--[[ a\nb ]] x = [[c]] -- d', ['c: a\nb ', 't:c', 'c: d']],
    ['a.clj', '(f "a" ; b\n)', ['t:a', 'c: b']],
    ['a.sql', "select 'it''s' -- a", ["t:it''s", 'c: a']],
    ['a.hs', 'x = "a" {- b -} -- c', ['t:a', 'c: b ', 'c: c']],
    ['a.ps1', "$x = @'\na\n'@ <# b #>", ['t:\na\n', 'c: b ']],
    ['a.toml', "a = 'b\\' # c", ['t:b\\', 'c: c']],
    ['a.tf', 'a = "b${var.c}d" # e', ['t:b', 't:d', 'c: e']],
    ['a.nobody', 'a // b\n// c', ['c: c']],
  ] as const)('%s %j', (path, text, tokens) => {
    expect(read(path, text)).toEqual(tokens);
  });

  test('tells what stands before a text', () => {
    const text = "import a from 'b'; require('c')";
    expect(tokensOf(text, lexiconOf('a.js')).map(({ after }) => after)).toEqual([
      'from',
      'require(',
    ]);
  });
});

test('hostile texts take linear time', () => {
  const start = processorMs();
  for (const shape of [
    '"',
    "'",
    '`',
    '`${',
    '/*',
    '=/',
    '=/[',
    '<<A',
    '<<A\n',
    '{',
    '}',
    '"\\',
    '#',
    '--[[',
    'r#"\'a',
  ]) {
    for (const path of ['a.js', 'a.rb', 'a.rs', 'a.php', 'a.sh', 'a.lua', 'a.tf', 'a.nobody']) {
      tokensOf(shape.repeat(20_000), lexiconOf(path));
    }
  }
  expect(processorMs() - start).toBeLessThan(4_000);
});

test('so do texts that aim at what one language has', () => {
  const start = processorMs();
  for (const [path, ...shapes] of [
    // One that closes at last: what looked for it anew each time would look to the end each time.
    ['a.kt', '/* ', '/* */ /*'],
    ['a.rb', '%q(', '%q-', '?a', '=/["', '<<"A B"\n', '\n=begin'],
    ['a.ex', '~s(', '~A/', '?"'],
    ['a.swift', '#"', '#/', '"\\('],
    ['a.rs', 'br#"', 'r##"#'],
    ['a.sql', '$a$', "q'[", 'FROM stdin;'],
    ['a.cs', '$$"""{', '$"{{', '""""'],
    ['a.py', 'f"{', "f'{{"],
    ['a.ps1', '"$(', '“`'],
    ['a.jsx', '>a\n', '<a>b\n', ') /a', '-->'],
    ['a.erb', '<%', '<%= a %>'],
  ] as const) {
    for (const shape of shapes) tokensOf(`${shape.repeat(20_000)}*/`, lexiconOf(path));
  }
  expect(processorMs() - start).toBeLessThan(4_000);
});

test.each([
  ['a.php', "<?php f('a'); ?> // b", []],
  ['a.php', '# a\r\n<?php\n# b\n?>😀 /* c */ <?= d /* e */ ?>', ['# b', '/* e */']],
  ['a.php', "<p>don't</p><?php // a ?> b\n// c", ['// a ']],
  ['a.phtml', '// a', []],
  ['a.js', '// <? a', ['// <? a']],
  ['a.xml', '<a b="c"><!-- d --></a><!--e', ['<!-- d -->', '<!--e']],
  ['a.xml', `<a b="<!-- c -->" d='<!-- e -->'/>`, []],
  ['a.xml', '<a b=<!-- c --> d="e">', []],
  ['a.xml', `<a b='c"<!-- d -->"e' f="g>h<!-- i -->"/>`, []],
  ['a.xml', '<![CDATA[<!-- a -->]]><?b <!-- c --> ?>', []],
  ['a.xml', '<!DOCTYPE a [<!ENTITY b "<!-- c -->">]><!-- d -->', ['<!-- d -->']],
  ['a.html', "a < b it's <!-- c --> <p>don't</p><!-- d -->", ['<!-- c -->', '<!-- d -->']],
])('%s: %j has the comments %j of its code', (path, text, expected) => {
  const comments = commentsOf(text, lexiconOf(path));
  expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});
