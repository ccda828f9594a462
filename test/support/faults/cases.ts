/** What is done to a purchase: every fault at every step, and what Juhe is like meanwhile. */
import type { EndpointName, Fault, SandboxOptions } from '../../../tools/sandbox';
import type { WorkflowName } from './workflows';
import { settleSeconds } from './workflows';

interface CallFault {
	endpoint: EndpointName;
	fault: Fault;
	times: number;
}

/** A run that does not end as it should. */
export interface Disturbance {
	/** What leads up to the step, then what strikes at it. */
	faults: CallFault[];
	/** By itself, by SIGKILL while a call is held, or by a person's "stop" then. */
	end: 'itself' | 'killed' | 'stopped';
	/** Killed just after the call was answered, not while it is held. */
	answered: boolean;
	/** The call at which it strikes need not come: the purchase may have been made. */
	mayMiss: boolean;
}

export interface Case {
	/** Where it stands in the matrix. */
	row: string;
	column: string;
	workflow: WorkflowName;
	juhe: Pick<
		SandboxOptions,
		'refuseRepeatedOutOrderNo' | 'invisibleSeconds' | 'unknownOrderAnswer'
	> &
		Partial<Pick<SandboxOptions, 'refundInvisibleSeconds'>>;
	/** The first runs; those after them are left in peace. */
	disturbances: Disturbance[];
	/**
	 * Before the second run the trains found are sold out, prices have risen, and the queryKey has
	 * died.
	 */
	changes: boolean;
	/** Waits for the answer at the step no longer than this, instead of 30 s. */
	timeoutMilliseconds: number | null;
	/** The second run starts at the refund, with what create had given. */
	fromRefund: boolean;
	/** What passes before the second run begins. */
	pauseSeconds: number;
	/**
	 * Only after the second run Juhe shows what was ordered, or does the work of the call that was
	 * held.
	 */
	late: boolean;
	/** “Wait for Lost Answer” of the nodes. */
	settleSeconds: number;
	/** Purchases in one execution, "Retry On Fail" being on where there are several. */
	purchases: number;
}

interface Row {
	name: string;
	fault: (index: number) => Fault;
	end?: Disturbance['end'];
	answered?: boolean;
	again?: boolean;
	changes?: boolean;
	timeoutMilliseconds?: number;
}

interface Step {
	name: string;
	workflows: WorkflowName[];
	endpoint: EndpointName;
	/** Which call of the endpoint it is, from 1. */
	position: (index: number) => number;
	/** What must go wrong before, for the step to be taken. */
	lead?: (index: number) => CallFault[];
	/** It is a step of the second run: the first one was killed when the order was made. */
	isOfNextRun?: boolean;
}

const hold = (when: 'before' | 'after'): Fault => ({ kind: 'hold', when });
const whens = ['before', 'after'] as const;
const at = <T>(list: readonly T[], index: number): T => {
	const value = list[index % list.length];
	if (value === undefined) throw new Error('An empty list');
	return value;
};

const kills: Row[] = [
	{ name: 'killed: call received', fault: () => hold('before'), end: 'killed' },
	{ name: 'killed: work done', fault: () => hold('after'), end: 'killed' },
	{ name: 'killed: call answered', fault: () => hold('after'), end: 'killed', answered: true },
	{
		name: 'killed, and killed again in the next run',
		fault: (index) => hold(at(whens, index)),
		end: 'killed',
		again: true,
	},
	{
		name: 'killed; then sold out, dearer, queryKey dead',
		fault: (index) => hold(at(whens, index)),
		end: 'killed',
		changes: true,
	},
];

const stops: Row[] = whens.map((when) => ({
	name: `stopped by a person: ${when === 'before' ? 'call received' : 'work done'}`,
	fault: () => hold(when),
	end: 'stopped',
}));

const beforeAndAfter = (
	name: string,
	fault: (index: number) => Fault,
	more: Partial<Row> = {},
): Row[] =>
	whens.map((when) => ({
		name: `${name}, ${when} the work`,
		fault: (index) => ({ ...fault(index), when }),
		...more,
	}));

