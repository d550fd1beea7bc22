// Rows of frameworks whose settings hold the key: Django, FastAPI and Starlette, Sanic.
import type { LibraryRow } from '../../../libraries/row.ts';

/**
 * `SECRET_KEY = ...` of a Django settings module, of one that takes all of another (`from .base import *`), and of classes
 * of django-configurations.
 */
const djangoSettings = {
  text: /\bINSTALLED_APPS\b|\bfrom (?:django|configurations|environ|decouple)\b|\bimport (?:django|environ)\b|\bROOT_URLCONF\b|^\s{0,8}from [\w.]{0,80}\b(?:settings|base|common|defaults?|production|local)\w{0,20} import \*/m,
};

function djangoSetting(name: string, more: Partial<LibraryRow>): LibraryRow {
  return {
    library: 'Django',
    modules: [''],
    shape: { kind: 'assigned', type: '', property: name },
    call: name,
    role: 'both',
    kind: 'session',
    keyEncoding: 'utf8',
    inFiles: djangoSettings,
    key: [{ argument: 0 }],
    expiryDefault: 'never',
    example: `import django\n${name} = '«tutorial-value»'\n`,
    ...more,
  };
}

export const frameworkRows: readonly LibraryRow[] = [
  djangoSetting('SECRET_KEY', { derivesKey: true }),
  {
    ...djangoSetting('SECRET_KEY', { derivesKey: true }),
    library: 'Flask',
    call: 'Config.SECRET_KEY',
    inFiles: {
      path: /(?:^|\/)(?:config|settings|default_settings)[\w-]*\.py$/,
      // Settings that FastAPI's people write: what signs with them is seen in the code.
      text: /^(?![\s\S]*(?:\bpydantic|\bBaseSettings\b|\nclass Settings\b))/,
    },
    exampleFile: 'config.py',
    example: "class Config:\n    SECRET_KEY = '«tutorial-value»'\n",
  },
  djangoSetting('SIMPLE_JWT', {
    library: 'djangorestframework-simplejwt',
    kind: 'jwt',
    key: [{ argument: 0, path: ['SIGNING_KEY'] }],
    // Without one it is `SECRET_KEY`.
    isKeyOptional: true,
    algorithm: [{ argument: 0, path: ['ALGORITHM'] }],
    defaultAlgorithm: 'HS256',
    expiry: [{ argument: 0, path: ['ACCESS_TOKEN_LIFETIME'] }],
    expiryDefault: 'set',
    example:
      "import django\nSIMPLE_JWT = {'SIGNING_KEY': '«tutorial-value»', 'ALGORITHM': 'HS512'}\n",
  }),
  djangoSetting('JWT_AUTH', {
    library: 'djangorestframework-jwt',
    kind: 'jwt',
    key: [{ argument: 0, path: ['JWT_SECRET_KEY'] }],
    algorithm: [{ argument: 0, path: ['JWT_ALGORITHM'] }],
    defaultAlgorithm: 'HS256',
    expiryDefault: 'set',
    example: "import django\nJWT_AUTH = {'JWT_SECRET_KEY': '«tutorial-value»'}\n",
  }),
  {
    library: 'Starlette',
    modules: [
      'starlette.middleware.sessions.SessionMiddleware',
      'fastapi.FastAPI.#',
      'starlette.applications.Starlette.#',
    ],
    shape: { kind: 'call', callee: 'add_middleware' },
    call: 'SessionMiddleware',
    role: 'both',
    kind: 'session',
    unresolved: /(?:^|\.)app\.add_middleware$/,
    key: [{ keyword: 'secret_key' }],
    keyEncoding: 'utf8',
    derivesKey: true,
    example:
      'from fastapi import FastAPI\nfrom starlette.middleware.sessions import SessionMiddleware\n' +
      "app = FastAPI()\napp.add_middleware(SessionMiddleware, secret_key='«tutorial-value»')\n",
  },
  {
    library: 'Starlette',
    modules: ['starlette.middleware'],
    shape: { kind: 'new', type: 'Middleware' },
    call: 'Middleware(SessionMiddleware)',
    role: 'both',
    kind: 'session',
    key: [{ keyword: 'secret_key' }],
    keyEncoding: 'utf8',
    derivesKey: true,
    example:
      'from starlette.middleware import Middleware\nfrom starlette.middleware.sessions import SessionMiddleware\n' +
      "app = Starlette(middleware=[Middleware(SessionMiddleware, secret_key='«tutorial-value»')])\n",
  },
  {
    library: 'Pyramid',
    modules: ['pyramid.session'],
    shape: { kind: 'new', type: 'SignedCookieSessionFactory' },
    call: 'SignedCookieSessionFactory',
    role: 'both',
    kind: 'session',
    key: [{ keyword: 'secret', argument: 0 }],
    keyEncoding: 'utf8',
    derivesKey: true,
    example:
      "from pyramid.session import SignedCookieSessionFactory\nf = SignedCookieSessionFactory('«tutorial-value»')\n",
  },
  {
    library: 'Tornado',
    modules: ['tornado.web'],
    shape: { kind: 'new', type: 'Application' },
    call: 'Application',
    role: 'both',
    kind: 'cookie',
    key: [{ keyword: 'cookie_secret' }],
    keyEncoding: 'utf8',
    derivesKey: true,
    example:
      "import tornado.web\napp = tornado.web.Application([], cookie_secret='«tutorial-value»')\n",
  },
  ...(['set_cookie', 'get_cookie'] as const).map(
    (method): LibraryRow => ({
      library: 'Bottle',
      modules: [`bottle.${method === 'set_cookie' ? 'response' : 'request'}`],
      shape: { kind: 'call', callee: method },
      call: method,
      role: 'both',
      kind: 'cookie',
      key: [{ keyword: 'secret' }],
      keyEncoding: 'utf8',
      example: `from bottle import request, response\n${method === 'set_cookie' ? 'response' : 'request'}.${method}('a', secret='«tutorial-value»')\n`,
    }),
  ),
  {
    library: 'aiohttp-session',
    modules: ['aiohttp_session.cookie_storage'],
    shape: { kind: 'new', type: 'EncryptedCookieStorage' },
    call: 'EncryptedCookieStorage',
    role: 'both',
    kind: 'session',
    key: [{ keyword: 'secret_key', argument: 0 }],
    keyEncoding: 'utf8',
    minBytes: 32,
    example:
      "from aiohttp_session.cookie_storage import EncryptedCookieStorage\nEncryptedCookieStorage(b'«tutorial-value»')\n",
  },
  ...['Signer', 'TimestampSigner'].map(
    (type): LibraryRow => ({
      library: 'Django',
      modules: ['django.core.signing'],
      shape: { kind: 'new', type },
      call: `signing.${type}`,
      role: 'both',
      kind: 'cookie',
      // By place up to 5.0: https://docs.djangoproject.com/en/5.0/releases/4.2/#id1
      key: [{ keyword: 'key', argument: 0 }],
      keyEncoding: 'utf8',
      derivesKey: true,
      example: `from django.core.signing import ${type}\nsigner = ${type}(key='«tutorial-value»')\n`,
    }),
  ),
  {
    library: 'fastapi-users',
    modules: ['fastapi_users.authentication'],
    shape: { kind: 'new', type: 'JWTStrategy' },
    call: 'JWTStrategy',
    role: 'both',
    kind: 'jwt',
    key: [{ keyword: 'secret', argument: 0 }],
    keyEncoding: 'utf8',
    algorithm: [{ keyword: 'algorithm' }],
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    expiryDefault: 'set',
    example:
      "from fastapi_users.authentication import JWTStrategy\nJWTStrategy(secret='«tutorial-value»', lifetime_seconds=3600)\n",
  },
  {
    library: 'sanic-jwt',
    modules: ['sanic_jwt'],
    shape: { kind: 'new', type: 'Initialize' },
    call: 'sanic_jwt.Initialize',
    role: 'both',
    kind: 'jwt',
    key: [{ keyword: 'secret' }],
    keyEncoding: 'utf8',
    algorithm: [{ keyword: 'algorithm' }],
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    expiryDefault: 'set',
    example: "from sanic_jwt import Initialize\nInitialize(app, secret='«tutorial-value»')\n",
  },
  {
    library: 'Litestar',
    modules: ['litestar.security.jwt'],
    shape: { kind: 'new', type: 'JWTAuth' },
    call: 'JWTAuth',
    role: 'both',
    kind: 'jwt',
    key: [{ keyword: 'token_secret' }],
    keyEncoding: 'utf8',
    algorithm: [{ keyword: 'algorithm' }],
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    expiryDefault: 'set',
    example:
      "from litestar.security.jwt import JWTAuth\nJWTAuth(token_secret='«tutorial-value»')\n",
  },
  ...[
    'URLSafeTimedSerializer',
    'URLSafeSerializer',
    'TimedSerializer',
    'Serializer',
    'Signer',
    'TimestampSigner',
    'TimedJSONWebSignatureSerializer',
    'JSONWebSignatureSerializer',
  ].map(
    (type): LibraryRow => ({
      library: 'itsdangerous',
      modules: ['itsdangerous', 'itsdangerous.url_safe', 'itsdangerous.serializer'],
      shape: { kind: 'new', type },
      call: type,
      role: 'both',
      kind: 'hmac',
      key: [{ keyword: 'secret_key', argument: 0 }],
      keyEncoding: 'utf8',
      derivesKey: true,
      example: `from itsdangerous import ${type}\n${type}('«tutorial-value»')\n`,
    }),
  ),
  ...(['dumps', 'loads', 'sign_object'] as const).map(
    (callee): LibraryRow => ({
      library: 'Django',
      modules: ['django.core.signing'],
      shape: { kind: 'call', callee },
      call: `signing.${callee}`,
      role: 'both',
      kind: 'hmac',
      key: [{ keyword: 'key', argument: 1 }],
      isKeyOptional: true,
      keyEncoding: 'utf8',
      derivesKey: true,
      example: `from django.core import signing\nsigning.${callee}(value, key='«tutorial-value»')\n`,
    }),
  ),
  {
    ...djangoSetting('authjwt_secret_key', {}),
    library: 'fastapi-jwt-auth',
    call: 'authjwt_secret_key',
    kind: 'jwt',
    defaultAlgorithm: 'HS256',
    verification: 'pinned',
    expiryDefault: 'set',
    inFiles: { text: /\bfastapi_jwt_auth\b|\basync_fastapi_jwt_auth\b/ },
    example:
      "from fastapi_jwt_auth import AuthJWT\nclass Settings(BaseModel):\n    authjwt_secret_key: str = '«tutorial-value»'\n",
  },
  ...(['new', 'digest'] as const).map(
    (callee): LibraryRow => ({
      library: 'hmac',
      modules: ['hmac'],
      shape: { kind: 'call', callee },
      call: `hmac.${callee}`,
      emptyKey: 'taken',
      role: 'both',
      kind: 'hmac',
      key: [{ keyword: 'key', argument: 0 }],
      keyEncoding: 'utf8',
      example: `import hmac\nhmac.${callee}(b'«tutorial-value»', body, 'sha256')\n`,
    }),
  ),
];
