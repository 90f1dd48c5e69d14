/**
 * A ledger entry as an item. The kept part names fields, clauses and lawful bases again and again,
 * so it is deflated (RFC 1951) with a dictionary of the words that entries are made of: a query's
 * entry is then below a kilobyte, and costs two write units and not six. The erasable part stands
 * beside it, where it can be erased.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { LedgerEntry } from '../../schemas/store/ledger.ts';
import type { Item } from './items.ts';
import { entryKey } from './keys.ts';

/** INVARIANT: a dictionary is never changed, since entries are kept for ever. Another one gets another number. */
const DICTIONARIES = [
  Buffer.from(
    [
      '"gateway":"CDA_S115","lawfulBasis":{"party":"met-police","part3":"DPA 2018 s.35(2)(b); sensitive processing s.35(5) with Sch 8 paras 1 and 4","sch1":[]}',
      '"article6":"6(1)(e)","article9":"9(2)(g)","outcome":"DENY","outcome":"FAILED","outcome":"NIL","outcome":"PERMIT","problem":"NOT_FOUND","status":404',
      '"operation":"ALTERATION","operation":"COLLECTION","operation":"DISCLOSURE","recipient":"panel:south-bcu","case":"case_',
      '"category":"view","category":"flag","category":"approach","category":"identifiers","category":"incident","fields":["nhsNumber","pncId","upn"]',
      '"additionalOffences","aggressionReported","assessment","background","factOrOpinion","handlingCode","incidentOn","incidentRelation","incidentSummary","incidentType","priorContact","subjectCategory","venue"',
      '"reasons":["FIELD_NOT_AGREED MD-SBCU-001"]},{"category":"identity","originator":"met-police","fields":["addressLines","birthDate","borough","ethnicity","familyName","formerBoroughs","givenName","otherNames","postcode","sex"]',
      '"basis":"FLOW","agreement":"MD-SBCU-001","version":1,"hash":"","flow":"A1"}],"withheld":[],"requestId":"","correlationId":"',
      '{"entryId":"le_","occurredAt":"2026-","operation":"CONSULTATION","endpoint":"queryYoungPerson","outcome":"PARTIAL","status":200,"actor":{"agency":"croydon-yjs","clientId":"croydon-yjs-case-system","practitioner":"prac-1","role":"YJS_PRACTITIONER"},"recipient":"","purpose":"PANEL_SELECTION","reason":"NEW_INCIDENT","released":[',
    ].join(','),
  ),
];

const NEWEST = DICTIONARIES.length - 1;

export const entryItem = ({ kept, ...beside }: LedgerEntry): Item => {
  const dictionary = dictionaryOf(NEWEST);
  const deflated = deflateRawSync(JSON.stringify(kept), { dictionary });
  return {
    ...entryKey(kept.entryId),
    kept: new Uint8Array(deflated),
    words: NEWEST,
    ...beside,
  };
};

const Stored = z.object({
  kept: z.instanceof(Uint8Array),
  words: z.int(),
  erasable: z.unknown(),
  salt: z.string(),
});

/** @throws where the item is no entry: what drifted from its schema is a fault. */
export const entryIn = (item: Item): LedgerEntry => {
  const { kept, words, erasable, salt } = Stored.parse(item);
  const text = inflateRawSync(kept, { dictionary: dictionaryOf(words) });
  return LedgerEntry.parse({
    kept: JSON.parse(text.toString('utf8')),
    erasable,
    salt,
  });
};

const dictionaryOf = (words: number): Buffer => {
  const dictionary = DICTIONARIES[words];
  if (!dictionary) throw new RangeError(`no dictionary ${words}`);
  return dictionary;
};
