import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { lookUp } from '../../src/juhe/dictionary';
import type { OrderStatus, OrderView } from '../sandbox/index';
import { askAnAgent } from './agent';
import { expensesByEmail, expensesFromReceipts, expensesOfAMonth } from './expenses';
import type { N8n, WorkflowExport } from '../n8n/n8n';
import { placeOrder } from './orders';
import { root } from '../n8n/paths';
import { table } from '../n8n/reporter';
import type { Showcase } from './showcase';
import { FormPage } from './visitor';
import type { Item, WorkflowRun } from '../n8n/workflowRun';

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

const messageSchema = z.looseObject({
	message: z.string().min(1),
	event: z.string(),
	outOrderNo: z.string().nullable(),
});
type Message = z.infer<typeof messageSchema>;

const searchAndOrder: Showcase = {
	file: 'search-and-order-a-ticket.json',
	clicks: [
		'Open the workflow "Search and order a ticket".',
		'Click "Execute workflow" below the canvas: trains are found, one is ordered and followed until the ticket is there (about 10 seconds).',
		'Double-click "Search trains" and "Your ticket" to see what came out.',
		'Execute it again: the order is found, not placed twice.',
		'The notes on the canvas say how to cancel an order and how to refund the ticket.',
	],
	async play({ n8n, juhe, idOf }) {
		const run = await n8n.runFrom(idOf(this.file), 'Start here');
		const trains = run.items('Search trains').map(({ json }) => trainSchema.parse(json));
		const orders = juhe.control.orders();
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
				...failureOf(run),
			].join('\n'),
			isAsPromised: ticket.success && orders.some((order) => order.issued?.ticketNo),
		};
	},
};

const tellMe: Showcase = {
	file: 'tell-me-what-became-of-my-order.json',
	clicks: [
		'Open the workflow "Tell me what became of my order" and click "Execute workflow": the trigger holds a pinned sample.',
		'For the real thing: the demo has published it, so the sandbox pushes to it. Execute "Search and order a ticket", and when the ticket is there look at the "Executions" of this workflow.',
		'Any other push on command: npm run sandbox -- push expired --order NUMBER --at SANDBOX-ADDRESS',
	],
	async play({ n8n, juhe, idOf }) {
		const id = idOf(this.file);
		await n8n.publish(id);
		try {
			await placeOrder(juhe, 'TELLME20260001');
			juhe.control.issue('TELLME20260001');
			const told = await messagesOf(n8n, id, 'webhook', 1);
			const order = juhe.control.orders().at(-1);
			const [push] = juhe.control.pushes();
			return {
				text: [
					...(order ? [`The life of order ${order.outOrderNo}`, lifeTable(order), ''] : []),
					`Juhe pushed: ${push ? `${push.kind}, ${push.state}` : 'nothing'}`,
					'',
					messagesTable(told),
				].join('\n'),
				isAsPromised:
					told.length === 1 &&
					told.every(
						({ event, outOrderNo }) => event === 'order.issued' && outOrderNo === order?.outOrderNo,
					),
			};
		} finally {
			await n8n.unpublish(id);
		}
	},
};