const answers: Row[] = [
	...beforeAndAfter('connection dropped', () => ({ kind: 'drop' })),
	...beforeAndAfter('no answer in time', () => ({ kind: 'hold' }), { timeoutMilliseconds: 1000 }),
	...beforeAndAfter('HTTP 401', () => ({ kind: 'status', status: 401 })),
	...beforeAndAfter('HTTP 307, 308', (index) => ({
		kind: 'redirect',
		status: at([307, 308] as const, index),
	})),
	...beforeAndAfter('HTTP 500, 502, 503', (index) => ({
		kind: 'status',
		status: at([500, 502, 503], index),
	})),
	...beforeAndAfter('an HTML page', () => ({ kind: 'html' })),
	{ name: 'half of the JSON', fault: () => ({ kind: 'truncated' }) },
	...beforeAndAfter('10014 internal error', () => ({ kind: 'errorCode', errorCode: 10014 })),
	{ name: '10012 quota used up', fault: () => ({ kind: 'errorCode', errorCode: 10012 }) },
];

const lost =
	(endpoint: EndpointName) =>
	(index: number): CallFault[] => [
		{ endpoint, fault: { kind: 'drop', when: at(['after', 'after', 'before'], index) }, times: 1 },
	];

const buying: WorkflowName[] = ['search', 'plan', 'create'];

const steps: Step[] = [
	{
		name: 'search, plan',
		workflows: ['search', 'plan'],
		endpoint: 'search',
		position: () => 1,
	},
	{
		name: 'look-up before',
		workflows: buying,
		endpoint: 'orderDetail',
		position: (index) => at([1, 2], index),
	},
	{ name: 'search in create', workflows: ['create'], endpoint: 'search', position: () => 1 },
	{ name: 'create', workflows: buying, endpoint: 'createOrder', position: () => 1 },
	{
		name: 'look-up after',
		workflows: buying,
		endpoint: 'orderDetail',
		position: () => 3,
		lead: lost('createOrder'),
	},
	{
		name: 'look-up of the next run',
		workflows: buying,
		endpoint: 'orderDetail',
		// An order that shows needs one look-up.
		position: () => 1,
		isOfNextRun: true,
	},
	{
		name: 'look-up before refund',
		workflows: ['refund'],
		endpoint: 'orderDetail',
		position: (index) => at([3, 4], index),
	},
	{
		name: 'refund',
		workflows: ['refund'],
		endpoint: 'refund',
		position: (index) => at([1, 2], index),
	},
	{
		name: 'look-up after refund',
		workflows: ['refund'],
		endpoint: 'orderDetail',
		position: (index) => at([5, 6], index),
		lead: lost('refund'),
	},
];

const undisturbed: Fault = { kind: 'delay', milliseconds: 0 };

/** `fault` for the call of this number, and for so many after it. */
function faultAt(endpoint: EndpointName, position: number, fault: Fault, times = 1): CallFault[] {
	const spared = position - 1;
	return [
		...(spared > 0 ? [{ endpoint, fault: undisturbed, times: spared }] : []),
		{ endpoint, fault, times },
	];
}

/** Seconds: longer than a request takes. */
export const shortWhile = 0.3;

type Juhe = Case['juhe'];

/**
 * Shows a new order at once, within the time that the node waits, and later; refuses a repeated
 * number, and does not.
 */
const juhes: Juhe[] = ([0, settleSeconds / 2, settleSeconds * 2] as const).flatMap(
	(invisibleSeconds) =>
		[true, false].map((refuseRepeatedOutOrderNo): Juhe => ({
			invisibleSeconds,
			refuseRepeatedOutOrderNo,
			unknownOrderAnswer: 'error',
		})),
);

/** The `index`-th of all kinds of Juhe; a refund needs an order that shows. */
function juheOf(index: number, showsAtOnce: boolean): Juhe {
	const juhe = at(juhes, index);
	const round = Math.floor(index / juhes.length);
	return {
		...juhe,
		...(showsAtOnce ? { invisibleSeconds: 0 } : {}),
		unknownOrderAnswer: at(['error', 'empty'] as const, round),
	};
}

