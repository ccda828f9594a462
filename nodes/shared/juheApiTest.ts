import type {
	ICredentialTestFunctions,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';

/** Test of the credential, by the name that the nodes give it; loaded when somebody tests. */
export async function juheApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { testCredential } = await import('./credentialTest');
	return await testCredential.call(this, credential);
}