const planAndApprove: Showcase = {
	file: 'plan-approve-order.json',
	clicks: [
		'Open the workflow "Plan, approve, order" and click "Execute workflow": a form opens.',
		'From 北京 to 上海, a day in the next weeks, 测试甲, ID number 11010119900307803X, no second traveller, phone 13900000000, at most 1000.',
		'The next page shows the plan and the worst price. Approve: the ticket is ordered, and the page shows it.',
		'With another last digit of the ID number the page says so, and nobody is asked to approve.',
		'Fill the form in again with the same answers: the order is found, not placed twice.',
	],
	async play({ n8n, juhe, idOf }) {
		const id = idOf(this.file);
		const { control } = juhe;
		await n8n.publish(id);
		try {
			const pages: Array<[string, FormPage | null]> = [];
			const one = { 'Traveller’s name': '测试甲', 'Resident ID number': '11010119900307803X' };
			const other = { 'Traveller’s name': '测试乙', 'Resident ID number': '110101199003071022' };
			const inDays = (days: number) =>
				DateTime.now().setZone('Asia/Shanghai').plus({ days }).toFormat('yyyy-MM-dd');
			const both = (idNumber: string) => ({
				...one,
				'Second traveller’s name': '测试乙',
				'Second traveller’s ID number': idNumber,
			});
			const request = async (travellers: Record<string, string>) => {
				const form = await FormPage.open(`${n8n.url}/form/request-a-train-ticket`);
				return await form.submit({
					From: '北京',
					To: '上海',
					Date: inDays(25),
					Phone: '13900000000',
					'At most (yuan, for all)': '2000',
					...travellers,
				});
			};
			const refused = await request(both('110101199003071021'));
			pages.push(['A wrong ID number', refused]);
			for (const [what, decision, travellers] of [
				['Approved', 'Approve', one],
				['The same form again', 'Approve', one],
				['Declined', 'Decline', one],
				['The same journey for another', 'Approve', other],
				['Both, a day later', 'Approve', { ...both('110101199003071022'), Date: inDays(26) }],
			] as const) {
				const approval = await request(travellers);
				if (pages.length === 1) pages.push(['The plan to approve', approval]);
				// Whoever approves takes longer than a query key lives.
				control.passTime(juhe.options.queryKeyLifetimeSeconds + 60);
				pages.push([what, (await approval?.submit({ Decision: decision })) ?? null]);
			}
			const orders = control.orders();
			const calls = control.calls().map(({ endpoint }) => endpoint);
			// Once for the wrong ID number, which is told without one; then to plan, to check, and to order
			// what had waited for approval.
			const searches = calls
				.slice(0, calls.indexOf('createOrder'))
				.filter((endpoint) => endpoint === 'search').length;
			const said = (index: number) => pages[index]?.[1]?.read() ?? '';
			return {
				text: [
					...pages.map(([what, page]) => `${what}: ${page?.read() ?? 'no page'}`),
					'',
					`Bought at Juhe: ${orders.length}; searched ${searches} times before`,
				].join('\n'),
				isAsPromised:
					said(0).includes('has passenger 2 to correct') &&
					refused?.html.includes('Decision') === false &&
					/It will cost ¥\d+.* at most.*, for one traveller/.test(said(1)) &&
					said(2).includes('The ticket is there') &&
					!said(2).includes('existed already') &&
					said(3).includes('which existed already') &&
					said(4).includes('The request was declined') &&
					said(5).includes('The ticket is there') &&
					!said(5).includes('existed already') &&
					said(6).includes('The ticket is there') &&
					!said(6).includes('existed already') &&
					searches === 4 &&
					orders.map(({ passengers }) => passengers.length).join() === '1,1,2' &&
					orders.every(({ issued }) => issued !== null),
			};
		} finally {
			await n8n.unpublish(id);
		}
	},
};

const followOrders: Showcase = {
	file: 'follow-orders-without-a-public-address.json',
	clicks: [
		'Execute "Search and order a ticket" and copy the order number from "Your ticket".',
		'Open "Follow orders without a public address", click "Execute workflow" at "Add an order", and enter the number.',
		'Click "Execute workflow" at "Every five minutes": "Message" says what became of the order.',
		'Execute again: nothing is said twice. Half an hour after it was added the order leaves the table.',
		'Add the order again and execute again: nothing is said twice.',
	],
	async play({ n8n, juhe, idOf }) {
		const id = idOf(this.file);
		const outOrderNo = 'FOLLOWED0001';
		await placeOrder(juhe, outOrderNo);
		const rows: string[][] = [];
		const remember = async () => {
			await n8n.publish(id);
			const form = await FormPage.open(`${n8n.url}/form/follow-a-train-order`);
			await form.submit({ 'Order number': outOrderNo });
			await n8n.unpublish(id);
			for (const { id: execution } of await n8n.executions(id)) await n8n.ended(execution);
		};
		const look = async (what: string) => {
			const run = await n8n.runFrom(id, 'Every five minutes');
			rows.push([
				what,
				String(run.items('All of them').length),
				run.items('Message').map(messageOf).join(' / ') || '–',
				run.error?.message ?? '',
			]);
		};
		await remember();
		await look('still grabbing');
		juhe.control.issue(outOrderNo);
		await look('issued');
		await look('later');
		await n8n.edit(id, halfAnHourLater);
		await look('half an hour later');
		await look('then');
		await remember();
		await look('added again');
		await n8n.edit(id, asItWas);
		const told = await messagesOf(n8n, id, null, 0);
		return {
			text: table(['', 'orders in the table', 'message', ''], rows),
			isAsPromised:
				told.map(({ event }) => event).join() === 'order.issued' &&
				rows.every((row) => row[3] === '') &&
				// A run of the schedule's own may have forgotten it first.
				/^11110[01]$/.test(rows.map((row) => row[1]).join('')),
		};
	},
};

