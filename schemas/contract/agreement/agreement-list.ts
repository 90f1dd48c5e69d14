/** Message of the governance desk: agreements as published, with their standing. */
import * as z from 'zod';
import { administrative } from '../../vocabulary/classification.ts';
import { ReasonCode } from '../../vocabulary/reasons.ts';
import { EntryId, Sha256 } from '../../vocabulary/shapes.ts';
import { Agreement } from './agreement.ts';

export const AgreementList = administrative(
  z.strictObject({
    agreements: z.array(
      z.strictObject({
        versionHash: Sha256,
        inForce: z.boolean(),
        /** The reasons why it is not in force; empty where it is. */
        reasons: z.array(ReasonCode),
        agreement: Agreement,
      }),
    ),
    ledgerEntry: EntryId,
  }),
);
