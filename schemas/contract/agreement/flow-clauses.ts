/**
 * The clauses on what travels: flows and prohibitions, their words, gateways and conditions, and
 * how long it is kept.
 */

import { isCategory, isFieldOf } from '../../vocabulary/categories.ts';
import { type Flow, type Terms, VISITING_OFFICER } from './agreement.ts';
import {
  type Breach,
  breach,
  type Clause,
  isParty,
  type KnownWorld,
  membersOf,
  outsideArea,
  repeated,
} from './clause.ts';

const flowsNamedOnce: Clause = ({ terms }) =>
  repeated([...terms.flows, ...terms.prohibitions].map(({ id }) => id)).map(
    (id) => breach('flows', '/terms/flows', `${id} names two clauses`),
  );

/**
 * A prohibition of what nobody is would read as a protection and prohibit nothing: its selectors
 * are held to the same.
 */
const selectorsBetweenParties: Clause = ({ terms }, { panels }) =>
  [...clausesOf(terms, 'flows'), ...clausesOf(terms, 'prohibitions')].flatMap(
    ({ clause, at, name }) => {
      const strangers = (clause.from ?? []).filter((id) => !isParty(terms, id));
      return [
        ...strangers.map((id) =>
          breach(name, `${at}/from`, `${clause.id}: ${id} is not a party`),
        ),
        ...(clause.to ?? []).flatMap((to) =>
          recipientBreaches(terms, panels, to).map((why) =>
            breach(name, `${at}/to`, `${clause.id}: ${why}`),
          ),
        ),
      ];
    },
  );

const recipientBreaches = (
  terms: Terms,
  panels: KnownWorld['panels'],
  to: string,
): string[] => {
  if (to === VISITING_OFFICER) return [];
  if (!to.startsWith('panel:'))
    return isParty(terms, to) ? [] : [`${to} is not a party`];
  const members = membersOf(terms, panels, to);
  if (!members) return [`no agreement declares ${to}`];
  return members
    .filter((id) => !isParty(terms, id))
    .map((id) => `${id} sits on ${to} and is not a party`);
};

const wordsKnown: Clause = ({ terms }) =>
  [
    ...clausesOf(terms, 'flows'),
    ...clausesOf(terms, 'prohibitions'),
    ...terms.retention.map(({ category }, i) => ({
      clause: { category, id: 'retention', fields: undefined },
      at: `/terms/retention/${i}`,
      name: 'retention',
    })),
  ].flatMap(({ clause, at, name }) => {
    const { category } = clause;
    if (!isCategory(category))
      return [
        breach(
          name,
          `${at}/category`,
          `${clause.id}: unknown category ${category}`,
        ),
      ];
    const fields: readonly string[] = clause.fields ?? [];
    return fields
      .filter((field) => !isFieldOf(category, field))
      .map((field) =>
        breach(
          name,
          `${at}/fields`,
          `${clause.id}: ${category} has no field ${field}`,
        ),
      );
  });

const purposesOnce: Clause = ({ terms }) =>
  repeated(terms.purposes.map(({ code }) => code)).map((code) =>
    breach('purposes', '/terms/purposes', `${code} is listed twice`),
  );

const purposesListed: Clause = ({ terms }) => {
  const listed = new Set(terms.purposes.map(({ code }) => code));
  return terms.flows.flatMap((flow, i) =>
    flow.purposes
      .filter((purpose) => !listed.has(purpose))
      .map((purpose) =>
        breach(
          'flows',
          `/terms/flows/${i}/purposes`,
          `${flow.id}: ${purpose} is not a listed purpose`,
        ),
      ),
  );
};

/**
 * An area that the parties did not agree on either never comes to be or reaches past what they
 * signed.
 */
const conditionsWithinArea: Clause = ({ terms }) =>
  terms.flows.flatMap(({ id, conditions }, i) =>
    conditions.flatMap((condition, j) =>
      outsideArea(terms, 'areas' in condition ? condition.areas : []).map(
        (area) =>
          breach(
            'flows',
            `/terms/flows/${i}/conditions/${j}/areas`,
            `${id}: ${area} is outside the agreement's area`,
          ),
      ),
    ),
  );

const gatewaysOpen: Clause = ({ terms }) => [
  ...terms.gateways.flatMap(({ disclosers }, i) =>
    disclosers
      .filter((id) => !isParty(terms, id))
      .map((id) =>
        breach(
          'gateways',
          `/terms/gateways/${i}/disclosers`,
          `${id} is not a party`,
        ),
      ),
  ),
  ...terms.flows.flatMap((flow, i) =>
    flow.from.flatMap((from) => gatewayBreaches(terms, flow, from, i)),
  ),
];

