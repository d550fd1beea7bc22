// What the scanners look through: a dense tree of packages from npm, and weak secrets that are put into it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A tree, and the files in it that hold a weak signing secret. */
export interface Corpus {
  readonly name: string;
  readonly root: string;
  readonly planted: readonly string[];
  readonly files: number;
  readonly bytes: number;
}

/** Packages of programs that speak of tokens on every second page, by the versions that were current when this was written. */
const packages = [
  'payload@3.60.0',
  '@payloadcms/next@3.60.0',
  '@medusajs/medusa@2.11.1',
  '@medusajs/framework@2.11.1',
  '@keystone-6/core@6.5.1',
  '@strapi/plugin-users-permissions@5.28.0',
  '@strapi/admin@5.28.0',
  'parse-server@8.3.0',
  'directus@11.12.0',
  'next-auth@4.24.11',
  '@feathersjs/authentication@5.0.35',
  '@adonisjs/core@6.19.0',
];

/** Weak signing secrets as people write them: none of them is anybody's. */
const weak: Readonly<Record<string, string>> = {
  'planted/hardcoded/sign.js':
    "const jwt = require('jsonwebtoken');\nmodule.exports = (user) => jwt.sign({ sub: user.id }, 'mysecretkey123', { expiresIn: '1h' });\n",
  'planted/fallback/config.ts':
    "export const secret = process.env.JWT_SECRET || 'change-me-please';\n",
  'planted/env/.env.production': 'JWT_SECRET=supersecret\nPORT=80\n',
  'planted/compose/docker-compose.yml':
    'services:\n  api:\n    image: api\n    environment:\n      JWT_SECRET: topsecret2024\n',
  'planted/spring/application.yml': 'jwt:\n  secret: springbootjwtsecret\n',
  'planted/dotnet/appsettings.json':
    '{ "Jwt": { "Key": "this is my secret key", "Issuer": "x" } }\n',
  'planted/python/settings.py':
    "import jwt\nKEY = 'python-secret'\ntoken = jwt.encode({'sub': 1}, KEY, algorithm='HS256')\n",
  'planted/go/main.go':
    'package main\n\nimport "github.com/golang-jwt/jwt/v5"\n\nvar key = []byte("go-secret-key")\n\nfunc issue(t *jwt.Token) (string, error) { return t.SignedString(key) }\n',
};

/** The dense tree below `at`; npm is asked for what is not there yet. Throws where none of it can be had. */
export function makeDenseTree(at: string): Corpus {
  const root = join(at, 'dense');
  const store = join(at, 'tarballs');
  for (const [number, name] of packages.entries()) {
    const target = join(root, `package-${number}`);
    if (existsSync(target)) continue;
    rmSync(store, { recursive: true, force: true });
    mkdirSync(store, { recursive: true });
    const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', store, name]);
    const [tarball] = packed.status === 0 ? readdirSync(store) : [];
    if (tarball === undefined) continue;
    mkdirSync(target, { recursive: true });
    spawnSync('tar', ['-xzf', join(store, tarball), '-C', target, '--strip-components=1']);
  }
  if (!existsSync(root)) throw new Error('npm gives none of the packages');
  for (const [path, text] of Object.entries(weak)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { name: 'packages of npm', root, planted: Object.keys(weak), ...measure(root) };
}

/** A tree that is there already, with nothing put into it. */
export function takeTree(root: string, name: string): Corpus {
  return { name, root, planted: [], ...measure(root) };
}

function measure(root: string): { readonly files: number; readonly bytes: number } {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return { files: paths.length, bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0) };
}
