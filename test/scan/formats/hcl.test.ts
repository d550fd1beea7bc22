// HCL: what is text and what refers to something, in the shapes that Terraform and its relatives are written in.
import { expect, test } from 'vitest';
import { processorMs } from '../../processor-time.ts';
import { definitionsOf, shown, slices } from './read.ts';

test('nothing without quotes is text', () => {
  const text = `locals {
  a_env = {
    A = random_password.jwt.result
    B = data.vault_generic_secret.jwt.data["secret"]
    C = module.auth.jwt_secret
    D = sensitive(var.jwt_secret)
    E = var.a ? local.b : aws_x.c[0].d
    F = file("jwt.key")
    G = 42
    H = null
    I = each.value.secret
    J = [for s in var.secrets : s.value if s.name == "jwt"][0]
    K = { for k, v in var.secrets : k => "\${v}-x" }
    L = "a" == "b"
  }
}
`;
  expect(shown('main.tf', text)).toEqual([
    ...['env A = unknown', 'env B = unknown', 'env C = unknown', 'env D = setting(jwt_secret)'],
    ...['env E = either(setting(locals.b), unknown)', 'env F = unknown', 'env I = unknown'],
  ]);
});

test.each([
  [
    'a variable',
    'variable "jwt_secret" {\n  default = "d"\n  description = "x"\n}\n',
    ["setting jwt_secret = 'd'"],
  ],
  [
    'a type is no value',
    'variable "a" {\n  type = object({ jwt_secret = optional(string, "x") })\n}\n',
    [],
  ],
  [
    'a default of several',
    'variable "a" {\n  default = { jwt_secret = "d" }\n}\n',
    ["setting a.jwt_secret = 'd'"],
  ],
  ['escapes', 'a = "x\\"\\u00e9\\n$${y}"\n', [`setting a = 'x"é\n\${y}'`]],
  ['a text with something filled in', 'a = "x-${var.b}"\n', ["setting a = 'x-' + setting(b)"]],
  ['nothing but what is filled in', 'a = "${var.b}"\n', ['setting a = setting(b)']],
  [
    'quotes in what is filled in',
    'a = "${lookup(var.m, "k", "d")}"\n',
    ["setting a = fallback(unknown, 'd')"],
  ],
  ['a fallback', 'a = coalesce(var.b, "d")\n', ["setting a = setting(b, 'd')"]],
  ['a fallback with a test', 'a = var.b != "" ? var.b : "d"\n', ["setting a = setting(b, 'd')"]],
  ['try', 'a = try(var.b.c, "d")\n', ["setting a = setting(b.c, 'd')"]],
  ['one or the other', 'a = var.x ? "p" : "q"\n', ["setting a = either('p', 'q')"]],
  [
    'keys in quotes and with colons',
    'a = { "b" : "c", d = "e" }\n',
    ["setting a.b = 'c'", "setting a.d = 'e'"],
  ],
  [
    'keys that nobody can tell',
    'a = { "x-${var.n}" : "b", (var.m) = "c", aws.east = "d", 1 = "e", f = "g" }\n',
    ["setting a.1 = 'e'", "setting a.f = 'g'"],
  ],
  ['comments', '# a = "1"\n// b = "2"\n/* c = "3"\n */ d = "4" # "5"\n', ["setting d = '4'"]],
  [
    'over lines in brackets',
    'a = merge(\n  { b = "c" },\n  var.x, # why\n  {\n    d = "e"\n  }\n)\n',
    ["setting a.b = 'c'", "setting a.d = 'e'"],
  ],
  [
    'a here document',
    'a = <<EOT\nx\n y\nEOT\nb = "c"\n',
    ["setting a = 'x\n y\n'", "setting b = 'c'"],
  ],
  [
    'an indented here document',
    'a = <<-EOT\n    x\n      y\n    EOT\n',
    ["setting a = 'x\n  y\n'"],
  ],
  [
    'a script in a here document',
    'user_data = <<EOT\n#!/bin/sh\nexport JWT_SECRET=abc\nA=${var.a} run\nEOT\n',
    ["env JWT_SECRET = 'abc'", 'env A = setting(var.a)'],
  ],
  ['what does not parse ends with its line', 'a = = "x"\nb = "c"\n', ["setting b = 'c'"]],
  ['a brace too many', 'a {\n}\n}\nb = "c"\n', ["setting b = 'c'"]],
  ['a quote that nothing closes', 'a = "x\nb = "c"\n', ["setting a = 'x'", "setting b = 'c'"]],
  ['a vault path', 'a = "projects/1/secrets/jwt/versions/1"\n', ['setting a = unknown']],
])('%s', (_, text, expected) => {
  expect(shown('main.tf', text)).toEqual(expected);
});