const followAnyOrder: Showcase = {
	file: 'follow-orders.json',
	clicks: [
		'Open "Follow orders" and execute it from "Every five minutes": its two tables are made, and empty.',
		'Publish it. In "Search and order a ticket" add "Execute Sub-workflow" behind the order, choose "Follow orders", and execute: the order stands in the table juhe_open_orders.',
		'Execute "Follow orders" from "Every five minutes" again: "Message" says what became of the order. Again: nothing is said twice. Half an hour after it was handed over the order leaves the table.',
	],
	async play({ n8n, juhe, idOf }) {
		const id = idOf(this.file);
		const [looked, pushed, refunded] = ['NETLOOKED001', 'NETPUSHED001', 'NETREFUNDED1'];
		const trigger = await handingOver(n8n, id, {
			name: 'Train Grab Trigger',
			type: 'n8n-nodes-juhe.trainGrabTrigger',
			typeVersion: 1.1,
			webhookId: '5f0e2f2e-6a0c-4c55-9f43-0d6f7c7c4001',
			parameters: { events: ['order.ended'] },
			credentials: { juheApi: await storedCredential(n8n) },
		});
		const rows: string[][] = [];
		const look = async (what: string) => {
			const run = await n8n.runFrom(id, 'Every five minutes');
			const messages = run.items('Message').map(messageOf);
			const open = String(run.items('All of them').length);
			rows.push([what, open, messages.join(' / ') || '–', run.error?.message ?? '']);
		};
		await n8n.publish(id);
		try {
			for (const outOrderNo of [looked, pushed]) await placeOrder(juhe, outOrderNo);
			const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
			const handOver = async (...items: Array<Record<string, unknown>>) => {
				const pinned = { Start: items.map((json) => ({ json })) };
				const handing = await handingOver(n8n, id, { ...start, parameters: {} }, pinned);
				await n8n.runFrom(handing, 'Start');
			};
			await handOver({ outOrderNo: looked }, { outOrderNo: pushed });
			await look('both still grabbing');
			juhe.control.issue(looked);
			await look('one issued, its push lost');
			await n8n.publish(trigger);
			await juhe.control.push({ kind: 'issued', outOrderNo: looked });
			juhe.control.issue(pushed);
			await executionsOf(n8n, trigger, 'webhook', 2);
			await look('the push of the first comes late, that of the second first');
			await n8n.edit(id, halfAnHourLater);
			await look('half an hour later');
			await look('then');
			await n8n.edit(id, asItWas);
			for (const [tickets, verified] of [
				['1,2', false],
				['1,2', true],
				['2', true],
			] as const)
				await handOver({
					event: 'ticket.refunded',
					eventKey: `ticket.refunded:${refunded}:${tickets}`,
					outOrderNo: refunded,
					verified,
					summary: `Ticket refunded: ${tickets}`,
					refund: { price: 9, type: 'online', typeName: null, at: '2026-11-30T15:32:00+08:00' },
				});
			const told = await messagesOf(n8n, id, null, 0);
			return {
				text: [table(['', 'open', 'message', ''], rows), '', messagesTable(told)].join('\n'),
				isAsPromised:
					rows.map(([, open]) => open).join() === '2,2,2,2,0' &&
					rows.every(([, , , error]) => error === '') &&
					told.map(({ event, outOrderNo }) => `${event} ${outOrderNo}`).join() ===
						`order.issued ${looked},order.issued ${pushed},ticket.refunded ${refunded},ticket.refunded ${refunded}` &&
					told.filter(({ message }) => message.startsWith('Unconfirmed: ')).length === 1,
			};
		} finally {
			await n8n.unpublish(trigger);
			await n8n.unpublish(id);
		}
	},
};

