/** Whom the five agreements let a panel ask about a child. */
import { describe, expect, it } from 'vitest';
import { AGENCIES } from '../../../local/registry/agencies.ts';
import { askableAgencies, notAsked } from '../../../rules/returns/asking.ts';
import type { LiveAgreement } from '../../../rules/sharing/agreement.ts';
import type {
  PersonalRecord,
  SubjectFacts,
} from '../../../schemas/store/personal-record.ts';
import { BOROUGHS } from '../../../schemas/vocabulary/codes.ts';
import { AGREEMENTS, NOW, panelNamed, record, subject } from '../given.ts';

const { CROYDON, BROMLEY, SUTTON } = BOROUGHS;
const LAMBETH = 'E09000022';

const asked = (
  panel: string,
  over: Parameters<typeof subject>[0],
  agreements = AGREEMENTS,
  now = NOW,
): string[] =>
  askableAgencies(panel, subject(over), agreements, now).map(
    ({ agency }) => agency,
  );

const changed = (
  id: string,
  change: (agreement: LiveAgreement) => Partial<LiveAgreement>,
): LiveAgreement[] =>
  AGREEMENTS.map((agreement) =>
    agreement.id === id ? { ...agreement, ...change(agreement) } : agreement,
  );

const CROYDON_AGENCIES = [
  'croydon-education',
  'croydon-social-care',
  'croydon-yjs',
];
const BROMLEY_AGENCIES = [
  'bromley-education',
  'bromley-social-care',
  'bromley-yjs',
];

describe('of a Croydon child', () => {
  it('the south BCU panel asks the Croydon agencies and the trust of Croydon', () => {
    expect(asked('south-bcu', { borough: CROYDON })).toEqual([
      ...CROYDON_AGENCIES,
      'slam',
    ]);
  });

  it('who used to live in Bromley it asks the agencies and the trusts of both', () => {
    expect(
      asked('south-bcu', { borough: CROYDON, formerBoroughs: [BROMLEY] }),
    ).toEqual([...BROMLEY_AGENCIES, ...CROYDON_AGENCIES, 'oxleas', 'slam']);
  });

  it('it asks each under the agreement and for the categories in which it may answer', () => {
    const askable = askableAgencies(
      'south-bcu',
      subject({ borough: CROYDON }),
      AGREEMENTS,
      NOW,
    );
    expect(askable).toEqual([
      ...CROYDON_AGENCIES.map((agency) => ({
        agency,
        agreement: 'MD-SBCU-001',
        categories: ['involvement', 'view', 'approach'],
      })),
      { agency: 'slam', agreement: 'MD-CAMHS-003', categories: ['health'] },
    ]);
  });
});

describe('of a Sutton child', () => {
  it('the Sutton panel asks youth justice, education and the trust, and never social care, which has signed nothing', () => {
    expect(asked('sutton', { borough: SUTTON })).toEqual([
      'sutton-education',
      'sutton-yjs',
      'swlstg',
    ]);
  });

  it('no agency of Croydon or Bromley is asked, by either panel', () => {
    for (const panel of ['sutton', 'south-bcu']) {
      const both = asked(panel, { borough: SUTTON });
      expect(both.filter((agency) => /croydon|bromley/.test(agency))).toEqual(
        [],
      );
    }
  });
});

describe('nobody is asked', () => {
  it.each(['south-bcu', 'sutton'])(
    'by the panel %s about a child who neither lives nor lived in the area',
    (panel) => {
      expect(
        asked(panel, { borough: LAMBETH, formerBoroughs: ['E09000028'] }),
      ).toEqual([]);
    },
  );

  it('about a child whose address is not known', () => {
    expect(asked('south-bcu', { borough: undefined })).toEqual([]);
  });

  it('by a panel that no agreement names', () => {
    expect(asked('croydon', { borough: CROYDON })).toEqual([]);
  });

  it('without an agreement in force', () => {
    expect(asked('south-bcu', { borough: CROYDON }, [])).toEqual([]);
    expect(
      asked(
        'south-bcu',
        { borough: CROYDON },
        AGREEMENTS,
        Date.parse('2026-03-31T22:59:59.999Z'),
      ),
    ).toEqual([]);
    expect(
      asked(
        'south-bcu',
        { borough: CROYDON },
        AGREEMENTS,
        Date.parse('2027-03-31T23:00:00Z'),
      ),
    ).toEqual([]);
  });
});

describe('an agency falls away', () => {
  it('with the agreement under which it would answer, and with no other', () => {
    const suspended = changed('MD-CAMHS-003', () => ({
      suspensions: [{ from: '2026-11-01T00:00:00.000Z' }],
    }));
    expect(asked('south-bcu', { borough: CROYDON }, suspended)).toEqual(
      CROYDON_AGENCIES,
    );
  });

  it('where its agreement does not let it know whom it is asked about', () => {
    const anonymous = changed('MD-SBCU-001', ({ flows }) => ({
      flows: flows.filter(
        ({ category, to }) =>
          category !== 'identity' ||
          to.some((each) => each.startsWith('panel:')),
      ),
    }));
    expect(asked('south-bcu', { borough: CROYDON }, anonymous)).toEqual([
      'slam',
    ]);
  });

  it('where a flow to the panel serves another purpose than its selection', () => {
    const monitoring = changed('MD-SBCU-001', ({ flows }) => ({
      flows: flows.filter(
        ({ purposes }) =>
          !purposes.includes('PANEL_SELECTION') || purposes.length > 1,
      ),
    }));
    expect(asked('south-bcu', { borough: CROYDON }, monitoring)).toEqual([
      'slam',
    ]);
  });

  it('where the agreement does not cover the age of the child, since it could not be told whom it is asked about', () => {
    expect(
      asked('south-bcu', { borough: CROYDON, birthDate: '2007-01-01' }),
    ).toEqual([]);
  });
});

