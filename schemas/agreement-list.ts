/** Message of the governance desk: agreements as published, with their standing. */
import * as z from 'zod';
import { Agreement } from './agreement.ts';
import { administrative } from './classification.ts';
import { ReasonCode } from './reasons.ts';
import { EntryId, Sha256 } from './shapes.ts';

export const AgreementList = administrative(
  z.strictObject({
    agreements: z.array(
      z.strictObject({
        versionHash: Sha256,
        inForce: z.boolean(),
        /** Why it is not in force; empty where it is. */
        because: z.array(ReasonCode),
        agreement: Agreement,
      }),
    ),
    ledgerEntry: EntryId,
  }),
);
