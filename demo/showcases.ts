/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a demo, not published */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { lookUp } from '../juhe/dictionary';
import type { OrderStatus, OrderView, Sandbox } from '../sandbox/index';
import { root } from './paths';
import { table } from './reporter';
import type { WorkflowRun } from './workflowRun';

/** What came of running an example workflow: to be printed, and whether it is what was to be shown. */
export interface Outcome {
	text: string;
	isAsPromised: boolean;
}

/** An example workflow as the demo shows it. */
export interface Showcase {
	/** In `workflows/`. */
	file: string;
	/** What to do in the editor, step by step. */
	clicks: string[];
	/** What a run came to, from n8n's record and the sandbox's ledger. */
	outcome(run: WorkflowRun, sandbox: Sandbox): Outcome;
}

const workflowsFolder = join(root, 'workflows');

const trainSchema = z.looseObject({
	trainNo: z.string(),
	fromStation: z.string(),
	toStation: z.string(),
	departure: z.string(),
	arrival: z.string(),
	durationMinutes: z.number(),
	seats: z.array(
		z.looseObject({
			seatName: z.string(),
			price: z.number().nullable(),
			remaining: z.number().nullable(),
		}),
	),
});
const ticketSchema = z.looseObject({
	summary: z.string(),
	status: z.literal('issued'),
	ticketNo: z.string().min(1),
	price: z.number(),
});

const searchAndOrder: Showcase = {
	file: 'search-and-order-a-ticket.json',
	clicks: [
		'Open the workflow "Search and order a ticket".',
		'Click "Execute workflow" below the canvas: trains are found, one is ordered and followed until the ticket is there (about 10 seconds).',
		'Double-click "Search trains" and "Your ticket" to see what came out.',
		'Execute it again: the order is found, not placed twice.',
		'The notes on the canvas say how to cancel an order and how to refund the ticket.',
	],
	outcome(run, sandbox) {
		const trains = run.items('Search trains').map(({ json }) => trainSchema.parse(json));
		const orders = sandbox.control.orders();
		const ticket = ticketSchema.safeParse(run.items('Your ticket').at(-1)?.json);
		return {
			text: [
				'Trains found',
				trainsTable(trains),
				...orders.flatMap((order) => [
					'',
					`The life of order ${order.outOrderNo}`,
					lifeTable(order),
				]),
				'',
				ticket.success
					? `Ticket: ${ticket.data.summary}, ¥${ticket.data.price}, number ${ticket.data.ticketNo}`
					: 'No ticket came out of the workflow.',
			].join('\n'),
			isAsPromised: ticket.success && orders.some((order) => order.issued?.ticketNo),
		};
	},
};

const described = [searchAndOrder];

/** Every workflow in `workflows/`; one that has no entry above is shown and run all the same. */
export function showcases(): Showcase[] {
	return readdirSync(workflowsFolder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => described.find((showcase) => showcase.file === file) ?? undescribed(file));
}

/** The path of a showcase's workflow. */
export function workflowPath({ file }: Showcase): string {
	return join(workflowsFolder, file);
}

function undescribed(file: string): Showcase {
	return {
		file,
		clicks: [`Open the workflow of ${file} and click "Execute workflow".`],
		outcome: (run) => ({
			text: `It ended with: ${run.status}`,
			isAsPromised: run.status === 'success',
		}),
	};
}

/** What Juhe's letter for the state of an order means. */
export function statusName(status: OrderStatus): string {
	return lookUp('orderStatus', status)?.english ?? status;
}

function trainsTable(trains: Array<z.infer<typeof trainSchema>>): string {
	return table(
		['train', 'from', 'to', 'departs', 'arrives', 'takes', 'seats left'],
		trains.map((train) => [
			train.trainNo,
			train.fromStation,
			train.toStation,
			train.departure.slice(0, 16).replace('T', ' '),
			train.arrival.slice(11, 16),
			`${Math.floor(train.durationMinutes / 60)} h ${train.durationMinutes % 60} min`,
			train.seats
				.map(
					({ seatName, price, remaining }) => `${seatName} ¥${price ?? '?'} × ${remaining ?? '?'}`,
				)
				.join(', '),
		]),
	);
}

function lifeTable({ history, issued }: OrderView): string {
	return table(
		['status', 'at (the sandbox’s clock)', ''],
		history.map(({ status, at }) => [
			statusName(status),
			at.slice(0, 19).replace('T', ' '),
			status === 'F' && issued
				? `${issued.trainNo}, ${issued.seatClass}, ticket ${issued.ticketNo}`
				: '',
		]),
	);
}
