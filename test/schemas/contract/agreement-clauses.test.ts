/** Each clause of an agreement, broken alone: the reader refuses it and names the clause and the place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Agreement,
  Flow,
  Terms,
} from '../../../schemas/contract/agreement/agreement.ts';
import { readAgreement } from '../../../schemas/contract/agreement/agreement-clauses.ts';
import type { KnownWorld } from '../../../schemas/contract/agreement/clause.ts';

const HASH = 'a'.repeat(64);
const DOCUMENT = 'b'.repeat(64);
const AREA = 'E09000008';
const ELSEWHERE = 'E09000006';

const party = (
  agency: string,
  sector: Terms['parties'][number]['sector'],
): Terms['parties'][number] => ({
  agency,
  odsOrGss: AREA,
  sector,
  role: 'CONTROLLER',
  regime: sector === 'POLICE' ? 'PART3' : 'UKGDPR',
  dpo: 'dpo@agency.example.org',
  spoc: 'spoc@agency.example.org',
});

const flow = (
  id: string,
  from: string,
  to: string,
  rest: Partial<Flow>,
): Flow => ({
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

const retained = (category: string): Terms['retention'][number] => ({
  category,
  event: 'final decision',
  period: 'P6M',
  action: 'ERASE',
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
    purposes: [
      {
        code: 'PANEL_SELECTION',
        necessity: 'The panel decides.',
        proportionality: 'Only what it needs.',
      },
    ],
    lawfulBases: [
      { party: 'police', sch1: [], part3: 's.35(2)(b)' },
      { party: 'yjs', sch1: [], art6: '6(1)(e)' },
      { party: 'care', sch1: [], art6: '6(1)(e)' },
      { party: 'trust', sch1: [], art6: '6(1)(e)' },
    ],
    gateways: [
      {
        code: 'CDA_S115',
        disclosers: ['police', 'yjs', 'care', 'trust'],
        note: 'A power.',
      },
      {
        code: 'PCSC_S16',
        disclosers: ['yjs', 'care', 'trust'],
        note: 'Closed to health and to social care.',
      },
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
      flow('F4', 'trust', 'police', {
        category: 'health',
        fields: ['needSummary'],
      }),
      flow('F5', 'care', 'visiting-officer', {
        category: 'approach',
        fields: ['safeApproachAdvice'],
      }),
    ],
    prohibitions: [
      {
        id: 'P1',
        category: 'incidentSource',
        because: 'It never leaves the police.',
      },
    ],
    returns: {
      nilAndWithheld: 'DISTINCT',
      dueWorkingDaysBeforePanel: 2,
      approvalRequired: true,
    },
    searchLimits: {
      queriesPerPractitionerPerDay: 10,
      queriesPerSystemPerDay: 100,
    },
    security: {
      marking: 'OFFICIAL-SENSITIVE',
      auth: 'signed assertions',
      minTls: '1.2',
      userVetting: 'enhanced',
      storageRegion: 'eu-west-2',
    },
    retention: [
      'view',
      'identity',
      'health',
      'approach',
      'incident',
      'flag',
    ].map(retained),
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
  agencies: new Map([
    ['police', { sector: 'POLICE', regime: 'PART3' }],
    ['yjs', { sector: 'YOUTH_JUSTICE', regime: 'UKGDPR' }],
    ['care', { sector: 'SOCIAL_CARE', regime: 'UKGDPR' }],
    ['trust', { sector: 'HEALTH', regime: 'UKGDPR' }],
    ['operator', { sector: 'OPERATOR', regime: 'UKGDPR' }],
    ['visiting-officer', { sector: 'POLICE', regime: 'PART3' }],
  ]),
  panels: new Map([['elsewhere', ['police', 'care']]]),
});

/** Sets what a JSON pointer names: the one change that a row of the table makes. `undefined` takes it away. */
const set = (document: unknown, pointer: string, value: unknown): void => {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = parts.pop() ?? '';
  // biome-ignore lint/suspicious/noExplicitAny: a document on its way to be wrong has no type.
  const holder: any = parts.reduce((at: any, part) => at[part], document);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
};

/** What is wrong | where it is changed | to what | the clause that refuses it | the pointer named | words of the message. */
type Row = [
  wrong: string,
  at: string,
  to: unknown,
  clause: string,
  pointer: string,
  says: string,
];

const f = '/terms/flows';

