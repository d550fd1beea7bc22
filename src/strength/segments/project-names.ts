// Names the project goes by, as patterns that are found in a secret whatever their case and separators.

/** One name, ready for matching. */
export interface ProjectPattern {
  /** Lower case letters and digits. */
  readonly text: string;
  /** What naming it costs: which of the names, and its spelling. */
  readonly bits: number;
}

/** Names that say nothing of a project: words every second repository is called by. */
const generic: ReadonlySet<string> = new Set([
  ...[
    'api',
    'app',
    'apps',
    'auth',
    'backend',
    'client',
    'code',
    'core',
    'demo',
    'dev',
    'docs',
    'example',
  ],
  ...[
    'examples',
    'frontend',
    'jwt',
    'key',
    'lib',
    'main',
    'master',
    'my',
    'node',
    'package',
    'packages',
    'pkg',
  ],
  ...[
    'project',
    'public',
    'repo',
    'root',
    'secret',
    'secrets',
    'server',
    'service',
    'services',
    'src',
    'test',
  ],
  ...[
    'tests',
    'tmp',
    'token',
    'tokens',
    'user',
    'users',
    'web',
    'website',
    'work',
    'workspace',
    'com',
    'org',
  ],
  ...[
    'net',
    'dev',
    'www',
    'github',
    'gitlab',
    'bitbucket',
    'home',
    'build',
    'dist',
    'config',
    'session',
  ],
  ...[
    'password',
    'the',
    'and',
    'for',
    'readme',
    'template',
    'starter',
    'boilerplate',
    'tutorial',
    'sample',
  ],
]);

const most = 64;

const compiled = new WeakMap<readonly string[], readonly ProjectPattern[]>();

/** Patterns of the names and of their parts; kept per array, so that a run compiles its names once. */
export function projectPatterns(names: readonly string[] | undefined): readonly ProjectPattern[] {
  if (!names || names.length === 0) return [];
  const known = compiled.get(names);
  if (known) return known;
  const texts = new Set<string>();
  for (const name of names) {
    const spaced = name
      .slice(0, 200)
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase();
    const parts = spaced.split(/[^a-z0-9]+/).filter((part) => part !== '');
    const whole = parts.join('');
    if (whole.length >= 3 && !generic.has(whole)) texts.add(whole);
    for (const part of parts) {
      if (part.length >= 4 && !generic.has(part) && !/^\d+$/.test(part)) texts.add(part);
    }
  }
  const list = [...texts].slice(0, most);
  const bits = Math.log2(Math.max(1, list.length)) + 2;
  const patterns = list.map((text) => ({ text, bits }));
  compiled.set(names, patterns);
  return patterns;
}

/** Where the name ends when it stands at `start`; 0 when it does not. Signs between its letters are passed over. */
export function matchProject(text: string, start: number, { text: name }: ProjectPattern): number {
  let at = start;
  for (let k = 0; k < name.length; k++) {
    let code = text.charCodeAt(at);
    if (k > 0 && (code === 45 || code === 95 || code === 46 || code === 32))
      code = text.charCodeAt(++at);
    const wanted = name.charCodeAt(k);
    if (code !== wanted && !(code >= 65 && code <= 90 && code + 32 === wanted)) return 0;
    at++;
  }
  return at;
}
