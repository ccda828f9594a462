/**
 * The node and credential types n8n knows in a test: the built package's, those of the test, and
 * every Tool variant.
 */
import './environment';
import { PackageDirectoryLoader } from 'n8n-core';
import type {
	ICredentialType,
	IDataObject,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeHelpers, UnexpectedError, UserError } from 'n8n-workflow';

import type { KnownCredential } from './credentials';
import { ownNodes } from './nodes';

type AnyNodeType = INodeType | IVersionedNodeType;

export class TestNodeTypes implements INodeTypes {
	readonly nodes = new Map<string, AnyNodeType>(Object.entries(ownNodes()));
	readonly credentials = new Map<string, KnownCredential>();
	private readonly tools = new Map<string, INodeType>();

	/** Reads the `n8n` section of the package's package.json, as n8n does at its start. */
	async addPackage(root: string): Promise<string> {
		const loader = new PackageDirectoryLoader(root);
		await loader.loadAll();
		for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
			this.nodes.set(`${loader.packageName}.${name}`, type);
		}
		for (const [name, { type }] of Object.entries(loader.credentialTypes)) {
			const { supportedNodes = [] } = loader.known.credentials[name] ?? {};
			this.credentials.set(name, {
				type,
				supportedNodes: supportedNodes.map((node) => `${loader.packageName}.${node}`),
			});
		}
		return loader.packageName;
	}

	addNode(name: string, type: AnyNodeType): void {
		this.nodes.set(name, type);
	}

	addCredential(type: ICredentialType): void {
		const supportedNodes = [...this.nodes]
			.filter(([, node]) => credentialNames(node).includes(type.name))
			.map(([name]) => name);
		this.credentials.set(type.name, { type, supportedNodes });
	}

	getByName(name: string): AnyNodeType {
		const node = this.nodes.get(name);
		if (!node) throw new UnexpectedError(`Unrecognized node type: ${name}`);
		return node;
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		const known = this.nodes.get(name);
		if (known) return NodeHelpers.getVersionedNodeType(known, version);
		if (!name.endsWith('Tool'))
			return NodeHelpers.getVersionedNodeType(this.getByName(name), version);
		const key = `${name} ${version ?? ''}`;
		const cached = this.tools.get(key);
		if (cached) return cached;
		const base = NodeHelpers.getVersionedNodeType(
			this.getByName(name.slice(0, -'Tool'.length)),
			version,
		);
		const tool = asTool(base);
		this.tools.set(key, tool);
		return tool;
	}

	getKnownTypes(): IDataObject {
		return Object.fromEntries([...this.nodes.keys()].map((name) => [name, { className: name }]));
	}
}

/**
 * The `…Tool` twin n8n makes of a node with `usableAsTool`: same code, no input, a tool as output.
 */
function asTool(base: INodeType): INodeType {
	const { usableAsTool } = base.description;
	if (!usableAsTool) throw new UserError('Node cannot be used as a tool');
	const replacements = typeof usableAsTool === 'object' ? usableAsTool.replacements : undefined;
	const original: INodeTypeDescription = { ...base.description, ...replacements };
	const names = original.properties.map(({ name }) => name);
	const manual = names.includes('resource') || names.includes('operation');
	const added: INodeProperties[] = [];
	if (manual) {
		added.push({
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		});
	}
	added.push({
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		required: true,
		default: original.description,
		...(manual && { displayOptions: { show: { descriptionType: ['manual'] } } }),
	});
	const description: INodeTypeDescription = {
		...original,
		name: `${original.name}Tool`,
		displayName: `${original.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: names.includes('toolDescription')
			? original.properties
			: [...added, ...original.properties],
	};
	delete description.usableAsTool;
	return Object.create(base, { description: { value: description } }) as INodeType;
}

function credentialNames(node: AnyNodeType): string[] {
	const versions = 'nodeVersions' in node ? Object.values(node.nodeVersions) : [node];
	return versions.flatMap(({ description }) =>
		(description.credentials ?? []).map(({ name }) => name),
	);
}
