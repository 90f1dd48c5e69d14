/** Each clause of an agreement, broken alone: the reader refuses it and names the clause and the place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Agreement, Flow, Terms } from '../../schemas/agreement.ts';
import { type KnownWorld, readAgreement } from '../../schemas/agreement-clauses.ts';

const HASH = 'a'.repeat(64);
const DOCUMENT = 'b'.repeat(64);
const AREA = 'E09000008';

const party = (agency: string, sector: Terms['parties'][number]['sector']): Terms['parties'][number] => ({
  agency,
  odsOrGss: AREA,
  sector,
  role: 'CONTROLLER',
  regime: sector === 'POLICE' ? 'PART3' : 'UKGDPR',
  dpo: 'dpo@agency.example.org',
  spoc: 'spoc@agency.example.org',
});

const flow = (id: string, from: string, to: string, rest: Partial<Flow>): Flow => ({
  id,
  from: [from],
  to: [to],
  category: 'view',
  fields: ['riskToOthers'],
  purposes: ['PANEL_SELECTION'],
  conditions: [],
  gateway: 'CDA_S115',
  printable: false,
  ...rest,
});

const signature = (agency: string): Agreement['signatures'][number] => ({
  agency,
  signatory: { name: 'Jo Example', role: 'Director' },
  signedAt: '2026-03-24T09:00:00.000Z',
  versionHash: HASH,
  documentHash: DOCUMENT,
});

/** One agreement with a party of each kind that a clause treats differently, and no more flows than the clauses need. */
const good = (): Agreement => ({
  status: 'ACTIVE',
  terms: {
    id: 'MD-TEST-001',
    version: 1,
    title: 'An agreement that breaks no clause',
    tier: 'MULTI_AGENCY',
    synthetic: true,
    startsOn: '2026-04-01',
    reviewOn: '2027-03-31',
    endsOn: '2028-03-31',
    parties: [
      party('police', 'POLICE'),
      party('yjs', 'YOUTH_JUSTICE'),
      party('care', 'SOCIAL_CARE'),
      party('trust', 'HEALTH'),
    ],
    purposes: [{ code: 'PANEL_SELECTION', necessity: 'The panel decides.', proportionality: 'Only what it needs.' }],
    lawfulBases: [
      { party: 'police', sch1: [], part3: 's.35(2)(b)' },
      { party: 'yjs', sch1: [], art6: '6(1)(e)' },
      { party: 'care', sch1: [], art6: '6(1)(e)' },
      { party: 'trust', sch1: [], art6: '6(1)(e)' },
    ],
    gateways: [
      { code: 'CDA_S115', disclosers: ['police', 'yjs', 'care', 'trust'], note: 'A power.' },
      { code: 'PCSC_S16', disclosers: ['yjs', 'care', 'trust'], note: 'Closed to health and to social care.' },
    ],
    area: [AREA],
    subjectRules: { maxAge: 17, categories: ['SUSPECT'] },
    panels: [
      {
        id: 'own',
        name: 'The panel declared here',
        host: 'police',
        area: [AREA],
        members: ['police', 'yjs'],
        quorum: { agencies: 2, required: ['police'], ifNotMet: 'WARN' },
      },
    ],
    flows: [
      flow('F1', 'police', 'panel:own', {
        category: 'identity',
        fields: ['givenName'],
        authorisedByLaw: 'CDA 1998 s.115',
      }),
      flow('F2', 'yjs', 'panel:own', { gateway: 'PCSC_S16' }),
      flow('F3', 'care', 'panel:elsewhere', {}),
      flow('F4', 'trust', 'police', { category: 'health', fields: ['needSummary'] }),
      flow('F5', 'care', 'visiting-officer', { category: 'approach', fields: ['safeApproachAdvice'] }),
    ],
    prohibitions: [{ id: 'P1', category: 'incidentSource', because: 'It never leaves the police.' }],
    returns: { nilAndWithheld: 'DISTINCT', dueWorkingDaysBeforePanel: 2, approvalRequired: true },
    searchLimits: { queriesPerPractitionerPerDay: 10, queriesPerSystemPerDay: 100 },
    security: {
      marking: 'OFFICIAL-SENSITIVE',
      auth: 'signed assertions',
      minTls: '1.2',
      userVetting: 'enhanced',
      storageRegion: 'eu-west-2',
    },
    retention: [{ category: 'view', event: 'final decision', period: 'P6M', action: 'ERASE' }],
    backupDays: 35,
    onward: { default: 'DENY', exceptions: [], originatorConsent: true },
    rights: { routeTo: 'the originator', ackDays: 5, exemptions: [] },
    publish: 'in full',
    breach: { notifyPartiesHours: 24, notifyRegulatorHours: 72 },
    termination: { noticeDays: 30, returnOrErase: 'ERASE' },
    operation: {
      operator: 'operator',
      processorTerms: 'a contract',
      subProcessors: [],
      dpiaRef: 'DPIA-1',
      apdRef: 'APD-1',
      eqiaRef: 'EQIA-1',
      breachContacts: ['breach@agency.example.org'],
    },
  },
  documentHash: DOCUMENT,
  signatures: ['police', 'yjs', 'care', 'trust'].map(signature),
  suspensions: [],
});

