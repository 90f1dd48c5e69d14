/** Tells the story of the week: to a person at a terminal, or as one JSON object a step. */

export interface Step {
  step: number;
  /** The sandbox instant at which it happens. */
  at: string;
  actor: string;
  request: string;
  status: number;
  says: string;
}

export interface Narrator {
  day(at: string): void;
  step(told: Omit<Step, 'step'>, details?: readonly string[]): void;
  end(message: string): void;
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'Europe/London',
});
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
});
const WIDTH = 104;

export const terminalNarrator = (write: (line: string) => void): Narrator => {
  let count = 0;
  return {
    day: (at) => write(`\n── ${DAY.format(Date.parse(at))} ${'─'.repeat(60)}`),
    step: ({ at, actor, request, status, says }, details = []) => {
      count += 1;
      write(
        `\n${String(count).padStart(2)}. ${TIME.format(Date.parse(at))}  ${actor}`,
      );
      write(`    ${request} → ${status}`);
      for (const line of folded(says, WIDTH - 4)) write(`    ${line}`);
      for (const detail of details)
        for (const [i, line] of folded(detail, WIDTH - 8).entries())
          write(`      ${i === 0 ? '·' : ' '} ${line}`);
    },
    end: (message) => write(`\n${message}`),
  };
};

export const jsonNarrator = (write: (line: string) => void): Narrator => {
  let count = 0;
  return {
    day: () => {},
    step: (told) => {
      count += 1;
      write(JSON.stringify({ step: count, ...told }));
    },
    end: () => {},
  };
};

const folded = (text: string, width: number): string[] => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
};
