/** What came out of one execution. */
import { Container } from './environment';
import { BinaryDataService } from 'n8n-core';
import type {
	ExecutionError,
	ExecutionStatus,
	IBinaryData,
	IDataObject,
	INodeExecutionData,
	IRun,
	ITaskData,
	NodeConnectionType,
	NodeExecutionHint,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

export class Run {
	constructor(
		/** As n8n stores it. */
		readonly full: IRun,
		/** What nodes sent to the editor's console (`sendMessageToUI`), manual mode only. */
		readonly ui: unknown[],
	) {}

	get status(): ExecutionStatus {
		return this.full.status;
	}

	/**
	 * The error that stopped the execution. A plain object: n8n copies message, stack and own
	 * properties.
	 */
	get error(): ExecutionError | undefined {
		return this.full.data.resultData.error;
	}

	/** All runs of a node: none if it was never reached. */
	runs(node: string): ITaskData[] {
		return this.full.data.resultData.runData[node] ?? [];
	}

	/** The items of a node's last run; the error branch is the output after the last regular one. */
	items(
		node: string,
		outputIndex = 0,
		type: NodeConnectionType = NodeConnectionTypes.Main,
	): INodeExecutionData[] {
		return this.runs(node).at(-1)?.data?.[type]?.[outputIndex] ?? [];
	}

	json(node: string, outputIndex = 0): IDataObject[] {
		return this.items(node, outputIndex).map(({ json }) => json);
	}

	/** The error of a node's last run, thrown and not caught; also where the workflow went on. */
	nodeError(node: string): ExecutionError | undefined {
		return this.runs(node).at(-1)?.error;
	}

	hints(node: string): NodeExecutionHint[] {
		return this.runs(node).at(-1)?.hints ?? [];
	}

	/** The bytes of a file, wherever n8n keeps it. */
	async bytes(file: IBinaryData): Promise<Buffer> {
		return await Container.get(BinaryDataService).getAsBuffer(file);
	}

	/**
	 * The whole execution as text, to be searched for secrets. With `deep` also what n8n does not
	 * store but an error handler in the same process could reach: causes, and everything else that is
	 * not enumerable.
	 */
	everything({ deep = false } = {}): string {
		return textOf({ full: this.full, ui: this.ui }, deep);
	}
}

/** JSON that survives cycles and, with `deep`, looks into errors. */
export function textOf(value: unknown, deep = false): string {
	const above: object[] = [];
	const copy = (current: unknown): unknown => {
		if (typeof current === 'bigint' || typeof current === 'function') return String(current);
		if (typeof current !== 'object' || current === null) return current;
		if (above.includes(current)) return '[above]';
		if (Buffer.isBuffer(current)) return current.toString('latin1');
		above.push(current);
		try {
			const storable =
				!deep && 'toJSON' in current && typeof current.toJSON === 'function'
					? (current.toJSON() as unknown)
					: current;
			if (typeof storable !== 'object' || storable === null) return storable;
			if (Array.isArray(storable)) return storable.map(copy);
			if (storable instanceof Map || storable instanceof Set) return [...storable].map(copy);
			const names = deep ? Object.getOwnPropertyNames(storable) : Object.keys(storable);
			return Object.fromEntries(
				names.map((name) => [name, copy((storable as Record<string, unknown>)[name])]),
			);
		} finally {
			above.pop();
		}
	};
	return JSON.stringify(copy(value)) ?? '';
}
