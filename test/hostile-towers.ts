// Operators, brackets and calls that nobody would stack so high, where the key of a call or a setting stands: whoever
// follows a value step by step follows all of them. Some forms are no code in some languages, which is hostile as well.
import { filled, type HostileInput } from './hostile-inputs.ts';

/** What stands before and behind the key, by path: one for every language and for formats that have expressions. */
const places: Readonly<Record<string, readonly [string, string]>> = {
  'a.js': ["const jwt = require('jsonwebtoken');\njwt.sign({}, ", ');\n'],
  'a.tsx': ["import jwt from 'jsonwebtoken';\njwt.sign({}, ", ');\n'],
  'a.py': ['import jwt\njwt.encode({}, ', ", algorithm='HS256')\n"],
  'a.go': [
    'package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f(t *jwt.Token) { t.SignedString(',
    ') }\n',
  ],
  'A.java': [
    'import io.jsonwebtoken.*;\nclass A { String t() { return Jwts.builder().signWith(SignatureAlgorithm.HS256, ',
    ').compact(); } }\n',
  ],
  'A.kt': [
    'import io.jsonwebtoken.*\nfun t() = Jwts.builder().signWith(SignatureAlgorithm.HS256, ',
    ').compact()\n',
  ],
  'A.cs': [
    'using Microsoft.IdentityModel.Tokens;\nvar key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(',
    '));\n',
  ],
  'a.php': ['<?php\nuse Firebase\\JWT\\JWT;\nJWT::encode([], ', ", 'HS256');\n"],
  'a.rb': ["require 'jwt'\nJWT.encode({}, ", ", 'HS256')\n"],
  'a.rs': [
    'use jsonwebtoken::{encode, EncodingKey, Header};\nfn u() { encode(&Header::default(), &c, &EncodingKey::from_secret(',
    ')); }\n',
  ],
  'A.scala': ['import pdi.jwt._\nobject B { val a = JwtCirce.encode("{}", ', ', a) }\n'],
  'a.ex': ['defmodule B do\n def t, do: Joken.Signer.create("HS256", ', ')\nend\n'],
  'a.dart': [
    "import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';\nvoid t() { JWT({}).sign(SecretKey(",
    ')); }\n',
  ],
  'a.swift': ['import JWTKit\nlet signers = JWTSigners()\nsigners.use(.hs256(key: ', '))\n'],
  'a.tf': ['resource "a" "b" {\n jwt_secret = ', '\n}\n'],
  Jenkinsfile: ['pipeline { environment { JWT_SECRET = ', ' } }\n'],
  'a.ps1': ['$env:JWT_SECRET = ', '\n'],
  'a.sql': ["select sign('{}', ", ');\n'],
  'application.conf': ['jwt.secret = ', '\n'],
  'a.sh': ['export JWT_SECRET=$((', '))\n'],
  '.env': ['JWT_SECRET="', '"\n'],
  'a.yaml': ['jwt:\n  secret: ', '\n'],
};

/** What is repeated before the innermost value, that value, and what closes each. */
const forms: readonly (readonly [name: string, open: string, value: string, close?: string])[] = [
  ['sums', 'a + ', 'b'],
  ['sums of texts', '"a" + ', '"b"'],
  ['sums in brackets', '(a + ', 'b', ')'],
  ['brackets', '(', 'a', ')'],
  ['lists', '[a, ', 'b', ']'],
  ['maps', '{a: ', 'b', '}'],
  ['negations', '!', 'a'],
  ['signs', '- ', 'a'],
  ['pointers', '*&', 'a'],
  ['fallbacks', 'a || ', 'b'],
  ['fallbacks of null', 'a ?? ', 'b'],
  ['choices', 'a ? b : ', 'c'],
  ['choices in choices', 'a ? ', 'b', ' : c'],
  ['comparisons', 'a < b == ', 'c'],
  ['assignments', 'a = ', 'b'],
  ['calls in calls', 'f(a, ', 'b', ')'],
  ['calls of calls', '', 'a', '.b(c)'],
  ['members', '', 'a', '?.b'],
  ['entries', '', 'a', '[0]'],
  ['casts', '(a)', 'b'],
  ['functions', '(a) => ', 'b'],
  ['lambdas', 'lambda: ', 'a'],
  ['types', 'a<', 'b', '>'],
  ['scopes', 'a::', 'b'],
  ['pipes', 'a |> ', 'b'],
  ['joined texts', '$a . ', '$b'],
  ['templates', '`${', 'a', '}`'],
  ['texts in texts', '"${', 'a', '}"'],
  ['blocks', 'do a ', 'b', ' end'],
  ['functions of no name', 'fn -> ', 'a', ' end'],
  ['conditions', 'b if a else ', 'c'],
  ['lines', 'a +\n', 'b'],
  ['all of them', 'a.b(c[d] + (e ? f * {g: ', 'h', '} : i))'],
];

export const towerPaths: readonly string[] = Object.keys(places);

/** A tower of about so many characters where the key stands. */
function towerAt(
  path: string,
  [name, open, value, close = '']: (typeof forms)[number],
): HostileInput {
  return {
    name: `${path}: a tower of ${name}`,
    files: (length) => {
      const [head, tail] = places[path] ?? ['', ''];
      const height = Math.ceil(length / (open.length + close.length));
      return { [path]: head + open.repeat(height) + value + close.repeat(height) + tail };
    },
  };
}

export const towersAt = (path: string): readonly HostileInput[] =>
  forms.map((form) => towerAt(path, form));

/** One key as long as the file, by what it is full of. */
export const longKeys: readonly HostileInput[] = ['.env', 'a.yaml', 'a.json', 'a.js'].flatMap(
  (path) =>
    ['!', 'a ', '-a', '${a}', '%a', 'http://', '&a=', 'is ', 'Zk9', 'é', '{{', '`${', '0,'].map(
      (unit): HostileInput => ({
        name: `${path}: a key full of ${unit}`,
        files: (length) => {
          const key = JSON.stringify(filled(length, () => unit));
          if (path === '.env') return { [path]: `JWT_SECRET=${key}\n` };
          if (path === 'a.yaml') return { [path]: `jwt:\n  secret: ${key}\n` };
          if (path === 'a.json') return { [path]: `{"jwtSecret": ${key}}\n` };
          return {
            [path]: `const jwt = require('jsonwebtoken');\nconst jwtSecret = ${key};\njwt.sign({}, jwtSecret);\n`,
          };
        },
      }),
    ),
);
