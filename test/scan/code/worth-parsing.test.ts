// The second test of a file of code: what must be parsed though nothing in it calls a library, and what need not be
// although it speaks of secrets.
import { describe, expect, test } from 'vitest';
import { isWorthReading } from '../../../src/scan/scan.ts';
import { processorMs } from '../../processor-time.ts';

describe('a file is parsed that', () => {
  test.each<[what: string, path: string, text: string]>([
    ['names a secret', 'a.go', 'var jwtSecret = "tutorial-secret-1"'],
    ['names one by :=', 'a.go', 'signingKey := []byte("tutorial-secret-1")'],
    ['names one with its type', 'a.kt', 'private val jwtSecret: String = "tutorial-secret-1"'],
    ['names one in a table', 'a.php', "return ['jwt_secret' => 'tutorial-secret-1'];"],
    ['names one in a table below a word', 'a.rb', 'hash = { "app_key": "tutorial-secret-1" }'],
    ['reads one', 'a.py', 'key = os.environ.get("JWT_SECRET", "tutorial-secret-1")'],
    ['reads one from settings', 'A.java', '@Value("${jwt.secret:tutorial-secret-1}") String a;'],
    ['reads one by a symbol', 'a.rb', 'Settings.fetch(:jwt_secret)'],
    ['has a field for one that a framework fills', 'A.java', 'private String jwtSecret;'],
    ['has a field of a structure for one', 'a.go', 'type A struct {\n\tJWTSecret string\n}'],
    ['has a declared member for one', 'a.py', 'class A(BaseSettings):\n    jwt_secret: str = "a"'],
    ['sets one by a call', 'a.rb', 'config.jwt_secret "tutorial-secret-1"'],
    ['writes one out', 'a.py', 'print(f"using {settings.jwt_secret}")'],
    ['writes one out by a line', 'a.go', 'fmt.Println("using", cfg.JWTSecret)'],
    ['writes one out by a logger', 'A.java', 'logger.info("using " + props.jwtSecret());'],
    ['writes one out over two lines', 'a.rs', 'info!(\n    "using {}", opts.jwt_secret());'],
    ['writes one out in a word', 'a.rb', 'p settings.jwt_secret'],
    ['writes one out to the console', 'a.cs', 'Console.WriteLine(options.JwtSecret());'],
    ['writes one out to the system', 'a.swift', 'NSLog("%@", keys.jwtSecret())'],
    ['refuses to start without one', 'a.go', 'if cfg.JWTSecret == "" { panic("no secret") }'],
    ['is one of settings', 'config/settings.py', 'PEPPER_WORDS = []'],
    ['holds a mark of ours', 'a.go', '// keylint:ignore hardcoded-secret: a signing test'],
  ])('%s: %s', (_, path, text) => {
    expect(isWorthReading(path, text)).toBe(true);
  });
});

describe('a file is not parsed that', () => {
  test.each<[what: string, path: string, text: string]>([
    ['passes secrets on', 'a.go', 'func All(repo *Repo) { return store.SecretList(repo, true) }'],
    ['speaks of a secret in a comment', 'A.java', '// the secret of success\nint a = 1;'],
    ['compares one with nothing', 'a.py', 'ready = session.salt is None'],
    ['declares what it calls', 'a.kt', 'fun signer(of: Account): Signer'],
  ])('%s', (_, path, text) => {
    expect(isWorthReading(path, text)).toBe(false);
  });
});

test('hostile texts are told in linear time', () => {
  const start = processorMs();
  const units = [
    'loglog',
    'log ',
    'error',
    'private ',
    '::::',
    '{{{{',
    'private secret',
    'if ',
    'a:',
  ];
  for (const unit of units) {
    const text = `jwt\n${unit.repeat(300_000 / unit.length)}`;
    isWorthReading('a.go', text);
  }
  expect(processorMs() - start).toBeLessThan(2000);
});
