// What of a source line may be seen: names, calls and structure, and no text, byte or comment that could be a secret.
import { describe, expect, test } from 'vitest';
import { hiddenSpans } from '../../src/lexis/mask.ts';
import { createIsWord } from '../../src/lexis/words.ts';
import { processorMs } from '../processor-time.ts';
import { amount } from '../thorough.ts';
import { createShown } from './shown.ts';

const isWord = createIsWord(new Set(['jsonwebtoken', 'JWT_SECRET']));

const shown = createShown(isWord);

const fake = 'Plainly-Fake-9x';

describe('code', () => {
  test.each([
    [
      'javascript',
      `jwt.sign({}, '${fake}', { algorithm: 'HS512', expiresIn: '15m' })`,
      "jwt.sign({}, '…', { algorithm: 'HS512', expiresIn: '15m' })",
    ],
    [
      'javascript',
      `const jwt = require("jsonwebtoken"); import x from './keys/load.js'`,
      `const jwt = require("jsonwebtoken"); import x from './keys/load.js'`,
    ],
    ['javascript', `f(config.get('JWT_SECRET'), ' ')`, `f(config.get('JWT_SECRET'), ' ')`],
    ['javascript', 'f(Buffer.from([113,77,55,120, 81]))', 'f(Buffer.from([…]))'],
    ['javascript', 'f([\n  0x71, 77,\n  55,\n])', 'f([\n  …\n  …,\n])'],
    ['javascript', "f(['a', 'b', 'c', 'd'].join(''))", "f([…].join(''))"],
    ['javascript', 'f(x, 10, 2048)', 'f(x, 10, 2048)'],
    ['javascript', 'const pin = 1234567890123', 'const pin = …'],
    ['javascript', `sign(a, b); // was ${fake} before`, 'sign(a, b); // …'],
    ['javascript', `/* ${fake}\n * ${fake}\n */ sign(a)`, '/* …\n …\n */ sign(a)'],
    [
      'javascript',
      `sign(a) // keylint: ignore[short-secret] ${fake}`,
      'sign(a) // keylint: ignore[short-secret] …',
    ],
    ['javascript', `f(\`a\${b}${fake}\`, /${fake}/)`, 'f(`a${b}…`, /…/)'],
    ['javascript', `const t = 'eyJhbGciOiJIUzI1NiJ9.e30.${fake}'`, "const t = '…'"],
    [
      'python',
      `jwt.encode(c, b"${fake}", algorithm="HS256")  # ${fake}`,
      'jwt.encode(c, b"…", algorithm="HS256")  # …',
    ],
    [
      'python',
      `"""\n${fake}\n"""\nKEY = os.environ['JWT_SECRET']`,
      `"""\n…\n"""\nKEY = os.environ['JWT_SECRET']`,
    ],
    [
      'go',
      `import (\n\t"github.com/golang-jwt/jwt/v5"\n\tx "example.com/x"\n)\nf("example.com/x",\n)`,
      `import (\n\t"github.com/golang-jwt/jwt/v5"\n\tx "example.com/x"\n)\nf("…",\n)`,
    ],
    ['go', `[]byte{0x50, 0x6c, 0x61}, \`${fake}\``, '[]byte{…}, `…`'],
    [
      'java',
      `byte[] k = {(byte) 1, (byte) 2, -3}; char[] c = {'a','b','c'}; s("${fake}");`,
      'byte[] k = {(byte) …}; char[] c = {…}; s("…");',
    ],
    ['csharp', `f(@"${fake}", $"{a}${fake}"); // ${fake}`, 'f(@"…", $"{a}…"); // …'],
    ['php', `<?php define('KEY', '${fake}'); # ${fake}`, "<?php define('…', '…'); # …"],
    [
      'ruby',
      `KEY = <<~EOS\n  ${fake}\nEOS\nf("#{a}${fake}")`,
      'KEY = <<~EOS\n  …\nEOS\nf("#{a}…")',
    ],
    [
      'ruby',
      `A = %q(${fake}); b = %w[${fake} x]; c = %(${fake})`,
      'A = %q(…); b = %w[…]; c = %(…)',
    ],
    ['scala', `val a = raw"${fake}"; b(sql"${fake}")`, 'val a = raw"…"; b(sql"…")'],
    ['javascript', `x = <p>don't sign</p>; f('${fake}')`, `x = <p>don't sign</p>; f('…')`],
    [
      'javascript',
      `<a title="${fake}">Sign in, ${fake} {sign('${fake}')}</a>`,
      `<a title="…">… {sign('…')}</a>`,
    ],
    [
      'groovy',
      `environment { JWT_SECRET = '${fake}'; DB = '''${fake}''' }`,
      `environment { JWT_SECRET = '…'; DB = '''…''' }`,
    ],
    ['elixir', `f(~s(${fake}), ~S|${fake}|, ~w[${fake} b])`, 'f(~s(…), ~S|…|, ~w[…])'],
    ['swift', `f(#"${fake}"#, ##"${fake}"##)`, 'f(#"…"#, ##"…"##)'],
    ['sql', `f($$${fake}$$)`, 'f($$…$$)'],
    [
      'powershell',
      `docker run -e DB=${fake} -e "JWT_SECRET=${fake}" img --key ${fake} # ${fake}`,
      'docker run -e DB=… -e "…" img --key … # …',
    ],
    [
      'powershell',
      `$env:JWT_SECRET = [Convert]::ToBase64String($bytes); Get-ChildItem ./deploy/run.ps1`,
      `$env:JWT_SECRET = [Convert]::ToBase64String($bytes); Get-ChildItem ./deploy/run.ps1`,
    ],
    [
      'rust',
      `EncodingKey::from_secret(r#"${fake}"#.as_bytes())`,
      'EncodingKey::from_secret(r#"…"#.as_bytes())',
    ],
    ['kotlin', `Algorithm.HMAC256("${fake}") // ${fake}`, 'Algorithm.HMAC256("…") // …'],
    [
      'hcl',
      `secret = "${fake}" # ${fake}\nother = var.secret`,
      'secret = "…" # …\nother = var.secret',
    ],
    [
      'toml',
      `jwt = { secret = "${fake}", db = '${fake}' } # ${fake}`,
      `jwt = { secret = "…", db = '…' } # …`,
    ],
    ['sql', `select sign('{}', '${fake}') -- ${fake}`, "select sign('{}', '…') -- …"],
  ])('%s %j', (language, text, expected) => {
    expect(shown(language, text)).toBe(expected);
  });
});

