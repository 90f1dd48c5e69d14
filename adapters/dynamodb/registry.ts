/** Publishing agencies, systems and agreements into the store. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { liveAgreement } from '../../rules/sharing/agreement.ts';
import type { Agreement } from '../../schemas/contract/agreement/agreement.ts';
import {
  Agency,
  type Entity,
  PublishedAgreement,
  Service,
  System,
} from '../../schemas/store/entities.ts';
import { halvesOf } from './agreement-texts.ts';
import type { Database } from './client.ts';
import { keyOf } from './keys.ts';

/** An agency's item is read with every request. */
const AGENCY_LIMIT_BYTES = 32 * 1024;

export interface Registry {
  agencies: readonly {
    id: string;
    name: string;
    sector: string;
    borough?: string | undefined;
  }[];
  systems: readonly Omit<System, 'type' | 'active'>[];
  agreements: readonly Agreement[];
  services?: readonly Omit<Service, 'type'>[];
}

/** @throws where an agency would hold more agreements than one read should bring. */
export const publishRegistry = async (
  db: Database,
  { agencies, systems, agreements, services = [] }: Registry,
): Promise<void> => {
  const entities: Entity[] = [
    ...agreements.map(({ terms, ...rest }) =>
      PublishedAgreement.parse({
        type: 'PublishedAgreement',
        id: terms.id,
        version: terms.version,
        json: JSON.stringify({ terms, ...rest }),
      }),
    ),
    // Before the agencies that name them.
    ...agreements.map((each) => halvesOf(liveAgreement(each)).text),
    ...agencies.map((agency) => agencyEntity(agency, agencies, agreements)),
    ...systems.map((system) =>
      System.parse({ type: 'System', active: true, ...system }),
    ),
    ...services.map((service) =>
      Service.parse({ type: 'Service', ...service }),
    ),
  ];
  for (const entity of entities) {
    await db.client.send(
      new PutCommand({
        TableName: db.names.exchange,
        Item: { ...keyOf(entity), ...entity },
      }),
    );
  }
};

/** The operator reads every agreement that it executes; any other agency those that it signed. */
const agencyEntity = (
  agency: Registry['agencies'][number],
  agencies: Registry['agencies'],
  agreements: readonly Agreement[],
): Entity => {
  const own = agreements.filter(
    ({ terms }) =>
      terms.operation.operator === agency.id ||
      terms.parties.some((party) => party.agency === agency.id),
  );
  const entity = Agency.parse({
    type: 'Agency',
    agencyId: agency.id,
    name: agency.name,
    sector: agency.sector,
    borough: agency.borough,
    agreements: own.map((each) => halvesOf(liveAgreement(each)).named),
    serving: servingOf(agency.id, agencies, agreements),
  });
  const size = Buffer.byteLength(JSON.stringify(entity));
  if (size > AGENCY_LIMIT_BYTES)
    throw new RangeError(`the agreements of ${agency.id} take ${size} bytes`);
  return entity;
};

/**
 * The agencies of the boroughs of the panels that an agency hosts. Undefined where it hosts none.
 */
const servingOf = (
  host: string,
  agencies: Registry['agencies'],
  agreements: readonly Agreement[],
) => {
  const panels = agreements
    .flatMap(({ terms }) => terms.panels)
    .filter((panel) => panel.host === host);
  if (panels.length === 0) return undefined;
  const areas = new Set(panels.flatMap(({ area }) => area));
  return agencies.flatMap(({ id, sector, borough }) =>
    borough !== undefined && areas.has(borough)
      ? [{ agencyId: id, sector, borough }]
      : [],
  );
};
