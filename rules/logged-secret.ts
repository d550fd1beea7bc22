// Finds signing secrets that the code writes to a log, an error or a response.
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'logged-secret',
  title: 'Signing secret written to a log',
  category: 'storage',
  severity: 'high',
  confidence: 'high',
  remedy: {
    leave: 'what the log line is for is for you to say: log the name, never the value',
  },
  looksFor:
    'A signing secret given to a logger, to the console, to an error, to a response or into the query of an address; also as a part of what holds it: the whole environment, an object of settings.',
  why: 'Logs are copied to more places and read by more people than any secret store, and they are kept for years.',
  howToFix:
    'Delete the line, or log that the secret is set and how long it is. Replace the secret: it is in the logs that were written so far.',

  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
    'CWE-532',
  ],

  checkAll({ project }) {
    // What a build publishes is browser-exposed-secret's.
    const written = project.leaks.filter(({ leak }) => !leak.isPublished);
    return written.map(({ leak, at, secret, label }) => ({
      at,
      message: `${leak.by} writes out ${label}`,
      confidence: secret ? ('high' as const) : ('medium' as const),
      ...(secret && { secret }),
    }));
  },

  examples: {
    bad: [
      {
        name: 'the variable',
        file: 'src/start.js',
        text: `console.log('secret', «process.env.JWT_SECRET»);
`,
      },
      {
        name: 'the constant that signs',
        file: 'src/login.js',
        text: `const jwt = require('jsonwebtoken');
const secret = process.env.JWT_SECRET;
console.error(«secret»);
module.exports = (user) => jwt.sign({ sub: user.id }, secret, { expiresIn: '1h' });
`,
      },
      {
        name: 'the whole environment',
        file: 'src/start.js',
        text: `const jwt = require('jsonwebtoken');
for (const [name, value] of Object.entries(process.env)) console.log(name, «value»);
module.exports = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
      },
      {
        name: 'the settings that hold it',
        files: {
          'src/config.js': `module.exports = { port: 80, jwt: { secret: process.env.JWT_SECRET } };
`,
          'src/start.js': `const jwt = require('jsonwebtoken');
const config = require('./config');
console.debug('config', «config»);
module.exports = (user) => jwt.sign({ sub: user.id }, config.jwt.secret, { expiresIn: '1h' });
`,
        },
      },
      {
        name: 'an address',
        file: 'src/start.js',
        text: `fetch(\`https://localhost/hook?secret=\${«process.env.JWT_SECRET»}\`);
`,
      },
    ],
    good: [
      {
        name: 'whether it is set',
        file: 'src/start.js',
        text: `console.log('secret set', Boolean(process.env.JWT_SECRET), process.env.JWT_EXPIRES_IN);
`,
      },
      {
        name: 'its length',
        file: 'src/start.js',
        text: `console.log(process.env.JWT_SECRET.length);
`,
      },
      {
        name: 'the names of all variables, and settings without a secret',
        files: {
          'src/config.js': `module.exports = { port: 80, jwt: { expiresIn: '1h' } };
`,
          'src/start.js': `const jwt = require('jsonwebtoken');
const config = require('./config');
console.log(config, Object.keys(process.env), process.env[name]);
module.exports = (user) => jwt.sign({ sub: user.id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`,
        },
      },
      {
        name: 'the environment of a program that signs nothing',
        file: 'src/start.js',
        text: `console.log(process.env);
`,
      },
      {
        name: 'its name',
        file: 'src/start.js',
        text: `if (!process.env.JWT_SECRET) console.error('JWT_SECRET is missing');
`,
      },
    ],
  },
});
