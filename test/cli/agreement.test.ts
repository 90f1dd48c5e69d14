/** What a person who types `node cli/agreement.ts check` can rely on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENCIES } from '../../local/registry/agencies.ts';
import { versionHash } from '../../rules/sharing/agreement.ts';
import type { Agreement } from '../../schemas/contract/agreement/agreement.ts';

const ROOT = join(import.meta.dirname, '../..');
const published = (id: string) => join(ROOT, 'agreements', `${id}.json`);
const FIVE = [
  'MD-CAMHS-003',
  'MD-SBCU-001',
  'MD-SUT-002',
  'MD-SUT-004',
  'MD-VCS-005',
].map(published);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'divan-agreement-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'cli/agreement.ts'), 'check', ...args],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
};

const saved = (name: string, value: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};

/** The Sutton agreement with one thing changed. */
const changed = (
  name: string,
  change: (agreement: Agreement) => void,
): string => {
  const agreement = JSON.parse(
    readFileSync(published('MD-SUT-002'), 'utf8'),
  ) as Agreement;
  change(agreement);
  return saved(name, agreement);
};

describe('divan agreement check', () => {
  it('accepts the five agreements together, each with its version hash and that all have signed', () => {
    const { status, stdout } = check(...FIVE);
    expect(status).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[5]).toBe(
      "no --agencies: each agency's sector and regime were taken on the agreements' own word",
    );
    for (const [i, file] of FIVE.entries()) {
      const { terms } = JSON.parse(readFileSync(file, 'utf8')) as Agreement;
      expect(lines[i]).toBe(
        `${file} OK ${terms.id} v1 ${versionHash(terms)} signed by every party`,
      );
    }
  });

  it('refuses an agreement that releases to a panel which no file declares', () => {
    const { status, stdout } = check(published('MD-CAMHS-003'));
    expect(status).toBe(1);
    expect(stdout).toContain(
      '  flows /terms/flows/6/to C7: no agreement declares panel:sutton\n',
    );
  });

  it('refuses one of several and still answers for the others', () => {
    const bad = changed('review.json', ({ terms }) => {
      terms.reviewOn = '2028-04-01';
    });
    const { status, stdout } = check(bad, published('MD-VCS-005'));
    expect(status).toBe(1);
    expect(stdout).toContain(
      `${bad} REFUSED\n  reviewOn /terms/reviewOn review 2028-04-01 is past the end 2028-03-31\n`,
    );
    expect(stdout).toContain('MD-VCS-005.json OK MD-VCS-005 v1');
  });

  it('refuses an active agreement whose terms changed after they were signed', () => {
    const file = changed('edited.json', ({ terms }) => {
      terms.title = `${terms.title}, amended`;
    });
    const { status, stdout } = check(file);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      / {2}signatures \/signatures\/0\/versionHash met-police has not signed version [0-9a-f]{64}\n/,
    );
    expect(stdout).toMatch(
      / {2}signatures \/signatures\/1\/versionHash sutton-yjs has not signed version /,
    );
  });

  it('accepts a draft that waits for a signature and says whose', () => {
    const file = changed('draft.json', (agreement) => {
      agreement.status = 'DRAFT';
      agreement.signatures.pop();
    });
    const { status, stdout } = check(file);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /OK MD-SUT-002 v1 [0-9a-f]{64} not yet signed by sutton-yjs\n/,
    );
  });

  it('takes a registry of agencies at its word and no agreement at its own', () => {
    const all = AGENCIES.map(({ id, sector, regime }) => ({
      id,
      sector,
      regime,
    }));
    const registered = check(...FIVE, '--agencies', saved('all.json', all));
    expect(registered.status).toBe(0);
    expect(registered.stdout).not.toContain('own word');

    const without = all.filter(({ id }) => id !== 'sutton-yjs');
    const { status, stdout } = check(
      published('MD-SUT-002'),
      '--agencies',
      saved('some.json', without),
    );
    expect(status).toBe(1);
    expect(stdout).toContain(
      '  parties /terms/parties/1/agency unknown agency sutton-yjs\n',
    );
  });

  it('refuses a party that the registry knows as another kind, which without a registry nobody could tell', () => {
    const all = AGENCIES.map(({ id, sector, regime }) => ({
      id,
      sector,
      regime,
    }));
    const file = changed('relabelled.json', (agreement) => {
      agreement.status = 'DRAFT';
      for (const party of agreement.terms.parties)
        if (party.agency === 'sutton-yjs') party.sector = 'EDUCATION';
    });
    expect(check(file).status).toBe(0);
    const { status, stdout } = check(
      file,
      '--agencies',
      saved('all.json', all),
    );
    expect(status).toBe(1);
    expect(stdout).toContain(
      '  parties /terms/parties/1/sector sutton-yjs is known as YOUTH_JUSTICE, not EDUCATION\n',
    );
  });

  it('refuses two agreements that describe one agency differently', () => {
    const file = changed('differently.json', (agreement) => {
      agreement.status = 'DRAFT';
      for (const party of agreement.terms.parties)
        if (party.agency === 'sutton-yjs') party.sector = 'EDUCATION';
    });
    const { status, stdout } = check(published('MD-SUT-004'), file);
    expect(status).toBe(1);
    expect(stdout).toContain(
      `${file} REFUSED\n  parties /terms/parties/1/sector sutton-yjs is known as YOUTH_JUSTICE`,
    );
  });

  it('refuses a registry of bare ids', () => {
    const { status, stderr } = check(
      published('MD-SUT-002'),
      '--agencies',
      saved('ids.json', ['met-police']),
    );
    expect(status).toBe(1);
    expect(stderr).toContain('ids.json is no array of {id, sector, regime}');
  });

  it.each([
    ['no file', [], 'usage'],
    ['a file that is not there', ['nowhere.json'], 'nowhere.json'],
    [
      'a file that is not JSON',
      [join(ROOT, 'cli/agreement.ts')],
      'is not JSON',
    ],
    ['an option it does not know', ['--force'], '--force'],
  ])('given %s, it fails and says so', (_what, args, message) => {
    const { status, stderr } = check(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });
});