/**
 * Nothing but the order's own visibility can tell a new process that it was made, unless Juhe
 * refuses its number.
 */
const pauseNeeded = ({ refuseRepeatedOutOrderNo, invisibleSeconds }: Juhe) =>
	!refuseRepeatedOutOrderNo && invisibleSeconds > 0 ? invisibleSeconds + shortWhile : 0;

/** Where the next run is killed, if it gets there. */
const secondKills: CallFault[] = [
	{ endpoint: 'createOrder', fault: hold('after'), times: 1 },
	{ endpoint: 'orderDetail', fault: hold('after'), times: 1 },
	{ endpoint: 'createOrder', fault: hold('before'), times: 1 },
	{ endpoint: 'search', fault: hold('before'), times: 1 },
	{ endpoint: 'refund', fault: hold('after'), times: 1 },
];

const workflowOf = (step: Step, index: number) =>
	at(step.workflows, index + Math.floor(index / juhes.length));

const killedWhenMade: Disturbance = {
	faults: [{ endpoint: 'createOrder', fault: hold('after'), times: 1 }],
	end: 'killed',
	answered: false,
	mayMiss: false,
};

function caseOf(
	row: Row,
	step: Step,
	index: number,
	juhe = juheOf(index, workflowOf(step, index) === 'refund'),
): Case {
	const end = row.end ?? 'itself';
	// Reading is repeated where it fails: one fault is overcome, one that stays is not.
	const reads = step.endpoint === 'search' || step.endpoint === 'orderDetail';
	const times = end === 'itself' && reads && index % 3 > 0 ? 99 : 1;
	const disturbance: Disturbance = {
		faults: [
			...(step.lead?.(index) ?? []),
			...faultAt(step.endpoint, step.position(index), row.fault(index), times),
		],
		end,
		answered: row.answered ?? false,
		mayMiss: false,
	};
	const again: Disturbance = {
		faults: [at(secondKills, index)],
		end: 'killed',
		answered: false,
		mayMiss: true,
	};
	return {
		row: row.name,
		column: step.name,
		workflow: workflowOf(step, index),
		juhe,
		disturbances: [
			...(step.isOfNextRun ? [killedWhenMade] : []),
			disturbance,
			...(row.again ? [again] : []),
		],
		changes: row.changes ?? false,
		timeoutMilliseconds: row.timeoutMilliseconds ?? null,
		fromRefund: ['refund', 'look-up before refund', 'look-up after refund'].includes(step.name)
			? Math.floor(index / 2) % 2 === 0
			: false,
		pauseSeconds: pauseNeeded(juhe),
		late: false,
		settleSeconds,
		purchases: 1,
	};
}

export interface Matrix<C extends Case = Case> {
	rows: string[];
	columns: string[];
	cases: C[];
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));

function matrix<C extends Case>(
	rows: Row[],
	columns: Step[],
	cell: (row: Row, step: Step, at: number) => C[],
): Matrix<C> {
	return {
		rows: rows.map(({ name }) => name),
		columns: columns.map(({ name }) => name),
		cases: rows.flatMap((row, y) => columns.flatMap((step, x) => cell(row, step, y + 5 * x))),
	};
}

/** Every fault at every step, `runs` times. */
export function disturbances(runs: number): Matrix {
	return matrix([...kills, ...stops, ...answers], steps, (row, step) =>
		times(runs, (index) => caseOf(row, step, index)),
	);
}

/** Every fault at create, every step under a few faults: each another kind of Juhe. */
export function fewDisturbances(): Matrix {
	const rows = [...kills, ...stops, ...answers];
	return matrix(rows, steps, (row, step, index) => {
		// An order that stands and a Juhe that would make it again: the look-up alone prevents it.
		if (step.isOfNextRun)
			return index % 4 === 0 ? [caseOf(row, step, juhes.length * index + 1)] : [];
		return step.name === 'create' || index % 10 === 0 ? [caseOf(row, step, index)] : [];
	});
}

