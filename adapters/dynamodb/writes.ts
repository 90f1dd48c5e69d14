/** W: the one transaction of a request. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Store } from '../ports.ts';
import { type Marked, metAnother, overLimit, refusalOf } from './actions.ts';
import type { Database } from './client.ts';
import type { Hmac } from './hmac.ts';
import { spentKey } from './keys.ts';
import { actionsOf } from './write-actions.ts';

const DAY_SECONDS = 86_400;
const CONFLICT_ATTEMPTS = 6;

export const writes = (
  db: Database,
  hmac: Hmac,
): Pick<Store, 'record' | 'spend'> => ({
  record: async (write) => {
    const actions = actionsOf(write, { names: db.names, hmac });
    const refusal = overLimit(actions) ?? (await refused(db, actions));
    return refusal ? { written: false, refusal } : { written: true };
  },

  spend: async (clientId, jti, expiresAt) => {
    const put = new PutCommand({
      TableName: db.names.exchange,
      // An assertion that is presented as late as its clock allows still finds its id taken.
      Item: { ...spentKey(clientId, jti), ttl: expiresAt + DAY_SECONDS },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return db.client.send(put).then(
      () => true,
      (error: Error) => {
        if (error.name !== 'ConditionalCheckFailedException') throw error;
        return false;
      },
    );
  },
});

/**
 * Sends the transaction. @returns why it was not made, where that is so. @throws what says nothing
 * of the write itself.
 */
const refused = async (db: Database, actions: readonly Marked[]) => {
  const TransactItems = actions.map(({ action }) => action);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.client.send(new TransactWriteCommand({ TransactItems }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refusal = refusalOf(error, actions);
      if (refusal) return refusal;
      if (!metAnother(error) || attempt === CONFLICT_ATTEMPTS) throw error;
      await pause(attempt);
    }
  }
};

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) =>
    setTimeout(resolve, Math.random() * 20 * 2 ** attempt),
  );
