/** What the five agreements of the synthetic exchange promise, read from the very files that it executes. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AGENCIES } from '../../local/registry/agencies.ts';
import { loadAgreements } from '../../local/registry/agreements.ts';
import { canonical, sha256 } from '../../rules/canonical.ts';
import {
  liveAgreement,
  notInForce,
  versionHash,
} from '../../rules/sharing/agreement.ts';
import {
  agenciesAsStated,
  breachLine,
  readAgreementSet,
} from '../../rules/sharing/agreement-set.ts';
import type { Agreement } from '../../schemas/contract/agreement/agreement.ts';
import { readAgreement } from '../../schemas/contract/agreement/agreement-clauses.ts';
import { BOROUGHS } from '../../schemas/vocabulary/codes.ts';

const FOLDER = join(import.meta.dirname, '../../agreements');
const files = readdirSync(FOLDER).sort();
const raw = new Map(
  files.map((file) => [
    file,
    JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Agreement,
  ]),
);
const agreements = [...raw.values()];
const flows = agreements.flatMap(({ terms }) =>
  terms.flows.map((flow) => ({ ...flow, agreement: terms.id })),
);

const agencies = new Map(AGENCIES.map((agency) => [agency.id, agency]));
const sectorOf = new Map(AGENCIES.map(({ id, sector }) => [id, sector]));
const members = new Map(
  agreements.flatMap(({ terms }) =>
    terms.panels.map((panel) => [panel.id, panel.members]),
  ),
);
const panelsOfOthers = (file: string) =>
  new Map(
    [...raw].flatMap(([name, { terms }]) =>
      name === file ? [] : terms.panels.map((p) => [p.id, p.members]),
    ),
  );

const NOW = Date.parse('2026-11-23T10:00:00Z');

const named = (id: string): Agreement => {
  const found = agreements.find(({ terms }) => terms.id === id);
  if (!found) throw new Error(`no agreement ${id}`);
  return found;
};

describe('the agreements of the exchange', () => {
  it('are the five that were agreed, and every file of the folder is one of them', () => {
    expect(files).toEqual([
      'MD-CAMHS-003.json',
      'MD-SBCU-001.json',
      'MD-SUT-002.json',
      'MD-SUT-004.json',
      'MD-VCS-005.json',
    ]);
    expect(loadAgreements()).toEqual(agreements);
  });

  it.each(files)('%s is complete and sound beside the others', (file) => {
    const read = readAgreement(raw.get(file), {
      agencies,
      panels: panelsOfOthers(file),
    });
    expect(read).toMatchObject({ ok: true });
  });

  it.each(files)(
    '%s is read as it is written, so that the version signed is the version executed',
    (file) => {
      const read = readAgreement(raw.get(file), {
        agencies,
        panels: panelsOfOthers(file),
      });
      expect(read.ok && canonical(read.agreement)).toBe(
        canonical(raw.get(file)),
      );
    },
  );

  describe.each(agreements)('$terms.id', (agreement) => {
    const { terms, signatures, documentHash } = agreement;

    it('is signed once by every party, over these terms and over the signed document, before it begins', () => {
      expect(documentHash).toBe(
        sha256(`synthetic signed document ${terms.id} v1`),
      );
      expect(signatures.map(({ agency }) => agency)).toEqual(
        terms.parties.map(({ agency }) => agency),
      );
      for (const signature of signatures) {
        expect(signature).toMatchObject({
          versionHash: versionHash(terms),
          documentHash,
        });
        expect(signature.signedAt < terms.startsOn).toBe(true);
      }
    });

    it('is in force on 23 November 2026, until its review and no longer', () => {
      const live = liveAgreement(agreement);
      expect(notInForce(live, NOW)).toEqual([]);
      expect(
        notInForce(live, Date.parse(`${terms.reviewOn}T12:00:00Z`)),
      ).toEqual([]);
      const dayAfterReview =
        Date.parse(`${terms.reviewOn}T12:00:00Z`) + 86_400_000;
      expect(notInForce(live, dayAfterReview)).toEqual([
        'AGREEMENT_REVIEW_OVERDUE',
      ]);
    });

    it('erases every category that it lets flow', () => {
      const erased = new Set(
        terms.retention
          .filter(({ action }) => action === 'ERASE')
          .map(({ category }) => category),
      );
      for (const { category } of terms.flows)
        expect(erased).toContain(category);
    });

    it('has a flow for each purpose that it lists', () => {
      const served = new Set(terms.flows.flatMap(({ purposes }) => purposes));
      expect([...served].sort()).toEqual(
        terms.purposes.map(({ code }) => code).sort(),
      );
    });

    it('prohibits what could never be allowed to flow: the source of an incident and a Guardian approval', () => {
      const everyone = terms.prohibitions.filter(
        ({ from, to, fields, purposes }) =>
          !from && !to && !fields && !purposes,
      );
      expect(everyone.map(({ category }) => category)).toEqual(
        expect.arrayContaining(['incidentSource', 'approval']),
      );
    });

    it('has no flow that one of its own prohibitions contradicts', () => {
      const prohibited = terms.prohibitions.map(({ category }) => category);
      expect(
        terms.flows.filter(({ category }) => prohibited.includes(category)),
      ).toEqual([]);
    });

    it('states for every flow of police data the law that authorises it', () => {
      const silent = terms.flows.filter(
        (flow) => flow.from.includes('met-police') && !flow.authorisedByLaw,
      );
      expect(silent).toEqual([]);
    });
  });
});

describe('a folder of agreements', () => {
  it('is refused as a whole, with every breach of every file by its clause', () => {
    const folder = mkdtempSync(join(tmpdir(), 'divan-agreements-'));
    try {
      cpSync(FOLDER, folder, { recursive: true });
      const save = (file: string, text: string) =>
        writeFileSync(join(folder, file), text);
      const { terms, ...rest } = named('MD-SUT-002');
      save(
        'MD-SUT-002.json',
        JSON.stringify({
          ...rest,
          terms: { ...terms, reviewOn: '2028-04-01' },
        }),
      );
      save(
        'MD-SUT-003.json',
        JSON.stringify({ ...rest, terms: { ...terms, area: [] } }),
      );
      save('MD-SUT-005.json', JSON.stringify(named('MD-VCS-005')));
      save('MD-SUT-006.json', JSON.stringify(named('MD-SUT-004')));
      save('MD-SUT-007.json', '{');
      expect(refusalOf(folder)).toEqual([
        'agreements refused:',
        '  MD-SUT-002.json reviewOn /terms/reviewOn review 2028-04-01 is past the end 2028-03-31',
        expect.stringMatching(/^ {2}MD-SUT-003\.json area \/terms\/area /),
        '  MD-SUT-004.json panels /terms/panels/0 panel sutton is declared by another agreement',
        '  MD-SUT-004.json id /terms/id another file is MD-SUT-004 too',
        '  MD-SUT-005.json id /terms/id another file is MD-VCS-005 too',
        '  MD-SUT-006.json panels /terms/panels/0 panel sutton is declared by another agreement',
        '  MD-SUT-006.json id /terms/id another file is MD-SUT-004 too',
        expect.stringMatching(/^ {2}MD-SUT-007\.json agreement {2}/),
        '  MD-VCS-005.json id /terms/id another file is MD-VCS-005 too',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const refusalOf = (folder: string): string[] => {
    try {
      loadAgreements(folder);
    } catch (error) {
      return error instanceof Error ? error.message.split('\n') : [];
    }
    return [];
  };
});

describe('agreements read as a set', () => {
  const set = (change?: (copy: Map<string, Agreement>) => void) => {
    const copy = structuredClone(raw);
    change?.(copy);
    return readAgreementSet(
      [...copy].map(([name, document]) => ({ name, raw: document })),
      agencies,
    );
  };
  const change = (name: string, how: (agreement: Agreement) => void) =>
    set((copy) => {
      const found = copy.get(name);
      if (found) how(found);
    });
  const refusal = (read: ReturnType<typeof set>) =>
    read.ok
      ? []
      : read.breaches.map((found) => `${found.file} ${breachLine(found)}`);

  it('are returned in the order of their files', () => {
    expect(set()).toEqual({ ok: true, agreements });
  });

  it('are refused where a signature is over another version, beside the sound ones', () => {
    const read = change('MD-SUT-002.json', ({ terms }) => {
      terms.title = `${terms.title}, amended`;
    });
    expect(refusal(read)).toEqual([
      expect.stringMatching(
        /^MD-SUT-002\.json signatures \/signatures\/0\/versionHash met-police has not signed version [0-9a-f]{64}$/,
      ),
      expect.stringMatching(
        /^MD-SUT-002\.json signatures \/signatures\/1\/versionHash sutton-yjs /,
      ),
    ]);
    expect(read.ok ? [] : read.sound.map(({ file }) => file)).toEqual(
      files.filter((name) => name !== 'MD-SUT-002.json'),
    );
  });

  it('may hold a draft whose signatures are still over what it was', () => {
    const read = change('MD-SUT-002.json', (agreement) => {
      agreement.status = 'DRAFT';
      agreement.terms.title = 'A draft';
    });
    expect(read.ok).toBe(true);
  });

  it('are refused where two files are one agreement, whatever the files are called', () => {
    const twice = set((copy) => copy.set('other.json', named('MD-VCS-005')));
    expect(refusal(twice)).toEqual([
      'MD-VCS-005.json id /terms/id another file is MD-VCS-005 too',
      'other.json id /terms/id another file is MD-VCS-005 too',
    ]);
  });

  it('are refused where one releases to the panel of another that has a member who did not join', () => {
    const read = change('MD-SUT-004.json', (agreement) => {
      agreement.status = 'DRAFT';
      const { parties, lawfulBases, panels } = agreement.terms;
      parties.push({
        ...parties[1],
        agency: 'sutton-social-care',
        sector: 'SOCIAL_CARE',
      } as (typeof parties)[number]);
      lawfulBases.push({
        party: 'sutton-social-care',
        sch1: [],
        art6: 'UK GDPR Art 6(1)(e)',
      });
      panels[0]?.members.push('sutton-social-care');
    });
    expect(
      new Set(
        refusal(read).map((line) => line.replace(/\d+\/to C\d+/, 'n/to')),
      ),
    ).toEqual(
      new Set([
        'MD-CAMHS-003.json flows /terms/flows/n/to: sutton-social-care sits on panel:sutton and is not a party',
      ]),
    );
  });

  it.each([
    ['sector', 'croydon-social-care', 'EDUCATION', 'SOCIAL_CARE'],
    ['regime', 'met-police', 'UKGDPR', 'PART3'],
  ] as const)(
    'are refused where a party labels its own %s: %s as %s',
    (label, agency, own, registered) => {
      const read = change('MD-SBCU-001.json', ({ terms }) => {
        for (const party of terms.parties)
          if (party.agency === agency) Object.assign(party, { [label]: own });
      });
      expect(refusal(read)).toContainEqual(
        expect.stringContaining(
          `${agency} is known as ${registered}, not ${own}`,
        ),
      );
    },
  );

  it('describe an agency as the first file does that has it, and an operator as the party that it is', () => {
    const [first, ...others] = [...raw].map(([name, document]) => ({
      name,
      raw: structuredClone(document),
    }));
    const [party] = first?.raw.terms.parties ?? [];
    if (!first || !party) throw new Error('no party');
    Object.assign(party, { sector: 'VOLUNTARY' });
    first.raw.terms.operation.operator = party.agency;
    const sectorIn = (...set: typeof others): string | undefined =>
      agenciesAsStated(set).get(party.agency)?.sector;
    expect(sectorIn(first, ...others)).toBe('VOLUNTARY');
    expect(sectorIn(...others, first)).toBe(sectorOf.get(party.agency));
  });

  it('describe their agencies as the registry does', () => {
    const stated = agenciesAsStated(
      [...raw].map(([name, document]) => ({ name, raw: document })),
    );
    for (const [id, { sector, regime }] of stated)
      expect(agencies.get(id)).toMatchObject({ sector, regime });
    expect(stated.size).toBe(AGENCIES.length - 1); // Sutton social care is outside.
  });

  it('cannot forge a line of the report that refuses them', () => {
    const read = change('MD-VCS-005.json', ({ terms }) => {
      Object.assign(terms, { 'x\nMD-VCS-005.json OK\u202e': 1 });
    });
    expect(refusal(read)).toEqual([
      'MD-VCS-005.json terms /terms/x\\u{a}MD-VCS-005.json OK\\u{202e} no such part',
    ]);
  });
});

describe('what no agreement allows', () => {
  it('the source of an incident has no flow at all', () => {
    expect(
      flows.filter(({ category }) => category === 'incidentSource'),
    ).toEqual([]);
  });

  it('a Caldicott Guardian approval has no flow at all', () => {
    expect(flows.filter(({ category }) => category === 'approval')).toEqual([]);
  });

  it('Sutton social care is a party to nothing and is reached by nothing', () => {
    expect(JSON.stringify(agreements)).not.toContain('sutton-social-care');
  });

  it('no health or social care flow rests on the serious violence duty', () => {
    const barred = flows.filter(({ from }) =>
      from.some((id) => /HEALTH|SOCIAL_CARE/.test(sectorOf.get(id) ?? '')),
    );
    expect(barred.length).toBeGreaterThan(0);
    expect(barred.filter(({ gateway }) => gateway === 'PCSC_S16')).toEqual([]);
  });

  it('only what goes to a panel for its selection may be printed, and never a flag or an identifier', () => {
    for (const { to, category, purposes } of flows.filter(
      ({ printable }) => printable,
    )) {
      expect(to.every((recipient) => recipient.startsWith('panel:'))).toBe(
        true,
      );
      expect(purposes).toEqual(['PANEL_SELECTION']);
      expect([
        'identity',
        'incident',
        'involvement',
        'view',
        'approach',
      ]).toContain(category);
    }
  });

  it('monitoring sees status, dates and grades, never narrative, names or contacts', () => {
    const seen = flows.filter(({ purposes }) =>
      purposes.includes('MONITORING'),
    );
    expect([...new Set(seen.flatMap(({ fields }) => fields))].sort()).toEqual([
      'additionalOffences',
      'aggressionReported',
      'assessedOn',
      'assessmentTool',
      'background',
      'borough',
      'endedOn',
      'ethnicity',
      'incidentOn',
      'incidentRelation',
      'incidentType',
      'knownToService',
      'priorContact',
      'riskToOthers',
      'safetyAndWellbeing',
      'sex',
      'startedOn',
      'status',
      'subjectCategory',
      'venue',
    ]);
    expect(
      seen.every(({ to }) =>
        to.every((recipient) => recipient.startsWith('panel:')),
      ),
    ).toBe(true);
  });
});

describe('the panels', () => {
  it('are two, each declared once, and convened by the police', () => {
    const declared = agreements.flatMap(({ terms }) =>
      terms.panels.map(({ id, host }) => [id, host, terms.id]),
    );
    expect(declared).toEqual([
      ['south-bcu', 'met-police', 'MD-SBCU-001'],
      ['sutton', 'met-police', 'MD-SUT-004'],
    ]);
  });

  it.each(agreements)(
    'every member signs $terms.id where it releases to their panel',
    ({ terms }) => {
      const recipients = new Set(
        terms.flows
          .flatMap(({ to }) => to)
          .filter((to) => to.startsWith('panel:')),
      );
      const parties = terms.parties.map(({ agency }) => agency);
      for (const recipient of recipients) {
        expect(parties).toEqual(
          expect.arrayContaining(
            members.get(recipient.slice('panel:'.length)) ?? ['no such panel'],
          ),
        );
      }
    },
  );

  it('hear a partner about children of its own borough, present or former', () => {
    const partners = flows.filter(
      ({ from, agreement }) =>
        agreement !== 'MD-CAMHS-003' && !from.includes('met-police'),
    );
    for (const { from, to, conditions } of partners.filter(({ to }) =>
      to.some((id) => id.startsWith('panel:')),
    )) {
      const areas = [
        ...new Set(
          from.map(
            (id) => AGENCIES.find((agency) => agency.id === id)?.borough,
          ),
        ),
      ];
      expect({ to, conditions }).toEqual({
        to,
        conditions: [{ condition: 'SUBJECT_LIVES_OR_LIVED_IN', areas }],
      });
    }
  });
});

describe('health information', () => {
  const health = flows.filter(({ category }) => category === 'health');

  it('flows only under the restricted agreement, to a panel or a visiting officer, and never for monitoring', () => {
    expect(new Set(health.map(({ agreement }) => agreement))).toEqual(
      new Set(['MD-CAMHS-003']),
    );
    expect(new Set(health.flatMap(({ to }) => to))).toEqual(
      new Set(['panel:south-bcu', 'panel:sutton', 'visiting-officer']),
    );
    expect(
      flows.filter(
        (flow) =>
          flow.agreement === 'MD-CAMHS-003' &&
          flow.purposes.includes('MONITORING'),
      ),
    ).toEqual([]);
  });

  it('is nine fields for a panel and one for a visiting officer', () => {
    const [toPanel, toOfficer] = health;
    expect(toPanel?.fields).toEqual([
      'knownToService',
      'openStatus',
      'thriveGroup',
      'needSummary',
      'riskToOthers',
      'safetyAndWellbeing',
      'safeApproachAdvice',
      'contactRoute',
      'validUntil',
    ]);
    expect(toOfficer?.fields).toEqual(['safeApproachAdvice']);
    expect(health).toHaveLength(2);
  });

  it('needs an approval of the very record and stays readable for seven days after the final decision', () => {
    expect(health.map(({ conditions }) => conditions)).toEqual([
      [
        { condition: 'APPROVED_BY_ORIGINATOR' },
        { condition: 'DAYS_AFTER_FINAL_DECISION', days: 7 },
      ],
      [
        { condition: 'APPROVED_BY_ORIGINATOR' },
        { condition: 'VISIT_PENDING', days: 28 },
      ],
    ]);
  });

  it('is answered so that "not known" and "declined" read alike', () => {
    expect(named('MD-CAMHS-003').terms.returns).toMatchObject({
      nilAndWithheld: 'NO_INFORMATION_SHARED',
      approvalRequired: true,
    });
  });

  it('is asked for by the police with who the child is and nothing of the incident, from the trust of the borough', () => {
    const asked = flows.filter(
      ({ agreement, from }) =>
        agreement === 'MD-CAMHS-003' && from.includes('met-police'),
    );
    expect(new Set(asked.map(({ category }) => category))).toEqual(
      new Set(['identity', 'identifiers']),
    );
    const where = {
      slam: BOROUGHS.CROYDON,
      oxleas: BOROUGHS.BROMLEY,
      swlstg: BOROUGHS.SUTTON,
    };
    for (const { to, conditions } of asked) {
      const areas = to.map((trust) => where[trust as keyof typeof where]);
      expect(conditions).toEqual([
        { condition: 'VIEW_REQUESTED' },
        { condition: 'SUBJECT_LIVES_OR_LIVED_IN', areas },
      ]);
    }
  });
});

describe('the delivery partners', () => {
  it('sit on no panel and learn nothing before a referral is accepted', () => {
    const delivery = ['south-housing', 'safer-paths', 'harbour-mentoring'];
    expect(
      [...members.values()].flat().filter((id) => delivery.includes(id)),
    ).toEqual([]);
    const reaching = flows.filter(({ from, to }) =>
      [...from, ...to].some((id) => delivery.includes(id)),
    );
    for (const { agreement, purposes, conditions } of reaching) {
      expect({ agreement, purposes, conditions }).toEqual({
        agreement: 'MD-VCS-005',
        purposes: ['REFERRAL'],
        conditions: [{ condition: 'REFERRAL_ACCEPTED' }],
      });
    }
    expect(reaching).toHaveLength(3);
  });
});
