// The idioms of JavaScript and TypeScript on Node.
import type { CodeStyle } from '../../model/repair.ts';
import type { Idiom } from './idiom.ts';

const typed = /\.[cm]?tsx?$/;

function quoted(text: string, { quote }: CodeStyle): string {
  return `${quote}${text}${quote}`;
}

function list(texts: readonly string[], style: CodeStyle): string {
  return `[${texts.map((text) => quoted(text, style)).join(', ')}]`;
}

export const javascript: Idiom = {
  extensions: ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx'],
  nodes: {
    literal: ['string', 'template_string'],
    call: ['call_expression', 'new_expression'],
    chain: ['call_expression', 'member_expression', 'subscript_expression'],
    binary: 'binary_expression',
    object: 'object',
    function: [
      'arrow_function',
      'function_expression',
      'function_declaration',
      'method_definition',
    ],
    loose: [
      'variable_declarator',
      'assignment_expression',
      'arguments',
      'pair',
      'return_statement',
      'array',
      'arrow_function',
      'parenthesized_expression',
      'ternary_expression',
      'assignment_pattern',
      'object_assignment_pattern',
      'field_definition',
      'public_field_definition',
      'required_parameter',
      'optional_parameter',
      'template_substitution',
      'export_statement',
      'expression_statement',
    ],
    imports: ['import_statement'],
  },
  readEnvironment: (name, style) =>
    `process.env.${name} || missingVariable(${quoted(name, style)})`,
  failure: (name, style) => `missingVariable(${quoted(name, style)})`,
  failureSupport: {
    present: /\bfunction missingVariable\b/,
    where: 'bottom',
    lines: ({ indent, lineEnd, semicolon }, path) => {
      const head = typed.test(path) ? '(name: string): never' : '(name)';
      return [
        '',
        `function missingVariable${head} {`,
        `${indent}throw new Error(\`\${name} is not set\`)${semicolon}`,
        '}',
      ].join(lineEnd);
    },
  },
  environmentRead: /\b(?:process\.env\b|Deno\.env\.get\(|Bun\.env\b)/,
  randomBytes: (bytes, style) => `randomBytes(${bytes}).toString(${quoted('base64url', style)})`,
  randomNamespace:
    /\b(?:import\s+(?:\*\s+as\s+)?(\w{1,60})\s+from\s*|(?:const|let|var)\s+(\w{1,60})\s*=\s*require\(\s*)["'](?:node:)?crypto["']/,
  randomSupport: (isModule) => ({
    present:
      /\bimport\s*\{[^}]{0,500}\brandomBytes\b|\{[^}]{0,500}\brandomBytes\b[^}]{0,500}\}\s*=\s*require\(/,
    where: 'top',
    lines: (style) =>
      isModule
        ? `import { randomBytes } from ${quoted('node:crypto', style)}${style.semicolon}`
        : `const { randomBytes } = require(${quoted('node:crypto', style)})${style.semicolon}`,
  }),
  // Where the call takes its list: knowledge/libraries.md section 2, column "Restrict".
  pins: [
    { library: 'jsonwebtoken', call: /verify/, argument: 2, path: ['algorithms'] },
    {
      library: 'jose',
      call: /jwtVerify|compactVerify|flattenedVerify/,
      argument: 2,
      path: ['algorithms'],
    },
    {
      library: '@nestjs/jwt',
      call: /register/,
      argument: 0,
      path: ['verifyOptions', 'algorithms'],
    },
    { library: '@nestjs/jwt', call: /verify/, argument: 1, path: ['algorithms'] },
    { library: 'passport-jwt', call: /Strategy|super/, argument: 0, path: ['algorithms'] },
    { library: 'express-jwt', call: /./, argument: 0, path: ['algorithms'] },
    { library: 'koa-jwt', call: /./, argument: 0, path: ['algorithms'] },
    { library: '@fastify/jwt', call: /register/, argument: 1, path: ['verify', 'algorithms'] },
    { library: '@fastify/jwt', call: /verify/i, argument: 1, path: ['algorithms'] },
    { library: 'fast-jwt', call: /createVerifier/, argument: 0, path: ['algorithms'] },
    { library: 'hono/jwt', call: /verify/, argument: 2, path: [] },
    { library: 'jwt-simple', call: /decode/, argument: 3, path: [], padding: ['', '', 'false'] },
    { library: 'njwt', call: /verify/, argument: 2, path: [] },
    { library: 'socketio-jwt', call: /authorize/, argument: 0, path: ['algorithms'] },
  ],
  pin: (path, algorithms, style) =>
    path.reduceRight(
      (inner, name, index) =>
        index === path.length - 1 ? `${name}: ${inner}` : `${name}: { ${inner} }`,
      list(algorithms, style),
    ),
};
