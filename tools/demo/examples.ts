import { readFileSync } from 'node:fs';
import { modelName, type ScriptedModel } from '../model/scriptedModel';
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

/** A credential as a node refers to it. */
type Reference = { id: string; name: string };

/**
 * Stores the credentials of the sandbox and of the model, and the example workflows, pointed to
 * them, in an n8n that runs. What n8n holds already, by its name, stays as it is.
 */
export async function loadExamples(
	n8n: N8n,
	sandbox: Sandbox,
	model: ScriptedModel,
): Promise<Example[]> {
	const credentials = await n8n.idsByName('credentials');
	const stored = async (type: string, name: string, data: Record<string, string | boolean>) => ({
		id: credentials.get(name) ?? (await n8n.createCredential({ name, type, data })),
		name,
	});
	const references = {
		juheApi: await stored('juheApi', credentialName, {
			trainGrabKey: sandbox.options.trainGrabKey,
			flightInvoiceOcrKey: sandbox.options.flightInvoiceOcrKey,
			baseUrl: sandbox.url,
			railwayAccount: '',
			railwayPassword: '',
			createOrderPath: sandbox.options.createOrderPath,
			cancelOrderPath: sandbox.options.cancelOrderPath,
		}),
		openAiApi: await stored('openAiApi', 'Scripted model', {
			apiKey: 'none-is-needed',
			url: model.url,
			header: false,
		}),
	};
	const workflows = await n8n.idsByName('workflows');
	const examples: Example[] = [];
	for (const showcase of showcases()) {
		const workflow = withCredentials(
			workflowSchema.parse(JSON.parse(readFileSync(workflowPath(showcase), 'utf8'))),
			references,
		);
		const id = workflows.get(workflow.name) ?? (await n8n.createWorkflow(workflow));
		examples.push({ showcase, workflow, id });
	}
	return examples;
}

/** The id of an example by its file. */
export function idOf(examples: Example[], file: string): string {
	const found = examples.find(({ showcase }) => showcase.file === file);
	if (!found) throw new RangeError(`There is no example ${file}`);
	return found.id;
}

function withCredentials(
	workflow: WorkflowExport,
	{ juheApi, openAiApi }: Record<'juheApi' | 'openAiApi', Reference>,
): WorkflowExport {
	const nodes = workflow.nodes.map((node): WorkflowExport['nodes'][number] => {
		if (node.type === modelType) {
			const parameters = { model: { __rl: true, mode: 'id', value: modelName }, options: {} };
			return { ...node, parameters, credentials: { openAiApi } };
		}
		if (!node.credentials?.juheApi) return node;
		return { ...node, credentials: { ...node.credentials, juheApi } };
	});
	return { ...workflow, nodes };
}

const modelType = '@n8n/n8n-nodes-langchain.lmChatOpenAi';