const world = (): KnownWorld => ({
  agencies: new Set(['police', 'yjs', 'care', 'trust', 'operator']),
  panels: new Map([['elsewhere', ['police', 'care']]]),
});

/** Sets what a JSON pointer names: the one change that a row of the table makes. `undefined` takes it away. */
const set = (document: unknown, pointer: string, value: unknown): void => {
  const parts = pointer.split('/').slice(1);
  const last = parts.pop() ?? '';
  // biome-ignore lint/suspicious/noExplicitAny: a document on its way to be wrong has no type.
  const holder: any = parts.reduce((at: any, part) => at[part], document);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
};

/** What is wrong | where it is changed | to what | the clause that refuses it | the pointer named | words of the message. */
type Row = [wrong: string, at: string, to: unknown, clause: string, pointer: string, says: string];

const f = '/terms/flows';

// biome-ignore format: a table is read by its rows.
const OF_SENSE: Row[] = [
  ['an operator that no registry knows', '/terms/operation/operator', 'nobody', 'operation', '=', 'unknown agency nobody'],
  ['a review past the end', '/terms/reviewOn', '2028-04-01', 'reviewOn', '=', 'past the end'],
  ['a start after the review', '/terms/startsOn', '2027-04-01', 'startsOn', '=', 'after its review'],
  ['a party without a lawful basis', '/terms/lawfulBases/1/party', 'nobody', 'lawfulBases', '/terms/lawfulBases', 'yjs states no lawful basis'],
  ['a basis of the other regime', '/terms/lawfulBases/0/part3', undefined, 'lawfulBases', '/terms/lawfulBases', 'police states none for its regime PART3'],
  ['a partner without Article 6', '/terms/lawfulBases/1/art6', undefined, 'lawfulBases', '/terms/lawfulBases', 'yjs states none for its regime UKGDPR'],
  ['a party that has not signed', '/signatures/2/agency', 'yjs', 'signatures', '/signatures', 'care is a party and has not signed'],
  ['a signature over another document', '/signatures/3/documentHash', HASH, 'signatures', '/signatures', 'trust is a party and has not signed'],
  ['a suspension that ends before it begins', '/suspensions/0', { from: '2026-06-02T00:00:00Z', until: '2026-06-01T00:00:00Z', because: 'x' }, 'suspensions', '=', 'before it begins'],
  ['a suspension that ends as it begins', '/suspensions/0', { from: '2026-06-02T00:00:00Z', until: '2026-06-02T00:00:00Z', because: 'x' }, 'suspensions', '=', 'before it begins'],
  ['a panel that another agreement declares', '/terms/panels/1', { ...good().terms.panels[0], id: 'elsewhere', members: ['police', 'care'] }, 'panels', '=', 'declared by another agreement'],
  ['a panel member who is no party', '/terms/panels/1', { ...good().terms.panels[0], id: 'other', members: ['police', 'nobody'] }, 'panels', '=', 'nobody is not a party'],
  ['a panel host who is no party', '/terms/panels/0/host', 'nobody', 'panels', '/terms/panels/0', 'nobody is not a party'],
  ['a quorum that requires who is no party', '/terms/panels/0/quorum/required', ['nobody'], 'panels', '/terms/panels/0', 'nobody is not a party'],
  ['a quorum above the number of members', '/terms/panels/0/quorum/agencies', 3, 'panels', '/terms/panels/0', 'exceeds the members'],
  ['two flows of one id', `${f}/1/id`, 'F1', 'flows', f, 'F1 names two clauses'],
  ['a prohibition with the id of a flow', '/terms/prohibitions/0/id', 'F1', 'flows', f, 'F1 names two clauses'],
  ['a flow to who is no party', `${f}/3/to`, ['nobody'], 'flows', '=', 'F4: nobody is not a party'],
  ['a flow to a panel that nobody declares', `${f}/2/to`, ['panel:nowhere'], 'flows', '=', 'no agreement declares panel:nowhere'],
  ['an unknown category in a flow', `${f}/3/category`, 'diagnoses', 'flows', '=', 'F4: unknown category diagnoses'],
  ['a category named like an inherited property', `${f}/3/category`, 'constructor', 'flows', '=', 'unknown category constructor'],
  ['an unknown field in a flow', `${f}/3/fields`, ['needSummary', 'diagnosis'], 'flows', '=', 'F4: health has no field diagnosis'],
  ['a field of another category', `${f}/3/fields`, ['givenName'], 'flows', '=', 'F4: health has no field givenName'],
  ['an unknown category in a prohibition', '/terms/prohibitions/0/category', 'sources', 'prohibitions', '=', 'P1: unknown category sources'],
  ['an unknown field in a prohibition', '/terms/prohibitions/0/fields', ['name'], 'prohibitions', '=', 'incidentSource has no field name'],
  ['an unknown category in the retention', '/terms/retention/0/category', 'views', 'retention', '=', 'unknown category views'],
  ['a flow for a purpose that is not listed', `${f}/3/purposes`, ['PANEL_SELECTION', 'MONITORING'], 'flows', '=', 'F4: MONITORING is not a listed purpose'],
  ['a gateway open to who is no party', '/terms/gateways/0/disclosers', ['police', 'yjs', 'care', 'trust', 'nobody'], 'gateways', '=', 'nobody is not a party'],
  ['a gateway that is not open to the discloser', '/terms/gateways/0/disclosers', ['police', 'care'], 'gateways', `${f}/3/gateway`, 'F4: trust has no gateway CDA_S115'],
  ['a gateway that the agreement does not state', `${f}/3/gateway`, 'CA2004_S10', 'gateways', '=', 'F4: trust has no gateway CA2004_S10'],
  ['health information under the serious violence duty', `${f}/3/gateway`, 'PCSC_S16', 'gateways', '=', 'closed to trust (HEALTH)'],
  ['social care information under the serious violence duty', `${f}/4/gateway`, 'PCSC_S16', 'gateways', '=', 'closed to care (SOCIAL_CARE)'],
  ['police data for a panel without its law', `${f}/0/authorisedByLaw`, undefined, 'flows', '=', 'F1: a Part 3 flow must state authorisedByLaw'],
  ['a health party that may answer unapproved', '/terms/returns/approvalRequired', false, 'returns', '=', 'only with an approval'],
];

