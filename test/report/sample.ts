// Reports for the tests of all formats, built field by field. Values of secrets never appear, as in real ones.
import type { Finding, RelatedPlace, SecretSummary } from '../../src/model/finding.ts';
import type { Report, RuleSummary } from '../../src/model/report.ts';
import { countFindings } from '../../src/model/summary.ts';
import type { InventoryEntry, ReporterOptions } from '../../src/report/reporter.ts';

export const plainOptions: ReporterOptions = { color: false, columns: 80, verbosity: 'normal' };

export function makePlace(path: string, line: number, column = 1, length = 10) {
  const start = line * 100 + column;
  return {
    path,
    start,
    end: start + length,
    line,
    column,
    endLine: line,
    endColumn: column + length,
  };
}

export function makeRelated(path: string, line: number, message: string): RelatedPlace {
  return { ...makePlace(path, line, 3, 8), message };
}

export function makeSecret(over: Partial<SecretSummary> = {}): SecretSummary {
  return {
    name: 'JWT_SECRET',
    environment: 'production',
    purpose: 'access',
    algorithm: 'HS512',
    algorithmIsAssumed: false,
    encoding: 'utf8',
    bytes: 20,
    requiredBytes: 64,
    capacityBits: 131,
    bits: 41,
    reason: 'dictionary',
    crackSeconds: 220,
    ...over,
  };
}

export function makeRule(id: string, over: Partial<RuleSummary> = {}): RuleSummary {
  return {
    id,
    title: `Title of ${id}`,
    category: 'length',
    severity: 'high',
    confidence: 'high',
    looksFor: `What ${id} looks for.`,
    why: 'One captured token is enough to guess a weak secret offline, with no rate limit.',
    howToFix: 'Replace it with random bytes. Tokens signed so far have to count as forged.',
    references: ['https://www.rfc-editor.org/rfc/rfc7518#section-3.2', 'CWE-326'],
    ...over,
  };
}

export function makeFinding(over: Partial<Finding> = {}): Finding {
  const rule = over.rule ?? 'short-secret';
  const path = over.path ?? 'config/.env.production';
  const line = over.line ?? 3;
  return {
    ...makePlace(path, line, 12, 20),
    rule,
    severity: 'high',
    level: 'error',
    confidence: 'high',
    context: 'production',
    message: 'JWT_SECRET is 20 bytes (about 41 bits); HS512 in src/auth.ts:14 needs 64 bytes',
    secret: makeSecret(),
    secretId: 'env JWT_SECRET',
    related: [makeRelated('src/auth.ts', 14, 'signs HS512 with process.env.JWT_SECRET')],
    fix: 'safe',
    fingerprint: `k1:${rule}-${path}-${line}`.replaceAll(/[^k:1a-z-]/g, '.'),
    ...over,
  };
}

/** A report over `findings`, sorted as real ones are; the rules are those that are named. */
export function makeReport(findings: readonly Finding[], over: Partial<Report> = {}): Report {
  const sorted = findings.toSorted(
    (a, b) =>
      Number(a.path > b.path) - Number(a.path < b.path) ||
      a.line - b.line ||
      a.column - b.column ||
      Number(a.rule > b.rule) - Number(a.rule < b.rule),
  );
  const ids = [...new Set(findings.map((finding) => finding.rule))].sort();
  return {
    version: 1,
    tool: { name: 'keylint', version: '0.1.0' },
    complete: true,
    summary: {
      files: { listed: 812, scanned: 790, parsed: 14, skipped: 1 },
      bytes: 9_123_456,
      secrets: 6,
      ...countFindings(findings),
      unread: {},
    },
    coverage: { ignored: 0, rules: { ran: 28, known: 28 }, switchedOff: 0, asymmetric: [] },
    findings: sorted,
    skipped: [{ path: 'dump.bin', reason: 'binary', isFailure: false }],
    notices: [],
    rules: ids.map((id) => makeRule(id)),
    elapsedMs: 431,
    ...over,
  };
}

const envFrame = {
  firstLine: 2,
  lines: ['PORT=3000', 'JWT_SECRET=••••••••', 'LOG_LEVEL=info'],
};

