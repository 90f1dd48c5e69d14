/** The document's words about the exchange as a whole. */
import type { Scope } from '../vocabulary/codes.ts';

export const INFO = {
  title: 'Divan Exchange',
  version: '1.0.0',
  summary: 'Partner information sharing for an Op Met Divan-style panel',
  description: `Agencies that look after children tell a weekly panel what it must know before it decides whether a child gets
an early visit. The exchange *executes* the information sharing agreements that they have signed: every field that leaves is
released by a flow of an agreement in force, and every request of an authenticated system is in a ledger before it is
answered.

**Everything in the examples is synthetic.** The children, numbers, addresses and agreements are invented.

### A first call
1. Sign an assertion with your system's private key and exchange it for a token (\`POST /oauth2/token\`).
2. Send the token with the headers that say why you ask and for whom: \`Sharing-Purpose\`, \`Sharing-Practitioner\`,
   \`Sharing-Reason\`.
3. Read \`disclosure\` in the answer: for each field, what released it, or why it was withheld.

### What every client can rely on
- **Errors** are problem documents (RFC 9457). Decide on \`code\`, which is a closed list, and never on \`detail\`.
- **Errors about you are honest; an error about a child is always the same 404.** Not known, not released to you, sealed, and a
  reference that is not yours cannot be told apart. Show it as "nothing that you may see".
- **Once and only once.** A POST with an effect takes an \`Idempotency-Key\`. Repeating it within seven days answers with the same ids (a state
  in it is today's), with \`Idempotency-Replayed: true\`, and has no second effect.
- **Nothing personal in a URL or a header.** References and ids are opaque, and a reference is yours alone.
- **Strict.** A field of a request that the contract does not name is refused. An answer can gain optional fields within a version.
- **Quote \`X-Request-Id\`** when you ask for help. Send your own UUID and it is echoed.

### Versions
The version is in the path. Within \`/v1\` only optional things are added; whatever would break a client becomes \`/v2\`, and
\`/v1\` is announced as deprecated (\`Deprecation\`, RFC 9745) with the date of its end (\`Sunset\`, RFC 8594) at least twelve
months ahead. The whole rule is in the project's docs/versioning.md.`,
  contact: {
    name: 'Integration desk of the exchange operator',
    email: 'integration@divan-exchange.example',
  },
  license: { name: 'No licence is granted: a synthetic demonstration' },
};

export const SERVERS = [
  {
    url: '/',
    description:
      'Wherever this document was read from: production, test, or the local sandbox (http://127.0.0.1:8787 after npm start).',
    'x-internal': false,
  },
];

/** By the part of the path that names the resource. In the order in which a reader needs them. */
export const TAGS: Record<string, { name: string; description: string }> = {
  oauth2: {
    name: 'Access',
    description:
      'Getting a token. A system proves who it is with its own key; there are no passwords and no shared secrets.',
  },
  queries: {
    name: 'Young people',
    description:
      'Asking about one child whom you can name, or whose reference you were given. There is no list and no search by anything less.',
  },
  flags: {
    name: 'Flags',
    description:
      "An agency's standing concern or need about a child, given before anyone asks; graded, dated, contestable, and never permanent.",
  },
  nominations: {
    name: 'Nominations',
    description: 'Proposing a child to a panel: how a case begins.',
  },
  'view-requests': {
    name: 'View requests',
    description:
      'What a panel asks of your agency (the “agency check”), and your answer (the “agency return”). Nothing held is said, never left unsaid.',
  },
  worklist: { name: 'Worklist', description: 'What waits for the panel.' },
  meetings: {
    name: 'Meetings',
    description: "A panel's meetings: agenda, attendance, quorum.",
  },
  cases: {
    name: 'Cases',
    description:
      'From nomination to decision: eligibility, the agencies asked, the pack that the panel reads, and the decision that cites it.',
  },
  visits: {
    name: 'Visits',
    description:
      'The visit that a decision leads to, and what the visiting officer may know.',
  },
  referrals: {
    name: 'Referrals',
    description:
      'The directory of services, handing a child over to one, and what came of it.',
  },
  statistics: {
    name: 'Statistics',
    description: 'Counts in which no child can be made out.',
  },
  feed: {
    name: 'Feed and sync',
    description:
      'What has become of what you were told: corrections, contests, withdrawals. No notice names a child. Poll it; nothing is pushed.',
  },
  agreements: {
    name: 'Agreements',
    description:
      'The signed agreements that the exchange executes, and what they would decide.',
  },
  disclosures: {
    name: 'Ledger',
    description:
      'Who was told what, why, under which agreement; who was denied; and the reviews that a data protection officer owes.',
  },
  rights: {
    name: 'Rights',
    description: "Children's and parents' rights over their data.",
  },
  registry: {
    name: 'Registry',
    description:
      'Systems and agencies, matches and retention: the work of the operator.',
  },
  health: { name: 'Discovery', description: 'Open to all, about no one.' },
};

/** Parts of paths that belong with another. */
const TAGGED_AS: Record<string, string> = {
  'young-people': 'queries',
  notices: 'feed',
  sync: 'feed',
  explanations: 'agreements',
  services: 'referrals',
  reviews: 'disclosures',
  ledger: 'disclosures',
  'subject-requests': 'rights',
  'match-reviews': 'registry',
  matches: 'registry',
  systems: 'registry',
  agencies: 'registry',
  retention: 'registry',
  '.well-known': 'health',
  'openapi.json': 'health',
};

export const tagOf = (path: string): string => {
  const [part = ''] = path
    .split('/')
    .filter((each) => each !== '' && each !== 'v1');
  return TAGS[TAGGED_AS[part] ?? part]?.name ?? part;
};

export const SECURITY_SCHEME = 'system';

export const SYSTEM_SCHEME = `OAuth 2.0 client credentials (RFC 6749 section 4.4), where the client authenticates with
**private_key_jwt** (RFC 7523; FAPI 2.0 security profile section 5.3.2). There is no client secret.

Send to the token endpoint, as a form, \`grant_type=client_credentials\`,
\`client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer\` and \`client_assertion\`: a JWT that your
system signs with ES256 (or EdDSA), with

| part | value |
|---|---|
| header \`kid\` | the id of the key that was registered |
| \`iss\`, \`sub\` | your \`client_id\` |
| \`aud\` | one string: the token endpoint, or the issuer |
| \`jti\` | new each time: an assertion works once |
| \`exp\` | at most five minutes ahead |

The answer is a bearer token that lives for minutes; ask for a new one rather than for a refresh token, of which there are none.
All JWTs are made and verified as RFC8725 advises: the algorithm is that of the registered key, never the one that the token
names, and a token has exactly one spelling.`;

export const SCOPES: Record<Scope, string> = {
  query: 'Ask about a child whom you can name',
  flag: 'Raise, read and change flags',
  nominate: 'Propose a child to a panel',
  view: 'Read the view requests of your agency and answer them',
  panel: 'Work the cases of a panel',
  'panel:decide': 'Record what a panel decided',
  referral: 'Receive referrals, and answer them',
  visit: 'Read the brief of a visit and report on it',
  statistics: 'Read counts',
  feed: "Read your agency's feed",
  sync: 'Keep supervision in step',
  agreement: 'Read agreements and ask what they would decide',
  ledger: 'Read the ledger of disclosures, and review uses of break-glass',
  rights: "Handle children's rights requests",
  match: 'Review uncertain matches',
  registry: 'Manage systems and agencies',
  retention: 'Preview what retention will erase',
};