describe('batch files', () => {
  test.each([
    [
      `set JWT_SECRET=${fake}& setx DB ${fake} & rem ${fake}`,
      'set JWT_SECRET=…& setx DB … & rem …',
    ],
    [`@rem keylint: ignore why ${fake}\n:: ${fake}`, '@rem keylint: ignore …\n:: …'],
    [`docker run -e DB=${fake} img`, 'docker run -e DB=… img'],
  ])('%j', (text, expected) => {
    expect(shown('powershell', text, 'deploy.cmd')).toBe(expected);
  });
});

describe('configuration', () => {
  test.each([
    ['dotenv', `JWT_SECRET=${fake} # was ${fake}`, 'JWT_SECRET=…'],
    ['dotenv', `export A="${fake}"\n# B=${fake}\n# ${fake}`, 'export A="…"\n# B=…\n# …'],
    ['dotenv', `A="\n${fake}\nZmFrZQ==\n"\nB=$C`, 'A="\n…\n…\n"\nB=$C'],
    ['dotenv', `${fake}`, '…'],
    ['dotenv', 'UGxhaW5seUZha2U5eA==', '…'],
    [
      'properties',
      `[jwt]\njwt.secret = ${fake}\njwt.other ${fake}`,
      '[jwt]\njwt.secret = …\njwt.other …',
    ],
    [
      'dockerfile',
      `RUN JWT_SECRET=a DB_PASS=${fake} npm run build`,
      'RUN JWT_SECRET=… DB_PASS=… npm run build',
    ],
    ['dockerfile', `ENV A="${fake}" B=${fake}\nENV C ${fake} ${fake}`, 'ENV A=… B=…\nENV C …'],
    [
      'dockerfile',
      `CMD ["node", "a.js", "--key=${fake}"]\n# ${fake}`,
      'CMD ["node", "…", "--key=…"]\n# …',
    ],
    [
      'shell',
      `docker run -e DB_PASSWORD=${fake} -e "JWT_SECRET=${fake}" img`,
      'docker run -e DB_PASSWORD=… -e "JWT_SECRET=… img',
    ],
    ['shell', `./sign.sh ${fake} --secret ${fake} # ${fake}`, '… … --secret … # …'],
    ['shell', `A="\n${fake}\n" B=${fake}`, 'A=…\n…\n" B=…'],
    ['shell', `curl -H 'Authorization: Bearer ${fake}' x`, 'curl -H … x'],
    ['yaml', `jwtSecret: ${fake} # ${fake}`, 'jwtSecret: …'],
    [
      'yaml',
      `{jwtSecret: a, dbPassword: ${fake}, "x": "${fake}"}`,
      '{jwtSecret: …, dbPassword: …, "x": "…"}',
    ],
    [
      'yaml',
      `a:\n  - name: JWT_SECRET\n    value: "${fake}"\n  - ${fake}`,
      'a:\n  - name: JWT_SECRET\n    value: "…"\n  - …',
    ],
    [
      'yaml',
      `environment:\n  - DB=x\n  - JWT_SECRET=${fake}`,
      'environment:\n  - …\n  - JWT_SECRET=…',
    ],
    [
      'yaml',
      `run: docker run -e DB_PASSWORD=${fake} -e A=b img`,
      'run: docker run -e DB_PASSWORD=… -e A=… …',
    ],
    [
      'yaml',
      `key: |\n  ${fake}\n  A=${fake}\n\nnext: &x ${fake}\nsame: *x`,
      'key: |\n  …\n  A=…\n\nnext: &x …\nsame: *x',
    ],
    [
      'yaml',
      `key: "${fake}\n  ${fake}"\nnext: {{ .Values.secret }}`,
      'key: "…\n  …"\nnext: {{ .Values.secret }}',
    ],
    [
      'json',
      `{"jwt": {"secret": "${fake}", "n": 12345678, "on": true, "p": 443, "l": [113, 77, 5555]}} // ${fake}`,
      '{"jwt": {"secret": "…", "n": …, "on": true, "p": 443, "l": […, …, …]}} // …',
    ],
    [
      'json',
      `{"scripts": {"start": "JWT_SECRET=${fake} node ."}}`,
      '{"scripts": {"start": "JWT_SECRET=… node …"}}',
    ],
    [
      'hocon',
      `jwt {\n  secret = ${fake}\n  other: "${fake}" # ${fake}\n}`,
      'jwt {\n  secret = …\n  other: "…" # …\n}',
    ],
    [
      'makefile',
      `export JWT_SECRET := ${fake}\nrun:\n\tA=${fake} node .`,
      'export JWT_SECRET := …\nrun:\n\tA=… node .',
    ],
    [
      'xml',
      `<add key="JwtSecret" value="${fake}"/><!-- ${fake} --><secret>${fake}</secret>`,
      '<add key="JwtSecret" value="…"/><!-- … --><secret>…</secret>',
    ],
    ['systemd', `Environment="JWT_SECRET=${fake}" "B=${fake}"`, 'Environment="…'],
    ['', `secret = "${fake}", other: ${fake}`, 'secret = "…", other: …'],
  ])('%s %j', (language, text, expected) => {
    expect(shown(language, text)).toBe(expected);
  });
});

