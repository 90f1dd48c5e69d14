/**
 * Reads an agreement and refuses one that is incomplete or contradicts itself, naming the clause.
 */
import type * as z from 'zod';
import { type Agreement, Agreement as AgreementSchema } from './agreement.ts';
import { type Breach, breach, type Clause, type KnownWorld } from './clause.ts';
import { FLOW_CLAUSES } from './flow-clauses.ts';
import { PARTY_CLAUSES } from './party-clauses.ts';

export type ReadAgreement =
  | { ok: true; agreement: Agreement }
  | { ok: false; breaches: Breach[] };

/**
 * @param raw parsed JSON, not trusted.
 * @returns the agreement, or every breach found: first of its form, and where the form holds, of
 * its sense.
 */
export const readAgreement = (
  raw: unknown,
  known: KnownWorld,
): ReadAgreement => {
  const parsed = AgreementSchema.safeParse(raw);
  if (!parsed.success)
    return { ok: false, breaches: parsed.error.issues.flatMap(formBreaches) };
  const breaches = CLAUSES.flatMap((check) => check(parsed.data, known));
  return breaches.length === 0
    ? { ok: true, agreement: parsed.data }
    : { ok: false, breaches };
};

/** A key that the form does not have is a breach of its own, where it stands. */
const formBreaches = (issue: z.core.$ZodIssue): Breach[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) =>
        breach(
          clauseOf(issue.path),
          pointerOf([...issue.path, key]),
          'no such part',
        ),
      )
    : [breach(clauseOf(issue.path), pointerOf(issue.path), issue.message)];

/**
 * The clause is the part of the terms that the path runs through; outside the terms, the path's
 * first word.
 */
const clauseOf = (path: readonly PropertyKey[]): string =>
  String(path[0] === 'terms' ? (path[1] ?? 'terms') : (path[0] ?? 'agreement'));

const pointerOf = (path: readonly PropertyKey[]): string =>
  path
    .map(
      (part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    )
    .join('');

const datesInOrder: Clause = ({ terms: { startsOn, reviewOn, endsOn } }) => [
  ...(reviewOn > endsOn
    ? [
        breach(
          'reviewOn',
          '/terms/reviewOn',
          `review ${reviewOn} is past the end ${endsOn}`,
        ),
      ]
    : []),
  ...(startsOn > reviewOn
    ? [
        breach(
          'startsOn',
          '/terms/startsOn',
          `begins ${startsOn}, after its review`,
        ),
      ]
    : []),
];

/** Compared as instants: one instant has many spellings, and 00:00:00.5Z sorts before 00:00:00Z. */
const suspensionsInOrder: Clause = ({ suspensions }) =>
  suspensions.flatMap(({ from, until }, i) =>
    until !== undefined && Date.parse(until) <= Date.parse(from)
      ? [
          breach(
            'suspensions',
            `/suspensions/${i}`,
            'a suspension ends before it begins',
          ),
        ]
      : [],
  );

const restrictedReturnsApproved: Clause = ({ terms }) =>
  terms.parties.some(({ sector }) => sector === 'HEALTH') &&
  !terms.returns.approvalRequired
    ? [
        breach(
          'returns',
          '/terms/returns/approvalRequired',
          'a health party answers only with an approval',
        ),
      ]
    : [];

const CLAUSES: readonly Clause[] = [
  datesInOrder,
  suspensionsInOrder,
  ...PARTY_CLAUSES,
  ...FLOW_CLAUSES,
  restrictedReturnsApproved,
];
