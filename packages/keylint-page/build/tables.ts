// Rows of libraries, of values and of logs are data, and so is how languages write comments and texts: most of what their
// readers weigh. On the page they are one compressed table beside the word lists, not part of the script. Modules that
// export a function stay code.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { type Plugin, rolldown } from 'rolldown';
import { fromTable, toTable } from '../src/table-text.ts';
import { withoutExamples } from './without-examples.ts';

const rowFiles =
  /^(?:scan\/(?:libraries\/javascript|languages\/\w+\/libraries)\/[\w-]+|scan\/languages\/\w+\/(?:values|logs)|scan\/searches|lexis\/lexicons)\.ts$/;

export interface Tables {
  /** Puts a look into the table in the place of each module of rows. */
  readonly plugin: Plugin;
  /** What modules export, by the names of module and export. */
  json(): string;
}

/** `here`: the package. */
export function tablesAsData(here: string): Tables {
  const src = resolve('src');
  const tables: Record<string, unknown> = {};
  const modules = new Map<string, readonly string[]>();
  return {
    json: () => toTable(tables),
    plugin: {
      name: 'tables-as-data',
      async buildStart() {
        for (const [file, rows] of await evaluate(src)) {
          const names = Object.keys(rows).filter((name) => isPlain(rows[name]));
          if (names.length < Object.keys(rows).length) continue;
          modules.set(
            join(src, file),
            names.map((name) => `${file} ${name}`),
          );
          for (const name of names) tables[`${file} ${name}`] = rows[name];
        }
      },
      load(id) {
        const keys = modules.get(id);
        if (!keys) return undefined;
        const from = JSON.stringify(resolve(here, 'src/app/tables.ts'));
        const lines = keys.map((key) => {
          const name = key.slice(key.indexOf(' ') + 1);
          return `export const ${name} = table(${JSON.stringify(key)});`;
        });
        return { code: [`import { table } from ${from};`, ...lines].join('\n'), moduleType: 'js' };
      },
    },
  };
}

/** Modules of rows, run as they are: what they export, by file. */
async function evaluate(
  src: string,
): Promise<readonly (readonly [file: string, rows: Record<string, unknown>])[]> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => rowFiles.test(file))
    .sort();
  const input = Object.fromEntries(files.map((file, index) => [`m${index}`, join(src, file)]));
  const directory = mkdtempSync(resolve('node_modules/.keylint-tables-'));
  try {
    const build = await rolldown({ input, platform: 'node', plugins: [withoutExamples()] });
    await build.write({
      dir: directory,
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
    });
    await build.close();
    return await Promise.all(
      files.map(async (file, index) => {
        const url = pathToFileURL(join(directory, `m${index}.mjs`)).href;
        // The cast: a module has named exports of any kind.
        return [file, { ...((await import(url)) as Record<string, unknown>) }] as const;
      }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Whether the table says all of it: texts, numbers, lists, objects and patterns; no functions or sets. */
function isPlain(value: unknown): boolean {
  return typeof value === 'object' && isDeepStrictEqual(fromTable(toTable(value)), value);
}
