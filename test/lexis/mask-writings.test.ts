// The ways in which languages and formats write texts, comments and bytes that are easily taken for code: what stands in
// them is hidden, and what follows them is read as what it is.
import { describe, expect, test } from 'vitest';
import { hiddenSpans } from '../../src/lexis/mask.ts';
import { createIsWord } from '../../src/lexis/words.ts';
import { sampleOf } from '../thorough.ts';
import { createShown } from './shown.ts';

const isWord = createIsWord();
const shown = createShown(isWord);

const fake = 'Plainly9Fake';

describe('comments', () => {
  test.each<readonly [string, string, string]>([
    ...['kotlin', 'scala', 'rust', 'swift', 'dart', 'sql'].map(
      (language) => [language, `/* a /* b */ ${fake} */ f()`, '/* … */ f()'] as const,
    ),
    ['java', `/* a /* b */ f("${fake}")`, '/* … */ f("…")'],
    ['rust', '/* a /* b */\nf()', '/* …\n…'],
    ['javascript', `f() <!-- ${fake}\n  --> ${fake}\na --> b`, 'f() <!-- …\n  --> …\na --> b'],
    ['javascript', `#!/usr/bin/env node ${fake}\nf()`, '#!…\nf()'],
    ['kotlin', `#!/usr/bin/env kotlin ${fake}\nf()`, '#!…\nf()'],
    ['rust', `#![attribute(name)]\nf()`, `#![attribute(name)]\nf()`],
    ['ruby', `=begin\n${fake}\n=end\nf`, '=begin\n…\n=end\nf'],
    ['csharp', `#region ${fake}\nf()\n#endregion`, '#region …\nf()\n#endregion'],
  ])('%s %j', (language, text, expected) => {
    expect(shown(language, text)).toBe(expected);
  });
});

describe('texts', () => {
  test.each([
    ['rust', `f(br#"a"${fake}"#, r###"a"##${fake}"###, "${fake}")`, 'f(br#"…"#, r###"…"###, "…")'],
    ['rust', `f(br"\\", "${fake}")`, 'f(br"\\", "…")'],
    ['swift', `f(###"a"##${fake}"###, #/${fake}/#, x)`, 'f(###"…"###, #/…/#, x)'],
    ['swift', `a.contains(/${fake}/)`, 'a.contains(/…/)'],
    ['csharp', `f(""""a"""${fake}"""", $$"""{{x}} "${fake}""")`, 'f(""""…"""", $$"""{{x}…""")'],
    ['csharp', `f($"{{", "${fake}", $@"{{{x}\\", "${fake}")`, 'f($"{{", "…", $@"{{{x}\\", "…")'],
    ['dart', `f(r'\\', '${fake}', r"""\\""", "${fake}")`, `f(r'\\', '…', r"""\\""", "…")`],
    ['scala', `f(raw"\\", "${fake}")`, 'f(raw"… "…")'],
    ['scala', `f(raw"\\"${fake}", a)`, 'f(raw"…"…'],
    ['scala', `val x = <a>${fake}</a>`, 'val x = <a>…</a>'],
    ['python', `f(f"{x["${fake}"]} ${fake}", a)`, 'f(f"{x["…"]} …", a)'],
    ['python', `f(f"{{", "${fake}", "{", "${fake}")`, 'f(f"{{", "…", "{", "…")'],
    ['ruby', `f(%q(a(b)${fake}), %w[a[b] ${fake}], x)`, 'f(%q(…), %w[…], x)'],
    ['ruby', `f(%q-${fake}-, %r{${fake}}, %I[${fake}], x % y)`, 'f(%q-…-, %r{…}, %I[…], x % y)'],
    ['ruby', `f(?', '${fake}', ?")`, `f(?', '…', ?")`],
    ['ruby', `when /"/ then f("${fake}")`, 'when /"/ then f("…")'],
    ['ruby', `x.gsub /'/, '${fake}'; a / b; f('${fake}')`, "x.gsub /'/, '…'; a / b; f('…')"],
    ['ruby', `f(<<~"A B")\n  ${fake}\nA B\ng('${fake}')`, `f(<<~"…")\n  …\nA B\ng('…')`],
    ['ruby', `f('a')\n__END__\n${fake}`, `f('a')\n__END__\n…`],
    ['elixir', `f(~x(${fake}), ~JSON[${fake}], ?", "${fake}")`, 'f(~x(…), ~JSON[…], ?", "…")'],
    ['elixir', `~s'''\n${fake} don't\n'''\nf("${fake}")`, `~s'''\n…\n'''\nf("…")`],
    ['sql', `f($t$${fake}$t$, $$${fake}$$, '${fake}')`, "f($t$…$t$, $$…$$, '…')"],
    ['sql', `f('\\', '${fake}')`, "f('… '…')"],
    ['sql', `f('\\'${fake}', a)`, "f('…', a)"],
    ['sql', `f(q'[don't ${fake}]', a)`, "f(q'[…]', a)"],
    ['sql', `COPY a FROM stdin;\n1\t${fake}\n\\.\nf()`, 'COPY a FROM stdin;\n…\n\\.\nf()'],
    ['powershell', `f "a\`"" "${fake}"`, 'f "…" "…"'],
    ['powershell', `f "$(g "${fake}")" ‘${fake}’ “${fake}”`, 'f "$(g "…")" ‘…’ “…”'],
    ['powershell', `f -Key:${fake}`, 'f -Key:…'],
    [
      'javascript',
      `if (a) /${fake}/.test(b); (c) / '${fake}' / e`,
      "if (a) /…/.test(b); (c) / '…' / e",
    ],
  ])('%s %j', (language, text, expected) => {
    expect(shown(language, text)).toBe(expected);
  });

  test.each([
    ['php', `<p>'90s ${fake}</p><?php f('${fake}'); ?>`, `<p>'…<?php f('…'); …`],
    ['ruby', `<p>'90s</p><%= f('${fake}') %>`, `<p>'…<%= f('…') …`, 'a.erb'],
    ['javascript', `<p>\n  ${fake} here\n</p>`, '<p>\n  …\n</p>', 'a.jsx'],
    ['javascript', `<p>\n  it's {f('${fake}')}\n</p>`, `<p>\n  it's {f('…')}\n</p>`, 'a.jsx'],
    [
      'javascript',
      `<p>\n  it's {{ f('${fake}') }}\n</p>`,
      `<p>\n  it's {{ f('…') }}\n</p>`,
      'a.vue',
    ],
  ])('of pages: %s %j', (language, text, expected, path = 'a') => {
    expect(shown(language, text, path)).toBe(expected);
  });
});