// biome-ignore format: a table is read by its rows.
const OF_SENSE: Row[] = [
  ['an operator that no registry knows', '/terms/operation/operator', 'nobody', 'operation', '=', 'unknown agency nobody'],
  ['a party that calls itself of another sector', '/terms/parties/2/sector', 'EDUCATION', 'parties', '=', 'care is known as SOCIAL_CARE, not EDUCATION'],
  ['a basis stated twice', '/terms/lawfulBases/4', { party: 'care', sch1: [], art6: '6(1)(c)' }, 'lawfulBases', '/terms/lawfulBases', 'care states two lawful bases'],
  ['a purpose listed twice', '/terms/purposes/1', good().terms.purposes[0], 'purposes', '/terms/purposes', 'PANEL_SELECTION is listed twice'],
  ['a signature by who is no party', '/signatures/4', signature('operator'), 'signatures', '/signatures/4/agency', 'operator has signed and is not a party'],
  ['two signatures of one party', '/signatures/4', { ...signature('care'), signedAt: '2026-03-25T09:00:00.000Z' }, 'signatures', '/signatures', 'care has signed twice'],
  ['a review past the end', '/terms/reviewOn', '2028-04-01', 'reviewOn', '=', 'past the end'],
  ['a start after the review', '/terms/startsOn', '2027-04-01', 'startsOn', '=', 'after its review'],
  ['a party without a lawful basis', '/terms/lawfulBases/1/party', 'nobody', 'lawfulBases', '/terms/lawfulBases', 'yjs states no lawful basis'],
  ['a basis of the other regime', '/terms/lawfulBases/0/part3', undefined, 'lawfulBases', '/terms/lawfulBases', 'police states none for its regime PART3'],
  ['a partner without Article 6', '/terms/lawfulBases/1/art6', undefined, 'lawfulBases', '/terms/lawfulBases', 'yjs states none for its regime UKGDPR'],
  ['a party that has not signed', '/signatures', ['police', 'yjs', 'trust'].map(signature), 'signatures', '/signatures', 'care is a party and has not signed'],
  ['a signature over another document', '/signatures/3/documentHash', HASH, 'signatures', '/signatures', 'trust is a party and has not signed'],
  ['a suspension that ends before it begins', '/suspensions/0', { from: '2026-06-02T00:00:00Z', until: '2026-06-01T00:00:00Z', because: 'x' }, 'suspensions', '=', 'before it begins'],
  ['a suspension that ends as it begins', '/suspensions/0', { from: '2026-06-02T00:00:00Z', until: '2026-06-02T00:00:00Z', because: 'x' }, 'suspensions', '=', 'before it begins'],
  ['a suspension that ends before it begins, though its text sorts after', '/suspensions/0', { from: '2026-06-02T00:00:00.500Z', until: '2026-06-02T00:00:00Z', because: 'x' }, 'suspensions', '=', 'before it begins'],
  ['a panel that another agreement declares', '/terms/panels/1', { ...good().terms.panels[0], id: 'elsewhere', members: ['police', 'care'] }, 'panels', '=', 'declared by another agreement'],
  ['a panel declared twice', '/terms/panels/1', good().terms.panels[0], 'panels', '/terms/panels', 'panel own is declared twice'],
  ['a panel member who is no party', '/terms/panels/1', { ...good().terms.panels[0], id: 'other', members: ['police', 'nobody'] }, 'panels', '/terms/panels/1/members', 'nobody is not a party'],
  ['a panel member named twice, who would count twice', '/terms/panels/0/members', ['police', 'yjs', 'yjs'], 'panels', '=', 'yjs is named twice'],
  ['a panel host who is a party and no member', '/terms/panels/0/host', 'care', 'panels', '=', 'care is not a member'],
  ['a quorum that requires a party who is no member', '/terms/panels/0/quorum/required', ['care'], 'panels', '=', 'care is not a member'],
  ['a quorum above the number of members', '/terms/panels/0/quorum/agencies', 3, 'panels', '=', 'exceeds the members'],
  ['a panel for where the agreement does not reach', '/terms/panels/0/area', [AREA, ELSEWHERE], 'panels', '=', `${ELSEWHERE} is outside`],
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
  ['a prohibition on who is no party', '/terms/prohibitions/0/from', ['nobody'], 'prohibitions', '=', 'P1: nobody is not a party'],
  ['a prohibition towards who is no party', '/terms/prohibitions/0/to', ['nobody'], 'prohibitions', '=', 'P1: nobody is not a party'],
  ['a prohibition towards a panel that nobody declares', '/terms/prohibitions/0/to', ['panel:nowhere'], 'prohibitions', '=', 'P1: no agreement declares panel:nowhere'],
  ['a condition on where the agreement does not reach', `${f}/2/conditions`, [{ condition: 'CASE_OPEN' }, { condition: 'SUBJECT_LIVES_IN', areas: [AREA, ELSEWHERE] }], 'flows', `${f}/2/conditions/1/areas`, `F3: ${ELSEWHERE} is outside`],
  ['a former address where the agreement does not reach', `${f}/2/conditions`, [{ condition: 'SUBJECT_LIVES_OR_LIVED_IN', areas: [ELSEWHERE] }], 'flows', `${f}/2/conditions/0/areas`, `F3: ${ELSEWHERE} is outside`],
  ['an unknown category in the retention', '/terms/retention/6', { ...retained('view'), category: 'views' }, 'retention', '/terms/retention/6/category', 'unknown category views'],
  ['a category that flows and is kept for ever', '/terms/retention/2/category', 'view', 'retention', '/terms/retention', 'health flows and has no retention rule'],
  ['a flow for a purpose that is not listed', `${f}/3/purposes`, ['PANEL_SELECTION', 'MONITORING'], 'flows', '=', 'F4: MONITORING is not a listed purpose'],
  ['a gateway open to who is no party', '/terms/gateways/0/disclosers', ['police', 'yjs', 'care', 'trust', 'nobody'], 'gateways', '=', 'nobody is not a party'],
  ['a gateway that is not open to the discloser', '/terms/gateways/0/disclosers', ['police', 'care'], 'gateways', `${f}/3/gateway`, 'F4: trust has no gateway CDA_S115'],
  ['a gateway that the agreement does not state', `${f}/3/gateway`, 'CA2004_S10', 'gateways', '=', 'F4: trust has no gateway CA2004_S10'],
  ['health information under the serious violence duty', `${f}/3/gateway`, 'PCSC_S16', 'gateways', '=', 'closed to trust (HEALTH)'],
  ['social care information under the serious violence duty', `${f}/4/gateway`, 'PCSC_S16', 'gateways', '=', 'closed to care (SOCIAL_CARE)'],
  ['police data for a panel without its law', `${f}/0/authorisedByLaw`, undefined, 'flows', '=', 'F1: a Part 3 flow must state authorisedByLaw'],
  ['a summary of an incident that could be taken for a fact', `${f}/5`, flow('F6', 'police', 'yjs', { category: 'incident', fields: ['incidentSummary', 'subjectCategory'], authorisedByLaw: 'CDA 1998 s.115' }), 'flows', `${f}/5/fields`, 'F6: incidentSummary travels only with factOrOpinion'],
  ['a summary of an incident whose victim could be taken for a suspect', `${f}/5`, flow('F6', 'police', 'yjs', { category: 'incident', fields: ['incidentSummary', 'factOrOpinion'], authorisedByLaw: 'CDA 1998 s.115' }), 'flows', `${f}/5/fields`, 'F6: incidentSummary travels only with subjectCategory'],
  ['a statement of a flag that could be taken for a fact', `${f}/5`, flow('F6', 'care', 'yjs', { category: 'flag', fields: ['statement', 'subjectCategory'] }), 'flows', `${f}/5/fields`, 'F6: statement travels only with factOrOpinion'],
  ['a statement of a flag that says of nobody what they are', `${f}/5`, flow('F6', 'care', 'yjs', { category: 'flag', fields: ['statement', 'factOrOpinion'] }), 'flows', `${f}/5/fields`, 'F6: statement travels only with subjectCategory'],
  ['a prohibition that would strip a summary of whether it is a fact', '/terms/prohibitions/1', { id: 'P2', category: 'incident', fields: ['factOrOpinion'], because: 'x' }, 'prohibitions', '/terms/prohibitions/1/fields', 'P2: forbids factOrOpinion and not incidentSummary'],
  ['a prohibition that would strip a flag of whom it calls what', '/terms/prohibitions/1', { id: 'P2', category: 'flag', fields: ['subjectCategory'], because: 'x' }, 'prohibitions', '/terms/prohibitions/1/fields', 'P2: forbids subjectCategory and not statement'],
  ['a health party that may answer unapproved', '/terms/returns/approvalRequired', false, 'returns', '=', 'only with an approval'],
];