/** A workflow that keeps orders for a while, as if that while were over. */
const halfAnHourLater = (nodes: WorkflowExport['nodes']) =>
	nodes.map((node) => replaceIn(node, 'minutes: 30 ', 'minutes: 0 '));
const asItWas = (nodes: WorkflowExport['nodes']) =>
	nodes.map((node) => replaceIn(node, 'minutes: 0 ', 'minutes: 30 '));

/**
 * A workflow of two nodes: one that starts it, and one that hands on what came to another workflow.
 */
async function handingOver(
	n8n: N8n,
	workflowId: string,
	start: WorkflowExport['nodes'][number],
	pinData: Record<string, unknown[]> = {},
): Promise<string> {
	const handOver = {
		name: 'Hand over',
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		position: [220, 0],
		parameters: { workflowId: { __rl: true, mode: 'id', value: workflowId }, options: {} },
	};
	return await n8n.createWorkflow({
		name: `Hands over to ${workflowId}`,
		nodes: [{ ...start, position: [0, 0] }, handOver],
		connections: { [start.name]: { main: [[{ node: handOver.name, type: 'main', index: 0 }]] } },
		pinData,
	});
}

/** What the credential of the examples is called in n8n. */
export const credentialName = 'Juhe API (sandbox)';

async function storedCredential(n8n: N8n): Promise<{ id: string; name: string }> {
	const id = (await n8n.idsByName('credentials')).get(credentialName);
	if (id === undefined) throw new RangeError(`n8n holds no credential “${credentialName}”`);
	return { id, name: credentialName };
}

const handleEvent: Showcase = {
	file: 'handle-a-train-event.json',
	clicks: [
		'Open "Handle a train event" and click "Execute workflow": it is started by "One key for several workflows", and holds a pinned sample.',
	],
	async play({ n8n, idOf }) {
		const run = await n8n.runFrom(idOf(this.file), 'When an event arrives');
		const told = run.items('Message').map(({ json }) => messageSchema.parse(json));
		return { text: messagesTable(told), isAsPromised: told.length === 1 };
	},
};

const hub: Showcase = {
	file: 'one-key-for-several-workflows.json',
	clicks: [
		'Open "One key for several workflows" and click "Execute workflow": three pinned events find their ways.',
		'For the real thing: unpublish "Tell me what became of my order" (Juhe keeps one address per kind of push), publish this one, and order a ticket.',
	],
	async play({ n8n, juhe, idOf }) {
		const id = idOf(this.file);
		const ways = ['Refunds', 'Business trips', 'Everything else'];
		const told = (run: WorkflowRun) =>
			ways.flatMap((way) => run.items(way).map((item) => [way, messageOf(item)]));
		const pinned = told(await n8n.runFrom(id, 'Train Grab Trigger'));
		await n8n.publish(idOf(handleEvent.file));
		await n8n.publish(id);
		try {
			await placeOrder(juhe, 'TRIP20260001');
			juhe.control.issue('TRIP20260001');
			const [execution] = await executionsOf(n8n, id, 'webhook', 1);
			const pushed = execution ? told(await n8n.ended(execution)) : [];
			return {
				text: table(
					['', 'handed to', 'message'],
					[
						...pinned.map((row) => ['pinned sample', ...row]),
						...pushed.map((row) => ['pushed', ...row]),
					],
				),
				isAsPromised:
					new Set(pinned.map(([way]) => way)).size === ways.length &&
					pushed.length === 1 &&
					pushed.every(([way]) => way === 'Business trips'),
			};
		} finally {
			await n8n.unpublish(id);
			await n8n.unpublish(idOf(handleEvent.file));
		}
	},
};

