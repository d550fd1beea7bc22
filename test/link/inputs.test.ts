// Keys that anybody can name: what a request carries, fields of records, names of the running program and of variables that
// say what runs where.
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts } from '../helpers.ts';

const weak = rules.filter(({ id }) => id === 'weak-random-secret');

test.each<[string, number]>([
  ['process.env.NODE_ENV', 1],
  ['process.env.npm_package_name', 1],
  ['process.env.HOSTNAME', 1],
  ['process.env.HOST_KEY', 0],
  ['String(process.pid)', 1],
  ['process.version', 1],
  ['process.versions', 0],
  ['user.createdAt', 1],
  ['order.createdAt', 0],
  ['`${process.pid}-${process.ppid}`', 1],
  ['`${process.pid}-${order.salt}`', 0],
  ['named', 1],
  ['mixed', 0],
  ['`${req.ip}-${req.hostname}`', 1],
  ['`acme ${req.ip}`', 1],
  ['`${req.ip}-${order.salt}`', 0],
  ["req.get('x-key')", 1],
  ["req.headers.get('x-key')", 1],
  ["req.header('x-key').toString()", 1],
  ["`${req.get('x-key')}`", 1],
  ["Buffer.from(req.get('x-key'))", 1],
  ["req.get('x-key') || ''", 1],
  ["c.get('jwtSecret')", 0],
  ["req.scope.get('jwtSecret')", 0],
  ['req.originalUrl', 1],
])('jwt.sign({}, %s)', async (key, expected) => {
  const text = `const jwt = require('jsonwebtoken');\nconst named = \`acme-\${process.pid}\`;\nconst mixed = \`\${named}-\${process.env.JWT_SALT}\`;\nmodule.exports = (user, order, req, c) => jwt.sign({}, ${key});\n`;
  expect(await auditTexts({ 'src/a.js': text }, weak)).toHaveLength(expected);
});

test('in other languages as well, and not what only stands in for a secret', async () => {
  const python = (key: string) => `import os, jwt\njwt.encode({}, ${key}, algorithm='HS256')\n`;
  const count = async (key: string) => (await auditTexts({ 'a.py': python(key) }, weak)).length;
  expect(await count("os.environ['HOSTNAME']")).toBe(1);
  expect(await count("os.environ.get('JWT_SECRET', os.environ['HOSTNAME'])")).toBe(0);
});

test.each<[string, string, number]>([
  ['a.go', '[]byte(r.Header.Get("X-Key"))', 1],
  ['a.go', '[]byte(c.Query("key"))', 1],
  ['a.go', '[]byte(c.GetString("key"))', 0],
  ['a.go', '[]byte(os.Args[1])', 1],
  ['a.go', '[]byte(user.Password)', 1],
  ['a.rb', 'params[:secret]', 1],
  ['a.rb', 'user.password_digest', 1],
  ['a.rb', 'tenant.signing_key', 0],
  ['a.php', "$_POST['secret']", 1],
  ['a.php', "$_SERVER['SERVER_NAME']", 1],
  ['a.php', "$_SERVER['JWT_SECRET']", 0],
  ['a.php', "$request->input('secret')", 1],
  ['A.java', 'request.getHeader("X-Key")', 1],
  ['A.java', 'user.getPassword()', 1],
  ['A.java', 'properties.getSecret()', 0],
])('%s: %s', async (path, key, expected) => {
  const text: Record<string, string> = {
    'a.go': `package a\nimport ("net/http"; "os"; "github.com/gin-gonic/gin"; "github.com/golang-jwt/jwt/v5")\nfunc f(r *http.Request, c *gin.Context, user User) (string, error) { return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(${key}) }\n`,
    'a.rb': `require 'jwt'\nclass A < B\n  def f(user, tenant)\n    JWT.encode({ exp: 1 }, ${key}, 'HS256')\n  end\nend\n`,
    'a.php': `<?php\nuse Firebase\\JWT\\JWT;\nfunction f(Request $request) { return JWT::encode(['exp' => 1], ${key}, 'HS256'); }\n`,
    'A.java': `import com.auth0.jwt.JWT; import com.auth0.jwt.algorithms.Algorithm;\nclass A { String f(HttpServletRequest request, User user, Properties properties) { return JWT.create().sign(Algorithm.HMAC256(${key})); } }\n`,
  };
  expect(await auditTexts({ [path]: text[path] ?? '' }, weak)).toHaveLength(expected);
});