/** How an execution of the real n8n is run again. What n8n refuses to retry is triggered again. */
const ways = ['retried', 'retried, progress saved', 'triggered'] as const;
export type Again = (typeof ways)[number];

export interface RealCase extends Case {
	again: Again;
}

/**
 * Those of the steps and faults that are worth a real n8n; in each cell a Juhe that refuses a
 * repeated number, and one that does not.
 */
export function realDisturbances(): Matrix<RealCase> {
	const columns = ['look-up before', 'create', 'look-up after', 'refund', 'look-up after refund'];
	const dropped = answers.filter(({ name }) => name.startsWith('connection dropped'));
	return matrix([...kills, ...stops, ...dropped], columns.map(stepNamed), (row, step, cell) =>
		times(2, (kind): RealCase => {
			const index = 2 * cell + kind;
			// What was found before it changed can only be found anew by a run from the beginning.
			const again = row.changes ? at(['retried', 'triggered'] as const, index) : at(ways, index);
			return { ...caseOf(row, step, index), fromRefund: false, again };
		}),
	);
}

/** “Retry On Fail” over several items in the real n8n. */
export function realRetriesOnFail(): Matrix<RealCase> {
	const rows = ['connection dropped, before the work', 'connection dropped, after the work'];
	const all = retriesOnFail(2);
	return {
		...all,
		rows,
		cases: all.cases
			.filter(({ row }) => rows.includes(row))
			.map((each, index) => ({ ...each, again: at(ways, index) })),
	};
}

const several = 3;

/**
 * Several items in one execution, "Retry On Fail" on, a fault at one of them; even a Juhe that
 * hides orders for long.
 */
export function retriesOnFail(runs: number): Matrix {
	const columns = steps.filter(
		({ workflows, isOfNextRun }) => workflows === buying && !isOfNextRun,
	);
	return matrix(answers, columns, (row, step, cell) =>
		times(runs, (run): Case => {
			const index = cell + run;
			const item = index % several;
			const position = step.endpoint === 'createOrder' ? item + 1 : item * 2 + step.position(index);
			// An order that is lost and not found is looked up the whole time: one fault more than
			// reading overcomes.
			const reads = step.endpoint === 'orderDetail';
			const lead = (step.lead?.(index) ?? []).flatMap(({ endpoint, fault }) =>
				faultAt(endpoint, item + 1, fault),
			);
			const usual = juheOf(index, false);
			// Longer than all the tries take: only what the execution remembers keeps them apart.
			const juhe =
				usual.invisibleSeconds > settleSeconds ? { ...usual, invisibleSeconds: 10 } : usual;
			return {
				...caseOf(row, step, index, juhe),
				workflow: 'create',
				disturbances: [
					{
						faults: [...lead, ...faultAt(step.endpoint, position, row.fault(index), reads ? 4 : 1)],
						end: 'itself',
						answered: false,
						mayMiss: false,
					},
				],
				purchases: several,
			};
		}),
	);
}

/** Seconds after which Juhe shows what it was sent. */
const visibleAfter = [0, 5, 60];

/**
 * What only a mark in n8n's store can tell a new execution: an order or a refund that was sent and
 * does not show yet. The nodes wait for it as long as they do for users.
 */
