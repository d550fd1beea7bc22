// Settings of infrastructure that is written in code - CDK, Pulumi, SST, CDK for Terraform -, bindings of LoopBack and the
// key of Adonis.
import type { Expression } from '../../../model/expression.ts';
import { deployedIn, deployedValue, deployedVariable } from '../../code/deployments.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { addDefinition, type Collector } from './collector.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { dottedName } from './origin.ts';
import { at, nodesOf, type Reading } from './reading.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

const infrastructure =
  /^(?:aws-cdk-lib|@aws-cdk|@pulumi|pulumi|sst|@serverless-stack|cdktf|@cdktf|constructs|cdk8s|cdk8s-plus|alchemy|@alchemy|@aws-amplify\/backend|@architect)(?:\/|-\d|$)/;

const infrastructureFile = /(?:^|\/)(?:sst\.config|alchemy\.run|serverless)\.[cm]?[jt]s$/;

/** Runs after imports are known. */
export function collectDeployments(reading: Reading, collector: Collector): void {
  const isInfrastructure =
    infrastructureFile.test(reading.path) ||
    collector.imports.some(({ from }) => infrastructure.test(from));
  if (isInfrastructure) {
    for (const definition of deployedIn(reading, reading.root))
      addDefinition(collector, definition);
    for (const node of nodesOf(reading, 'new_expression')) {
      collectStageSecret(reading, collector, node);
    }
  }
  for (const node of nodesOf(reading, 'call_expression')) {
    collectBinding(reading, collector, node);
    if (isInfrastructure) collectAdded(reading, collector, node);
  }
  const isAdonis = collector.imports.some(({ from }) => /^@adonisjs\//.test(from));
  if (isAdonis && /(?:^|\/)config\/app\.[cm]?[jt]s$/.test(reading.path)) {
    for (const { name, value, at: where, space } of [...collector.definitions]) {
      if (space !== 'code' || name !== 'appKey') continue;
      addDefinition(collector, {
        space: 'setting',
        name: 'app.appKey',
        value,
        at: where,
        carrier: 'code',
      });
    }
  }
}

/** `fn.addEnvironment('JWT_SECRET', 'x')` */
function collectAdded(reading: Reading, collector: Collector, call: SyntaxNode): void {
  const callee = childOf(call, 'function');
  const [first, second] = argumentsOf(call);
  if (!callee || !first || !second) return;
  if (!/^(?:addEnvironment|addEnvironmentVariable)$/.test(propertyName(callee, reading.text) ?? ''))
    return;
  const name = literalText(first, reading.text);
  const variable = name === undefined ? undefined : deployedVariable(reading, name, second);
  if (variable) addDefinition(collector, variable);
}

/** `new sst.Secret('JwtSecret', 'value until one is set')` */
function collectStageSecret(reading: Reading, collector: Collector, node: SyntaxNode): void {
  const type = childOf(node, 'constructor');
  const dotted = type && dottedName(reading, type);
  if (!dotted || !/^(?:sst\.)?(?:Secret|Config\.Secret)$/.test(dotted)) return;
  const [first, second] = argumentsOf(node);
  const name = first && literalText(first, reading.text);
  const fallback = second && deployedValue(reading, second);
  if (name === undefined || !fallback) return;
  const where = at(reading, node);
  const value: Expression = { kind: 'setting', path: name, fallback, at: where };
  addDefinition(collector, { space: 'setting', name, value, at: where, carrier: 'schema' });
}

/** `app.bind(TokenServiceBindings.TOKEN_SECRET).to('x')` of LoopBack. */
function collectBinding(reading: Reading, collector: Collector, call: SyntaxNode): void {
  const callee = childOf(call, 'function');
  if (!callee || propertyName(callee, reading.text) !== 'to') return;
  const bound = childOf(callee, 'object');
  const binder = bound && childOf(bound, 'function');
  if (!bound || !binder || propertyName(binder, reading.text) !== 'bind') return;
  const [key] = argumentsOf(bound);
  const [value] = argumentsOf(call);
  if (!key || !value) return;
  const name = literalText(key, reading.text) ?? propertyName(unwrap(key), reading.text);
  const given = lower(reading, value);
  if (name === undefined || given.kind !== 'text') return;
  const where = at(reading, call);
  addDefinition(collector, { space: 'setting', name, value: given, at: where, carrier: 'code' });
}
