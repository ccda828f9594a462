/** The examples of expenses keep each receipt once: how they tell what came again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { z } from 'zod/v4';

import { root } from '../../../tools/n8n/paths';

const exampleSchema = z.object({ nodes: z.array(z.looseObject({ name: z.string() })) });
const switchSchema = z.object({
	parameters: z.object({
		rules: z.object({
			values: z.array(
				z.object({
					outputKey: z.string(),
					conditions: z.object({ conditions: z.array(z.object({ leftValue: z.string() })) }),
				}),
			),
		}),
	}),
});

/** The expression by which a row counts as the same again. */
function sameAgainIn(file: string): string {
	const text = readFileSync(join(root, 'workflows', file), 'utf8');
	const { nodes } = exampleSchema.parse(JSON.parse(text));
	const node = switchSchema.parse(nodes.find(({ name }) => name === 'What is it?'));
	const rule = node.parameters.rules.values.find(({ outputKey }) => outputKey === 'Same again');
	return /^=\{\{(.*)\}\}$/s.exec(rule?.conditions.conditions[0]?.leftValue ?? '')?.[1] ?? '';
}

interface Row {
	category: string;
	ticketNumber: string | null;
	invoiceNumber: string | null;
	total: number | null;
	duplicateKey: string;
}

const data: Row = {
	category: 'flight',
	ticketNumber: '7840000000901',
	invoiceNumber: '26999999999999999901',
	total: 1200,
	duplicateKey: 'flight:26999999999999999901',
};
const photo: Row = { ...data, invoiceNumber: null, duplicateKey: 'flight:7840000000901' };

describe.each(['expenses-by-email.json', 'expenses-from-receipts.json'])('%s', (file) => {
	const kept = (...rows: Row[]) => {
		const items = rows.map((json) => ({ json }));
		return items.flatMap(({ json }, index) => {
			const context = { $input: { all: () => items }, $json: json, $itemIndex: index };
			const isSame: unknown = runInNewContext(sameAgainIn(file), context);
			expect(typeof isSame).toBe('boolean');
			return isSame === true ? [] : index;
		});
	};

	test.each<[string, Row[], number[]]>([
		['the same invoice twice: the first', [data, data], [0]],
		['the same photo twice: the first', [photo, photo, photo], [0]],
		['a photo before the data of its ticket: the data', [photo, data], [1]],
		['and behind it', [data, photo], [0]],
		['several of both', [photo, data, photo, data], [1]],
		[
			'a photo with another total is a person’s to compare',
			[{ ...photo, total: 1300 }, data],
			[0, 1],
		],
		[
			'a photo of another ticket',
			[{ ...photo, ticketNumber: '9', duplicateKey: 'x' }, data],
			[0, 1],
		],
		[
			'photos on which no ticket was read',
			[
				{ ...photo, ticketNumber: null, duplicateKey: 'x' },
				{ ...data, ticketNumber: null },
			],
			[0, 1],
		],
		[
			'one ticket, invoiced again',
			[data, { ...data, invoiceNumber: '26999999999999999902', duplicateKey: 'y' }],
			[0, 1],
		],
	])('%s', (_what, rows, expected) => {
		expect(kept(...rows)).toEqual(expected);
	});
});