test('no piece of it is seen in any language, whatever stands around it', () => {
  const around = [
    `${fake}`,
    `"${fake}"`,
    `'${fake}'`,
    `x = ${fake}`,
    `x: ${fake}`,
    `x="${fake}", y='${fake}'`,
    `# ${fake}`,
    `{a: ${fake}, b: [${fake}]}`,
    `A=b C=${fake} d`,
    `- ${fake}`,
    `"${fake}: x`,
    `x = |\n  ${fake}`,
  ];
  const languages = [
    'dotenv',
    'properties',
    'systemd',
    'yaml',
    'json',
    'hocon',
    'shell',
    'makefile',
    'dockerfile',
    'xml',
    'document',
    '',
  ];
  for (const language of languages) {
    for (const text of around) {
      expect(shown(language, text), `${language} ${text}`).not.toMatch(/Plainly-F|Fake-9x/);
    }
  }
});

test('hostile texts take linear time', () => {
  const start = processorMs();
  for (const shape of [
    '"',
    "'",
    '{',
    'a=',
    'a: ',
    '- ',
    '#',
    '<',
    '<!--',
    'A="',
    '\\',
    '/*',
    'a"b ',
    '1,',
    '[1,',
  ]) {
    for (const language of [
      'javascript',
      'dotenv',
      'yaml',
      'json',
      'hocon',
      'shell',
      'dockerfile',
      '',
    ]) {
      hiddenSpans({ path: 'a', text: shape.repeat(amount(4_000, 9_000)), language, isWord });
      hiddenSpans({
        path: 'a',
        text: `${shape}\n`.repeat(amount(8_000, 20_000)),
        language,
        isWord,
      });
    }
  }
  expect(processorMs() - start).toBeLessThan(amount(4_000, 8_000));
});

test.each([
  ['swift', '#'],
  ['javascript', 'a --> '],
  ['vue', '-->'],
  ['csharp', '$'],
  ['rust', 'r#'],
  ['ruby', '%'],
  ['sql', '$'],
])('a line of 300 kB takes linear time: %s, %s', (language, shape) => {
  const start = processorMs();
  hiddenSpans({ path: 'a', text: shape.repeat(300_000 / shape.length), language, isWord });
  expect(processorMs() - start).toBeLessThan(2_000);
});