/** Several secrets of several severities, notes, a fix, related places: what a careless project looks like. */
export function makeDemoFindings(): readonly Finding[] {
  const refresh = makeSecret({
    name: 'REFRESH_SECRET',
    purpose: 'refresh',
    environment: 'staging',
    bytes: 32,
    capacityBits: 256,
    bits: 122,
    reason: 'uuid',
    crackSeconds: null,
  });
  const literal = makeSecret({
    name: null,
    environment: null,
    purpose: null,
    algorithm: 'HS256',
    algorithmIsAssumed: true,
    bytes: 6,
    requiredBytes: 32,
    capacityBits: 28,
    bits: 1,
    reason: 'known',
    crackSeconds: 0,
  });
  return [
    makeFinding({ frame: envFrame }),
    makeFinding({
      rule: 'dictionary-secret',
      severity: 'critical',
      message: 'JWT_SECRET is made of dictionary words: about 41 bits, guessed in 4 minutes',
      frame: envFrame,
      fix: null,
    }),
    makeFinding({
      rule: 'known-secret',
      severity: 'critical',
      ...makePlace('src/session/tokens.ts', 27, 36, 6),
      message: 'this secret of jwt.verify is a public default, in every word list',
      secret: literal,
      secretId: 'literal src/session/tokens.ts 27',
      related: [],
      fix: 'unsafe',
      frame: {
        firstLine: 26,
        lines: [
          'export function read(token: string) {',
          "  return jwt.verify(token.trim(), '••••••••') as Claims;",
          '}',
        ],
      },
    }),
    makeFinding({
      rule: 'uuid-secret',
      severity: 'medium',
      level: 'warning',
      ...makePlace('deploy/staging/values.yaml', 41, 21, 36),
      message: 'REFRESH_SECRET is a version 4 UUID: 122 random bits; HS512 wants 512',
      secret: refresh,
      secretId: 'env REFRESH_SECRET',
      related: [
        makeRelated('src/refresh.ts', 8, 'signs HS512 with config.refresh.secret'),
        makeRelated('src/config.ts', 3, 'config.refresh.secret is process.env.REFRESH_SECRET'),
      ],
      fix: 'safe',
      frame: { firstLine: 41, lines: ['    REFRESH_SECRET: ••••••••'] },
    }),
    makeFinding({
      rule: 'verify-without-algorithms',
      severity: 'medium',
      level: 'warning',
      confidence: 'medium',
      ...makePlace('src/session/tokens.ts', 27, 10, 10),
      message: 'jwt.verify accepts any HMAC algorithm that the token names',
      related: [],
      fix: 'safe',
      frame: {
        firstLine: 27,
        lines: ["  return jwt.verify(token.trim(), '••••••••') as Claims;"],
      },
    }),
    makeFinding({
      rule: 'hardcoded-secret',
      severity: 'high',
      level: 'note',
      context: 'test',
      ...makePlace('test/auth.test.ts', 5, 24, 6),
      message: 'the secret of jwt.sign is written into the code',
      secret: literal,
      secretId: 'literal test/auth.test.ts 5',
      related: [],
      fix: null,
    }),
  ].map((finding) => {
    if (finding.rule !== 'verify-without-algorithms') return finding;
    const { secret: _secret, secretId: _id, ...rest } = finding;
    return rest;
  });
}

/** The demo findings with one suppressed, a file that could not be read, and a notice. */
export function makeDemoReport(over: Partial<Report> = {}): Report {
  return makeReport(
    [
      ...makeDemoFindings(),
      makeFinding({
        rule: 'short-secret',
        ...makePlace('src/legacy.ts', 9, 12, 8),
        message: 'the secret of jwt.sign is 8 bytes; HS256 needs 32',
        suppressed: { by: 'comment', reason: 'retired in March' },
      }),
    ],
    over,
  );
}

/** Text that attacks every format at once. Each must come out as text. */
export const hostileText =
  '<img src=x onerror=alert(1)></script><!-- --> ]]> \u001b[31mred\u001b[0m \u009b1m \u202egnp.exe\u202c ' +
  '::error file=a::pwned\n::stop-commands::x\r\n%0A | `code` **bold** [link](https://evil.example) @team #1 ' +
  '\u2028\u200b\ufeff\u034f\ufe00\u{1d173} \ud800 "quote" \'single\' &amp; ${x} {{ x }} =cmd()';

/** A report whose every text from outside is hostile; `more` is added to each. */
export function makeHostileReport(more = ''): Report {
  const text = `${hostileText}${more}`;
  const path = `src/${text}.ts`;
  const finding = makeFinding({
    path,
    message: text,
    secret: makeSecret({ name: text, environment: text, purpose: text }),
    secretId: text,
    related: [makeRelated(path, 2, text)],
    frame: { firstLine: 3, lines: [text] },
  });
  const { secret: _secret, secretId: _id, ...codeFinding } = finding;
  return makeReport(
    [finding, { ...codeFinding, rule: 'unsigned-token', level: 'note', fingerprint: 'k1:other' }],
    {
      complete: false,
      skipped: [
        { path, reason: 'unreadable', detail: text, isFailure: true },
        { path: `${path}2`, reason: 'binary', isFailure: false },
      ],
      notices: [{ kind: 'warning', message: text }],
    },
  );
}

/** An inventory that matches the demo findings, with one strong secret and one never written down. */
export function makeInventory(): readonly InventoryEntry[] {
  const place = (path: string, line: number, environment: string | null) => ({
    path,
    line,
    column: 1,
    environment,
  });
  const use = (path: string, line: number, label: string) => ({ path, line, column: 3, label });
  return [
    {
      id: 'env JWT_SECRET',
      secret: makeSecret(),
      definitions: [
        place('config/.env.production', 3, 'production'),
        place('config/.env.staging', 3, 'staging'),
        place('docker-compose.yml', 19, null),
      ],
      uses: [
        use('src/auth.ts', 14, 'jwt.sign, HS512'),
        use('src/middleware/require-user.ts', 41, 'jwt.verify, HS512'),
      ],
    },
    {
      id: 'env SESSION_SECRET',
      secret: makeSecret({
        name: 'SESSION_SECRET',
        purpose: 'session',
        algorithm: 'HS256',
        algorithmIsAssumed: true,
        bytes: 64,
        requiredBytes: 32,
        capacityBits: 256,
        bits: 256,
        reason: null,
        crackSeconds: null,
      }),
      definitions: [place('config/.env.production', 4, 'production')],
      uses: [use('src/app.ts', 22, 'express-session')],
    },
    {
      id: 'env CSRF_SECRET',
      secret: makeSecret({
        name: 'CSRF_SECRET',
        purpose: null,
        bytes: null,
        capacityBits: null,
        bits: null,
        reason: null,
        crackSeconds: null,
      }),
      definitions: [],
      uses: [use('src/csrf.ts', 7, 'createHmac')],
    },
  ];
}