// biome-ignore format: a table is read by its rows.
const OF_FORM: Row[] = [
  ['no DPIA reference', '/terms/operation/dpiaRef', undefined, 'operation', '=', 'expected string'],
  ['no appropriate policy document', '/terms/operation/apdRef', undefined, 'operation', '=', 'expected string'],
  ['no equality assessment', '/terms/operation/eqiaRef', undefined, 'operation', '=', 'expected string'],
  ['nobody to call in a breach', '/terms/operation/breachContacts', [], 'operation', '=', ''],
  ['no clause on operation at all', '/terms/operation', undefined, 'operation', '=', 'expected object'],
  ['a key that the document does not have', '/notes', 'x', 'agreement', '', 'notes'],
  ['a key that the terms do not have', '/terms/sideLetter', 'x', 'terms', '/terms', 'sideLetter'],
  ['a key that a flow does not have', `${f}/0/except`, ['yjs'], 'flows', `${f}/0`, 'except'],
  ['an unknown condition', `${f}/1/conditions`, [{ condition: 'FULL_MOON' }], 'flows', `${f}/1/conditions/0/condition`, ''],
  ['a condition that takes what it does not', `${f}/1/conditions`, [{ condition: 'CASE_OPEN', days: 3 }], 'flows', `${f}/1/conditions/0`, 'days'],
  ['an unknown purpose', `${f}/1/purposes`, ['RESEARCH'], 'flows', `${f}/1/purposes/0`, ''],
  ['a flow of no fields', `${f}/1/fields`, [], 'flows', '=', ''],
  ['a flow from a panel', `${f}/1/from`, ['panel:own'], 'flows', `${f}/1/from/0`, 'an agency id'],
  ['an unknown gateway', `${f}/1/gateway`, 'VITAL_INTERESTS', 'flows', '=', ''],
  ['a text that claims to be real', '/terms/synthetic', false, 'synthetic', '=', ''],
  ['a tier that does not exist', '/terms/tier', 'OPEN', 'tier', '=', ''],
  ['a date that no calendar has', '/terms/endsOn', '2028-02-30', 'endsOn', '=', ''],
  ['a single party', '/terms/parties', [party('police', 'POLICE')], 'parties', '=', ''],
  ['subjects who are of age', '/terms/subjectRules/maxAge', 18, 'subjectRules', '=', ''],
  ['a panel of one', '/terms/panels/0/members', ['police'], 'panels', '=', ''],
  ['backups beyond 35 days', '/terms/backupDays', 36, 'backupDays', '=', ''],
  ['onward sharing by default', '/terms/onward/default', 'ALLOW', 'onward', '=', ''],
  ['a regulator told after 72 hours', '/terms/breach/notifyRegulatorHours', 96, 'breach', '=', ''],
  ['a retention that is no duration', '/terms/retention/0/period', 'six months', 'retention', '=', ''],
  ['a title that turns the line round', '/terms/title', 'Sutton \u202e', 'title', '=', 'direction-changing'],
  ['a status that does not exist', '/status', 'LIVE', 'status', '=', ''],
  ['a signature by nobody named', '/signatures/0/signatory/name', ' ', 'signatures', '=', ''],
  ['a hash in capitals', '/documentHash', 'A'.repeat(64), 'documentHash', '=', 'SHA-256'],
];