// biome-ignore format: a table is read by its rows.
const OF_FORM: Row[] = [
  ['no DPIA reference', '/terms/operation/dpiaRef', undefined, 'operation', '=', 'expected string'],
  ['no appropriate policy document', '/terms/operation/apdRef', undefined, 'operation', '=', 'expected string'],
  ['no equality assessment', '/terms/operation/eqiaRef', undefined, 'operation', '=', 'expected string'],
  ['nobody to call in a breach', '/terms/operation/breachContacts', [], 'operation', '=', ''],
  ['no clause on operation at all', '/terms/operation', undefined, 'operation', '=', 'expected object'],
  ['a key that the document does not have', '/notes', 'x', 'agreement', '=', 'no such part'],
  ['a key that the terms do not have', '/terms/sideLetter', 'x', 'terms', '=', 'no such part'],
  ['a key that a pointer must escape', '/terms/side~1letter~0', 'x', 'terms', '=', 'no such part'],
  ['a key that a flow does not have', `${f}/0/except`, ['yjs'], 'flows', '=', 'no such part'],
  ['an unknown condition', `${f}/1/conditions`, [{ condition: 'FULL_MOON' }], 'flows', `${f}/1/conditions/0/condition`, ''],
  ['a condition that takes what it does not', `${f}/1/conditions`, [{ condition: 'CASE_OPEN', days: 3 }], 'flows', `${f}/1/conditions/0/days`, 'no such part'],
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
  ...['six months', 'P', 'PT', 'P1DT', 'P0D', 'P0Y0M', 'P1.5D', '-P1D'].map(
    (period): Row => [`a retention for ${period}`, '/terms/retention/0/period', period, 'retention', '=', 'duration'],
  ),
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
    breaches: [
      {
        clause,
        pointer: pointer === '=' ? at : pointer,
        message: expect.stringContaining(says),
      },
    ],
  });
};

