// Commands of scripts that hand a value to a store of secrets or to a chart: `gh secret set`, `aws ssm put-parameter`,
// `wrangler secret put`, `helm --set`.
import { endOfWord, wordValue } from './assignments.ts';
import type { DefinitionCollector } from './definitions.ts';
import type { StoredText } from './stored-text.ts';

const name = String.raw`["']?(?:[\w./-]{0,80}\/)?(?<name>[A-Za-z_][\w-]{0,100})["']?`;
const rest = String.raw`(?:\\\r?\n|[^\n;&|]){0,150}?`;
const command = String.raw`(?<![\w./-])(?:gh|glab|az|aws|gcloud|wrangler|vercel|netlify|doppler|vault)`;

/** Each ends where the value begins. */
const setters: readonly RegExp[] = [
  // gh secret set NAME --body VALUE, glab variable set NAME -v VALUE
  new RegExp(
    `${command}\\s+(?:secret|variable)\\s+set\\s+${name}\\s${rest}(?<=\\s)(?:--body|--value|-b|-v)[\\s=]+`,
    'g',
  ),
  // aws ssm put-parameter --name NAME --value VALUE, az keyvault secret set --name NAME --value VALUE
  new RegExp(
    `${command}\\s${rest}(?<=\\s)(?:--name|--secret-id|-n)[\\s=]+${name}\\s${rest}(?<=\\s)(?:--value|--secret-string)[\\s=]+`,
    'g',
  ),
  // vercel env add NAME production <<< VALUE
  new RegExp(
    `${command}\\s+(?:secret|env)\\s+(?:put|add|set)\\s+${name}(?=[\\s<])${rest}<<<\\s*`,
    'g',
  ),
];

/** echo VALUE | wrangler secret put NAME */
const piped = new RegExp(
  String.raw`(?<![\w-])(?:echo(?:\s+-n)?|printf(?:\s+["']?%s["']?)?)\s+(?<value>"[^"\n$\`\\]{1,300}"|'[^'\n]{1,300}'|[^\s"'$\`\\|;&]{1,300})\s*\|\s*(?:npx\s+|pnpm\s+|bunx\s+)?(?:wrangler|vercel|gh|gcloud|aws|flyctl|fly)\s+(?:secrets?|env)\s+(?:put|add|set|create)\s+${name}(?![\w-])`,
  'dg',
);

/** helm upgrade --set auth.jwtSecret=VALUE,other=... */
const chartCommand = /(?<![\w.-])helm\s(?:\\\r?\n|[^\n;&|])*/g;
const chartValues = /(?<=\s)--set(?:-string|-literal)?[\s=]+(?<quote>["']?)(?=[\w.-]{1,200}=)/g;
const chartName = /(?<name>[A-Za-z_][\w.-]{0,200})=/y;

/** Adds what such commands of a script set. */
export function addSecretCommands(script: StoredText, collector: DefinitionCollector): void {
  const { text, start } = script;
  const add = (space: 'env' | 'setting', key: string, value: StoredText, from: number): void => {
    if (value.text === '' || value.text.startsWith('-') || collector.isFull) return;
    collector.add({ space, name: key, value, start: start + from, end: value.end });
  };
  for (const setter of setters) {
    for (const found of text.matchAll(setter)) {
      const from = found.index + found[0].length;
      const value = wordValue(script, from, endOfWord(text, from));
      add('env', found.groups?.name ?? '', value, found.index);
    }
  }
  for (const found of text.matchAll(piped)) {
    const from = found.indices?.groups?.value?.[0] ?? found.index;
    const value = wordValue(script, from, endOfWord(text, from));
    add('env', found.groups?.name ?? '', value, found.index);
  }
  for (const chart of text.matchAll(chartCommand)) {
    for (const found of chart[0].matchAll(chartValues)) {
      const stop = found.groups?.quote ? /[,"']/ : /[\s,;&|)]/;
      chartName.lastIndex = chart.index + found.index + found[0].length;
      for (let key = chartName.exec(text); key; key = chartName.exec(text)) {
        const from = chartName.lastIndex;
        const word = endOfWord(text, from, stop);
        add('setting', key.groups?.name ?? '', wordValue(script, from, word), key.index);
        if (text[word.to] !== ',') break;
        chartName.lastIndex = word.to + 1;
      }
    }
  }
}
