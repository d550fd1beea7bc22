// What the code around a constant takes it for, in all languages alike: `«»` stands around nothing, the constant is `JWT_KEY`
// or what the row names.
import { expect, test } from 'vitest';
import { createMentions } from '../../src/scan/mentions/mentions.ts';

type Row = readonly [file: string, text: string];

const mentionedIn = (file: string, text: string, asked = {}) =>
  createMentions(file, text).of({ name: 'JWT_KEY', ...asked });

test.each<Row>([
  ['a.js', 'const x = headers[JWT_KEY];'],
  ['a.js', 'const { [JWT_KEY]: x } = headers; return headers[JWT_KEY] ?? x'],
  ['a.go', 'v := secret.Data[keys.JWT_KEY]'],
  ['A.java', '@Value(JWT_KEY) String key;'],
  ['A.java', '@ConditionalOnProperty(prefix = "acme", name = Keys.JWT_KEY)\nclass A {}'],
  ['A.java', '@Tags({ "a", JWT_KEY })\nclass A {}'],
  ['a.ts', 'constructor(@Inject(JWT_KEY) key: string) {}'],
  ['A.cs', '  [JsonPropertyName(JWT_KEY)]\n  public string Key { get; set; }'],
])('%s looks something up: %s', (file, text) => {
  expect(mentionedIn(file, text)).toBe('index');
});

test.each<Row>([
  ['A.java', 'String s = session.get(JWT_KEY, String.class);'],
  ['A.java', 'preferences.edit().putString(JWT_KEY, token).apply();'],
  ['A.java', 'Map.of(JWT_KEY, value)'.replace('Map.of', 'Map.entry')],
  ['A.java', 'String getName() { return JWT_KEY; }'],
  ['A.java', 'if (kind.equals(JWT_KEY)) { run(); }'],
  ['A.java', 'if (Keys.JWT_KEY.equals(entry.getKey())) { run(); }'.replace('getKey()', 'name()')],
  ['A.kt', 'val all = mapOf(JWT_KEY to value)'],
  ['A.kt', 'val key = stringPreferencesKey(JWT_KEY)'],
  ['A.scala', 'x match { case JWT_KEY => 1 }'],
  ['a.js', 'localStorage.setItem(JWT_KEY, token);'],
  ['a.js', 'const url = `/api/${JWT_KEY}/all`;'],
  ['a.js', "throw new Error('missing ' + JWT_KEY);"],
  ['a.js', 'cookies.set(JWT_KEY, token)'],
  ['a.js', 'useCookie({ storageKey: JWT_KEY })'],
  ['a.js', 'const names = [A_KEY, JWT_KEY];'],
  ['a.go', 'ctx = context.WithValue(ctx, JWT_KEY, claims)'],
  ['a.go', 'return map[string]string{JWT_KEY: value}'],
  ['a.go', 'os.Getenv(JWT_KEY)'],
  ['a.go', 'flags.StringVar(&key, JWT_KEY, "", "the key")'.replace('&key, ', '')],
  ['a.php', '<?php $x = [self::JWT_KEY => $value];'],
  ['a.php', '<?php $url = "https://acme.test/" . JWT_KEY;'],
  ['a.rb', 'x = { JWT_KEY => value }'],
  ['a.rb', 'raise "no #{JWT_KEY} given"'],
  ['a.rs', 'match name { JWT_KEY => 1, _ => 2 }'],
  ['a.cs', 'config.GetValue<string>(JWT_KEY)'],
  ['a.py', 'if JWT_KEY in request.headers:\n    pass'],
  ['a.py', 'if JWT_KEY not in headers:\n    pass'],
  ['a.py', 'raise KeyError(JWT_KEY)'],
  ['a.py', 'field_name = JWT_KEY'],
])('%s takes it for a name: %s', (file, text) => {
  expect(mentionedIn(file, text)).toBe('name');
});

