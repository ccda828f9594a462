import type { INodeProperties } from 'n8n-workflow';

import { orJuheError } from '../../../../src/juhe/client';
import type { JuheClient } from '../../../../src/juhe/client';
import { JuheError } from '../../../../src/juhe/errors';
import { error, isError } from '../../../../src/juhe/trainGrab/order/problems';
import type { Problem } from '../../../../src/juhe/trainGrab/order/problems';
import { parseRequest } from '../../../../src/juhe/trainGrab/order/request';
import type { OrderRequest } from '../../../../src/juhe/trainGrab/order/types';
import { checkAgainstSearch } from '../../../../src/juhe/trainGrab/order/checkAgainstSearch';
import { ParameterError } from '../../../shared/errors';
import { toItem } from '../../../shared/items';
import type { ExecuteContext } from '../../../shared/n8nContext';
import { stationWarnings } from '../../stations';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { itemParameters, Parameters } from '../parameters';
import { refuseChoice } from './choice';
import {
	describeProblem,
	orderFields,
	orderGroupKey,
	orderOptions,
	readDraft,
} from './orderFields';

const fields: INodeProperties[] = [
	...orderFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: orderOptions,
	},
];

export const check: Operation = {
	value: 'check',
	name: 'Check',
	action: 'Check train order before creating it',
	description: 'Tell what Create would refuse and what may go wrong, without ordering anything',
	fields,
};

/** The same for all passengers of one order; null where an item is an order. */
export function groupKey(this: ExecuteContext, itemIndex: number): string | null {
	return orderGroupKey(new Parameters(this, fields, itemIndex));
}

/**
 * What Create would refuse, and what may go wrong besides, without ordering: only a search is sent,
 * if the rest is in order.
 */
export async function execute(
	this: ExecuteContext,
	itemIndex: number,
	{ client, credential, itemIndexes }: OperationContext,
): Promise<OperationResult> {
	const parameters = itemParameters(this, fields, itemIndexes);
	const draft = await readOrProblem(async () => {
		const read = readDraft(parameters, credential);
		await refuseChoice(parameters, read);
		return read;
	});
	if ('severity' in draft) return { items: [toItem({ ok: false, problems: [draft] }, itemIndex)] };
	const { request, problems } = parseRequest(draft);
	const known = [...problems, ...(await stationWarnings(draft))];
	const found = request ? await searchProblems(client, request) : [];
	return { items: [toItem(verdict([...known, ...found], parameters[0]), itemIndex)] };
}

/**
 * @throws JuheError where Juhe could not be asked; what it refuses to search for is a problem of
 * the order
 */
async function searchProblems(client: JuheClient, request: OrderRequest): Promise<Problem[]> {
	const searching = checkAgainstSearch(client, request, { skipRules: false, always: true });
	const searched = await orJuheError(searching);
	if (!(searched instanceof JuheError)) return searched.problems;
	if (searched.errorClass !== 'service') throw searched;
	return [error('searchRefused', 'fromStation', `cannot be searched from: ${searched.message}`)];
}

function verdict(
	problems: Problem[],
	parameters: Parameters,
): { ok: boolean; problems: Problem[] } {
	return {
		ok: !problems.some(isError),
		problems: problems.map((problem) => ({
			...problem,
			message: describeProblem(problem, parameters),
		})),
	};
}

/** What the parameters say, or why one is of no use, told as a problem like the others. */
async function readOrProblem<T>(read: () => Promise<T>): Promise<T | Problem> {
	return await read().catch((error: unknown): Problem => {
		if (!(error instanceof ParameterError) || error.field === null) throw error;
		const { code, field, message } = error;
		return { code, severity: 'error', field, message };
	});
}