describe('who is asked', () => {
  it('does not depend on the order of the agreements or their flows', () => {
    const reversed = AGREEMENTS.map((agreement) => ({
      ...agreement,
      flows: agreement.flows.toReversed(),
    })).toReversed();
    const moved = subject({
      borough: CROYDON,
      formerBoroughs: [BROMLEY, SUTTON],
    });
    for (const panel of ['south-bcu', 'sutton']) {
      expect(askableAgencies(panel, moved, reversed, NOW)).toEqual(
        askableAgencies(panel, moved, AGREEMENTS, NOW),
      );
    }
  });

  it('is asked under one agreement where two would do: the first by id, for all that it may say under that one', () => {
    const own = AGREEMENTS.find(({ id }) => id === 'MD-SBCU-001');
    const both = [...AGREEMENTS, { ...own, id: 'MD-AAA-001' } as LiveAgreement];
    for (const held of [both, both.toReversed()])
      expect(
        askableAgencies('south-bcu', subject(), held, NOW).find(
          ({ agency }) => agency === 'croydon-yjs',
        ),
      ).toEqual({
        agency: 'croydon-yjs',
        agreement: 'MD-AAA-001',
        categories: ['involvement', 'view', 'approach'],
      });
  });
});

describe('why an agency of the child’s boroughs was not asked', () => {
  const serving = AGENCIES.flatMap(({ id, sector, borough }) =>
    borough ? [{ agencyId: id, sector, borough }] : [],
  );
  const named = (
    agreement: string,
    handling = { code: 'P', recipients: [] as string[] },
  ) =>
    record({
      category: 'identity',
      originator: 'met-police',
      agreement,
      handling,
    } as Partial<PersonalRecord>);
  const everywhere = ['MD-SBCU-001', 'MD-SUT-004', 'MD-CAMHS-003'].map((id) =>
    named(id),
  );
  const why = (
    panel: string,
    over: Partial<SubjectFacts>,
    more: object = {},
    already: string[] = [],
  ) =>
    Object.fromEntries(
      notAsked(already, {
        panel: panelNamed(panel),
        subject: subject(over),
        agreements: AGREEMENTS,
        now: NOW,
        given: everywhere,
        serving,
        ...more,
      }).map(({ agency, reason }) => [agency, reason]),
    );

  it('no agreement lets the panel of Sutton ask social care there: that is named, and so is who could be asked', () => {
    expect(why('sutton', { borough: SUTTON })).toEqual({
      'sutton-education': 'NOT_YET',
      'sutton-social-care': 'NO_AGREEMENT',
      'sutton-yjs': 'NOT_YET',
      swlstg: 'NOT_YET',
    });
  });

  it('each is named once, in the order of the alphabet, whichever way it was found', () => {
    const found = (all: typeof serving) =>
      notAsked([], {
        panel: panelNamed('south-bcu'),
        subject: subject({ borough: CROYDON, formerBoroughs: [BROMLEY] }),
        agreements: AGREEMENTS,
        now: NOW,
        given: everywhere,
        serving: all,
      }).map(({ agency }) => agency);
    const names = [...BROMLEY_AGENCIES, ...CROYDON_AGENCIES, 'oxleas', 'slam'];
    expect(found(serving)).toEqual(names);
    expect(found(serving.toReversed())).toEqual(names);
  });

  it('a child’s former borough counts, and an agency that was asked is not in it', () => {
    const found = why(
      'south-bcu',
      { borough: CROYDON, formerBoroughs: [SUTTON] },
      {},
      ['croydon-yjs'],
    );
    expect(found).toMatchObject({
      'sutton-social-care': 'NO_AGREEMENT',
      'sutton-yjs': 'NO_AGREEMENT',
      swlstg: 'NOT_YET',
    });
    expect(found).not.toHaveProperty('croydon-yjs');
    expect(found).not.toHaveProperty('bromley-yjs');
    expect(found).not.toHaveProperty('met-police');
  });

  it('an agreement that is not in force, and a handling code that keeps the child from the agency', () => {
    const agreements = changed('MD-CAMHS-003', () => ({ status: 'SUSPENDED' }));
    expect(why('south-bcu', { borough: CROYDON }, { agreements }).slam).toBe(
      'AGREEMENT_NOT_IN_FORCE',
    );
    const given = [
      named('MD-SBCU-001', {
        code: 'C',
        recipients: ['panel:south-bcu', 'croydon-yjs'],
      }),
    ];
    expect(why('south-bcu', { borough: CROYDON }, { given })).toEqual({
      'croydon-education': 'HANDLING_RESTRICTED',
      'croydon-social-care': 'HANDLING_RESTRICTED',
      'croydon-yjs': 'NOT_YET',
      slam: 'NOT_YET',
    });
  });
});
