/**
 * The stack that must never be lost: the two tables, the keys that encrypt them, and the exchange's
 * own key material.
 */
import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import {
  TABLES,
  type TableDefinition,
  type TableName,
} from '../adapters/dynamodb/tables.ts';

/** A restored store may hold what was erased at most this long ago; the agreements say so. */
const RECOVERY_DAYS = 35;

export interface StoredTable {
  table: TableV2;
  encryptionKey: Key;
}

export interface StoredSecret {
  arn: string;
  encryptionKey: Key;
}

export class DataStack extends Stack {
  readonly tables: Record<TableName, StoredTable>;
  readonly keyMaterial: StoredSecret;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.tables = {
      exchange: storedTable(this, 'Exchange', TABLES.exchange),
      ledger: storedTable(this, 'Ledger', TABLES.ledger),
    };
    this.keyMaterial = keyMaterial(this);
  }
}

/** A key for each table, so that who may use one of them can decrypt nothing of the other. */
const storedTable = (
  scope: Construct,
  id: string,
  definition: TableDefinition,
): StoredTable => {
  const encryptionKey = retainedKey(
    scope,
    `${id}Key`,
    `Encrypts the ${id.toLowerCase()} table`,
  );
  const table = new TableV2(scope, id, {
    partitionKey: { name: definition.partitionKey, type: AttributeType.STRING },
    sortKey: { name: definition.sortKey, type: AttributeType.STRING },
    timeToLiveAttribute: definition.timeToLive,
    dynamoStream: definition.stream && StreamViewType[definition.stream],
    globalSecondaryIndexes: definition.index && [
      {
        indexName: definition.index.name,
        partitionKey: {
          name: definition.index.partitionKey,
          type: AttributeType.STRING,
        },
        projectionType: ProjectionType.KEYS_ONLY,
      },
    ],
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.customerManagedKey(encryptionKey),
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: RECOVERY_DAYS,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  return { table, encryptionKey };
};

/**
 * Created empty: key material that a template could make would be in the template. A function
 * refuses to start until a person has put the document of `adapters/key-material.ts` here.
 * Retained: a reference whose key is lost means nobody.
 */
const keyMaterial = (scope: Construct): StoredSecret => {
  const encryptionKey = retainedKey(
    scope,
    'KeyMaterialKey',
    'Encrypts the key material of the exchange',
  );
  const secret = new CfnSecret(scope, 'KeyMaterial', {
    description:
      'EMPTY UNTIL FILLED BY HAND: token key, reference keys and posting key, as adapters/key-material.ts',
    kmsKeyId: encryptionKey.keyArn,
  });
  secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return { arn: secret.ref, encryptionKey };
};

const retainedKey = (scope: Construct, id: string, description: string): Key =>
  new Key(scope, id, {
    description,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
