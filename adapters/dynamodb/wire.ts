/** Items as DynamoDB's JSON names them, and back. Bytes go as base64 (RFC 4648 section 4). */
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

type Item = Record<string, unknown>;

export const toWire = (item: Item): Item =>
  marshall(item, { removeUndefinedValues: true });

/** For `JSON.stringify`, which knows no bytes. */
export const bytesAsText = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

export const fromWire = (item: Item): Item =>
  unmarshall(withBytes(item) as never);

/** Only whole attributes of ours are bytes. */
const withBytes = (item: Item): Item => {
  for (const attribute of Object.values(item) as { B?: unknown }[]) {
    if (typeof attribute.B === 'string') {
      attribute.B = new Uint8Array(Buffer.from(attribute.B, 'base64'));
    }
  }
  return item;
};