export function lateOnes(runs: number): Matrix {
	const [sent, answered] = ['killed: call received', 'killed: work done'].map(
		(name) => kills.find((each) => each.name === name) ?? undisturbedRow,
	);
	const rows: Array<{ name: string; row: Row | undefined; step: string; pauseSeconds: number }> = [
		{ name: 'bought, and run again 1 s later', row: undefined, step: 'create', pauseSeconds: 1 },
		{ name: 'killed: create received; run again', row: sent, step: 'create', pauseSeconds: 0.1 },
		{ name: 'killed: order made; run again', row: answered, step: 'create', pauseSeconds: 0.1 },
		{ name: 'refunded, and run again 1 s later', row: undefined, step: 'refund', pauseSeconds: 1 },
		{ name: 'killed: refund taken; run again', row: answered, step: 'refund', pauseSeconds: 0.1 },
	];
	const columns = visibleAfter.flatMap((seconds) =>
		[true, false].map((refuses) => ({ seconds, refuses })),
	);
	const nameOf = ({ seconds, refuses }: (typeof columns)[number]) =>
		`shown after ${seconds} s, a repeated number ${refuses ? 'refused' : 'made again'}`;
	return {
		rows: rows.map(({ name }) => name),
		columns: columns.map(nameOf),
		cases: rows.flatMap(({ name, row, step, pauseSeconds }) =>
			columns.flatMap((column) =>
				times(runs, (index): Case => {
					const usual = caseOf(row ?? undisturbedRow, stepNamed(step), index);
					const isRefund = step === 'refund';
					return {
						...usual,
						row: name,
						column: nameOf(column),
						disturbances: row ? usual.disturbances : [],
						juhe: {
							refuseRepeatedOutOrderNo: column.refuses,
							invisibleSeconds: isRefund ? 0 : column.seconds,
							refundInvisibleSeconds: isRefund ? column.seconds : 0,
							unknownOrderAnswer: 'error',
						},
						fromRefund: false,
						pauseSeconds,
						// Longer than the latest is late: it is found, not refused.
						settleSeconds: 62,
					};
				}),
			),
		),
	};
}

const undisturbedRow: Row = { name: 'undisturbed', fault: () => undisturbed };

/** Seconds: until somebody lets it show. */
const hidden = 3600;

/**
 * What no client can rule out, to be measured: Juhe shows the order too late for the one who asks.
 * And the way of buying that lets the number change: without a purchase key, from whatever station
 * the first train leaves.
 */
export function beyondGuarantee(runs: number): Matrix {
	const create = stepNamed('create');
	const rowNamed = (name: string): Row => {
		const row = [...kills, ...answers].find((each) => each.name === name);
		if (!row) throw new Error(`There is no row ${name}`);
		return row;
	};
	const done = rowNamed('killed: work done');
	const kinds: Array<{ name: string; row: Row; changes: Partial<Case>; invisibleSeconds: number }> =
		[
			{
				name: 'killed when the order was made; run again before Juhe shows it',
				row: done,
				changes: { late: true },
				invisibleSeconds: hidden,
			},
			{
				name: `answer lost, not shown within “Wait for Lost Answer”; run again before Juhe shows it`,
				row: rowNamed('connection dropped, after the work'),
				changes: { late: true },
				invisibleSeconds: hidden,
			},
			{
				name: 'killed while the order was on its way, which Juhe makes only after the next run',
				row: rowNamed('killed: call received'),
				changes: { late: true },
				invisibleSeconds: 0,
			},
			{
				name: 'killed when the order was made; the next search finds a train from another station, no purchase key',
				row: { ...done, changes: true },
				changes: { workflow: 'anyStation' },
				invisibleSeconds: 0,
			},
			{
				name: 'the same with a plan, whose purchase key does not change',
				row: { ...done, changes: true },
				changes: { workflow: 'plan' },
				invisibleSeconds: 0,
			},
		];
	const columns = ['Juhe refuses a repeated number', 'Juhe does not'];
	return {
		rows: kinds.map(({ name }) => name),
		columns,
		cases: kinds.flatMap(({ name, row, changes, invisibleSeconds }) =>
			columns.flatMap((column, x) =>
				times(runs, (index): Case => {
					const usual = caseOf(row, create, index);
					const juhe = { ...usual.juhe, invisibleSeconds, refuseRepeatedOutOrderNo: x === 0 };
					return { ...usual, pauseSeconds: 0, ...changes, row: name, column, juhe };
				}),
			),
		),
	};
}

function stepNamed(name: string): Step {
	const step = steps.find((each) => each.name === name);
	if (!step) throw new Error(`There is no step ${name}`);
	return step;
}
