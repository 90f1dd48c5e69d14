/** GET /v1/agreements: each agency reads what it has signed, whole, and why any of it is not in force. */
import { expect, it } from 'vitest';
import { Agreement } from '../../../schemas/contract/agreement/agreement.ts';
import { testExchange } from '../../exchange.ts';
import {
  at,
  entriesOf,
  OPERATOR,
  PANEL,
  POLICE,
  SLAM,
  YJS,
} from '../requests.ts';

const exchange = testExchange({ sequencing: false });
const list = (client: string) =>
  exchange.ask(client, { method: 'GET', path: '/v1/agreements' });
type Listed = {
  inForce: boolean;
  reasons: string[];
  versionHash: string;
  agreement: { terms: { id: string; parties: { agency: string }[] } };
};
const agreementsOf = async (client: string): Promise<Listed[]> =>
  (await list(client)).body.agreements;
const idsOf = (listed: Listed[]) =>
  listed.map(({ agreement }) => agreement.terms.id).sort();

it.each([
  [YJS, 'croydon-yjs', ['MD-CAMHS-003', 'MD-SBCU-001']],
  [
    'sutton-yjs-case-system',
    'sutton-yjs',
    ['MD-CAMHS-003', 'MD-SUT-002', 'MD-SUT-004'],
  ],
  [SLAM, 'slam', ['MD-CAMHS-003']],
  ['safer-paths-system', 'safer-paths', ['MD-VCS-005']],
  ['sutton-social-care-case-system', 'sutton-social-care', []],
])(
  '%s sees the agreements that its agency is a party to, and no other',
  async (client, agency, ids) => {
    const listed = await agreementsOf(client);
    expect(idsOf(listed)).toEqual(ids);
    for (const { agreement, inForce, reasons, versionHash } of listed) {
      expect(Agreement.safeParse(agreement).success).toBe(true);
      expect(agreement.terms.parties.map((party) => party.agency)).toContain(
        agency,
      );
      expect([inForce, reasons]).toEqual([true, []]);
      expect(versionHash).toMatch(/^[0-9a-f]{64}$/);
    }
  },
);

it('every system of an agency sees the same', async () => {
  expect(await agreementsOf(PANEL)).toEqual(await agreementsOf(POLICE));
});

it('the operator sees all that it executes', async () => {
  expect(idsOf(await agreementsOf(OPERATOR))).toEqual([
    'MD-CAMHS-003',
    'MD-SBCU-001',
    'MD-SUT-002',
    'MD-SUT-004',
    'MD-VCS-005',
  ]);
});

it('on its review date an agreement is in force; on the day after it is not, and says why', async () => {
  const standing = async () =>
    (await agreementsOf(SLAM)).map(({ inForce, reasons }) => [
      inForce,
      reasons,
    ]);
  expect(
    await at(exchange, Date.parse('2027-03-31T12:00:00Z'), standing),
  ).toEqual([[true, []]]);
  expect(
    await at(exchange, Date.parse('2027-04-01T12:00:00Z'), standing),
  ).toEqual([[false, ['AGREEMENT_REVIEW_OVERDUE']]]);
});

it('a reading is one entry, which tells nothing of a child', async () => {
  const answer = await list(YJS);
  const entries = await entriesOf(exchange, answer);
  expect(entries).toMatchObject([
    {
      kept: {
        entryId: answer.body.ledgerEntry,
        outcome: 'NIL',
        released: [],
        withheld: [],
      },
    },
  ]);
  expect(entries[0]?.erasable).toEqual({});
});
