// Variables of what code deploys, in whichever language it does.
import { expect, test } from 'vitest';
import { readSource } from '../languages/read-source.ts';

/** Variables that a file sets, with texts behind names of the file. */
async function variablesOf(path: string, text: string): Promise<readonly string[]> {
  const { definitions = [] } = await readSource(path, text);
  const textOf = (name: string) =>
    definitions.flatMap(({ name: own, value }) =>
      own === name && value.kind === 'text' ? [value.value] : [],
    );
  return definitions.flatMap(({ space, name, value }) =>
    space !== 'env'
      ? []
      : value.kind === 'text'
        ? [`${name} = ${value.value}`]
        : value.kind === 'name'
          ? [`${name} = ${textOf(value.path.join('.'))}`]
          : [`${name}: ${value.kind}`],
  );
}

test.each([
  ["environment={'JWT_SECRET': 'dev-key'}", ['JWT_SECRET = dev-key']],
  ["{'environment': {'JWT_SECRET': given}}", ['JWT_SECRET = dev-key']],
  ["environment_variables={'JWT_SECRET': Variable(value='dev-key')}", ['JWT_SECRET = dev-key']],
  ["{'name': 'JWT_SECRET', 'value': 'dev-key'}", ['JWT_SECRET = dev-key']],
  ["Item(name='JWT_SECRET', value='dev-key')", ['JWT_SECRET = dev-key']],
  ["labels={'JWT_SECRET': 'dev-key'}", []],
  ["variables={'JWT_SECRET': Variable(value='entry', type=Type.SECRETS_MANAGER)}", []],
  ["Item(name='JWT_SECRET', type='PARAMETER_STORE', value='entry')", []],
  ["environment={'jwt': 'dev-key'}", []],
])('Python: %s', async (argument, expected) => {
  const text = (module: string) =>
    `import ${module}\ndef f():\n  given = 'dev-key'\n  g(${argument})\n`;
  expect(await variablesOf('stack.py', text('aws_cdk'))).toEqual(expected);
  expect(await variablesOf('stack.py', text('pulumi_aws'))).toEqual(expected);
  expect(await variablesOf('stack.py', text('collections'))).toEqual([]);
});

test.each([
  ["environment: { JWT_SECRET: 'dev-key' }", ['JWT_SECRET = dev-key']],
  ["environmentVariables: { JWT_SECRET: { value: 'dev-key' } }", ['JWT_SECRET = dev-key']],
  ["environment: { JWT_SECRET: pulumi.secret('dev-key') }", ['JWT_SECRET = dev-key']],
  ["env: [{ name: 'JWT_SECRET', value: 'dev-key' }]", ['JWT_SECRET = dev-key']],
  ["labels: { JWT_SECRET: 'dev-key' }", []],
  [
    "variables: { JWT_SECRET: { type: Type.PLAINTEXT, value: 'dev-key' } }",
    ['JWT_SECRET = dev-key'],
  ],
  ["variables: { JWT_SECRET: { type: Type.SECRETS_MANAGER, value: 'entry' } }", []],
  ["env: [{ name: 'JWT_SECRET', type: 'PARAMETER_STORE', value: 'entry' }]", []],
])('TypeScript: %s', async (property, expected) => {
  const text = (module: string) =>
    `import * as pulumi from '${module}'; new F('a', { ${property} })`;
  expect(await variablesOf('stack.ts', text('@pulumi/pulumi'))).toEqual(expected);
  expect(await variablesOf('stack.ts', text('lodash'))).toEqual([]);
});
