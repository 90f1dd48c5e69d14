/** That the peer does what it is compared for: policies, a field filter, a verified token, and an audit row with each answer. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../bench/http.ts';
import { printedPeer } from '../../bench/peers/beside.ts';
import { CHILDREN, caseId, personId } from '../../bench/peers/fill.ts';
import { type Peer, startPeer } from '../../bench/peers/peer.ts';
import { findPostgres } from '../../bench/peers/postgres.ts';
import { peopleOf } from '../../bench/people.ts';
import * as requests from '../../bench/requests.ts';
import { loadAgreements } from '../../local/registry/agreements.ts';
import { liveAgreement } from '../../rules/sharing/agreement.ts';
import { londonDate } from '../../rules/time/london-time.ts';

const programs = findPostgres();
const now = Date.now();
const person = peopleOf(1, londonDate(now));
const [child = 0] = CHILDREN;
let peer: Peer;
let audit: Client;

describe.skipIf(!programs)('the peer', () => {
  beforeAll(async () => {
    const agreements = loadAgreements().map(liveAgreement);
    peer = await startPeer(programs ?? '', {
      count: 40,
      person,
      agreements,
      now,
    });
    audit = new Client(peer.connection);
    await audit.connect();
  });

  afterAll(async () => {
    await audit?.end();
    await peer?.stop();
  });

  const asks = async (ready: Parameters<typeof ask>[1], agency: string) => {
    const token = await peer.token(`${agency}-system`, agency);
    const { status, body } = await ask(peer.url, ready, token);
    return { status, body: JSON.parse(body) };
  };

  const audited = async () =>
    (await audit.query('SELECT * FROM audit ORDER BY entry')).rows;

  it('releases the fields that a flow of an agreement in force names, and no other', async () => {
    const { status, body } = await asks(
      requests.read(personId(child)),
      'croydon-yjs',
    );
    expect(status).toBe(200);
    const [byPolice] = body.records.identity;
    expect(byPolice).toMatchObject({
      originator: 'met-police',
      givenName: person(child).givenName,
    });
    expect(byPolice).not.toHaveProperty('ethnicity');
    expect(body.records.incident[0]).not.toHaveProperty('assessment');
    // What other agencies told the panel is for the panel.
    const viewers = body.records.view.map(
      ({ originator }: { originator: string }) => originator,
    );
    expect(viewers).toEqual(['croydon-yjs']);
    expect(body.records).not.toHaveProperty('incidentSource');
  });

  it('knows nobody, to whom no flow leads', async () => {
    const read = requests.read(personId(child));
    const unknown = requests.read(personId(4000));
    expect((await asks(read, 'sutton-yjs')).status).toBe(404);
    expect((await asks(unknown, 'croydon-yjs')).status).toBe(404);
  });

  it('gives the panel every view', async () => {
    const pack = requests.pack(caseId(child));
    const { status, body } = await asks(pack, 'met-police');
    expect(status).toBe(200);
    expect(body.returns).toHaveLength(6);
    for (const { agency, records } of body.returns) {
      expect(records.view).toHaveLength(1);
      expect(records.view[0].originator).toBe(agency);
    }
  });

  it('takes a flag once, however often it is sent', async () => {
    const raise = requests.raise(person(3), now);
    const first = await asks(raise, 'croydon-yjs');
    const again = await asks(raise, 'croydon-yjs');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.flagId).toBe(first.body.flagId);
    const { rows } = await audit.query(
      'SELECT * FROM records WHERE record = $1',
      [first.body.flagId],
    );
    expect(rows).toHaveLength(1);
  });

  it('leaves an audit row with each answer', async () => {
    const before = await audited();
    const { body } = await asks(
      requests.read(personId(child)),
      'croydon-social-care',
    );
    const rows = (await audited()).slice(before.length);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      entry: body.disclosure.ledgerEntry,
      operation: 'READ',
      agency: 'croydon-social-care',
      purpose: 'PANEL_SELECTION',
      person: personId(child),
    });
    expect(rows[0].released).toHaveLength(body.disclosure.released.length);
  });

  it('refuses a token that is not one of its own', async () => {
    const read = requests.read(personId(child));
    const token = await peer.token('croydon-yjs-system', 'croydon-yjs');
    const [head, , signature] = token.split('.');
    const claims = { client_id: 'x', agency_id: 'met-police' };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const answer = await ask(peer.url, read, `${head}.${forged}.${signature}`);
    expect(answer.status).toBe(401);
  });
});

describe('what is printed', () => {
  const machine = { node: 'v24', cores: 2, cpu: 'a processor', load: 0 };
  const load = (perSecond: number, failed = 0) =>
    (['read', 'flag', 'pack'] as const).map((operation) => {
      const times = { p50: 8, p99: 20, answered: 100 };
      return { operation, perSecond, ...times, failed };
    });
  const ours = load(300).map((each) => ({ ...each, cpuMs: 3 }));
  const besides = { machine, people: 10_000, ours };

  it('is the ratio to the mean of before and after', () => {
    const peer = { before: load(400), after: load(800) };
    const lines = printedPeer({ ...besides, peer }).split('\n');
    expect(lines.filter((line) => /\| 0\.50 +\|$/.test(line))).toHaveLength(3);
  });

  it('shows what failed, so that nobody takes it for speed', () => {
    const peer = { before: load(400, 12), after: load(800) };
    expect(printedPeer({ ...besides, peer })).toContain('12 FAILED');
  });

  it('says plainly where the peer is left out', () => {
    const printed = printedPeer({ ...besides, peer: 'LEFT_OUT' });
    expect(printed).toContain('The peer is left out');
    expect(printed).not.toContain('NaN');
  });
});
