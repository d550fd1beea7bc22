// The second test of a file, on its text: can it set, name, pass on, use, guard or write out a signing secret? Most files
// that hold the word `secret` speak of something else, and building their trees is what a full run takes its time for.
import { isDeclarationPath } from '../../../model/declaration-path.ts';
import type { ScanInput } from '../../formats/format.ts';
import { holdsMarks } from '../../suppression-comments.ts';
import { mayUse } from './may-use.ts';

/** Libraries and calls that make a file worth a look whatever it calls its keys. */
const library =
  /webtoken|jws\b|jose\b|CryptoHasher|passport|importKey|\bconvict\b|\bnconf\b|cookie-?(?:parser|session|signature)|signed-?cookie|['"]cookies['"]|\biron\b|iron-webcrypto|(?:express|client|secure|koa|fastify|iron)-session\b|\bsession\(|\.keys\s?=|keygrip|oidc-provider|aws-cdk|cdktf|cdk8s|pulumi|['"](?:sst|alchemy)\b|@serverless-stack|@architect|amplify\/backend|@adonisjs|@loopback|split\(\s*['"`]\.['"`]\s*\)/;

/** What a signing secret is called, with what may follow in the same name. */
const name =
  '(?:secret|jwt|jws|hmac|signing|signer|signature|private_?key|(?:app|auth|tokens?|session|cookie|sign|access|refresh|encryption|symmetric|master|hash|crypto?|jwk)_?(?:keys?|salt)|passphrase|salt|pepper)[\\w$]{0,40}';

/** What says nothing of a value: a type, an absent value, a number, a property of something else. */
const nothing =
  '(?!\\s*(?:undefined|null|true|false|string|number|boolean|any|unknown|never|void|\\d|[a-z][\\w$]*(?:\\??\\.[\\w$]+)+\\s*[,;)\\n}]))';

/** `JWT_SECRET = `, `'jwt.secret': `, `secret: string = `, `secret || `, `['jwt-secret', `. */
const named = new RegExp(
  [
    `${name}["'\`\\]]?\\s*(?:[?!]?\\s*:\\s*[\\w$<>[\\]| .]{1,60}\\s*=(?![=>])|[:=](?![=>:])|(?:\\)\\s*)?(?:\\|\\||\\?\\?)=?)${nothing}`,
    // LoopBack binds its keys.
    `${name}\\)\\s*\\.to\\(`,
    `["'\`][\\w.:/-]{0,60}${name}[.:/-]{0,1}[\\w.:/-]{0,60}["'\`]\\s*[,)\\]]`,
    // An option of a command line, with what it takes.
    `--[\\w-]{0,40}${name} (?:<|\\[)`,
  ].join('|'),
  'i',
);

/** Where settings and variables are read. */
const environment =
  /process\.env|import\.meta\.env|(?:Bun|Deno)\.env|\$env\/|\benv\(|\benv\.|ConfigService|\bconfig(?:uration)?\.get|registerAs|\bparse(?:d|Env)?\b/;

/** One of which the name speaks of a key, on the same line. */
const telling =
  /(?:env|get|registerAs|config|parse)\w{0,20}\b[^\n]{0,80}(?:secret|jwt|jws|key|token|salt|sign|hmac|pepper|passphrase|cookie|session)/i;

/** `if (!config.jwtSecret)`, `assert(settings.secret)`. */
const guard = new RegExp(
  `!\\s*[\\w$.?[\\]'"(]{0,60}${name}|(?:assert|invariant|ok|require|ensure)\\w{0,20}\\(\\s*[\\w$.]{0,60}${name}`,
  'i',
);
const refusal = /\bthrow\b|\bexit\(|\breject\(|\babort\(|assert|invariant/;

/** A value that may hold a secret is written out. */
const output =
  /(?:console\.\w{1,20}|\blog(?:ger)?\.\w{1,20}|\blog|\.json|\.send|captureException|setExtra|setContext|inspect|stringify)\([^;\n]{0,120}(?:secret|jwt|key\b|token|config|settings|\benv\b|options|opts)/i;

/** Settings of what builds and starts: they hand values to all the others. */
const settings =
  /(?:^|\/)(?:vite|vitest|next|nuxt|webpack|rollup|astro|svelte|remix|expo|app|quasar|sst|serverless|cdk|ecosystem|gatsby|payload|keystone|medusa|strapi)[\w.-]{0,30}\.config\.[cm]?[jt]s$|app\.config\.|ecosystem|(?:^|\/)config\/config\.\w{1,40}\.[cm]?[jt]s$/;

/** Small files that only pass on what others define. */
const passingOn =
  /export\s*(?:\*|\{[^}]{0,500}\})\s*from|module\.exports\s*=|export\s+default|export\s+const\s+\w*(?:config|settings|env)/i;

const smallLength = 3_000;

/** Errs towards true. */
export function isWorthParsing({ path, text }: ScanInput): boolean {
  // Declaration files hold no values.
  if (isDeclarationPath(path)) return false;
  return (
    library.test(text) ||
    // A mark that silences nothing is told of.
    holdsMarks(text) ||
    named.test(text) ||
    (environment.test(text) && telling.test(text)) ||
    output.test(text) ||
    (guard.test(text) && refusal.test(text)) ||
    settings.test(path) ||
    mayUse(text) ||
    (text.length < smallLength && passingOn.test(text))
  );
}
