// A line ends where its language says so: what stands behind a comment that a lone carriage return ends is code.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { runTexts } from '../helpers.ts';

const samples: readonly (readonly [path: string, text: string])[] = [
  ['a.js', '// a\nconst jwt = require("jsonwebtoken"); // b\njwt.sign({}, "weaksecret1");\n'],
  ['a.ts', '// a\nimport jwt from "jsonwebtoken"; // b\njwt.sign({}, "weaksecret1");\n'],
  ['a.py', '# a\nimport jwt # b\njwt.encode({}, "weaksecret1", algorithm="HS256")\n'],
  [
    'A.java',
    '// a\nimport io.jsonwebtoken.*; // b\nclass A { String t() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, "weaksecret1").compact(); } }\n',
  ],
  [
    'A.kt',
    '// a\nimport io.jsonwebtoken.*\n// b\nfun t() = Jwts.builder().signWith(SignatureAlgorithm.HS256, "weaksecret1").compact()\n',
  ],
  [
    'A.cs',
    '// a\nusing Microsoft.IdentityModel.Tokens;\n// b\nvar key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("weaksecret1"));\nvar c = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);\n',
  ],
  [
    'a.php',
    '<?php\n// a\nuse Firebase\\JWT\\JWT; // b\nJWT::encode([], "weaksecret1", "HS256");\n',
  ],
  [
    'A.scala',
    '// a\nimport pdi.jwt._ // b\nobject B { val a = JwtCirce.encode("{}", "weaksecret1", JwtAlgorithm.HS256) }\n',
  ],
  [
    'a.dart',
    '// a\nimport "package:dart_jsonwebtoken/dart_jsonwebtoken.dart"; // b\nvoid t() { JWT({}).sign(SecretKey("weaksecret1")); }\n',
  ],
  [
    'a.swift',
    '// a\nimport JWTKit\n// b\nlet signers = JWTSigners()\nsigners.use(.hs256(key: "weaksecret1"))\n',
  ],
  ['a.ps1', '# a\n$env:JWT_SECRET = "weaksecret1"\n'],
  ['a.yaml', '# a\na: b # b\njwtSecret: weaksecret1\n'],
  ['.env', '# a\nA=b\nJWT_SECRET=weaksecret1\n'],
  ['application.properties', '# a\na=b\njwt.secret=weaksecret1\n'],
];

async function findingsOf(path: string, text: string): Promise<readonly string[]> {
  const { report } = await runTexts({ [path]: text }, rules);
  return report.findings.map(({ rule }) => rule);
}

test.each(samples)('a carriage return ends a line of %s', async (path, text) => {
  const expected = await findingsOf(path, text);
  expect(expected).toContain('short-secret');
  expect(await findingsOf(path, text.replaceAll('\n', '\r'))).toEqual(expected);
  expect(await findingsOf(path, text.replace('\n', '\r'))).toEqual(expected);
});

test.each(['\u0085', '\u2028', '\u2029'])('%j ends one of C# and YAML', async (end) => {
  for (const [path, text] of samples.filter(([name]) => /\.(?:cs|yaml)$/.test(name))) {
    expect(await findingsOf(path, text.replaceAll('\n', end))).toContain('short-secret');
  }
});

test.each([
  ['a.go', '// a\rvar jwtSecret = "weaksecret1"\npackage a\n'],
  ['a.rb', '# a\rJWT_SECRET = "weaksecret1"\n'],
])('but not of %s', async (path, text) => {
  expect(await findingsOf(path, text)).toEqual([]);
});
