/** What each operation asks of the store: which calls, how large, and in the units that DynamoDB is paid by. */
import { freshOfEightAgencies, freshPerson, openMeeting } from './fresh.ts';
import type { Ready } from './http.ts';
import { leanCalls } from './lean-calls.ts';
import { type Meter, type Metered, startMeter } from './meter.ts';
import { TIMED, type Timed } from './operations.ts';
import * as requests from './requests.ts';
import { type Stage, systemOf } from './stage.ts';
import type { Units } from './units.ts';

export interface StoreUse {
  operation: string;
  /** E.g. `BatchGetItem 3`: keys read, or actions written. */
  calls: string[];
  /** Bytes of the bodies to and from the engine. */
  sent: number;
  received: number;
  /** Capacity units, by our own count and by the engine's. */
  counted: Units;
  engine: Units;
  /** What the lean floor of the same operation would use, where it has one. */
  lean?: Units;
}

export const countCalls = async (stage: Stage): Promise<StoreUse[]> => {
  const meter = await startMeter(stage.exchange.database);
  const used: StoreUse[] = [];
  const use: Use = async (operation, ready) => {
    await stage.token(ready.clientId);
    const { calls, result } = await meter.during(() => stage.does(ready));
    const lean = isTimed(operation)
      ? await leanUnits(stage, meter, { operation, ready, answered: result })
      : undefined;
    used.push({ operation, ...summed(calls), ...(lean && { lean }) });
    return JSON.parse(result.body);
  };
  await ofPartners(stage, use);
  await ofCases(stage, use);
  await ofDecision(stage, use);
  meter.stop();
  return used;
};

// biome-ignore lint/suspicious/noExplicitAny: what a request answers is looked into, as a client would
type Use = (operation: string, ready: Ready) => Promise<any>;

const ofPartners = async (stage: Stage, use: Use): Promise<void> => {
  const now = stage.exchange.world.clock();
  await use('query', first(stage.ready.query));
  await use('read', first(stage.ready.read));
  await use('flag, of one known', requests.raise(first(stage.children), now));
  await use('flag', requests.raise(freshPerson(stage), now));
};

const ofCases = async (stage: Stage, use: Use): Promise<void> => {
  const { caseId } = await use(
    'nomination',
    requests.nominate(freshOfEightAgencies(stage)),
  );
  const { meetingId } = await use(
    'open meeting',
    requests.openMeeting(stage.exchange.world.clock()),
  );
  await use('check of eligibility', requests.screen(caseId));
  await use('listing', requests.list(caseId, meetingId));
  const asked = await use(
    'asking eight agencies',
    requests.askForViews(caseId),
  );
  if (asked.viewRequests.length !== VIEWS)
    throw new Error(`${asked.viewRequests.length} agencies were asked`);
  const { agency, viewRequestId } = first<Asked>(asked.viewRequests);
  const { clientId, health } = systemOf(agency);
  await use(
    'read view request',
    requests.readViewRequest(clientId, viewRequestId),
  );
  await use('reply', requests.reply(clientId, viewRequestId, health));
  await use('read case', requests.readCase(caseId));
  await use('pack', first(stage.ready.pack));
};

const VIEWS = 8;

interface Asked {
  agency: string;
  viewRequestId: string;
}

/** Of a child of whom all eight agencies have replied, at a meeting of today. */
const ofDecision = async (stage: Stage, use: Use): Promise<void> => {
  const does = async (ready: Ready) =>
    JSON.parse((await stage.does(ready)).body);
  const { caseId } = await does(requests.nominate(freshOfEightAgencies(stage)));
  for (const rule of ['NO_WEAPON_CONVICTION', 'EVIDENCE_OF_CARRYING'])
    await does(requests.screen(caseId, rule));
  const meetingId = await openMeeting(stage, 0);
  await does(requests.list(caseId, meetingId));
  const { viewRequests } = await does(
    requests.askForViewsToday(caseId, stage.exchange.world.clock()),
  );
  for (const { agency, viewRequestId } of viewRequests) {
    const { clientId, health } = systemOf(agency);
    await does(requests.reply(clientId, viewRequestId, health));
  }
  await does(requests.attend(meetingId));
  await use(
    'decision',
    requests.decide(caseId, await does(requests.pack(caseId))),
  );
};

const first = <T>(all: readonly T[]): T => {
  const [found] = all;
  if (found === undefined) throw new Error('the stage is empty');
  return found;
};

const summed = (calls: Metered[]): Omit<StoreUse, 'operation' | 'lean'> => {
  const sum = (of: (call: Metered) => number) =>
    calls.reduce((total, call) => total + of(call), 0);
  const units = (whose: 'counted' | 'engine'): Units => ({
    read: sum((call) => call[whose].read),
    write: sum((call) => call[whose].write),
  });
  return {
    calls: calls.map(({ call }) => call),
    sent: sum(({ sent }) => sent),
    received: sum(({ received }) => received),
    counted: units('counted'),
    engine: units('engine'),
  };
};

const isTimed = (operation: string): operation is Timed =>
  (TIMED as readonly string[]).includes(operation);

const leanUnits = async (
  stage: Stage,
  meter: Meter,
  {
    operation,
    ...request
  }: { operation: Timed } & Parameters<typeof leanCalls>[2],
): Promise<Units> => {
  const { client } = stage.exchange.database;
  const send = (command: object) => client.send(command as never);
  const plan = await leanCalls(
    { stage, send },
    { operation, at: `counted ${operation}` },
    request,
  );
  const { calls } = await meter.during(async () => {
    for (const command of plan.fresh()) await send(command);
  });
  return summed(calls).counted;
};
