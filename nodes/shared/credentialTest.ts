import type {
	ICredentialTestFunctions,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { createClient, orJuheError } from '../../src/juhe/client';
import type { JuheClient } from '../../src/juhe/client';
import { flightInvoiceOcrEndpoints, trainGrabEndpoints } from '../../src/juhe/endpoints';
import { JuheError } from '../../src/juhe/errors';
import { apiTitles, keyForUrl, readCredential, secretsOf } from '../../src/juhe/credential';
import type { JuheApiName, JuheCredential } from '../../src/juhe/credential';
import { asRecord, asText } from '../../src/lib/values';
import { parseWebUrl } from '../../src/lib/url';
import { baseUrlError } from './juheApi';
import { noAnswer } from './networkFailure';

/** Calls that show whether Juhe takes a key, and neither buy nor recognize anything. */
const probes: Record<JuheApiName, { path: string; form: Record<string, string> }> = {
	trainGrab: { path: trainGrabEndpoints.dictionary.path, form: {} },
	// No picture: a good key is answered with “malformed data”.
	flightInvoiceOcr: { path: flightInvoiceOcrEndpoints.recognize.path, form: { ImageBase64: '' } },
};

/**
 * Test of the credential: passes if Juhe accepts every key that is set, else names the refused
 * key and what to do. Never throws: n8n would answer with a stack trace.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const settings = readCredential(credential.data ?? {});
		const set = (['trainGrab', 'flightInvoiceOcr'] as const).filter((api) => settings.keys[api]);
		if (set.length === 0) {
			return failed(
				'Set at least one key: the Juhe console shows one for each API you have applied for.',
			);
		}
		if (!parseWebUrl(settings.baseUrl)) return failed(baseUrlError().sentences);
		const client = testClient(this, settings);
		const problems = await Promise.all(set.map(async (api) => await problemWithKey(client, api)));
		const found = [...new Set(problems.filter((problem) => problem !== null))];
		return found.length > 0
			? failed(found.join(' '))
			: { status: 'OK', message: 'Juhe accepts every key that is set' };
	} catch {
		return failed(
			'The test could not run: check the Base URL, which must look like https://v.juhe.cn.',
		);
	}
}

function failed(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

/**
 * What is wrong with a key; null where Juhe knows it, whatever else it says (quota used up,
 * nothing to recognize).
 */
async function problemWithKey(client: JuheClient, api: JuheApiName): Promise<string | null> {
	const { path, form } = probes[api];
	const answer = await orJuheError(client.call(path, form, { mode: 'once' }));
	if (!(answer instanceof JuheError)) return null;
	if (['quota', 'rate', 'input', 'service'].includes(answer.errorClass)) return null;
	// What kept both APIs from being asked is said once.
	const wasAsked = answer.charged !== false;
	return wasAsked ? `${apiTitles[api]} key: ${answer.sentences}` : answer.sentences;
}

function testClient(functions: ICredentialTestFunctions, settings: JuheCredential): JuheClient {
	const { helpers } = functions;
	return createClient({
		baseUrl: settings.baseUrl,
		sleep,
		secrets: secretsOf(settings),
		send: async (request) => {
			const key = keyForUrl(settings, request.url);
			try {
				const response = asRecord(
					await helpers.request({
						method: 'POST',
						uri: request.url,
						form: { ...request.form, key },
						timeout: request.timeoutMilliseconds,
						simple: false,
						resolveWithFullResponse: true,
						followRedirect: false,
						followAllRedirects: false,
					}),
				);
				return { statusCode: Number(response?.statusCode), body: asText(response?.body) ?? '' };
			} catch (error) {
				return noAnswer(error, request);
			}
		},
	});
}