const refuses = ([, at, to, clause, pointer, says]: Row) => {
  const agreement = good();
  set(agreement, at, to);
  const read = readAgreement(agreement, world());
  expect(read).toEqual({
    ok: false,
    breaches: [{ clause, pointer: pointer === '=' ? at : pointer, message: expect.stringContaining(says) }],
  });
};

describe('an agreement that breaks no clause', () => {
  it('is read', () => {
    expect(readAgreement(good(), world())).toEqual({ ok: true, agreement: good() });
  });

  it('may be a draft that nobody has signed', () => {
    expect(readAgreement({ ...good(), status: 'DRAFT', signatures: [] }, world())).toMatchObject({ ok: true });
  });

  it('may have been suspended, for a time or until further notice', () => {
    const suspensions = [
      { from: '2026-06-01T00:00:00Z', until: '2026-06-02T00:00:00Z', because: 'an incident' },
      { from: '2026-07-01T00:00:00Z', because: 'another' },
    ];
    expect(readAgreement({ ...good(), suspensions }, world())).toMatchObject({ ok: true });
  });
});

describe('one clause broken is one breach, which names the clause and the place', () => {
  it.each(OF_SENSE)('%s', (...row) => refuses(row));
});

describe('what has not the form of an agreement is refused by the clause in which it fails', () => {
  it.each(OF_FORM)('%s', (...row) => refuses(row));
});

