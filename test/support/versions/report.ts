/** What the package can do on which n8n, for a terminal and for the documents. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../tools/n8n/paths';
import { table } from '../../../tools/n8n/reporter';

export interface Found {
	version: string;
	capability: string;
	/** `yes`, `no`, or a figure. */
	is: string;
}

interface Grid {
	head: string[];
	rows: string[][];
}

function grid(found: Found[]): Grid {
	const versions = [...new Set(found.map(({ version }) => version))];
	const capabilities = [...new Set(found.map(({ capability }) => capability))];
	const cell = (capability: string, version: string) => {
		const one = found.find((each) => each.capability === capability && each.version === version);
		return one?.is ?? '';
	};
	return {
		head: ['n8n', ...versions],
		rows: capabilities.map((name) => [name, ...versions.map((version) => cell(name, version))]),
	};
}

export function tell(found: Found[]): string {
	const { head, rows } = grid(found);
	return table(head, rows);
}

/** Writes `docs/compatibility.md`. */
export function writeReport(found: Found[]): void {
	const { head, rows } = grid(found);
	const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
	const text = `# Which n8n

Written by \`npm run test:versions\` on ${new Date().toISOString().slice(0, 10)}: the packed package in each of these n8n, each on the Node.js that it asks for
(n8n 1.x and 2.0 to 2.20 on Node.js 22, the newest on 24).

${lines.join('\n')}

The first of the table is the oldest that can load the package: n8n before 1.85 has no \`NodeConnectionTypes\`. What an n8n lacks is done without, in a stated way:

| n8n | lacks | then |
| --- | --- | --- |
| before 1.118 | files in place of their field's name (\`getBinaryDataBuffer\`) | Flight Invoice OCR reads an item's files by their fields; a file that an expression gives in place of a name is refused |
| 1.x | | each save of an active workflow asks for the trigger's address three times |
| before 2.3 | tool detection (\`isToolExecution\`) | the node's own type tells that an AI agent calls |
| before 2.40 | | each start of n8n registers the trigger's address with Juhe again, if it has changed |
`;
	writeFileSync(join(root, 'docs', 'compatibility.md'), text);
}