test.each<Row>([
  ['a.js', 'const signer = new Signer(JWT_KEY);'],
  ['a.js', 'const options = { secret: JWT_KEY };'],
  ['a.js', 'const header = `Bearer ${JWT_KEY}`;'],
  ['a.js', "const header = 'Bearer ' + JWT_KEY;"],
  ['a.js', 'if (req.query.key === JWT_KEY) next();'],
  ['a.js', 'const key = given ? given : JWT_KEY;'],
  ['a.js', 'const key = config.key || JWT_KEY;'],
  ['a.js', 'app.use(acme([JWT_KEY]));'],
  ['a.py', 'token = acme.encode(claims, JWT_KEY)'],
  ['a.py', 'if hmac.compare_digest(given, JWT_KEY):\n    pass'],
  ['A.java', 'byte[] bytes = JWT_KEY.getBytes();'],
  ['A.java', 'return parser.setSigningKey(JWT_KEY);'],
  ['A.java', 'String secret() { return JWT_KEY; }'],
  ['A.java', 'Key key = getSigningKey(JWT_KEY);'],
  ['a.go', 'return []byte(JWT_KEY)'],
  ['a.go', 'service.SetSecret(JWT_KEY)'],
  ['a.rb', 'Acme.configure { |config| config.secret = JWT_KEY }'],
  ['a.rs', 'let key = make_key(JWT_KEY.as_bytes());'],
  ['A.java', 'super(JWT_KEY, true);'],
  ['A.java', 'boolean isDefault() { return JWT_KEY.equals(settings.getTokenSigningKey()); }'],
  ['A.java', 'Store store = new Store(JWT_KEY, "1h");'],
  ['a.py', 'store = Store(JWT_KEY, "1h")'],
  ['a.py', '@signed(JWT_KEY)\ndef run(): pass'],
  ['a.ts', '@Module({ secret: JWT_KEY })\nclass A {}'],
  ['a.js', 'createSession(JWT_KEY, options);'],
  ['a.ex', '@subject.authorize(token, @JWT_KEY)'],
  ['a.rb', '@service.authorize(JWT_KEY)'],
  ['a.php', '<?php $x = @run_with(JWT_KEY);'],
])('%s may sign with it: %s', (file, text) => {
  expect(mentionedIn(file, text)).toBe('value');
});

test.each<Row>([
  ['a.js', "import { JWT_KEY } from './keys';"],
  ['a.js', "import {\n  A_KEY,\n  JWT_KEY,\n} from './keys';"],
  ['a.js', "export { JWT_KEY } from './keys';"],
  ['a.js', "const JWT_KEY = 'x';"],
  ['a.js', 'const x = process.env["JWT_KEY"]; // JWT_KEY is set'],
  ['a.py', 'from .keys import (\n    A_KEY,\n    JWT_KEY,\n)'],
  ['a.py', 'JWT_KEY: str = "x"'],
  ['A.java', 'import static acme.Keys.JWT_KEY;'],
  ['a.rs', 'pub const JWT_KEY: &\'static str = "x";'],
  ['a.go', 'const JWT_KEY_NAME = "x"'],
  ['a.py', 'print(JWT_KEY)'],
  ['a.py', 'if JWT_KEY in ("", "changeme"):\n    exit(1)'],
  ['a.py', 'assert JWT_KEY not in INSECURE_KEYS'],
])('%s says nothing of it: %s', (file, text) => {
  expect(mentionedIn(file, text)).toBeUndefined();
});

test('what is reached by another owner, or declared elsewhere, is another constant', () => {
  const text = 'const a = headers[Other.JWT_KEY];';
  expect(mentionedIn('a.js', text, { owner: 'Keys' })).toBeUndefined();
  expect(mentionedIn('a.js', text.replace('Other', 'Keys'), { owner: 'Keys' })).toBe('index');
  const own = "const JWT_KEY = 'x'; const a = headers[JWT_KEY];";
  expect(mentionedIn('a.js', own, { isElsewhere: true })).toBeUndefined();
  expect(mentionedIn('a.js', own)).toBe('index');
  expect(mentionedIn('a.js', 'headers[JWT_KEY]', { isCommon: true })).toBeUndefined();
});

test.each<readonly [file: string, text: string, defines: boolean]>([
  ['a.js', "const JWT_KEY = 'x';", true],
  ['a.js', "export const Keys = { A: 1, JWT_KEY: 'x' };", true],
  ['a.ts', "const JWT_KEY: string = 'x';", true],
  ['a.go', 'JWT_KEY := "x"', true],
  ['a.js', "const key = given ? JWT_KEY : 'x';", false],
  ['a.js', "Keys.JWT_KEY = 'x';", false],
  ['a.js', "const JWT_KEYS = 'x'; // JWT_KEY = 'x'", false],
  ['a.js', "use(JWT_KEY === 'x', JWT_KEY);", false],
])('%s defines it or not: %s', (file, text, defines) => {
  expect(createMentions(file, text).defines('JWT_KEY')).toBe(defines);
});