test.each([
  [
    'a task definition',
    'resource "aws_ecs_task_definition" "a" {\n  container_definitions = jsonencode([{ environment = [{ name = "JWT_SECRET", value = "v" }] }])\n}\n',
    ["env JWT_SECRET = 'v'"],
  ],
  [
    'repeated blocks',
    'env {\n  name = "A_SECRET"\n  value = "1"\n}\nenv {\n  name  = "B_SECRET"\n  value = "2"\n}\n',
    ["env A_SECRET = '1'", "env B_SECRET = '2'"],
  ],
  [
    'values of a chart',
    'set {\n  name = "auth.jwtSecret"\n  value = "v"\n}\n',
    ["setting set.auth.jwtSecret = 'v'"],
  ],
  [
    'an entry of a parameter store',
    'resource "aws_ssm_parameter" "a" {\n  name = "/prod/jwt_secret"\n  value = "v"\n}\n',
    ["setting resource.aws_ssm_parameter.a.jwt_secret = 'v'"],
  ],
  [
    'a version of a secret',
    'resource "aws_secretsmanager_secret_version" "jwt_secret" {\n  secret_string = "v"\n}\n',
    ["setting resource.aws_secretsmanager_secret_version.jwt_secret.jwt_secret = 'v'"],
  ],
  [
    'a variable of a hosted project',
    'resource "vercel_project_environment_variable" "a" {\n  key = "JWT_SECRET"\n  value = "v"\n}\n',
    ["env JWT_SECRET = 'v'"],
  ],
])('%s', (_, text, expected) => {
  expect(shown('main.tf', text)).toEqual(expected);
  for (const slice of slices('main.tf', text)) expect(slice).toMatch(/^[v12]$/);
});

test('other files of HCL, and one that only locks versions', () => {
  for (const path of ['prod.tfvars', 'terraform.tfvars', 'a.tofu', 'terragrunt.hcl', 'job.nomad'])
    expect(shown(path, 'jwt_secret = "v"\n')).toEqual(["setting jwt_secret = 'v'"]);
  expect(definitionsOf('.terraform.lock.hcl', 'a = "v"\n')).toEqual([]);
  const baked = 'target "api" {\n  args = {\n    JWT_SECRET = "v"\n  }\n}\n';
  expect(definitionsOf('docker-bake.hcl', baked)[0]?.isImageBaked).toBe(true);
});

test.each([
  ['random_password', 'length = 16', 12],
  ['random_password', 'length = 64', 64],
  ['random_id', 'byte_length = 8', 8],
  ['random_password', 'length = var.n', undefined],
])('%s with %s', (type, size, bytes) => {
  const text = `a = ${type}.j.result\nresource "${type}" "j" {\n  ${size}\n}\n`;
  const [made] = definitionsOf('main.tf', text);
  expect(made?.value).toMatchObject({ kind: 'generated', by: type, isCryptographic: true });
  expect(made?.value.kind === 'generated' && made.value.bytes).toBe(bytes);
});

test('brackets and marks that nothing closes cost no more than their number', () => {
  for (const shape of [
    'a = "${',
    '"${"',
    'a = [',
    'a{',
    'a = <<E\n',
    '(',
    '{a=',
    '!',
    'f(',
    'a[',
  ]) {
    const cost = (count: number): number => {
      const text = shape.repeat(count);
      const before = processorMs();
      definitionsOf('main.tf', text);
      return processorMs() - before;
    };
    cost(2000);
    expect(cost(40_000), shape).toBeLessThan(12 * cost(10_000) + 100);
  }
});

test('an expression that nothing closes ends with its here-document', () => {
  const text = 'a = <<EOT\nx ${v node\nEOT\n}\n';
  const [definition] = definitionsOf('main.tf', text);
  const { value } = definition ?? {};
  const inside = value?.kind === 'concat' ? value.parts.map(({ at }) => at.end) : [];
  expect(Math.max(...inside)).toBe(text.indexOf('EOT\n}'));
});
