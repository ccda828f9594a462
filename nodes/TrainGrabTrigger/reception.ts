import { timingSafeEqual } from 'crypto';
import type { Request } from 'express';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { presentEvent } from '../../src/juhe/trainGrab/events/event';
import { eventOfPush } from '../../src/juhe/trainGrab/events/fromPush';
import { readPushBody } from '../../src/juhe/trainGrab/events/pushBody';
import { asRecord, asText } from '../../src/lib/values';
import type { JsonRecord } from '../../src/lib/values';
import { toDelivery, wasDelivered } from './delivery';
import { ownParameters, readRegistration } from './registration';
import { cautiousSettings, readSettings } from './settings';
import type { Settings } from './settings';

/**
 * Takes one push: checks the secret, reads it, tells its event, and starts the workflow. `success` goes out
 * through n8n's own answer, and so only once n8n holds the execution; the order is looked at inside that.
 */
export async function receivePush(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = settingsOf(webhook);
	const query = asRecord(webhook.getQueryData()) ?? {};
	const isTest = webhook.getMode() === 'manual';
	if (!isTest && settings.requireSecret && !hasSecret(webhook, query)) {
		return answer(webhook, 403, 'forbidden');
	}
	const fields = await readFields(webhook);
	if (!fields) return answer(webhook, 400, 'unreadable');
	const event = eventOfPush(fields, asText(query[ownParameters.type]));
	const isWanted =
		settings.events.includes(event.event) &&
		(event.outOrderNo ?? '').startsWith(settings.outOrderNoPrefix);
	if (!isWanted) return answer(webhook, 200, 'success');
	if (!isTest && settings.deduplicate && wasDelivered(webhook, event)) {
		return answer(webhook, 200, 'success');
	}
	webhook.getResponseObject().type('text/plain');
	// n8n stores what is handed over here: no more than the options allow to be seen.
	const presented = presentEvent(event, {
		language: settings.summaryLanguage,
		mask: settings.maskPersonalData,
		includeRaw: settings.includeRaw,
	});
	return { workflowData: [[toDelivery(presented)]] };
}

function settingsOf(webhook: IWebhookFunctions): Settings {
	try {
		return readSettings(webhook);
	} catch {
		return cautiousSettings;
	}
}

/** Whether the URL carries the secret that was registered. Compared in constant time. */
function hasSecret(webhook: IWebhookFunctions, query: JsonRecord): boolean {
	const { secret } = readRegistration(webhook.getWorkflowStaticData('node'));
	if (!secret) {
		webhook.logger.warn(
			'Train Grab Trigger refused a push: it has no secret yet. Publish the workflow again.',
		);
		return false;
	}
	const given = Buffer.from(asText(query[ownParameters.secret]) ?? '');
	const expected = Buffer.from(secret);
	return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readFields(webhook: IWebhookFunctions): Promise<JsonRecord | null> {
	const request = webhook.getRequestObject();
	const contentType = asText(request.headers['content-type']) ?? '';
	const [, query = ''] = request.originalUrl.split(/\?(.*)/s);
	// n8n reads multipart bodies itself, into `{ data, files }`.
	const isMultipart = contentType.toLowerCase().startsWith('multipart/');
	const fields = isMultipart ? asRecord(asRecord(webhook.getBodyData())?.data) : null;
	return readPushBody({
		bytes: request.method === 'GET' || isMultipart ? new Uint8Array() : await bytesOf(request),
		contentType,
		query: withoutOwnParameters(query),
		...(fields ? { fields } : {}),
	});
}

/** The body as it came; empty where it broke off. n8n has read it only if it knows the content type. */
async function bytesOf(request: Request): Promise<Uint8Array> {
	try {
		await request.readRawBody();
	} catch {
		return new Uint8Array();
	}
	const body: unknown = request.rawBody;
	return body instanceof Uint8Array ? body : new Uint8Array();
}

function withoutOwnParameters(query: string): string {
	const names: string[] = Object.values(ownParameters);
	const isForeign = (pair: string) => !names.includes(pair.split('=')[0] ?? '');
	return query.split('&').filter(isForeign).join('&');
}

/** An answer that starts nothing. `success` ends Juhe's repetitions. */
function answer(webhook: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	webhook.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}
