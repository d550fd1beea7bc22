// The words of our own that Facts are made of: names of their properties, and what these say where we choose the word. All
// else in Facts is of the repository, or made of what is.
import { hmacAlgorithmNames } from '../../model/algorithms.ts';
import { tooMany } from '../../scan/formats/limits.ts';
import { libraryRows } from '../../scan/libraries/index.ts';

/** Properties of Facts and of all that is in them. A file with others is not kept, and a test fails. */
export const keys: readonly string[] = [
  ...['path', 'language', 'definitions', 'uses', 'calls', 'imports', 'exports', 'leaks', 'guards'],
  ...['suppressions', 'projectNames', 'unit', 'id', 'isOpen', 'frameworks', 'dependencies'],
  ...['isTestCode', 'hasSyntaxErrors', 'problem', 'reason', 'detail', 'isPartial'],
  ...['space', 'name', 'value', 'at', 'carrier', 'settingName', 'opens', 'environment', 'storedAs'],
  ...['isTemplate', 'isBrowserExposed', 'isImageBaked', 'isCommentedOut', 'mentioned', 'minLength'],
  ...[
    'library',
    'call',
    'role',
    'kind',
    'key',
    'keyEncoding',
    'derivesKey',
    'emptyKey',
    'minBytes',
  ],
  ...['algorithm', 'defaultAlgorithm', 'verification', 'keyDecidesSince', 'keysAreTyped'],
  ...['listNeededSince', 'keyIsHmac'],
  ...['verificationConfidence', 'accepted', 'expiry', 'lifetime', 'audience', 'issuer', 'givenTo'],
  ...['options', 'payload', 'hazard', 'inside', 'provides', 'consumes', 'isMoment'],
  ...[
    'callee',
    'arguments',
    'keywords',
    'exported',
    'local',
    'from',
    'imported',
    'asFile',
    'names',
  ],
  ...['by', 'isPublished', 'rules', 'lines', 'dialect', 'isStray', 'refuses', 'inProductionOnly'],
  ...['version', 'isCoerced', 'isNumber', 'outsideProduction', 'encoding', 'of', 'fallback'],
  ...['keepsEmpty', 'how', 'parts', 'isCryptographic', 'bytes', 'bits', 'property', 'properties'],
  ...['spreads', 'items', 'returns', 'function', 'index', 'number', 'isFromNow'],
  ...['start', 'end', 'line', 'column', 'endLine', 'endColumn'],
];

/** What properties say in our words, and what unique names are joined with. Repeats are of no matter. */
export const words: readonly string[] = [
  ...['.', '@', '#', '*', '**', '=', ':', '/', '()', 'default', 'file', 'require'],
  ...['javascript', 'python', 'java', 'kotlin', 'go', 'csharp', 'php', 'ruby', 'rust', 'scala'],
  ...['elixir', 'dart', 'swift', 'dotenv', 'json', 'yaml', 'toml', 'xml', 'properties', 'document'],
  ...['dependencies', 'key-file', 'shell', 'hcl', 'config', 'code', 'env', 'setting', 'compose'],
  ...['kubernetes', 'helm', 'workflow', 'dockerfile', 'manifest', 'schema'],
  ...[
    'text',
    'decoded',
    'encoded',
    'hashed',
    'choice',
    'concat',
    'generated',
    'name',
    'named',
    'member',
  ],
  ...['index', 'value'],
  ...['call', 'object', 'list', 'function', 'parameter', 'unknown', 'fallback', 'either'],
  ...['utf8', 'base64', 'base64url', 'hex', 'utf16', 'latin1', 'sign', 'verify', 'both'],
  ...['jwt', 'session', 'cookie', 'hmac', 'pinned', 'open', 'set', 'missing', 'taken', 'seconds'],
  ...['always', 'as-bytes'],
  ...['milliseconds', 'input', 'record', 'fixed', 'test', 'ci', 'development', 'production'],
  ...['staging', 'high', 'medium', 'low', 'keylint', 'gitleaks', 'detect-secrets', 'secretlint'],
  ...['alg-none', 'signature-not-checked', 'decode-only', 'expiry-ignored'],
  ...['parse-error', 'encoding', 'too-large', 'too-many', 'budget', 'bundled', 'minified'],
  ...[...hmacAlgorithmNames, ...libraryRows.map(({ library }) => library)],
  tooMany(' settings').detail ?? '',
  ...['date', 'Date.now', 'Math.random', 'uuid', 'sha256', 'sha512', 'crypto.randomBytes'],
];
