// The text of keylint.config.json to Settings. Checked by hand against shape.ts: a schema library would cost more
// start-up time than a scan of a commit. Messages name keys and places, never values: `knownSecrets` holds secrets.
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { maxAgeHint, parseMaxAge } from '../../model/age.ts';
import { UserError } from '../../model/errors.ts';
import { isNestedDeeper } from '../../model/nesting.ts';
import { createPathRules } from '../../model/path-rules.ts';
import { createRangeFinder } from '../../model/place.ts';
import { defaultSettings, type Settings } from '../../model/settings.ts';
import { didYouMean } from '../suggest.ts';
import {
  type ListShape,
  maxTextLength,
  type ObjectShape,
  type Shape,
  settingsShape,
} from './shape.ts';

export interface SettingsSource {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
  /** All rules there are. */
  readonly ruleIds: readonly string[];
}

/** One thing that is wrong, and where. */
interface Complaint {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** Reads settings; comments and trailing commas are fine. Throws one UserError that lists all complaints. */
export function parseSettings({ path, text, ruleIds }: SettingsSource): Settings {
  // A byte order mark becomes a blank, so that places stay right.
  const plain = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  if (isNestedDeeper(plain))
    throw refuse(path, plain, [{ offset: 0, message: 'is nested too deep' }]);
  const errors: ParseError[] = [];
  const root = parseTree(plain, errors, { allowTrailingComma: true });
  const complaints: Complaint[] = errors.map(({ error, offset }) => ({
    offset,
    message: `not JSON: ${words(printParseErrorCode(error))}`,
  }));
  if (!root) complaints.push({ offset: 0, message: 'is empty; the least there can be is {}' });
  else if (errors.length === 0) complaints.push(...check(root, settingsShape(ruleIds), []));
  if (complaints.length > 0 || !root) throw refuse(path, plain, complaints);
  const { $schema: _, ...settings } = toValue(root) as Partial<Settings> & { $schema?: string };
  return { ...defaultSettings, ...settings };
}

/** Throws a UserError where settings that a program made would be refused in a file. */
export function checkSettings(settings: unknown, ruleIds: readonly string[]): void {
  const text = JSON.stringify(settings) ?? 'null';
  if (isNestedDeeper(text)) throw new UserError('settings: nested too deep');
  const root = parseTree(text);
  const complaints = root ? check(root, settingsShape(ruleIds), []) : [];
  if (complaints.length === 0) return;
  const lines = complaints.map(({ message, hint }) => `${message}${hint ? `. ${hint}` : ''}`);
  throw new UserError(`settings: ${lines.slice(0, 10).join('\n')}`);
}

function check(node: Node, shape: Shape, path: readonly string[]): readonly Complaint[] {
  const complain = (message: string, hint?: string): readonly Complaint[] => [
    { offset: node.offset, message: `${nameOf(path)} ${message}`, ...(hint && { hint }) },
  ];
  switch (shape.kind) {
    case 'text':
      if (node.type !== 'string' || node.value === '') return complain('must be a text');
      if (node.value.length <= maxTextLength) return [];
      return complain(`must not be longer than ${maxTextLength} characters`);
    case 'age':
      return isAge(node) ? [] : complain('must be an age', maxAgeHint);
    case 'choice':
      if (node.type === 'string' && shape.choices.includes(node.value)) return [];
      return complain(
        `must be one of ${shape.choices.map((choice) => `"${choice}"`).join(', ')}`,
        node.type === 'string' ? didYouMean(node.value, shape.choices, '') : undefined,
      );
    case 'list': {
      if (node.type !== 'array') return complain('must be a list');
      const problem = problemOfList(node.children ?? [], shape);
      if (problem) return complain(problem);
      return (node.children ?? []).flatMap((item, index) =>
        check(item, shape.of, [...path, `[${index}]`]),
      );
    }
    case 'object':
      return node.type === 'object'
        ? checkObject(node, shape, path)
        : complain('must be an object');
  }
}

function problemOfList(items: readonly Node[], { min = 0, max, areGlobs }: ListShape) {
  if (items.length < min) return 'must not be empty';
  if (items.length > max) return `must not have more than ${max} entries (it has ${items.length})`;
  if (!areGlobs || createPathRules(items.map(({ value }) => String(value))).isComplete) {
    return undefined;
  }
  return 'has too many globs with several `**`: a directory needs one alone';
}

function isAge({ type, value }: Node): boolean {
  return (type === 'string' || type === 'number') && parseMaxAge(value) !== undefined;
}

function checkObject(
  node: Node,
  shape: ObjectShape,
  path: readonly string[],
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (!keyNode || !valueNode) continue;
    const key: string = keyNode.value;
    const known = Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined;
    const valueShape = known ?? shape.rest;
    if (seen.has(key)) {
      complaints.push({
        offset: keyNode.offset,
        message: `${known ? nameOf([...path, key]) : 'this entry'} is there twice`,
      });
    } else if (!valueShape) {
      complaints.push({
        offset: keyNode.offset,
        // Its text stays out: somebody may have taken a list of secrets for an object.
        message: `unknown ${shape.keysAre}${path.length > 0 ? ` in ${nameOf(path)}` : ''}`,
        hint: didYouMean(
          key,
          Object.keys(shape.properties),
          shape.keysAre === 'rule'
            ? 'See `keylint rules`.'
            : `Known: ${Object.keys(shape.properties).join(', ')}.`,
        ),
      });
    } else complaints.push(...check(valueNode, valueShape, [...path, known ? key : '*']));
    seen.add(key);
  }
  if (shape.maxRest !== undefined && seen.size > shape.maxRest) {
    const message = `${nameOf(path)} must not have more than ${shape.maxRest} entries`;
    complaints.push({ offset: node.offset, message });
  }
  for (const key of shape.required ?? []) {
    if (!seen.has(key)) {
      complaints.push({ offset: node.offset, message: `${nameOf(path)} has no "${key}"` });
    }
  }
  return complaints;
}

/** As JSON.parse would give it, `__proto__` keys made harmless. */
function toValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value;
  const result: Record<string, unknown> = Object.create(null);
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key && value) result[key.value] = toValue(value);
  }
  return result;
}

function refuse(path: string, text: string, complaints: readonly Complaint[]): UserError {
  const rangeOf = createRangeFinder(text);
  const lines = complaints.slice(0, 10).map(({ offset, message, hint }) => {
    const { line, column } = rangeOf(offset, offset);
    return `${path}:${line}:${column}: ${message}${hint ? `. ${hint}` : ''}`;
  });
  if (complaints.length > 10) lines.push(`... and ${complaints.length - 10} more`);
  return new UserError(lines.join('\n'), {
    hint: 'keylint.schema.json describes every setting; --no-config runs without the file.',
  });
}

function nameOf(path: readonly string[]): string {
  return path.length === 0 ? 'the file' : `"${path.join('.').replaceAll('.[', '[')}"`;
}

// "CommaExpected" reads "comma expected".
function words(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
