// The offline page: each of its answers against those of the command line, and nothing that could leave it.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { calculateJwkThumbprint, type JWK, SignJWT } from 'jose';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkJson } from '../../src/cli/checking/describe-check.ts';
import { assess } from '../../src/strength/assess.ts';
import { executablePath, startChromium } from '../chromium.ts';
import { runCli } from '../cli/run-cli.ts';
import { amount, sampleOf } from '../thorough.ts';
import { answerOf, type OpenedPage, openPage, pageFile, rateAll, send } from './open-page.ts';
import { ratingRequests, rounded } from './texts.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

if (executablePath === undefined) {
  process.stderr.write('SKIPPED: test/page/page.test.ts needs a Chromium; none found.\n');
}

/** A directory whose name says nothing of a project. */
const above = mkdtempSync(join(tmpdir(), 'keylint-page-'));
const cwd = join(above, 'test');
mkdirSync(cwd);
afterAll(() => rmSync(above, { recursive: true, force: true }));

function keylint(args: readonly string[], stdin = '', env: Record<string, string> = {}) {
  const run = runCli(args, { cwd, stdin, env: { HOME: above, ...env } });
  return { ...run, json: (): unknown => JSON.parse(run.stdout) };
}

describe('keylint page', () => {
  test('writes one file of at most 7 MB, of which at most 1 MB is code of ours', () => {
    const { code, stderr } = keylint(['page', '-o', 'out.html']);
    expect([code, stderr]).toEqual([
      0,
      'Wrote out.html. It works without a network: open it in a browser.\n',
    ]);
    const written = readFileSync(join(cwd, 'out.html'), 'utf8');
    expect(written).not.toMatch(/[\0\r]/);
    expect(written).toBe(readFileSync(pageFile, 'utf8'));
    expect(statSync(pageFile).size).toBeLessThan(7_000_000);
    const withoutData = written.replace(
      /<script type="application\/gzip"[^>]*>[^<]*<\/script>/g,
      '',
    );
    const { script, ours } = JSON.parse(
      readFileSync(join(dirname(pageFile), 'parts.json'), 'utf8'),
    ) as { script: number; ours: number };
    // Packages have their share, and the page itself is ours.
    expect(script - ours).toBeGreaterThan(200_000);
    expect(withoutData.length - script + ours).toBeLessThan(1_000_000);
  });

  test('allows nothing but its own script and style', () => {
    const [, policy] =
      /Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(pageFile, 'utf8')) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[\w+/=]+' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/,
    );
  });
});

