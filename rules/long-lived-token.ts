// Finds tokens that live for so long that a leaked one is a key of its own.
import { defineRule } from '../src/model/rule.ts';

const daySeconds = 86_400;

/** From this many days on: what a stolen access token is good for. */
const mostDays = 30;

/** `30 days`, `10 years`. */
function spanOf(seconds: number): string {
  const days = Math.round(seconds / daySeconds);
  if (!Number.isFinite(days) || days > 365_000) return 'practically for ever';
  if (days < 730) return `for ${days} days`;
  return `for ${Math.round(days / 365.25)} years`;
}

export default defineRule({
  id: 'long-lived-token',
  title: 'Token that lives for a month or longer',
  category: 'use',
  severity: 'medium',
  confidence: 'high',
  remedy: {
    leave:
      'how long a token may live is for you to say: shorten it, and renew it with a refresh token',
  },
  looksFor:
    'A call that signs a token for 30 days or longer (`365d`, `10y`, a number of seconds), in its options, in the claims or in the setting that it reads. Refresh tokens, which can be revoked, and tokens for programs are a low finding, from the 31st day on.',
  why: 'A token that leaks, in a log, a URL or a backup, opens the account for as long as it lives, and changing the password does not end it.',
  howToFix:
    "Minutes for access tokens (`expiresIn: '15m'`), renewed with a refresh token that is stored and can be revoked.",
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html#token-sidejacking',
    'CWE-613',
  ],

  checkUse({ use, secrets }) {
    const seconds = use.lifetimeSeconds;
    if (seconds === undefined || seconds < mostDays * daySeconds || use.use.role === 'verify') {
      return;
    }
    const [secret] = secrets;
    const purpose = use.purpose ?? secret?.purpose ?? null;
    const isMeantToLast = purpose === 'refresh' || purpose === 'api';
    if (isMeantToLast && seconds <= (mostDays + 1) * daySeconds - 1) return;
    const what = purpose === 'refresh' ? 'refresh tokens' : 'tokens';
    return {
      at: use.at,
      message: `${use.use.call} makes ${what} that live ${spanOf(seconds)}`,
      ...(isMeantToLast && { severity: 'low' as const }),
      ...(secret && { secret }),
    };
  },

  examples: {
    bad: [
      {
        name: 'a year',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => «jwt.sign»({ sub: id }, process.env.JWT_SECRET, { expiresIn: '365d' });
`,
      },
      {
        name: 'a number of seconds, in a constant',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const LIFETIME = 60 * 60 * 24 * 30;
module.exports = (id) => «jwt.sign»({ sub: id }, process.env.JWT_SECRET, { expiresIn: LIFETIME });
`,
      },
      {
        name: 'a claim',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) =>
  «jwt.sign»({ sub: id, exp: Math.floor(Date.now() / 1000) + 3650 * 86400 }, process.env.JWT_SECRET);
`,
      },
      {
        name: 'a setting',
        files: {
          '.env.production': 'JWT_SECRET=x4Tq9Lm2Vb7Rk1Zw8Np3Hs6Yd5Jc0Fga\nJWT_EXPIRES_IN=10y\n',
          'src/login.js': `const jwt = require('jsonwebtoken');
const expiresIn = process.env.JWT_EXPIRES_IN || '15m';
module.exports = (id) => «jwt.sign»({ sub: id }, process.env.JWT_SECRET, { expiresIn });
`,
        },
      },
      {
        name: 'a refresh token of a year',
        file: 'src/refresh.js',
        text: `const jwt = require('jsonwebtoken');
exports.refreshToken = (id) => {
  const refreshToken = «jwt.sign»({ sub: id }, process.env.JWT_REFRESH_SECRET, { expiresIn: '1y' });
  return refreshToken;
};
`,
      },
      {
        name: 'a year in Python',
        file: 'login.py',
        text: `import os
from datetime import datetime, timedelta
import jwt

def login(user):
    payload = {"sub": user, "exp": datetime.utcnow() + timedelta(days=365)}
    return «jwt.encode»(payload, os.environ["JWT_SECRET"], algorithm="HS256")
`,
      },
      {
        name: 'three months in Go',
        file: 'login.go',
        text: `package login

import (
	"os"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func login() (string, error) {
	claims := jwt.MapClaims{"exp": time.Now().Add(90 * 24 * time.Hour).Unix()}
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
	return «token.SignedString»([]byte(os.Getenv("JWT_SECRET")))
}
`,
      },
    ],
    good: [
      {
        name: 'a quarter of an hour in Python',
        file: 'login.py',
        text: `import os
from datetime import datetime, timedelta
import jwt

def login(user):
    payload = {"sub": user, "exp": datetime.utcnow() + timedelta(minutes=15)}
    return jwt.encode(payload, os.environ["JWT_SECRET"], algorithm="HS256")
`,
      },
      {
        name: '29 days',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '29d' });
`,
      },
      {
        name: 'a refresh token of a month',
        file: 'src/refresh.js',
        text: `const jwt = require('jsonwebtoken');
exports.issue = (id) => jwt.sign({ sub: id, type: 'refresh' }, process.env.JWT_SECRET, { expiresIn: '30d' });
`,
      },
      {
        name: 'milliseconds of fast-jwt',
        file: 'src/login.js',
        text: `const { createSigner } = require('fast-jwt');
module.exports = createSigner({ key: process.env.JWT_SECRET, expiresIn: 15 * 60 * 1000 });
`,
      },
      {
        name: 'a long fallback of a variable that says less',
        files: {
          '.env.production': 'JWT_SECRET=x4Tq9Lm2Vb7Rk1Zw8Np3Hs6Yd5Jc0Fga\nJWT_EXPIRES_IN=15m\n',
          'src/login.js': `const jwt = require('jsonwebtoken');
const expiresIn = process.env.JWT_EXPIRES_IN || '365d';
module.exports = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn });
`,
        },
      },
    ],
  },
});
