import { timingSafeEqual } from 'crypto';
import type { Request } from 'express';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { eventOfPush } from '../../src/juhe/trainGrab/events/fromPush';
import { readPushBody } from '../../src/juhe/trainGrab/events/pushBody';
import { sampleEvent } from '../../src/juhe/trainGrab/events/samples';
import { eventNames } from '../../src/juhe/trainGrab/events/types';
import { asRecord, asText } from '../../src/lib/values';
import type { JsonRecord } from '../../src/lib/values';
import { present, toDelivery, wasDelivered } from './delivery';
import { noticeMovedAddress, ownParameters, readRegistration } from './registration';
import { cautiousSettings, isWanted, readSettings } from './settings';
import type { Settings } from './settings';

/**
 * Takes one push: checks the secret, reads it, tells its event, and starts the workflow. `success`
 * goes out through n8n's own answer, and so only once n8n holds the execution; the order is looked
 * at inside that.
 */
export async function receivePush(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = settingsOf(webhook);
	const query = asRecord(webhook.getQueryData()) ?? {};
	const isTest = webhook.getMode() === 'manual';
	if (!isTest) noticeMovedAddress(webhook);
	if (!isTest && settings.requireSecret && !hasSecret(webhook, query)) {
		return answer(webhook, 403, 'forbidden');
	}
	if (isTest && asksForSample(webhook, query)) return startSample(webhook, query, settings);
	const fields = await readFields(webhook);
	if (!fields) return answer(webhook, 400, 'unreadable');
	const event = eventOfPush(fields, asText(query[ownParameters.type]));
	if (!isWanted(event, settings)) return answer(webhook, 200, 'success');
	if (!isTest && settings.deduplicate && wasDelivered(webhook, event)) {
		return answer(webhook, 200, 'success');
	}
	webhook.getResponseObject().type('text/plain');
	// n8n stores what is handed over here: no more than the settings allow to be seen.
	return { workflowData: [[toDelivery(present(event, settings))]] };
}

/** The parameter of the test URL that says which sample is wanted. */
const sampleParameter = 'event';

/** Whether somebody has opened the test URL in a browser: a push has fields. */
function asksForSample(webhook: IWebhookFunctions, query: JsonRecord): boolean {
	if (webhook.getRequestObject().method !== 'GET') return false;
	return Object.keys(query).every((name) => name === sampleParameter);
}

/** Answers by itself, for the person in front of the browser: nothing is lost where a test is. */
function startSample(
	webhook: IWebhookFunctions,
	query: JsonRecord,
	settings: Settings,
): IWebhookResponseData {
	const wanted = asText(query[sampleParameter]) ?? settings.events[0] ?? 'order.issued';
	const event = eventNames.find((name) => name === wanted);
	const others = `Add ?${sampleParameter}=… to the URL to choose one of: ${eventNames.join(', ')}. n8n listens for one event at a time: click “Execute step” again before the next.\n`;
	if (!event) return answer(webhook, 400, `There is no sample of that name. ${others}`);
	answer(webhook, 200, `The workflow was given the sample “${event}”. ${others}`);
	return {
		noWebhookResponse: true,
		workflowData: [[toDelivery(present(sampleEvent(event), settings), true)]],
	};
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
			'Train Grab Trigger refused a push: it has no secret yet. Unpublish the workflow, then publish it.',
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

/**
 * The body as it came; empty where it broke off. n8n has read it only if it knows the content type.
 */
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
