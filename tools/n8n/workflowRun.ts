import { z } from 'zod/v4';

const itemSchema = z.looseObject({ json: z.record(z.string(), z.unknown()) });
const errorSchema = z.looseObject({
	message: z.string().default(''),
	description: z.string().nullish(),
	node: z.looseObject({ name: z.string() }).optional().catch(undefined),
});
const nodeRunSchema = z.looseObject({
	executionStatus: z.string(),
	error: errorSchema.optional(),
	data: z.looseObject({ main: z.array(z.array(itemSchema).nullable()).optional() }).optional(),
});
const runSchema = z.looseObject({
	status: z.string(),
	data: z.looseObject({
		resultData: z.looseObject({
			runData: z.record(z.string(), z.array(nodeRunSchema)),
			lastNodeExecuted: z.string().optional(),
			error: errorSchema.optional(),
		}),
	}),
});

/** An item as it left a node. */
export type Item = z.infer<typeof itemSchema>;

/** What one run of a workflow did, read from n8n's own record of it. */
export class WorkflowRun {
	readonly status: string;
	readonly lastNode: string | null;
	readonly error: { message: string; description: string | null; node: string | null } | null;
	private readonly nodes: z.infer<typeof runSchema>['data']['resultData']['runData'];

	constructor(readonly raw: unknown) {
		const { status, data } = runSchema.parse(raw);
		const { runData, lastNodeExecuted, error } = data.resultData;
		this.status = status;
		this.nodes = runData;
		this.lastNode = lastNodeExecuted ?? null;
		this.error = error
			? {
					message: error.message,
					description: error.description ?? null,
					node: error.node?.name ?? null,
				}
			: null;
	}

	/** The names of the nodes that ran. */
	get nodeNames(): string[] {
		return Object.keys(this.nodes);
	}

	/** How often a node ran (more than once in a loop). */
	timesRun(node: string): number {
		return this.nodes[node]?.length ?? 0;
	}

	/** All items that left a node by one of its outputs, of all its runs, in order. */
	items(node: string, output = 0): Item[] {
		return (this.nodes[node] ?? []).flatMap((run) => run.data?.main?.[output] ?? []);
	}

	/** What made a node's last run fail. */
	errorOf(node: string): string | null {
		return this.nodes[node]?.at(-1)?.error?.message ?? null;
	}
}
