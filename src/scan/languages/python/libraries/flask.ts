// Rows of Flask and its extensions, whose settings hold the key.
import type { LibraryRow } from '../../../libraries/row.ts';

/** `JWT_ACCESS_TOKEN_EXPIRES = False`: flask-jwt-extended then gives tokens no end. */
const noSpan = /^False$/;

/** What says how long the tokens of flask-jwt-extended live; their key is said elsewhere. */
const lifetime = {
  library: 'flask-jwt-extended',
  role: 'sign',
  kind: 'jwt',
  key: [],
  isKeyOptional: true,
  keyEncoding: 'utf8',
  expiryDefault: 'set',
  neverExpires: noSpan,
} as const;

/** Settings of Flask by name, however the application is called. */
function flaskSetting(
  name: string,
  library: string,
  more: Partial<LibraryRow> = {},
): readonly LibraryRow[] {
  const shared = {
    library,
    role: 'both',
    kind: 'session',
    keyEncoding: 'utf8',
    expiryDefault: 'never',
    ...more,
  } as const;
  return [
    {
      ...shared,
      modules: ['flask'],
      shape: { kind: 'assigned', type: 'Flask', property: `config.${name}` },
      call: `app.config['${name}']`,
      unresolved: new RegExp(`(?:^|\\.)config\\.${name}$`),
      key: [{ argument: 0 }],
      example: `from flask import Flask\napp = Flask(__name__)\napp.config['${name}'] = '«tutorial-value»'\n`,
    },
    ...['update', 'from_mapping'].map(
      (method): LibraryRow => ({
        ...shared,
        modules: ['flask'],
        shape: { kind: 'method', type: 'Flask', method: `config.${method}` },
        call: `app.config.${method}(${name})`,
        unresolved: new RegExp(`(?:^|\\.)config\\.${method}$`),
        key: [{ keyword: name }, { argument: 0, path: [name] }],
        example: `from flask import Flask\napp = Flask(__name__)\napp.config.${method}(${name}='«tutorial-value»')\n`,
      }),
    ),
  ];
}

export const flaskRows: readonly LibraryRow[] = [
  ...flaskSetting('SECRET_KEY', 'Flask', { derivesKey: true }),
  ...flaskSetting('JWT_SECRET_KEY', 'flask-jwt-extended', {
    kind: 'jwt',
    defaultAlgorithm: 'HS256',
  }),
  {
    ...lifetime,
    modules: ['flask'],
    shape: { kind: 'assigned', type: 'Flask', property: 'config.JWT_ACCESS_TOKEN_EXPIRES' },
    call: "app.config['JWT_ACCESS_TOKEN_EXPIRES']",
    expiry: [{ argument: 0 }],
    example:
      "from flask import Flask\napp = Flask(__name__)\napp.config['JWT_ACCESS_TOKEN_EXPIRES'] = timedelta(hours=1)\n",
  },
  {
    ...lifetime,
    modules: [''],
    shape: { kind: 'assigned', type: '', property: 'JWT_ACCESS_TOKEN_EXPIRES' },
    call: 'JWT_ACCESS_TOKEN_EXPIRES',
    inFiles: { text: /\bJWT_SECRET_KEY\b/ },
    expiry: [{ argument: 0 }],
    example:
      "import os\nclass Config:\n    JWT_SECRET_KEY = os.environ['A']\n    JWT_ACCESS_TOKEN_EXPIRES = False\n",
  },
  {
    ...lifetime,
    modules: ['flask_jwt_extended'],
    shape: { kind: 'call', callee: 'create_access_token' },
    call: 'create_access_token',
    expiry: [{ keyword: 'expires_delta', argument: 2 }],
    example:
      'from flask_jwt_extended import create_access_token\ndef f(u): return create_access_token(identity=u)\n',
  },
  {
    library: 'Flask',
    modules: ['flask'],
    shape: { kind: 'assigned', type: 'Flask', property: 'secret_key' },
    call: 'app.secret_key',
    role: 'both',
    kind: 'session',
    unresolved: /^(?:self\.|this\.)?(?:app|application|server)\.secret_key$/,
    key: [{ argument: 0 }],
    keyEncoding: 'utf8',
    derivesKey: true,
    example:
      "from flask import Flask\napp = Flask(__name__)\napp.secret_key = '«tutorial-value»'\n",
  },
];
