// The tools that an agent gets. None takes or gives the text of a secret: a secret is named by its file and variable, and
// a new one goes straight into a file.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { AgentEngine, AgentServeOptions } from '../../../src/cli/agents/agent-server.ts';
import { toSafeJson } from '../../../src/report/escape.ts';

const instructions =
  'keylint audits the secrets that sign JSON Web Tokens. Call audit first; findings name rule, file, line and what is wrong. explain_rule says why and how to mend it. To replace a weak secret use generate_secret, which writes it into an env file unseen: never read, print or make up a secret yourself, and never pass one as an argument.';

/** Serves until the client ends the connection. */
export async function serve({ engine, input, output }: AgentServeOptions): Promise<void> {
  const server = new McpServer({ name: 'keylint', version: engine.version }, { instructions });
  addTools(server, engine);
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    input.once('end', resolve);
    input.once('close', resolve);
  });
  await server.connect(new StdioServerTransport(input, output));
  await closed;
  await server.close();
}

function addTools(server: McpServer, engine: AgentEngine): void {
  const path = z.string().min(1).max(4096).describe('Below the directory that keylint runs in');
  const name = z.string().min(1).max(128);
  const answer = (ask: () => Promise<string | object>): Promise<CallToolResult> =>
    answerWith(engine, ask);

  server.registerTool(
    'audit',
    {
      title: 'Audit signing secrets',
      description:
        'Finds the secrets that sign tokens, sessions and cookies in the directory and says what is wrong with each: hardcoded, short, guessable, shared, committed, used unsafely. Gives the JSON report, the worst findings first.',
      inputSchema: {
        paths: z.array(path).max(100).optional().describe('Files or directories; default: all'),
        rules: z.array(name).max(100).optional().describe('Ids of rules; default: all'),
        strict: z.boolean().optional().describe('Findings in tests, examples and docs count too'),
        limit: z.number().int().min(1).max(1000).optional().describe('At most so many findings'),
      },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (request) => answer(() => engine.audit(request)),
  );
  server.registerTool(
    'explain_rule',
    {
      title: 'Explain a rule',
      description: 'What a rule looks for, why, how to fix it, with an example.',
      inputSchema: { rule: name.describe('Its id, as findings name it: short-secret') },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ rule }) => answer(() => engine.explain(rule)),
  );
  server.registerTool(
    'generate_secret',
    {
      title: 'Generate a secret into a file',
      description:
        'Makes a random secret (or key pair) of the length its algorithm needs and writes it into an env file as NAME=value. Nobody sees the value. A value that is there is kept unless replace is true: whoever still uses the old one is locked out.',
      inputSchema: {
        path: path.describe('The env file: .env. Should be one that git ignores'),
        name: name.describe('The variable: JWT_SECRET'),
        algorithm: z
          .enum(['HS256', 'HS384', 'HS512', 'RS256', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'])
          .default('HS256'),
        format: z.enum(['hex', 'base64', 'base64url', 'jwk', 'pem']).optional(),
        replace: z.boolean().optional(),
      },
      annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
    },
    (request) => answer(() => engine.generate(request)),
  );
  server.registerTool(
    'rate_secret',
    {
      title: 'Rate a secret by its place',
      description:
        'How strong the secret is that a file sets under a name: bytes, bits to guess, time to crack, what it is used for. The value is not shown.',
      inputSchema: {
        path: path.describe('The file that sets it: .env.production'),
        name: name.describe('The variable or setting: JWT_SECRET, jwt.secret'),
      },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (request) => answer(() => engine.rate(request)),
  );
}

async function answerWith(
  engine: AgentEngine,
  ask: () => Promise<string | object>,
): Promise<CallToolResult> {
  try {
    const said = await ask();
    const text = typeof said === 'string' ? said : toSafeJson(said, 1);
    return { content: [{ type: 'text', text }] };
  } catch (error) {
    return { content: [{ type: 'text', text: engine.describe(error).trim() }], isError: true };
  }
}