describe.skipIf(executablePath === undefined)('the offline page in Chromium', () => {
  let browser: Browser;
  /** One for all that only ask it something. */
  let opened: OpenedPage;

  beforeAll(async () => {
    browser = await startChromium();
    opened = await openPage(browser);
  }, 120_000);

  afterAll(() => browser?.close());

  test('rates texts as the command line does', async () => {
    const { page, troubles } = opened;
    const requests = ratingRequests(amount(20, 200));
    const rated = await rateAll(page, requests);
    for (const [number, { text, alg, encoding }] of requests.entries()) {
      const expected = checkJson(assess(text, { algorithm: alg, encoding }), encoding);
      expect(rounded(rated[number]), `text ${number}`).toEqual(rounded(expected));
    }
    // A digest that the page makes itself, and one that it has no hash for.
    for (const hash of ['sha512', 'sha3-256']) {
      const text = createHash(hash).update('password').digest('hex');
      const asked = { secret: text, alg: 'HS256', encoding: 'utf8', names: '' };
      const rating = await answerOf(page, 'rate', asked);
      expect(rating, hash).toEqual(keylint(['check', '-f', 'json'], text).json());
      expect(rating, hash).toMatchObject({ reason: 'dictionary' });
    }
    // Node reads base64 out of the lower bytes of what is none.
    for (const text of ['парольпароль', '🔑!staple!me!staple91']) {
      const asked = { secret: text, alg: 'HS256', encoding: 'base64', names: '' };
      const rating = await answerOf(page, 'rate', asked);
      const cli = keylint(['check', '-f', 'json', '--encoding', 'base64'], text);
      expect(rating, text).toEqual(cli.json());
    }
    const options = ['check', '-f', 'json', '--alg', 'HS384', '--project-name', 'acme'];
    const asked = { secret: 'acme-jwt-secret', alg: 'HS384', encoding: 'utf8', names: 'acme' };
    expect(await answerOf(page, 'rate', asked)).toEqual(keylint(options, 'acme-jwt-secret').json());
    expect(troubles).toEqual([]);
  });

  test('generates secrets and key pairs that other programs take', async () => {
    const { page, troubles } = opened;
    const made = async (alg: string, format: string): Promise<readonly string[]> => {
      await send(page, 'generate', { alg, format });
      return page.locator('#generate-answer textarea').evaluateAll((areas) =>
        // The cast: these are text areas.
        areas.map((area) => (area as unknown as { value: string }).value),
      );
    };
    for (const [alg, bytes] of [
      ['HS256', 32],
      ['HS384', 48],
      ['HS512', 64],
    ] as const) {
      for (const format of ['hex', 'base64', 'base64url'] as const) {
        const [secret = ''] = await made(alg, format);
        expect(Buffer.from(secret, format).toString(format)).toBe(secret);
        expect(Buffer.from(secret, format)).toHaveLength(bytes);
      }
      const [jwk = ''] = await made(alg, 'jwk');
      expect(JSON.parse(jwk)).toMatchObject({ kty: 'oct', alg, use: 'sig' });
    }
    // A pair of RSA takes seconds, and the page makes it twice.
    const algorithms = [...sampleOf(['RS256', 'PS384'], 1), 'ES256', 'ES384', 'ES512', 'EdDSA'];
    for (const alg of algorithms) {
      const [secret = '', open = ''] = await made(alg, 'pem');
      const [privateKey, publicKey] = [createPrivateKey(secret), createPublicKey(open)];
      const data = randomBytes(8);
      const hash = alg === 'EdDSA' ? null : 'sha256';
      expect(verify(hash, data, publicKey, sign(hash, data, privateKey))).toBe(true);
      const [secretJwk = '', openJwk = ''] = await made(alg, 'jwk');
      const jwk = JSON.parse(openJwk) as JWK;
      expect(Object.keys(jwk)).not.toContain('d');
      expect(jwk).toMatchObject({ alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) });
      const pair = createPrivateKey({ key: JSON.parse(secretJwk), format: 'jwk' });
      expect(createPublicKey(pair).export({ format: 'jwk' })).toMatchObject({ kty: jwk.kty });
    }
    expect(troubles).toEqual([]);
  });

  test('decodes, verifies and signs as the command line does', async () => {
    const { page, troubles } = opened;
    const secret = 'plainly fake, and long enough for HS256';
    const tokenOf = (claims: Record<string, unknown>, alg = 'HS256') =>
      new SignJWT(claims).setProtectedHeader({ alg }).sign(Buffer.from(secret));
    const tokens = [
      await tokenOf({ sub: '1', aud: 'a' }),
      await tokenOf({ sub: '<b>', exp: 1_000_000 }),
      await tokenOf({ sub: '1', nbf: 4_000_000_000 }),
      `${(await tokenOf({ sub: '1' })).slice(0, -4)}AAAA`,
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.',
    ];
    for (const token of tokens) {
      const decoded = await answerOf(page, 'decode', { token });
      expect(decoded).toEqual(keylint(['token', 'decode', '-f', 'json'], token).json());
      for (const audience of ['', 'b']) {
        const verified = await answerOf(page, 'verify', {
          token,
          key: secret,
          alg: 'HS256',
          audience,
        });
        const options = ['token', 'verify', '-f', 'json', '--secret-env', 'KEY'];
        const cli = keylint([...options, ...(audience ? ['--audience', audience] : [])], token, {
          KEY: secret,
        });
        expect(verified).toEqual(cli.json());
      }
    }
    await send(page, 'sign', { claims: '{"sub":"7"}', key: secret, alg: 'HS256', minutes: '5' });
    const signed = await page.locator('#signed').inputValue();
    const verdict = keylint(['token', 'verify', '--secret-env', 'KEY'], signed, { KEY: secret });
    expect(verdict.stdout).toMatch(/^valid:/);
    await send(page, 'verify', { token: signed, key: '-----BEGIN PUBLIC KEY-----', alg: 'HS256' });
    expect(await page.textContent('#verify-answer')).toContain('A PEM key is no secret');
    expect(troubles).toEqual([]);
  });

  test.each([
    ['.env', 'JWT_SECRET=secret\nPORT=3000\n'],
    [
      'auth.js',
      "const jwt = require('jsonwebtoken');\njwt.sign({}, process.env.JWT_SECRET || 'dev');\n",
    ],
    [
      'auth.ts',
      "import jwt from 'jsonwebtoken';\nexport const t = (x: string) => jwt.verify(x, 'plainly-fake');\n",
    ],
    [
      'app.py',
      'import jwt\nSECRET_KEY = "plainly-fake"\njwt.encode({}, SECRET_KEY, algorithm="HS256")\n',
    ],
    [
      'main.go',
      'package main\nimport "github.com/golang-jwt/jwt/v5"\nvar key = []byte("plainly-fake")\nfunc f() { jwt.NewWithClaims(jwt.SigningMethodHS256, nil).SignedString(key) }\n',
    ],
    ['application.yml', 'jwt:\n  secret: plainly-fake-value\n'],
    ['config.toml', '[jwt]\nsecret = "plainly-fake-value"\n'],
    [
      'docker-compose.yml',
      'services:\n  api:\n    image: api\n    environment:\n      JWT_SECRET: changeme\n',
    ],
    ['index.php', "<?php\nuse Firebase\\JWT\\JWT;\nJWT::encode([], 'plainly-fake', 'HS256');\n"],
    [
      'A.java',
      'import com.auth0.jwt.algorithms.Algorithm;\nclass A { Object f() { return Algorithm.HMAC256("plainly-fake"); } }\n',
    ],
    [
      'a.kt',
      'import com.auth0.jwt.algorithms.Algorithm\nfun f() = Algorithm.HMAC256("plainly-fake")\n',
    ],
    [
      'A.cs',
      'using System.Text;\nusing Microsoft.IdentityModel.Tokens;\nclass A { object k = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("plainly-fake")); }\n',
    ],
    ['a.rb', "require 'jwt'\nJWT.encode({}, 'plainly-fake', 'HS256')\n"],
    [
      'a.rs',
      'use jsonwebtoken::EncodingKey;\nfn f() -> EncodingKey { EncodingKey::from_secret("plainly-fake".as_ref()) }\n',
    ],
    [
      'A.scala',
      'import pdi.jwt.{JwtAlgorithm, JwtCirce}\nobject A { val t = JwtCirce.encode("{}", "plainly-fake", JwtAlgorithm.HS256) }\n',
    ],
    [
      'a.ex',
      'defmodule A do\n  def signer, do: Joken.Signer.create("HS256", "plainly-fake")\nend\n',
    ],
    [
      'a.dart',
      "import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';\nString f() => JWT({}).sign(SecretKey('plainly-fake'));\n",
    ],
    [
      'a.swift',
      'import JWTKit\nfunc f(keys: JWTKeyCollection) async { await keys.add(hmac: "plainly-fake", digestAlgorithm: .sha256) }\n',
    ],
  ])('lints %s as the command line does', async (name, text) => {
    const { page, troubles } = opened;
    const report = await answerOf(page, 'lint', { name, text });
    const cli = keylint(['--stdin-file-path', name, '-f', 'json', '--no-config'], text).json();
    expect(report).toEqual(cli);
    expect((cli as { findings: unknown[] }).findings.length).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
  });

  test('says what it cannot lint', async () => {
    const { page } = opened;
    await send(page, 'lint', { name: 'a.bmp', text: 'x' });
    expect(await page.textContent('#lint-answer')).toContain(
      'cannot read files with names like that',
    );
  });

  test('nothing leaves it, whatever a script tried and though a server is there', async () => {
    let hits = 0;
    const server = createServer((_, response) => {
      hits++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // The cast: it listens on a port.
    const { port } = server.address() as AddressInfo;
    try {
      const { page } = await openPage(browser);
      await page.evaluate(`(async (url) => {
        await fetch(url).catch(() => undefined);
        for (const make of [
          () => new WebSocket(url.replace('http', 'ws')),
          () => new EventSource(url),
          () => new Worker(url),
          () => navigator.sendBeacon(url),
          () => import(url).catch(() => undefined),
        ]) {
          try {
            make();
          } catch {}
        }
        for (const tag of ['img', 'script', 'iframe', 'link']) {
          const element = document.createElement(tag);
          element.setAttribute('src', url);
          element.setAttribute('href', url);
          element.setAttribute('rel', 'stylesheet');
          document.body.append(element);
        }
        const form = document.createElement('form');
        form.setAttribute('action', url);
        document.body.append(form);
        form.submit();
        await new Promise((resolve) => setTimeout(resolve, 300));
      })('http://127.0.0.1:${port}/')`);
      expect(hits).toBe(0);
      await page.context().close();
    } finally {
      server.close();
    }
  });

  test.each([
    { width: 1_200, colorScheme: 'light' },
    { width: 360, colorScheme: 'dark' },
  ] as const)('is accessible and fits: $width pixels, $colorScheme', async (look) => {
    const { page } = opened;
    await page.setViewportSize({ width: look.width, height: 900 });
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await answerOf(page, 'rate', { secret: 'password' });
    await send(page, 'generate', { alg: 'ES256', format: 'pem' });
    await answerOf(page, 'decode', { token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.' });
    await answerOf(page, 'lint', { name: '.env', text: 'JWT_SECRET=secret' });
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '');
    });
    // The browser's tools are not held by the policy of the page.
    await page.evaluate(axeSource);
    const found = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + nodes.map(({ html }) => html)))',
    );
    expect(found).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(look.width);
    if (process.env.SCREENSHOTS) {
      await page.screenshot({
        path: join(process.env.SCREENSHOTS, `page-${look.width}.png`),
        fullPage: true,
      });
    }
  });

  test('works with the keyboard alone', async () => {
    const { page } = opened;
    await page.fill('#rate-secret', '');
    await page.focus('#rate-secret');
    await page.keyboard.type('password');
    for (let step = 0; step < 4; step++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#rate-answer .bad');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.waitForFunction("document.querySelector('#rate-answer').children.length === 0");
    expect(await page.inputValue('#rate-secret')).toBe('');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
  });
});