describe('bytes', () => {
  test.each([
    [
      'kotlin',
      'byteArrayOf(80.toByte(), 0x6c.toByte(), 97.toByte(), 105.toByte())',
      'byteArrayOf(….toByte())',
    ],
    ['go', '[]byte{byte(80), byte(108), byte(97), byte(105)}', '[]byte{byte(…)}'],
    ['go', '[]byte{0: 80, 1: 108, 2: 97}', '[]byte{…}'],
    ['php', '<?php $k = chr(80).chr(108) . chr(97).chr(105);', '<?php $k = chr(…);'],
    ['php', "<?php $k = 'P'.'l'.'a'.'i';", '<?php $k = …;'],
    ['java', 'k[0] = 80; k[1] = 108; k[2] = 97; f(k);', 'k[…; f(k);'],
    ['java', '"P" + "l" + "a" + "i"', '…'],
    ['rust', "&[b'P', b'l', b'a', b'i']", '&[b…]'],
    ['rust', '[80u8, 108u8, 97u8]', '[…]'],
    [
      'swift',
      '[UInt8(ascii: "P"), UInt8(ascii: "l"), UInt8(ascii: "a"), UInt8(ascii: "i")]',
      '[UInt8(ascii: …)]',
    ],
    ['elixir', '[?P, ?l, ?a, ?i]', '[…]'],
    ['ruby', '80.chr + 108.chr + 97.chr + 105.chr', '….chr'],
    ['powershell', '[char]80+[char]108+[char]97+[char]105', '[char]…'],
    ['python', "'P' 'l' 'a' 'i'", '…'],
    ['javascript', '[-80, ~108, +97]', '[-…]'],
    ['javascript', 'f(1, 2); g(3); h(10, 2048)', 'f(1, 2); g(3); h(10, 2048)'],
    ['shell', 'key 80, 108, 97', 'key …'],
    ['xml', '<key>80,108,97</key>', '<key>…</key>'],
    ['dockerfile', 'ENV KEY=[80,108,97]', 'ENV KEY=…'],
  ])('%s %j', (language, text, expected) => {
    expect(shown(language, text)).toBe(expected);
  });
});

describe('configuration', () => {
  test.each<readonly [string, string, string]>([
    ...[...'!+*%~^?|«é'].map((sign) => ['xml', `<a>${sign}${fake}</a>`, '<a>…</a>'] as const),
    ['other', `|a|${fake}|`, '…'],
    ['yaml', `--- ${fake}`, '--- …'],
    ['yaml', `--- # ${fake}\na: ${fake}`, '--- # …\na: …'],
    ['yaml', `--- {a: ${fake}}`, '--- {a: …}'],
    ['yaml', '---\na: b\n...\n', '---\na: …\n...\n'],
    ['yaml', `%A ${fake}`, '%…'],
    ['properties', `a=b\\\n  ${fake}=c\\\n  ${fake} d\ne=f`, 'a=…\n  …\n  …\ne=…'],
    ['properties', `a=b\\\\\nc=d`, 'a=…\nc=…'],
    ['properties', `a = b\n    ${fake} and more\nc d`, 'a = …\n    …\nc …'],
    ['systemd', `Environment=A=b \\\n  ${fake}=c`, 'Environment=…\n  …'],
    ['dotenv', `${fake} a`, '…'],
    ['dotenv', `A="b\\"\n${fake}=c"\nD=e`, 'A="…\n…"\nD=…'],
  ])('%s %j', (language, text, expected) => {
    expect(shown(language, text)).toBe(expected);
  });
});

test.each(sampleOf(['sql', 'scala', 'php', 'powershell'], 2))(
  'a file of %s may hide more than fits into the arguments of a call',
  (language) => {
    const line = `f('${fake}', "${fake}")\n`;
    const text = `<?php\n${line.repeat(150_000)}`;
    const spans = hiddenSpans({ path: 'a', text, language, isWord });
    expect(spans.length).toBeGreaterThanOrEqual(150_000);
  },
);
