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
  looksFor: 'A signing secret given to a logger, to the console, to an error or to a response.',
  why: 'Logs are copied to more places and read by more people than any secret store, and they are kept for years.',
  howToFix:
    'Delete the line, or log that the secret is set and how long it is. Replace the secret: it is in the logs that were written so far.',

  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
    'CWE-532',
  ],

  checkAll({ project }) {
    return project.leaks.map(({ leak, at, secret, label }) => ({
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
        name: 'its name',
        file: 'src/start.js',
        text: `if (!process.env.JWT_SECRET) console.error('JWT_SECRET is missing');
`,
      },
    ],
  },
});
