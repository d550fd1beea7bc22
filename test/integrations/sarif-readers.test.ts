// What SonarQube, DefectDojo and reviewdog take from SARIF, as their documentation and sources have it: each reads other
// fields, and none may find them empty.
import { describe, expect, test } from 'vitest';
import { renderSarif } from '../../src/report/sarif.ts';
import {
  makeDemoReport,
  makeFinding,
  makePlace,
  makeReport,
  plainOptions,
} from '../report/sample.ts';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Region;
  };
}
interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly version?: string;
        readonly semanticVersion?: string;
        readonly rules: readonly {
          readonly id: string;
          readonly name: string;
          readonly shortDescription: { readonly text: string };
          readonly fullDescription: { readonly text: string };
          readonly help: { readonly text: string; readonly markdown: string };
          readonly helpUri: string;
          readonly defaultConfiguration: { readonly level: string };
          readonly properties: {
            readonly tags: readonly string[];
            readonly 'security-severity': string;
          };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly Location[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly suppressions?: readonly unknown[];
    }[];
  }[];
}

// The cast: the SARIF tests hold the form.
const sarif = JSON.parse(renderSarif(makeDemoReport(), plainOptions)) as Sarif;
const [run] = sarif.runs;
const results = run?.results ?? [];
const rules = run?.tool.driver.rules ?? [];

test('there is something to read', () => {
  expect(sarif.version).toBe('2.1.0');
  expect(results.length).toBeGreaterThan(3);
});

// https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/importing-external-issues/importing-issues-from-sarif-reports
describe('SonarQube', () => {
  test.each(results.map((result, index) => [index, result] as const))('result %i', (_, result) => {
    expect(run?.tool.driver.name).toBe('keylint');
    expect(result.ruleId).toMatch(/^[\w-]+$/);
    expect(result.message.text).not.toBe('');
    expect(['warning', 'error', 'note', 'none']).toContain(result.level);
    const [location] = result.locations;
    const { uri, uriBaseId } = location?.physicalLocation.artifactLocation ?? { uri: '' };
    // It looks the file up below the root of the project.
    expect(uri).toMatch(/^(?![/.]{2}|[a-z]+:|\/)/);
    expect(uriBaseId).toBeUndefined();
    const region = location?.physicalLocation.region;
    expect(region?.startLine).toBeGreaterThan(0);
    // An empty range makes it refuse the issue.
    expect([region?.endLine, region?.endColumn]).not.toEqual([
      region?.startLine,
      region?.startColumn,
    ]);
  });

  test('a rule has what an ad-hoc rule of an external engine shows', () => {
    for (const { id, shortDescription, fullDescription, properties } of rules) {
      expect(id).not.toBe('');
      expect(shortDescription.text).not.toBe('');
      expect(fullDescription.text).not.toBe('');
      expect(Number(properties['security-severity'])).toBeGreaterThan(0);
    }
  });
});

// dojo/tools/sarif/parser.py of DefectDojo
describe('DefectDojo', () => {
  test('every result leads to its rule, a severity, a weakness and a hash that stays', () => {
    for (const { ruleId, ruleIndex, partialFingerprints, suppressions } of results) {
      const rule = rules[ruleIndex];
      expect(rule?.id).toBe(ruleId);
      // `security-severity` counts before the level; the weakness is found by its number in the tags.
      expect(Number(rule?.properties['security-severity'])).not.toBeNaN();
      const weaknesses = rule?.properties.tags.flatMap((tag) => /cwe-?(\d+)/i.exec(tag)?.[1] ?? []);
      expect(weaknesses).not.toEqual([]);
      expect(Object.values(partialFingerprints).every((value) => value !== '')).toBe(true);
      expect(Object.keys(partialFingerprints)).not.toEqual([]);
      // A result with suppressions is imported as a false positive.
      expect(suppressions ?? []).toEqual([]);
    }
  });

  test('the description and the help are texts of their own', () => {
    for (const { help, helpUri, fullDescription } of rules) {
      expect(help.text).toContain(fullDescription.text.slice(0, 20));
      expect(helpUri).toMatch(/^https:/);
    }
  });
});

// parser/sarif.go of reviewdog
describe('reviewdog', () => {
  test('shows a result at its lines, with severity and a link', () => {
    for (const { level, message, locations, ruleIndex } of results) {
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).not.toBe('');
      expect(
        decodeURIComponent(locations[0]?.physicalLocation.artifactLocation.uri ?? ''),
      ).not.toBe('');
      expect(rules[ruleIndex]?.helpUri).toMatch(/^https:/);
    }
  });

  test('a name with spaces and signs is one address', () => {
    const path = 'a b/ü#1?.env';
    const report = makeReport([makeFinding({ ...makePlace(path, 3, 2, 8), path, line: 3 })]);
    const one = JSON.parse(renderSarif(report, plainOptions)) as Sarif;
    const location = one.runs[0]?.results[0]?.locations[0]?.physicalLocation;
    expect(decodeURIComponent(location?.artifactLocation.uri ?? '')).toBe(path);
    expect(location?.artifactLocation.uri).not.toMatch(/[\s#?]/);
  });
});
