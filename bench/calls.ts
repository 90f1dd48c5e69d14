/** What each operation asks of the store: which calls, how large, and in the units that DynamoDB is paid by. */
import type { Ready } from './http.ts';
import * as requests from './requests.ts';
import { recordSends } from './sends.ts';
import { type Stage, systemOf } from './stage.ts';

export interface StoreUse {
  operation: string;
  /** E.g. `BatchGet 3`: keys read, or actions written. */
  calls: string[];
  /** Bytes of the bodies to and from the engine. */
  sent: number;
  received: number;
  /** Capacity units as the engine counts them. */
  readUnits: number;
  writeUnits: number;
}

export const countCalls = async (stage: Stage): Promise<StoreUse[]> => {
  const bytes = { sent: 0, received: 0 };
  const counting = countBytes(stage, bytes);
  const sends = recordSends(stage.exchange.database);
  const used: StoreUse[] = [];
  const use = async (operation: string, ready: Ready) => {
    await stage.token(ready.clientId);
    Object.assign(bytes, { sent: 0, received: 0 });
    const { sent, result } = await sends.during(() => stage.does(ready));
    const units = sent.map(({ answer }) => unitsOf(answer));
    const sumWhere = (written: boolean) =>
      sent.reduce(
        (sum, { command }, i) =>
          isWrite(command) === written ? sum + (units[i] ?? 0) : sum,
        0,
      );
    used.push({
      operation,
      calls: sent.map(({ command }) => callOf(command)),
      ...bytes,
      readUnits: sumWhere(false),
      writeUnits: sumWhere(true),
    });
    return JSON.parse(result.body);
  };

  const now = stage.exchange.world.clock();
  const [ready] = stage.ready.query;
  const [read] = stage.ready.read;
  const [pack] = stage.ready.pack;
  const child = stage.children[0];
  if (!ready || !read || !pack || !child) throw new Error('the stage is empty');
  await use('query', ready);
  await use('read', read);
  await use('flag, of one known', requests.raise(child, now));
  await use(
    'flag, of one unknown',
    requests.raise(stage.person(stage.people * 3), now),
  );
  const { caseId } = await use(
    'nomination',
    requests.nominate(stage.person(4)),
  );
  const { meetingId } = await use('open meeting', requests.openMeeting(now));
  await use('check of eligibility', requests.screen(caseId));
  await use('listing', requests.list(caseId, meetingId));
  const asked = await use('ask for views', requests.askForViews(caseId));
  const [{ viewRequestId, agency }] = asked.viewRequests;
  const { clientId, health } = systemOf(agency);
  await use(
    'read view request',
    requests.readViewRequest(clientId, viewRequestId),
  );
  await use('reply', requests.reply(clientId, viewRequestId, health));
  await use('read case', requests.readCase(caseId));
  await use('pack, all views in', pack);
  sends.restore();
  counting.stop();
  return used;
};

// biome-ignore lint/suspicious/noExplicitAny: commands differ in their inputs, and any is looked into
type AnyCommand = { input: any };

const isWrite = (command: object): boolean =>
  /Write|Put|Update|Delete/.test(command.constructor.name);

const callOf = (command: object): string => {
  const { input } = command as AnyCommand;
  const name = command.constructor.name.replace(/Command$/, '');
  const [requested] = Object.values(input.RequestItems ?? {}) as {
    Keys: unknown[];
  }[];
  const count = requested?.Keys.length ?? input.TransactItems?.length;
  return count === undefined ? name : `${name} ${count}`;
};

type Capacity = { CapacityUnits?: number };

const unitsOf = (answer: unknown): number => {
  const { ConsumedCapacity = [] } = answer as {
    ConsumedCapacity?: Capacity | Capacity[];
  };
  return [ConsumedCapacity]
    .flat()
    .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
};

const textOf = (body: string | Uint8Array): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

/** Asks for capacity units, and sees what travels. */
const countBytes = (
  { exchange: { database } }: Stage,
  bytes: { sent: number; received: number },
) => {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's middleware types differ for each of its client classes
  const stack = database.client.middlewareStack as any;
  stack.add(
    // biome-ignore lint/suspicious/noExplicitAny: as above
    (next: any) => async (args: any) => {
      const body = JSON.stringify({
        ...JSON.parse(textOf(args.request.body)),
        ReturnConsumedCapacity: 'TOTAL',
      });
      args.request.body = body;
      args.request.headers['content-length'] = String(Buffer.byteLength(body));
      const answer = await next(args);
      bytes.sent += Buffer.byteLength(body);
      bytes.received += Number(
        answer.response?.headers?.['content-length'] ?? 0,
      );
      return answer;
    },
    { step: 'build', priority: 'low', name: 'countBytes' },
  );
  return { stop: () => stack.remove('countBytes') };
};
