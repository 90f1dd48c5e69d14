/** What an agreement says is fetched once a process; how it stands is read with every request. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../adapters/dynamodb/client.ts';
import { bytesOf } from '../../../adapters/dynamodb/item-size.ts';
import { keyAt } from '../../../adapters/dynamodb/keys.ts';
import { batchGet } from '../../../adapters/dynamodb/queries.ts';
import { reads } from '../../../adapters/dynamodb/reads.ts';
import { publishRegistry } from '../../../adapters/dynamodb/registry.ts';
import { AGENCIES } from '../../../local/registry/agencies.ts';
import { loadAgreements } from '../../../local/registry/agreements.ts';
import { liveAgreement, notInForce } from '../../../rules/sharing/agreement.ts';
import type { Agreement } from '../../../schemas/contract/agreement/agreement.ts';
import { HMAC, testDatabase } from './store.ts';

const store = testDatabase();
const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const ID = 'MD-SBCU-001';

const agreements = loadAgreements();
const publish = (change: (of: Agreement) => Agreement = (of) => of) =>
  publishRegistry(store.db, {
    agencies: AGENCIES,
    systems: [],
    agreements: agreements.map((each) =>
      each.terms.id === ID ? change(each) : each,
    ),
  });

/** A process: its reads, and how many calls they made. */
const process = () => {
  let calls = 0;
  const client = Object.create(store.db.client) as Database['client'];
  client.send = ((...sent: Parameters<Database['client']['send']>) => {
    calls += 1;
    return store.db.client.send(...sent);
  }) as Database['client']['send'];
  const { enter } = reads({ ...store.db, client }, HMAC);
  return {
    enter: async (agencyId = 'croydon-yjs') => {
      calls = 0;
      const { agency } = await enter({ clientId: 'any', agencyId }, NOW);
      return { agreements: agency?.agreements ?? [], calls };
    },
  };
};
type Process = ReturnType<typeof process>;
const standing = async ({ enter }: Process) => {
  const { agreements: all, calls } = await enter();
  const found = all.find(({ id }) => id === ID);
  return { reasons: found && notInForce(found, NOW), calls };
};

beforeEach(() => publish());

describe('a process', () => {
  it('brings each agreement as it is executed', async () => {
    const own = agreements.filter(({ terms }) =>
      terms.parties.some(({ agency }) => agency === 'croydon-yjs'),
    );
    const read = await process().enter();
    expect(own.length).toBeGreaterThan(1);
    expect(JSON.parse(JSON.stringify(read.agreements))).toEqual(
      JSON.parse(JSON.stringify(own.map(liveAgreement))),
    );
  });

  it('fetches the texts with its first request, at once, and none of them again', async () => {
    const { enter } = process();
    expect((await enter()).calls).toBe(2);
    expect((await enter()).calls).toBe(1);
    expect((await enter('croydon-social-care')).calls).toBe(1);
  });

  it('fetches nothing for an agency without an agreement, or for none', async () => {
    const { enter } = process();
    expect(await enter('nobody')).toEqual({ agreements: [], calls: 1 });
  });

  it('gives the same frozen object as long as nothing changes', async () => {
    const { enter } = process();
    const [first] = (await enter()).agreements;
    expect((await enter()).agreements[0]).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
    expect(Object.isFrozen(first?.flows[0])).toBe(true);
    expect(Object.isFrozen(first?.signedAt)).toBe(true);
  });
});

describe('a process that knows the texts', () => {
  it.each<[string, (of: Agreement) => Agreement, string[]]>([
    [
      'a suspension',
      (of) => ({
        ...of,
        suspensions: [
          { from: '2026-11-24T11:00:00.000Z', because: 'Synthetic.' },
        ],
      }),
      ['AGREEMENT_SUSPENDED'],
    ],
    [
      'a signature that is missing',
      (of) => ({ ...of, signatures: of.signatures.slice(1) }),
      ['AGREEMENT_UNSIGNED'],
    ],
    [
      'a status',
      (of) => ({ ...of, status: 'TERMINATED' }),
      ['AGREEMENT_NOT_ACTIVE'],
    ],
  ])(
    'learns of %s with the next request, by no further call',
    async (_, change, reasons) => {
      const warm = process();
      expect(await standing(warm)).toEqual({ reasons: [], calls: 2 });
      await publish(change);
      expect(await standing(warm)).toEqual({ reasons, calls: 1 });
      await publish();
      expect(await standing(warm)).toEqual({ reasons: [], calls: 1 });
    },
  );

  it('learns of a review day with the next request, by no further call', async () => {
    const warm = process();
    const reviewOn = async () =>
      (await warm.enter()).agreements.find(({ id }) => id === ID)?.reviewOn;
    const before = await reviewOn();
    await publish(({ terms, ...rest }) => ({
      ...rest,
      terms: { ...terms, reviewOn: '2026-11-23' },
    }));
    expect((await warm.enter()).calls).toBe(1);
    expect(before).not.toBe('2026-11-23');
    expect(await reviewOn()).toBe('2026-11-23');
    expect((await standing(warm)).reasons).toContain(
      'AGREEMENT_REVIEW_OVERDUE',
    );
  });

  it('fetches the text of the next version, and that one alone', async () => {
    const warm = process();
    await warm.enter();
    await publish(({ terms, ...rest }) => ({
      ...rest,
      terms: {
        ...terms,
        version: terms.version + 1,
        flows: terms.flows.slice(1),
      },
    }));
    const { agreements: now, calls } = await warm.enter();
    expect(calls).toBe(2);
    const text = agreements.find(({ terms }) => terms.id === ID)?.terms;
    expect(now.find(({ id }) => id === ID)).toMatchObject({
      version: (text?.version ?? 0) + 1,
      flows: text?.flows.slice(1),
    });
  });
});

describe('a text', () => {
  const putText = (hash: string, json: string) =>
    store.db.client.send(
      new PutCommand({
        TableName: 'exchange',
        Item: {
          ...keyAt('AgreementText', { hash }),
          type: 'AgreementText',
          hash,
          json,
        },
      }),
    );
  const putAgency = (hash: string) =>
    store.db.client.send(
      new PutCommand({
        TableName: 'exchange',
        Item: {
          ...keyAt('Agency', { agencyId: 'another' }),
          type: 'Agency',
          agencyId: 'another',
          name: 'Another',
          sector: 'HEALTH',
          agreements: [{ text: hash, state: '{}' }],
        },
      }),
    );

  it('that is not there is a fault, never an agency without the agreement', async () => {
    await putAgency('a'.repeat(64));
    await expect(process().enter('another')).rejects.toThrow('not there');
  });

  it('that is not what its hash says is a fault', async () => {
    await putText('b'.repeat(64), '{"flows":[]}');
    await putAgency('b'.repeat(64));
    await expect(process().enter('another')).rejects.toThrow('not what');
  });
});

it('no agency’s item takes more than one read unit, whatever it has signed', async () => {
  const items = await batchGet(
    store.db,
    AGENCIES.map(({ id }) => keyAt('Agency', { agencyId: id })),
  );
  expect(items).toHaveLength(AGENCIES.length);
  for (const item of items) expect(bytesOf(item)).toBeLessThanOrEqual(4096);
});
