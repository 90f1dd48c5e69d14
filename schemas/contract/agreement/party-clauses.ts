/**
 * The clauses on who has agreed: the parties, their lawful bases, their signatures and the panels
 * they sit on.
 */
import { type Panel, type Terms, VISITING_OFFICER } from './agreement.ts';
import {
  type Breach,
  breach,
  type Clause,
  isParty,
  outsideArea,
  partyIds,
  repeated,
} from './clause.ts';

const agenciesKnown: Clause = ({ terms }, { agencies }) => [
  ...terms.parties.flatMap(({ agency }, i) =>
    agencies.has(agency)
      ? []
      : [
          breach(
            'parties',
            `/terms/parties/${i}/agency`,
            `unknown agency ${agency}`,
          ),
        ],
  ),
  ...(agencies.has(terms.operation.operator)
    ? []
    : [
        breach(
          'operation',
          '/terms/operation/operator',
          `unknown agency ${terms.operation.operator}`,
        ),
      ]),
];

/**
 * The gateways open by sector and police data leaves by regime. A party that chose its own label
 * would lift the bar of PCSC Act 2022 s.16 from social care, or free the police of stating a law
 * under DPA 2018 s.36(4).
 */
const partiesAsRegistered: Clause = ({ terms }, { agencies }) =>
  terms.parties.flatMap((party, i) =>
    (['sector', 'regime'] as const).flatMap((label) => {
      const registered = agencies.get(party.agency)?.[label] ?? party[label];
      const wrong = `${party.agency} is known as ${registered}, not ${party[label]}`;
      return registered === party[label]
        ? []
        : [breach('parties', `/terms/parties/${i}/${label}`, wrong)];
    }),
  );

const partiesOnce: Clause = ({ terms }) =>
  repeated(partyIds(terms)).map((agency) =>
    breach('parties', '/terms/parties', `${agency} is named twice`),
  );

/**
 * An agency of this id would receive, as a body and for good, what is meant for one officer until
 * one visit is done.
 */
const partiesAreAgencies: Clause = ({ terms }) =>
  terms.parties.flatMap(({ agency }, i) =>
    agency === VISITING_OFFICER
      ? [
          breach(
            'parties',
            `/terms/parties/${i}/agency`,
            `${agency} names whom a case allocates, never an agency`,
          ),
        ]
      : [],
  );

const partiesHaveBasis: Clause = ({ terms }) =>
  terms.parties.flatMap(({ agency, regime }) => {
    const basis = terms.lawfulBases.find(({ party }) => party === agency);
    if (!basis)
      return [
        breach(
          'lawfulBases',
          '/terms/lawfulBases',
          `${agency} states no lawful basis`,
        ),
      ];
    const needed = regime === 'PART3' ? basis.part3 : basis.art6;
    return needed
      ? []
      : [
          breach(
            'lawfulBases',
            '/terms/lawfulBases',
            `${agency} states none for its regime ${regime}`,
          ),
        ];
  });

/** A release cites the basis of its discloser: of two, nobody could say which. */
const basesOnce: Clause = ({ terms }) =>
  repeated(terms.lawfulBases.map(({ party }) => party)).map((party) =>
    breach(
      'lawfulBases',
      '/terms/lawfulBases',
      `${party} states two lawful bases`,
    ),
  );

const signedByEveryParty: Clause = ({
  status,
  terms,
  signatures,
  documentHash,
}) => {
  if (status !== 'ACTIVE') return [];
  const signed = new Set(
    signatures
      .filter((s) => s.documentHash === documentHash)
      .map(({ agency }) => agency),
  );
  return partyIds(terms)
    .filter((agency) => !signed.has(agency))
    .map((agency) =>
      breach(
        'signatures',
        '/signatures',
        `${agency} is a party and has not signed`,
      ),
    );
};

const signedByPartiesOnce: Clause = ({ terms, signatures }) => [
  ...signatures.flatMap(({ agency }, i) =>
    isParty(terms, agency)
      ? []
      : [
          breach(
            'signatures',
            `/signatures/${i}/agency`,
            `${agency} has signed and is not a party`,
          ),
        ],
  ),
  ...repeated(signatures.map(({ agency }) => agency)).map((agency) =>
    breach('signatures', '/signatures', `${agency} has signed twice`),
  ),
];

const panelsOnce: Clause = ({ terms }, { panels }) => [
  ...repeated(terms.panels.map(({ id }) => id)).map((id) =>
    breach('panels', '/terms/panels', `panel ${id} is declared twice`),
  ),
  ...terms.panels.flatMap(({ id }, i) =>
    panels.has(id)
      ? [
          breach(
            'panels',
            `/terms/panels/${i}`,
            `panel ${id} is declared by another agreement`,
          ),
        ]
      : [],
  ),
];

const panelsMadeOfParties: Clause = ({ terms }) =>
  terms.panels.flatMap((panel, i) =>
    panelBreaches(terms, panel, `/terms/panels/${i}`),
  );

/** A member named twice would count twice towards the quorum. */
const panelBreaches = (terms: Terms, panel: Panel, at: string): Breach[] =>
  [
    ...memberErrors(terms, panel),
    ...quorumErrors(panel),
    ...outsideArea(terms, panel.area).map(
      (code): PanelError => ['area', `${code} is outside the agreement's area`],
    ),
  ].map(([part, why]) => breach('panels', `${at}/${part}`, why));

type PanelError = [part: string, why: string];

const memberErrors = (terms: Terms, { host, members }: Panel): PanelError[] => [
  ...members
    .filter((id) => !isParty(terms, id))
    .map((id): PanelError => ['members', `${id} is not a party`]),
  ...repeated(members).map(
    (id): PanelError => ['members', `${id} is named twice`],
  ),
  ...[host]
    .filter((id) => !members.includes(id))
    .map((id): PanelError => ['host', `${id} is not a member`]),
];

const quorumErrors = ({ members, quorum }: Panel): PanelError[] => {
  const outside = quorum.required
    .filter((id) => !members.includes(id))
    .map((id): PanelError => ['quorum/required', `${id} is not a member`]);
  return quorum.agencies > members.length
    ? [...outside, ['quorum/agencies', 'the quorum exceeds the members']]
    : outside;
};

export const PARTY_CLAUSES: readonly Clause[] = [
  agenciesKnown,
  partiesAsRegistered,
  partiesOnce,
  partiesAreAgencies,
  partiesHaveBasis,
  basesOnce,
  signedByEveryParty,
  signedByPartiesOnce,
  panelsOnce,
  panelsMadeOfParties,
];
