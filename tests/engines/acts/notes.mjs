// The notes that acts begin with.

export const NOTES = `# Sky Talk 12

**Ann #1:** Kites

- fly

**Ben #2:** Planes

- roar

**Ann #3:** Balloons

Joke: Clouds
`;

/** Every kind of block that has a look of its own. */
export const BLOCKS = `# Sky Talk 13

A line with **bold**, *italic*, \`code\` and a note[^1].

| Host | Topic |
|---|---:|
| Ann | Kites |
| Ben | Planes |

- [x] written
- [ ] said

> Higher than a house.

\`\`\`text
Ann #7: not a segment
\`\`\`

[^1]: Said in passing.
`;

/** Two episodes of one show. */
export const FIRST_EPISODE = `# Lantern Radio 57

Sponsored by Wicks: [**wicks.example**](https://wicks.example/)

**Bob #1:** [**Lists**](https://lists.example/)

- long

**Ada #2:** [**Maps**](https://maps.example/)

- wide
`;

export const SECOND_EPISODE = FIRST_EPISODE.replace("57", "58").replace("Bob #1", "Ada #1").replace("Ada #2", "Bob #2");

const repeated = (nTimes, part) => Array.from({ length: nTimes }, (_, idx) => part(idx + 1)).join("\n");

/** Segments enough for any list to scroll. */
export const LONG_NOTES = `# Long Talk 1\n\n${repeated(60, (n) => `**Ann #${n}:** Topic ${n}\n\n- said\n`)}`;

const faultySegment = (n) => `**Ann #${n}:** [**Topic**](https://topic-${n}.example/)\n\n- cold ****and stiff\n`;

/** What the checks find in it, many times over: the same small thing, which they can fix by themselves. */
export const FAULTY_NOTES = `# Faulty Talk 1\n\n${repeated(30, faultySegment)}`;
