/**
 * Decrypted credentials, and what n8n does with a credential type: defaults, `authenticate`,
 * `preAuthentication`.
 */
import './environment';
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import { ICredentialsHelper, NodeHelpers, UnexpectedError, UserError } from 'n8n-workflow';

/** By credential type, or by the credential's name where a workflow has two of one type. */
export type CredentialData = Readonly<Record<string, ICredentialDataDecryptedObject>>;

export interface KnownCredential {
	type: ICredentialType;
	/** Node types (unprefixed) that ask for it. */
	supportedNodes: string[];
}

export class TestCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly types: ReadonlyMap<string, KnownCredential>,
		private readonly data: Record<string, ICredentialDataDecryptedObject>,
	) {
		super();
	}

	override getParentTypes(name: string): string[] {
		const parents = this.types.get(name)?.type.extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
	}

	override isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		const known = this.types.get(credentialType);
		if (!known?.type.restrictToSupportedNodes) return true;
		return known.supportedNodes.includes(nodeType);
	}

	override getCredentialsProperties(type: string): INodeProperties[] {
		const own = this.typeOf(type);
		const properties: INodeProperties[] = [];
		for (const parent of own.extends ?? []) {
			NodeHelpers.mergeNodeProperties(properties, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(properties, own.properties);
		return properties;
	}

	override async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.data[this.keyOf(nodeCredentials, type)];
		if (stored === undefined) {
			throw new UserError(`Credential "${nodeCredentials.name}" of type "${type}" does not exist`);
		}
		// a fresh copy with the type's defaults filled in, as n8n hands it out
		const withDefaults = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			structuredClone(stored) as never,
			true,
			false,
			null,
			null,
		);
		return (withDefaults ?? {}) as ICredentialDataDecryptedObject;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.typeOf(typeName);
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (!workflow || !node) {
			throw new UnexpectedError('Declarative authentication needs a workflow and a node');
		}
		const resolve = (value: unknown): unknown =>
			typeof value === 'string' && value.startsWith('=')
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							value,
							'internal',
							{ $credentials: credentials as never },
							undefined,
							'',
						) ?? '',
					)
				: value;
		options.headers ??= {};
		const target = options as unknown as Record<string, IDataObject | undefined>;
		for (const [part, values] of Object.entries(
			(authenticate as IAuthenticateGeneric).properties,
		)) {
			const into = (target[part] ??= {});
			for (const [key, value] of Object.entries(values as IDataObject)) {
				into[String(resolve(key))] = resolve(value) as string;
			}
		}
		return options;
	}

	/**
	 * Runs only where the type has a hidden property with `expirable`, and that one is empty or
	 * expired.
	 */
	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const expirable = this.typeOf(typeName).properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		)?.name;
		if (expirable === undefined) return undefined;
		if (credentials[expirable] !== '' && !credentialsExpired) return undefined;
		const output = await this.runPreAuthentication(helpers, credentials, typeName);
		if (output?.[expirable] === undefined) return undefined;
		const details = node.credentials?.[typeName];
		if (details) await this.updateCredentials(details, typeName, output);
		return Object.assign(credentials, output);
	}

	override async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.typeOf(typeName);
		if (preAuthentication === undefined) return undefined;
		return (await preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
	}

	override async updateCredentials(
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const key = this.keyOf(nodeCredentials, type);
		this.data[key] = { ...this.data[key], ...data };
	}

	override async getCredentials(): Promise<ICredentials> {
		throw new UnexpectedError('The test engine keeps no encrypted credentials');
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		throw new UnexpectedError('The test engine has no OAuth');
	}

	private typeOf(name: string): ICredentialType {
		const known = this.types.get(name);
		if (!known) throw new UnexpectedError(`Unknown credential type "${name}"`);
		return known.type;
	}

	private keyOf(details: INodeCredentialsDetails, type: string): string {
		return Object.hasOwn(this.data, details.name) ? details.name : type;
	}
}
