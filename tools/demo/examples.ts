import { readFileSync } from 'node:fs';
import type { Sandbox } from '../sandbox/index';
import { workflowSchema, type N8n, type WorkflowExport } from '../n8n/n8n';
import type { Showcase } from './showcase';
import { credentialName, showcases, workflowPath } from './showcases';

/** An example workflow as it stands in n8n. */
export interface Example {
	showcase: Showcase;
	workflow: WorkflowExport;
	id: string;
}

const credentialType = 'juheApi';

/**
 * Stores the sandbox's credential, and the example workflows, pointed to it, in an n8n that runs. What n8n holds already,
 * by its name, stays as it is.
 */
export async function loadExamples(n8n: N8n, sandbox: Sandbox): Promise<Example[]> {
	const name = credentialName;
	const credentials = await n8n.idsByName('credentials');
	const id =
		credentials.get(name) ??
		(await n8n.createCredential({
			name,
			type: credentialType,
			data: {
				trainGrabKey: sandbox.options.trainGrabKey,
				flightInvoiceOcrKey: sandbox.options.flightInvoiceOcrKey,
				baseUrl: sandbox.url,
				railwayAccount: '',
				railwayPassword: '',
				createOrderPath: sandbox.options.createOrderPath,
				cancelOrderPath: sandbox.options.cancelOrderPath,
			},
		}));
	const workflows = await n8n.idsByName('workflows');
	const examples: Example[] = [];
	for (const showcase of showcases()) {
		const workflow = withCredential(
			workflowSchema.parse(JSON.parse(readFileSync(workflowPath(showcase), 'utf8'))),
			{ id, name },
		);
		const stored = workflows.get(workflow.name) ?? (await n8n.createWorkflow(workflow));
		examples.push({ showcase, workflow, id: stored });
	}
	return examples;
}

/** The id of an example by its file. */
export function idOf(examples: Example[], file: string): string {
	const found = examples.find(({ showcase }) => showcase.file === file);
	if (!found) throw new RangeError(`There is no example ${file}`);
	return found.id;
}

function withCredential(
	workflow: WorkflowExport,
	credential: { id: string; name: string },
): WorkflowExport {
	const nodes = workflow.nodes.map((node) =>
		node.credentials?.[credentialType]
			? { ...node, credentials: { ...node.credentials, [credentialType]: credential } }
			: node,
	);
	return { ...workflow, nodes };
}