describe('what one change breaks in several places is refused in each', () => {
  const breachesAfter = (at: string, to: unknown) => {
    const agreement = good();
    set(agreement, at, to);
    const read = readAgreement(agreement, world());
    return read.ok ? [] : read.breaches.map(({ clause, pointer, message }) => `${clause} ${pointer} ${message}`);
  };

  it('a party that no registry knows', () => {
    const known = { ...world(), agencies: new Set(['police', 'yjs', 'trust', 'operator']) };
    expect(readAgreement(good(), known)).toEqual({
      ok: false,
      breaches: [{ clause: 'parties', pointer: '/terms/parties/2/agency', message: 'unknown agency care' }],
    });
  });

  it('a party named twice', () => {
    expect(breachesAfter('/terms/parties/4', party('care', 'SOCIAL_CARE'))).toEqual([
      'parties /terms/parties care is named twice',
    ]);
  });

  it('a flow from who is no party, who has no gateway either', () => {
    expect(breachesAfter(`${f}/4/from`, ['nobody'])).toEqual([
      `flows ${f}/4/from F5: nobody is not a party`,
      `gateways ${f}/4/gateway F5: nobody has no gateway CDA_S115`,
    ]);
  });

  it('a release to a panel of which a member has not joined the agreement', () => {
    const joined = { ...world(), panels: new Map([['elsewhere', ['police', 'care', 'school']]]) };
    expect(readAgreement(good(), joined)).toEqual({
      ok: false,
      breaches: [
        {
          clause: 'flows',
          pointer: `${f}/2/to`,
          message: 'F3: school sits on panel:elsewhere and is not a party',
        },
      ],
    });
  });

  it('every breach of the sense is found in one reading', () => {
    const agreement = good();
    set(agreement, '/terms/reviewOn', '2028-04-01');
    set(agreement, '/terms/returns/approvalRequired', false);
    set(agreement, '/signatures', []);
    const read = readAgreement(agreement, world());
    expect(read.ok ? [] : read.breaches.map(({ clause }) => clause)).toEqual([
      'reviewOn',
      ...['signatures', 'signatures', 'signatures', 'signatures'],
      'returns',
    ]);
  });
});

describe('hostile documents', () => {
  const known = world();

  it('whatever JSON is given, the reader answers and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const read = readAgreement(raw, known);
        expect(read.ok).toBe(false);
        if (!read.ok) expect(read.breaches.length).toBeGreaterThan(0);
      }),
    );
  });

  it('whatever stands in the place of any part of a good agreement, the reader answers and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pointersOf(good())), fc.jsonValue(), (pointer, value) => {
        const agreement = good();
        set(agreement, pointer, value);
        const read = readAgreement(JSON.parse(JSON.stringify(agreement)), known);
        for (const { pointer: at } of read.ok ? [] : read.breaches) expect(at === '' || at.startsWith('/')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('a part that is supplied only under __proto__ is missing', () => {
    const agreement = good();
    set(agreement, '/terms/flows/0', JSON.parse(`{"__proto__": ${JSON.stringify(agreement.terms.flows[0])}}`));
    const read = readAgreement(agreement, known);
    expect(read.ok ? [] : read.breaches.map(({ pointer }) => pointer)).toContain(`${f}/0/id`);
  });
});

/** The JSON pointer of every part of a document; its keys need no escape. */
function pointersOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [`${at}/${key}`, ...pointersOf(part, `${at}/${key}`)]);
}
