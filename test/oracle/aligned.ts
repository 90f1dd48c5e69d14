/**
 * A generator of pairs, a record and a request for it, that some flow of the agreements is meant to permit. They stand near
 * the boundaries of time; what else can be wrong with them is `mutations.ts`.
 */
import fc from 'fast-check';
import type { LiveAgreement } from '../../rules/sharing/agreement.ts';
import type { Flow } from '../../schemas/contract/agreement/agreement.ts';
import { PractitionerRole } from '../../schemas/vocabulary/codes.ts';
import type { Pair } from './cedar-request.ts';

export const DAY = 86_400_000;
const HOUR = DAY / 24;
/** UTC midnights, and the London midnight of summer, with the last and the next millisecond. */
const TIMES_OF_DAY = [12 * HOUR, 0, 23 * HOUR, 23 * HOUR - 1, DAY - 1];

export const alignedPairs = (
  agreements: readonly LiveAgreement[],
): fc.Arbitrary<Pair> =>
  fc
    .constantFrom(...agreements)
    .chain((agreement) =>
      fc
        .tuple(fc.constantFrom(...agreement.flows), instants(agreement))
        .chain(([flow, now]) => alignedTo(agreement, flow, now)),
    );

/** The calendar date in UTC so many days from an instant: in London a day later for an hour of each summer's night. */
export const dayFrom = (now: number, days: number): string =>
  new Date(now + days * DAY).toISOString().slice(0, 10);

/** Mostly while the agreement is in force, else within a millisecond of an instant at which its force may change. */
const instants = (agreement: LiveAgreement): fc.Arbitrary<number> => {
  const { startsOn, reviewOn, endsOn, signedAt, suspensions } = agreement;
  const midnights = [startsOn, reviewOn, endsOn].flatMap((date) => [
    Date.parse(date),
    Date.parse(date) + DAY,
  ]);
  const turns = [
    ...Object.values(signedAt),
    ...suspensions.flatMap(({ from, until = from }) => [from, until]),
  ];
  const first = Date.parse(startsOn) + DAY;
  const days = Math.floor(
    (Math.min(Date.parse(reviewOn), Date.parse(endsOn)) - first) / DAY,
  );
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.nat(days - 1), fc.constantFrom(...TIMES_OF_DAY))
        .map(([day, time]) => first + day * DAY + time),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            ...midnights.flatMap((at) => [at, at - HOUR]),
            ...turns.map((at) => Date.parse(at)),
          ),
          fc.constantFrom(-1, 0, 1),
        )
        .map(([at, by]) => at + by),
    },
  );
};

const alignedTo = (
  agreement: LiveAgreement,
  flow: Flow,
  now: number,
): fc.Arbitrary<Pair> =>
  fc
    .record({
      ends: fc.constantFrom(...endsOf(flow)),
      purpose: fc.constantFrom(...flow.purposes),
      practitionerRole: fc.constantFrom(...rolesOf(flow)),
      fields: fc.subarray(flow.fields, {
        minLength: Math.min(2, flow.fields.length),
        maxLength: Math.min(3, flow.fields.length),
      }),
      borough: fc.constantFrom(...boroughsOf(agreement, flow)),
      years: fc.integer({ min: 10, max: agreement.subjectRules.maxAge }),
      category: fc.constantFrom(...agreement.subjectRules.categories),
    })
    .map(
      ({
        ends: [originator, recipient],
        purpose,
        practitionerRole,
        fields,
        borough,
        years,
        category,
      }) => ({
        record: {
          ...PROVENANCE,
          category: flow.category,
          originator,
          agreement: agreement.id,
          fields: Object.fromEntries(fields.map((field) => [field, 'said'])),
          subject: {
            birthDate: dayFrom(now, -years * 366 - 40),
            borough,
            formerBoroughs: [],
            category,
          },
          handling: { code: 'P', recipients: [] },
          approved: true,
          expiresAt: new Date(now + 30 * DAY).toISOString(),
        },
        asked: { recipient, purpose, practitionerRole },
        circumstances: {
          case: { open: true, asked: [recipient] },
          visit: { allocatedOn: dayFrom(now, 0), done: false },
          referralAcceptedBy: [recipient],
        },
        now,
      }),
    );

const PROVENANCE = {
  recordId: `rec_${'0'.repeat(32)}`,
  contributedVersion: 1,
  contributedHash: '0'.repeat(64),
  contributedAt: '2026-01-20T10:00:00.000Z',
};

/** From whom to whom, but not to itself. */
const endsOf = ({ from, to }: Flow): [string, string][] =>
  from.flatMap((originator) =>
    to
      .filter((recipient) => recipient !== originator)
      .map((recipient): [string, string] => [originator, recipient]),
  );

const rolesOf = (flow: Flow): readonly PractitionerRole[] =>
  flow.conditions.find(
    (condition) => condition.condition === 'PRACTITIONER_ROLE_IN',
  )?.roles ?? PractitionerRole.options;

/** Areas that the agreement and each condition of the flow cover, or where they exclude each other the agreement's. */
const boroughsOf = (
  { area }: LiveAgreement,
  { conditions }: Flow,
): string[] => {
  const covered = area.filter((borough) =>
    conditions.every(
      (condition) =>
        !('areas' in condition) || condition.areas.includes(borough),
    ),
  );
  return covered.length > 0 ? covered : area;
};