const waitForDays: Showcase = {
	file: 'wait-for-days.json',
	clicks: [
		'Execute "Search and order a ticket" and copy the order number from "Your ticket".',
		'Open "Wait for days", put the number into "Order to wait for", and 2 for the seconds between looks; click "Execute workflow".',
	],
	async play({ n8n, juhe, idOf }) {
		const id = idOf(this.file);
		const outOrderNo = 'WAITEDFOR001';
		await placeOrder(juhe, outOrderNo);
		await n8n.edit(id, (nodes) =>
			nodes
				.map((node) => replaceIn(node, 'PUT-THE-ORDER-NUMBER-HERE', outOrderNo))
				.map((node) => replaceIn(node, '"value":900', '"value":2')),
		);
		const running = await n8n.startFrom(id, 'Start here');
		// It has slept at least once.
		await until(() => juhe.control.calls('orderDetail').length >= 3);
		juhe.control.issue(outOrderNo);
		const run = await n8n.ended(running);
		const [told] = run.items('Message').map(messageOf);
		return {
			text: [
				`Looked ${run.timesRun('Look up the order')} times, slept ${run.timesRun('Sleep')} times`,
				`Told: ${told ?? 'nothing'}`,
				...failureOf(run),
			].join('\n'),
			isAsPromised: run.timesRun('Sleep') > 0 && told?.includes('Issued') === true,
		};
	},
};

const described = [
	searchAndOrder,
	tellMe,
	planAndApprove,
	askAnAgent,
	followOrders,
	followAnyOrder,
	hub,
	handleEvent,
	waitForDays,
	expensesFromReceipts,
	expensesByEmail,
	expensesOfAMonth,
];

/** The example that the demo publishes, so that orders are told of. */
export const toldOf = tellMe.file;

/**
 * Every workflow in `workflows/`; one that has no entry above is shown all the same, and never as
 * promised.
 */
export function showcases(): Showcase[] {
	const files = readdirSync(workflowsFolder)
		.filter((file) => file.endsWith('.json'))
		.sort();
	const others = files.filter((file) => !described.some((showcase) => showcase.file === file));
	return [...described, ...others.map(undescribed)];
}

/** The path of a showcase's workflow. */
export function workflowPath({ file }: Showcase): string {
	return join(workflowsFolder, file);
}

function undescribed(file: string): Showcase {
	return {
		file,
		clicks: [`Open the workflow of ${file} and click "Execute workflow".`],
		play: async () => ({
			text: 'demo/showcases.ts does not say what it must come to.',
			isAsPromised: false,
		}),
	};
}

const patienceMs = 60_000;

async function until(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
	for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(200)) {
		if (await isSo()) return true;
	}
	return false;
}

/**
 * The ended executions of a workflow, newest first, once there are enough of them; fewer where they
 * do not come.
 */
async function executionsOf(
	n8n: N8n,
	workflowId: string,
	mode: string | null,
	count: number,
): Promise<string[]> {
	let found: string[] = [];
	await until(async () => {
		const all = await n8n.executions(workflowId);
		found = all
			.filter((execution) => mode === null || execution.mode === mode)
			.filter(({ status }) => !['new', 'running', 'waiting'].includes(status))
			.map(({ id }) => id);
		return found.length >= count;
	});
	return found;
}

/** What the executions of a workflow have said so far in their node “Message”, oldest first. */
export async function messagesOf(
	n8n: N8n,
	workflowId: string,
	mode: string | null,
	count: number,
): Promise<Message[]> {
	const told: Message[] = [];
	for (const id of (await executionsOf(n8n, workflowId, mode, count)).reverse()) {
		const run = await n8n.execution(id);
		told.push(...run.items('Message').map(({ json }) => messageSchema.parse(json)));
	}
	return told;
}

function messageOf({ json }: Item): string {
	return z.looseObject({ message: z.string() }).parse(json).message;
}

function replaceIn<T>(node: T, from: string, to: string): T {
	return JSON.parse(JSON.stringify(node).replaceAll(from, to));
}

function failureOf({ error }: WorkflowRun): string[] {
	if (!error) return [];
	const { node, message, description } = error;
	return [
		`The workflow failed in "${node ?? '?'}": ${message}${description ? `\n${description}` : ''}`,
	];
}

function messagesTable(messages: Message[]): string {
	if (messages.length === 0) return 'No message came.';
	return table(
		['event', 'order', 'message'],
		messages.map(({ event, outOrderNo, message }) => [event, outOrderNo ?? '', message]),
	);
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
