// The same hostile programs in every language: what following values, scopes, tests of the stage and classes meet in one,
// they meet in all.
import { filled, type HostileInput } from './hostile-inputs.ts';
import { type Pieces, piecesOf } from './hostile-pieces.ts';

/** Every program in every language. */
export const languageInputs: readonly HostileInput[] = Object.entries(piecesOf).flatMap(
  ([path, pieces]) => programsOf(path, pieces),
);

function programsOf(path: string, pieces: Pieces): readonly HostileInput[] {
  const { head, tail = '', choice, called, sign, check, set, env, or, type, stop, log } = pieces;
  const { read = (name) => name, map, setting } = pieces;
  const program = (
    name: string,
    line: (n: number) => string,
    { before = '', behind = '' } = {},
  ): HostileInput => ({
    name: `${path}: ${name}`,
    files: (length) => ({
      [path]: head + before + filled(length - head.length, line) + behind + tail,
    }),
  });
  const next = (n: number): string => or(read(`a${n + 1}`), read(`a${n + 2}`));
  const circle = (n: number): string => choice(n, (n * 7 + 1) % 3_000, (n * 13 + 5) % 3_000);
  const [open, entry, close] = map;
  return [
    program('functions of functions and calls', (n) => choice(n, n + 1, n + 2) + sign(called(n))),
    program('functions of functions', (n) => choice(n, n + 1, n + 2), { behind: sign(called(0)) }),
    program('functions in a circle', circle, { behind: sign(called(0)) }),
    program('variables of variables', (n) => set(`a${n}`, next(n)), { behind: sign(read('a0')) }),
    program('variables of variables and calls', (n) => set(`a${n}`, next(n)) + sign(read(`a${n}`))),
    program(
      'one variable and calls',
      () =>
        set('jwt_secret', or(env('JWT_SECRET', 'weak'), read('jwt_secret'))) +
        sign(read('jwt_secret')),
    ),
    program(
      'one variable of many',
      (n) => set('jwt_secret', or(env(`JWT_SECRET_${n}`, `weak${n}`), read('jwt_secret'))),
      { behind: sign(read('jwt_secret')) },
    ),
    program('reads', (n) => set(`jwt_secret_${n}`, env(`JWT_SECRET_${n}`, `weak${n}`))),
    program('reads of one name', (n) => set(`jwt_secret_${n}`, env('JWT_SECRET', `weak${n}`))),
    program('classes', type),
    program('classes of one name', () => type(1)),
    program('tests of the stage', stop, { behind: sign(read('a0')) }),
    program('tests of the stage and calls', (n) => stop(n) + sign(`"weak${n}"`)),
    program('logs', (n) => log(env(`JWT_SECRET_${n}`, 'a'))),
    program('logs of one', () => log(read('jwt_secret')), { before: set('jwt_secret', '"weak"') }),
    program('a map', entry, { before: open, behind: close }),
    program('checks', (n) => check(`"weak${n}"`)),
    program('checks with one', () => check(read('jwt_secret')), {
      before: set('jwt_secret', '"weak"'),
    }),
    program('named secrets', (n) => set(`jwt_secret_${n}`, `"weak${n}Zk3m9Qp1vX7"`)),
    program('one named secret', (n) => set('jwt_secret', `"weak${n}Zk3m9Qp1vX7"`)),
    ...(setting ? [program('settings', setting)] : []),
  ];
}