describe('an agreement that breaks no clause', () => {
  it('is read', () => {
    expect(readAgreement(good(), world())).toEqual({
      ok: true,
      agreement: good(),
    });
  });

  it('may be a draft that nobody has signed', () => {
    expect(
      readAgreement({ ...good(), status: 'DRAFT', signatures: [] }, world()),
    ).toMatchObject({ ok: true });
  });

  it('may have been suspended, for a time or until further notice', () => {
    const suspensions = [
      {
        from: '2026-06-01T00:00:00Z',
        until: '2026-06-02T00:00:00Z',
        because: 'an incident',
      },
      {
        from: '2026-06-03T00:00:00Z',
        until: '2026-06-03T00:00:00.500Z',
        because: 'half a second',
      },
      { from: '2026-07-01T00:00:00Z', because: 'another' },
    ];
    expect(readAgreement({ ...good(), suspensions }, world())).toMatchObject({
      ok: true,
    });
  });
});

describe('an agreement may say', () => {
  const accepts = (at: string, to: unknown) => {
    const agreement = good();
    set(agreement, at, to);
    expect(readAgreement(agreement, world())).toEqual({ ok: true, agreement });
  };

  it.each(['PT24H', 'P1DT12H', 'P24M', 'P2W', 'P10D'])(
    'that it keeps a category for %s',
    (period) => accepts('/terms/retention/0/period', period),
  );

  it.each([['care'], ['panel:own'], ['panel:elsewhere'], ['visiting-officer']])(
    'what never goes to %s',
    (to) => accepts('/terms/prohibitions/0/to', [to]),
  );

  it('that a statement and all that qualifies it stay at home', () =>
    accepts('/terms/prohibitions/1', {
      id: 'P2',
      category: 'incident',
      fields: ['incidentSummary', 'factOrOpinion', 'subjectCategory'],
      because: 'x',
    }));

  it('when something happened without what was said of it, to whoever needs no more', () =>
    accepts(
      `${f}/5`,
      flow('F6', 'police', 'yjs', {
        category: 'incident',
        fields: ['incidentOn'],
        authorisedByLaw: 'x',
      }),
    ));

  it('where a child must live, within its area', () =>
    accepts(`${f}/2/conditions`, [
      { condition: 'SUBJECT_LIVES_IN', areas: [AREA] },
    ]));
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
    return read.ok
      ? []
      : read.breaches.map(
          ({ clause, pointer, message }) => `${clause} ${pointer} ${message}`,
        );
  };

  it('a party that no registry knows', () => {
    const known = {
      ...world(),
      agencies: new Map([...world().agencies].filter(([id]) => id !== 'care')),
    };
    expect(readAgreement(good(), known)).toEqual({
      ok: false,
      breaches: [
        {
          clause: 'parties',
          pointer: '/terms/parties/2/agency',
          message: 'unknown agency care',
        },
      ],
    });
  });

  it('the police under the other regime, who would then state no law for what they release', () => {
    const agreement = good();
    set(agreement, '/terms/parties/0/regime', 'UKGDPR');
    set(agreement, '/terms/lawfulBases/0/art6', '6(1)(e)');
    set(agreement, `${f}/0/authorisedByLaw`, undefined);
    expect(readAgreement(agreement, world())).toEqual({
      ok: false,
      breaches: [
        {
          clause: 'parties',
          pointer: '/terms/parties/0/regime',
          message: 'police is known as PART3, not UKGDPR',
        },
      ],
    });
  });

  it('social care relabelled as education, to which the serious violence duty would be open', () => {
    const agreement = good();
    set(agreement, '/terms/parties/2/sector', 'EDUCATION');
    set(agreement, `${f}/2/gateway`, 'PCSC_S16');
    const read = readAgreement(agreement, world());
    expect(read.ok ? [] : read.breaches.map(({ pointer }) => pointer)).toEqual([
      '/terms/parties/2/sector',
    ]);
  });

  it('an agency called as the recipient that is any allocated officer', () => {
    const agreement = good();
    set(agreement, '/terms/parties/4', party('visiting-officer', 'POLICE'));
    set(agreement, '/terms/lawfulBases/4', {
      party: 'visiting-officer',
      sch1: [],
      part3: 's.35(2)(b)',
    });
    set(agreement, '/signatures/4', signature('visiting-officer'));
    const read = readAgreement(agreement, world());
    expect(read.ok ? [] : read.breaches).toEqual([
      {
        clause: 'parties',
        pointer: '/terms/parties/4/agency',
        message:
          'visiting-officer names whom a case allocates, never an agency',
      },
    ]);
  });

  it('every key that the document made up, each where it stands', () => {
    expect(
      breachesAfter('/terms/onward', {
        ...good().terms.onward,
        'a/b~c': 1,
        also: 2,
      }),
    ).toEqual([
      'onward /terms/onward/a~1b~0c no such part',
      'onward /terms/onward/also no such part',
    ]);
  });

  it('a party named twice', () => {
    expect(
      breachesAfter('/terms/parties/4', party('care', 'SOCIAL_CARE')),
    ).toEqual(['parties /terms/parties care is named twice']);
  });

  it('a flow from who is no party, who has no gateway either', () => {
    expect(breachesAfter(`${f}/4/from`, ['nobody'])).toEqual([
      `flows ${f}/4/from F5: nobody is not a party`,
      `gateways ${f}/4/gateway F5: nobody has no gateway CDA_S115`,
    ]);
  });

  it('a release to a panel of which a member has not joined the agreement', () => {
    const joined = {
      ...world(),
      panels: new Map([['elsewhere', ['police', 'care', 'school']]]),
    };
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
      fc.property(
        fc.constantFrom(...pointersOf(good())),
        fc.jsonValue(),
        (pointer, value) => {
          const agreement = good();
          set(agreement, pointer, value);
          const read = readAgreement(
            JSON.parse(JSON.stringify(agreement)),
            known,
          );
          for (const { pointer: at } of read.ok ? [] : read.breaches)
            expect(at === '' || at.startsWith('/')).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a part that is supplied only under __proto__ is missing', () => {
    const agreement = good();
    set(
      agreement,
      '/terms/flows/0',
      JSON.parse(`{"__proto__": ${JSON.stringify(agreement.terms.flows[0])}}`),
    );
    const read = readAgreement(agreement, known);
    expect(
      read.ok ? [] : read.breaches.map(({ pointer }) => pointer),
    ).toContain(`${f}/0/id`);
  });
});

/** The JSON pointer of every part of a document; its keys need no escape. */
function pointersOf(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    `${at}/${key}`,
    ...pointersOf(part, `${at}/${key}`),
  ]);
}
