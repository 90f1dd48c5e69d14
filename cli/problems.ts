/**
 * Writes docs/problems.md, the page that every problem code is explained on: `npm run problems`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  OPERATIONS,
  type Operation,
  operationIds,
  problemsOf,
} from '../schemas/contract/operations.ts';
import { PROBLEMS, type ProblemCode } from '../schemas/contract/problems.ts';
import { PROBLEM_EXAMPLES } from '../schemas/openapi/examples.ts';

const INTRODUCTION = `# Problems

Every refusal of the exchange is a problem document (RFC 9457, \`application/problem+json\`):

\`\`\`json
${JSON.stringify(PROBLEM_EXAMPLES.CONTENT_INVALID, null, 2)}
\`\`\`

- **Decide on \`code\`.** The list is closed within a version of the API ([versioning.md](versioning.md)). \`detail\` is a sentence
  for a person and may change at any time.
- **Errors about the caller are honest. An error about a child is always \`NOT_FOUND\`**: not known, not released to you, sealed
  and not your reference are one answer: the same body, the same headers, the same work behind it.
- **A problem says nothing of a child** and repeats nothing that was sent, except what the panel may know in \`blockers\`.
- Quote \`X-Request-Id\` when you ask for help. From the moment a system is authenticated, each of these is in the ledger but \`NOT_RECORDED\` and \`NO_SUCH_ENDPOINT\`.

Two answers are not problem documents: the token endpoint's errors are those of OAuth (\`invalid_request\`, \`invalid_client\`,
\`invalid_scope\`), and a 429 comes from the gateway, before the exchange: wait, longer each time, and repeat.

This page is made from \`schemas/contract/problems.ts\` by \`npm run problems\`.

`;

export const problemsPage = (): string => {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  const table = codes.map(
    (code) =>
      `| ${PROBLEMS[code].status} | [\`${code}\`](#${code.toLowerCase()}) | ${PROBLEMS[code].title} |`,
  );
  return `${INTRODUCTION}| status | code | title |\n|---|---|---|\n${table.join('\n')}\n\n${codes.map(sectionOf).join('\n')}`;
};

const sectionOf = (code: ProblemCode): string => {
  const { status, title, cause, remedy } = PROBLEMS[code];
  return `## ${code}

**${status}** ${title}.

- **Cause.** ${cause}
- **What to do.** ${remedy}
- **Answered by** ${answeredBy(code)}.
`;
};

const answeredBy = (code: ProblemCode): string => {
  const ids = operationIds.filter((id) =>
    problemsOf(OPERATIONS[id] as Operation).includes(code),
  );
  const own = operationIds.filter((id) => (OPERATIONS[id] as Operation).scope);
  if (ids.length === operationIds.length) return 'every operation';
  if (own.every((id) => ids.includes(id)))
    return 'every operation of an authenticated system';
  return ids.length === 0
    ? 'any path that is no operation'
    : ids.map((id) => `\`${id}\``).join(', ');
};

if (import.meta.main) {
  writeFileSync(
    join(import.meta.dirname, '../docs/problems.md'),
    problemsPage(),
  );
  console.log(
    `wrote ${Object.keys(PROBLEMS).length} problems to docs/problems.md`,
  );
}
