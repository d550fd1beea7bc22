// What Lombok adds to classes: constructors that take fields in their order, and builders.
// https://projectlombok.org/features/constructor, https://projectlombok.org/features/Builder
import { childOf, type SyntaxNode, sourceAt } from '../../../model/syntax-node.ts';
import {
  type Argument,
  type ParameterShape,
  place,
  type Shape,
  type Slot,
} from '../../code/shape.ts';

/** Parameters of the constructor that annotations of a class ask for; none where it has one of its own. */
export function lombokParameters(
  declaration: SyntaxNode,
  text: string,
  typeName: (type: SyntaxNode) => string,
): ParameterShape[] {
  const modifiers = declaration.children.find(({ type }) => type === 'modifiers');
  const head = modifiers ? sourceAt(modifiers, text) : '';
  const takesAll = /@(?:AllArgsConstructor|Value|SuperBuilder)\b/.test(head);
  const takesRequired = /@(?:RequiredArgsConstructor|Data)\b/.test(head);
  const body = childOf(declaration, 'body')?.children ?? [];
  if (!takesAll && !takesRequired) return [];
  if (body.some(({ type }) => type === 'constructor_declaration')) return [];
  const isValue = /@Value\b/.test(head);
  return body.flatMap((field): ParameterShape[] => {
    if (field.type !== 'field_declaration') return [];
    const said = field.children.find(({ type }) => type === 'modifiers');
    const words = said ? sourceAt(said, text) : '';
    const declarator = childOf(field, 'declarator');
    const [name, type] = [childOf(declarator, 'name'), childOf(field, 'type')];
    const isFinal = isValue || /\bfinal\b/.test(words);
    const isSet = childOf(declarator, 'value') !== undefined && isFinal;
    // What Spring injects comes from nobody who calls.
    if (!name || isSet || /\bstatic\b|@(?:org\.\S*)?Value\b|@Autowired\b/.test(words)) return [];
    if (!takesAll && !isFinal && !/@NonNull\b/.test(words)) return [];
    return [{ name, isProperty: true, ...(type && { type: typeName(type) }) }];
  });
}

/** `JwtConfig.builder().issuer("acme").secret(key).build()` makes an instance with those fields. */
export function builtInstance(call: SyntaxNode, text: string): Shape | undefined {
  const name = childOf(call, 'name');
  if (!name || sourceAt(name, text) !== 'build') return undefined;
  const given: Argument[] = [];
  let current = childOf(call, 'object');
  for (let steps = 0; current?.type === 'method_invocation' && steps < 40; steps++) {
    const [of, method] = [childOf(current, 'object'), childOf(current, 'name')];
    const list = childOf(current, 'arguments')?.children ?? [];
    const [value, ...more] = list;
    if (!of || !method) return undefined;
    const called = sourceAt(method, text);
    if (called === 'builder' && list.length === 0) return instanceOf(of, given, text);
    if (value && more.length === 0) given.unshift({ value, keyword: called });
    current = of;
  }
  return undefined;
}

/** Builders of libraries are known by their rows. */
const ofLibraries =
  /^(?:Jwts|Jwt|JWT|JWTClaimsSet|JwtClaimsSet|JwsHeader|JWSHeader|Keys|NimbusJwt\w+|HttpRequest|WebClient|RestTemplate\w*|ResponseEntity|Mono|Flux)$/;

function instanceOf(type: SyntaxNode, given: readonly Argument[], text: string): Shape | undefined {
  const called = sourceAt(type, text).split('.').at(-1) ?? '';
  if (!/^[A-Z]\w*[a-z]/.test(called) || ofLibraries.test(called)) return undefined;
  const callee: Slot = place({ kind: 'name', name: called }, type);
  return { kind: 'call', callee, arguments: given, isNew: true };
}
