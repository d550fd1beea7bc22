// Code of every language that nobody wrote: nested 10,000 levels deep, megabytes of it, cut anywhere.
import { languages } from '../../../src/scan/languages/index.ts';
import { processorMs } from '../../processor-time.ts';
import { readSource } from './read-source.ts';

/** How a language opens and closes what can stand in itself, and what a statement of its looks like. */
interface Sample {
  readonly path: string;
  readonly head: string;
  readonly nested: readonly (readonly [open: string, close: string])[];
  readonly statement: string;
}

const brackets = [
  ['(', ')'],
  ['[', ']'],
  ['f(', ')'],
] as const;

/** By the language's id. */
export const samples: Readonly<Record<string, Sample>> = {
  javascript: {
    path: 'a.ts',
    head: "import jwt from 'jsonwebtoken';\nconst secret = ",
    nested: [...brackets, ['{a:', '}'], ['function(){return ', '}']],
    statement: "export const secret1 = process.env.JWT_KEY || 'tutorial'; sign(secret1, [1, 2]);\n",
  },
  python: {
    path: 'a.py',
    head: 'import jwt\nsecret = ',
    nested: [...brackets, ['{"a":', '}'], ['lambda: ', '']],
    statement: "secret = jwt.encode({'a': 1}, key or 'tutorial', algorithm='HS256')\n",
  },
  go: {
    path: 'a.go',
    head: 'package a\nvar secret = ',
    nested: [...brackets, ['func() any { return ', ' }']],
    statement:
      'var secret = sign([]byte("tutorial"), os.Getenv("JWT_KEY"), map[string]int{"a": 1})\n',
  },
  java: {
    path: 'A.java',
    head: 'class A { Object secret = ',
    nested: [
      ['(', ')'],
      ['f(', ')'],
      ['() -> ', ''],
    ],
    statement: 'class B { String secret = sign("tutorial", System.getenv("JWT_KEY")).get(); }\n',
  },
  kotlin: {
    path: 'a.kt',
    head: 'val secret = ',
    nested: [
      ['(', ')'],
      ['f(', ')'],
      ['{ ', ' }'],
    ],
    statement: 'val secret = sign("tutorial", System.getenv("JWT_KEY") ?: "a")\n',
  },
  csharp: {
    path: 'A.cs',
    head: 'class A { object secret = ',
    nested: [
      ['(', ')'],
      ['f(', ')'],
      ['() => ', ''],
    ],
    statement: 'class B { string secret = Sign("tutorial", c["JWT_KEY"] ?? @"a"); }\n',
  },
  php: {
    path: 'a.php',
    head: '<?php\n$secret = ',
    nested: [...brackets, ['fn() => ', '']],
    statement: "$secret = sign(['a' => 1], getenv('JWT_KEY') ?: 'tutorial');\n",
  },
  ruby: {
    path: 'a.rb',
    head: 'secret = ',
    nested: [...brackets, ['{ a: ', ' }'], ['f { ', ' }']],
    statement: "secret = sign({ a: 1 }, ENV['JWT_KEY'] || 'tutorial')\n",
  },
  rust: {
    path: 'a.rs',
    head: 'fn secret() -> T { let secret = ',
    nested: [...brackets, ['{ ', ' }'], ['|| ', '']],
    statement: 'fn secret() { sign("tutorial", std::env::var("JWT_KEY").unwrap_or(a)); }\n',
  },
  scala: {
    path: 'A.scala',
    head: 'object A { val secret = ',
    nested: [
      ['(', ')'],
      ['f(', ')'],
      ['{ ', ' }'],
    ],
    statement: 'object B { val secret = sign("tutorial", sys.env.getOrElse("JWT_KEY", "a")) }\n',
  },
  elixir: {
    path: 'a.ex',
    head: 'secret = ',
    nested: [...brackets, ['%{a: ', '}'], ['fn -> ', ' end']],
    statement: 'secret = sign(%{a: 1}, System.get_env("JWT_KEY") || "tutorial")\n',
  },
  dart: {
    path: 'a.dart',
    head: 'final secret = ',
    nested: [...brackets, ['{"a":', '}'], ['() => ', '']],
    statement: "final secret = sign({'a': 1}, Platform.environment['JWT_KEY'] ?? 'tutorial');\n",
  },
  swift: {
    path: 'a.swift',
    head: 'let secret = ',
    nested: [...brackets, ['{ ', ' }']],
    statement: 'let secret = sign(["a": 1], Environment.get("JWT_KEY") ?? "tutorial")\n',
  },
};

/** Languages that have no sample: none. */
export const unsampled = languages.map(({ id }) => id).filter((id) => !(id in samples));

/** Texts that nest `depth` levels, whole and cut in the middle, and chains as long. */
export function nestedTexts({ head, nested }: Sample, depth: number): string[] {
  const whole = nested.map(
    ([open, close]) => `${head}${open.repeat(depth)}1${close.repeat(depth)}\n`,
  );
  const cut = nested.map(([open]) => `${head}${open.repeat(depth)}`);
  const chains = ['.a()', ' + "a"', '["a"]'].map((link) => `${head}x${link.repeat(depth)}\n`);
  return [...whole, ...cut, ...chains];
}

/** A text of `length` characters of statements. */
export function largeText({ statement, head }: Sample, length: number): string {
  const begin = /^(?:package|<\?php)[^\n]*\n/.exec(head)?.[0] ?? '';
  return begin + statement.repeat(Math.ceil(length / statement.length));
}

/** Milliseconds of processor time that reading takes; whatever it finds, it must not throw. */
export async function readingMs(path: string, text: string): Promise<number> {
  const start = processorMs();
  await readSource(path, text);
  return processorMs() - start;
}
