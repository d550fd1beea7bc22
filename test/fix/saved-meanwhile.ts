// Runs a command again and again and saves a file just before its first, second, third ... call to the file system.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { createProject, type TestProject } from './project.ts';

export interface SavedOptions {
  readonly how: 'in place' | 'by a rename';
  readonly command: 'fix' | 'undo' | 'rotate' | 'generate';
  /** Only calls that name the file, or what waits for it: those that a save could come between. */
  readonly isNear: boolean;
}

export interface SavedCounts {
  positions: number;
  /** `built`: on what was saved; `refused`: nothing but what was saved; `late`: saved when all was done. */
  readonly outcomes: { built: number; refused: number; late: number };
  readonly broken: string[];
}

const code =
  "const jwt=require('jsonwebtoken');\njwt.sign({},process.env.JWT_SECRET,{expiresIn:'1h'});\n";
const first = 'JWT_SECRET=weaksecret1\nDB_HOST=localhost\n';
const saved =
  '# saved by an editor\nDB_PASSWORD=precious\nJWT_SECRET=weaksecret1\nDB_HOST=localhost\n';
const built =
  /^# saved by an editor\nDB_PASSWORD=precious\nJWT_SECRET="?[\w-]{43}"?\n(?:JWT_SECRET_PREVIOUS=weaksecret1\n)?DB_HOST=localhost\n$/;

const commands = {
  fix: ['--fix', '--no-config'],
  undo: ['undo'],
  rotate: ['rotate', 'JWT_SECRET'],
  generate: ['generate', '--env-name', 'JWT_SECRET', '--write', '.env', '--force'],
} as const;

export async function savedAtEveryStep(options: SavedOptions): Promise<SavedCounts> {
  const counts: SavedCounts = {
    positions: 0,
    outcomes: { built: 0, refused: 0, late: 0 },
    broken: [],
  };
  const project = createProject({ '.gitignore': '.env\n', 'a.js': code });
  try {
    for (let position = 1; ; position++) {
      const isOver = await savedAt(project, position, options, counts);
      if (isOver) return counts;
      counts.positions = position;
    }
  } finally {
    project.remove();
  }
}

/** Whether the command ended before it came to that call. */
async function savedAt(
  project: TestProject,
  position: number,
  { how, command, isNear }: SavedOptions,
  { outcomes, broken }: SavedCounts,
): Promise<boolean> {
  fs.rmSync(project.stateDirectory, { recursive: true, force: true });
  project.write('.env', first);
  if (command === 'undo') await project.run(...commands.fix);
  const spy = watchCalls(position, isNear ? '.env' : undefined, () =>
    save(join(project.root, '.env'), how),
  );
  const { code: exit, stderr } = await project.run(...commands[command]).finally(spy.stop);
  if (spy.at() === undefined) return true;
  const text = project.read('.env');
  const where = `${command}, saved ${how} before call ${position} (${spy.at()}): exit ${exit}`;
  if (built.test(text)) outcomes.built++;
  else if (text !== saved) broken.push(`${where}: lost: ${stderr}`);
  else if (exit === 2) outcomes.refused++;
  else outcomes.late++;
  // Between the last look and the end of the run a save is simply the next change of the file.
  if (outcomes.late > 0 && (text !== saved || exit === 2)) broken.push(`${where}: late, then not`);
  broken.push(...strays(project).map((name) => `${where}: stray ${name}`));
  return false;
}

function save(file: string, how: SavedOptions['how']): void {
  if (how === 'in place') fs.writeFileSync(file, saved);
  else {
    fs.writeFileSync(`${file}.editor`, saved);
    fs.renameSync(`${file}.editor`, file);
  }
}

function strays(project: TestProject): string[] {
  const waiting = join(project.root, '.git/keylint');
  return [
    ...project.git('ls-files', '--others', '--exclude-standard').split('\n').filter(Boolean),
    ...(fs.existsSync(waiting) ? fs.readdirSync(waiting) : []),
  ];
}

/** Calls `act` once, before the call to node:fs of that number; with `near`, only calls with that in a path count. */
function watchCalls(position: number, near: string | undefined, act: () => void) {
  const originals = new Map<string, unknown>();
  let count = 0;
  let at: string | undefined;
  let isBusy = false;
  for (const [name, original] of Object.entries(fs)) {
    if (typeof original !== 'function' || !name.endsWith('Sync')) continue;
    originals.set(name, original);
    const watched = (...args: unknown[]): unknown => {
      const isCounted = near === undefined || args.some((arg) => isNear(arg, near));
      if (!isBusy && isCounted) {
        if (++count === position) {
          isBusy = true;
          act();
          at = name;
          isBusy = false;
        }
      }
      return Reflect.apply(original, fs, args);
    };
    // realpathSync.native and its like stay as they are.
    Reflect.set(fs, name, Object.assign(watched, original));
  }
  syncBuiltinESMExports();
  return {
    at: () => at,
    stop() {
      for (const [name, original] of originals) Reflect.set(fs, name, original);
      syncBuiltinESMExports();
    },
  };
}

function isNear(argument: unknown, near: string): boolean {
  return (
    typeof argument === 'string' && (argument.endsWith(near) || argument.includes('.keylint-'))
  );
}