const gatewayBreaches = (
  terms: Terms,
  flow: Flow,
  from: string,
  i: number,
): Breach[] => {
  const at = `/terms/flows/${i}/gateway`;
  const open = terms.gateways.some(
    ({ code, disclosers }) =>
      code === flow.gateway && disclosers.includes(from),
  );
  if (!open) {
    const why = `${flow.id}: ${from} has no gateway ${flow.gateway}`;
    return [breach('gateways', at, why)];
  }
  const sector = terms.parties.find(({ agency }) => agency === from)?.sector;
  // PCSC Act 2022 s.16 does not authorise patient information, nor personal information from a
  // social care authority.
  const barred = sector === 'HEALTH' || sector === 'SOCIAL_CARE';
  if (flow.gateway !== 'PCSC_S16' || !barred) return [];
  const why = `${flow.id}: PCSC_S16 is closed to ${from} (${sector})`;
  return [breach('gateways', at, why)];
};

/**
 * DPA 2018 s.36(4): police data leaves law enforcement only where a law authorises it, and the flow
 * says which.
 */
const policeDataAuthorised: Clause = ({ terms }, { panels }) =>
  terms.flows.flatMap((flow, i) => {
    const leaves =
      flow.from.some((id) => regimeOf(terms, id) === 'PART3') &&
      reachesUkGdpr(terms, panels, flow);
    return leaves && flow.authorisedByLaw === undefined
      ? [
          breach(
            'flows',
            `/terms/flows/${i}/authorisedByLaw`,
            `${flow.id}: a Part 3 flow must state authorisedByLaw`,
          ),
        ]
      : [];
  });

const reachesUkGdpr = (
  terms: Terms,
  panels: KnownWorld['panels'],
  flow: Flow,
): boolean =>
  flow.to.some((to) =>
    (membersOf(terms, panels, to) ?? [to]).some(
      (id) => regimeOf(terms, id) === 'UKGDPR',
    ),
  );

const regimeOf = (terms: Terms, id: string) =>
  terms.parties.find(({ agency }) => agency === id)?.regime;

/** What may come and has no rule for when it goes would be kept for ever. */
const flowsRetainedByRule: Clause = ({ terms }) => {
  const ruled = new Set(terms.retention.map(({ category }) => category));
  return [...new Set(terms.flows.map(({ category }) => category))]
    .filter((category) => isCategory(category) && !ruled.has(category))
    .map((category) =>
      breach(
        'retention',
        '/terms/retention',
        `${category} flows and has no retention rule`,
      ),
    );
};

const clausesOf = <Name extends 'flows' | 'prohibitions'>(
  terms: Terms,
  name: Name,
) =>
  terms[name].map((clause, i) => ({ clause, at: `/terms/${name}/${i}`, name }));

/**
 * What is never read alone: without these a statement could be taken for a fact, and a victim for a
 * suspect.
 */
const STATEMENTS = [
  {
    category: 'incident',
    field: 'incidentSummary',
    needs: ['factOrOpinion', 'subjectCategory'],
  },
  {
    category: 'flag',
    field: 'statement',
    needs: ['factOrOpinion', 'subjectCategory'],
  },
] as const;

/** DPA 2018 s.38: facts apart from opinions, suspects apart from victims and witnesses. */
const statementsQualified: Clause = ({ terms }) =>
  STATEMENTS.flatMap((statement) => [
    ...bareStatements(terms, statement),
    ...strippedStatements(terms, statement),
  ]);

type Statement = (typeof STATEMENTS)[number];

const bareStatements = (
  terms: Terms,
  { category, field, needs }: Statement,
): Breach[] =>
  clausesOf(terms, 'flows')
    .filter(
      ({ clause }) =>
        clause.category === category && clause.fields?.includes(field),
    )
    .flatMap(({ clause: { id, fields = [] }, at }) =>
      needs
        .filter((needed) => !fields.includes(needed))
        .map((needed) =>
          breach(
            'flows',
            `${at}/fields`,
            `${id}: ${field} travels only with ${needed}`,
          ),
        ),
    );

/**
 * To forbid the qualification and not the statement would let it travel bare, whatever the flow
 * says.
 */
const strippedStatements = (
  terms: Terms,
  { category, field, needs }: Statement,
): Breach[] =>
  clausesOf(terms, 'prohibitions')
    .filter(
      ({ clause }) =>
        clause.category === category &&
        clause.fields &&
        !clause.fields.includes(field),
    )
    .flatMap(({ clause: { id, fields = [] }, at }) =>
      needs
        .filter((needed) => fields.includes(needed))
        .map((needed) =>
          breach(
            'prohibitions',
            `${at}/fields`,
            `${id}: forbids ${needed} and not ${field}`,
          ),
        ),
    );

export const FLOW_CLAUSES: readonly Clause[] = [
  flowsNamedOnce,
  selectorsBetweenParties,
  wordsKnown,
  purposesOnce,
  purposesListed,
  conditionsWithinArea,
  gatewaysOpen,
  policeDataAuthorised,
  flowsRetainedByRule,
  statementsQualified,
];
