import { timingSafeEqual } from 'crypto';
import type { Request } from 'express';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { eventOfPush } from '../../src/juhe/trainGrab/events/fromPush';
import { presentEvent } from '../../src/juhe/trainGrab/events/event';
import type { EventName, OrderEvent, SummaryLanguage } from '../../src/juhe/trainGrab/events/types';
import { isOrderNumber } from '../../src/juhe/trainGrab/order/number';
import { readPushBody } from '../../src/juhe/trainGrab/events/pushBody';
import { asRecord, asText } from '../../src/lib/values';
import type { JsonRecord } from '../../src/lib/values';
import { SeenEvents, toDelivery } from './deduplication';
import { ownParameters, readRegistration } from './registration';
import { verify } from './verification';
import type { VerifyMode } from './verification';

interface Options {
	requireSecret: boolean;
	verify: VerifyMode;
	deduplicate: boolean;
	outOrderNoPrefix: string;
	maskPersonalData: boolean;
	summaryLanguage: SummaryLanguage;
	includeRaw: boolean;
}

const seenEvents = new SeenEvents();

/**
 * Takes one push: checks the secret, reads it, tells its event, verifies it, and starts the workflow. `success` goes
 * out through n8n's own answer, and so only once n8n holds the execution.
 */
export async function receivePush(webhook: IWebhookFunctions): Promise<IWebhookResponseData> {
	const options = readOptions(webhook);
	const query = asRecord(webhook.getQueryData()) ?? {};
	const isTest = webhook.getMode() === 'manual';
	if (!isTest && options.requireSecret && !hasSecret(webhook, query)) {
		return answer(webhook, 403, 'forbidden');
	}
	const fields = await readFields(webhook);
	if (!fields) return answer(webhook, 400, 'unreadable');
	const event = eventOfPush(fields, asText(query[ownParameters.type]));
	const events = webhook.getNodeParameter('events') as EventName[];
	const isWanted =
		events.includes(event.event) && (event.outOrderNo ?? '').startsWith(options.outOrderNoPrefix);
	if (!isWanted) return answer(webhook, 200, 'success');
	const seenKey = [webhook.getWorkflow().id, webhook.getNode().id, event.eventKey].join(':');
	if (!isTest && options.deduplicate && seenEvents.has(seenKey)) {
		return answer(webhook, 200, 'success');
	}
	// A test takes the vendor's samples too, whose orders nobody has.
	const verified = await verify(webhook, event, isTest ? 'never' : options.verify);
	if (verified === 'notYet' || verified === 'contradicts') {
		warn(webhook, event, verified === 'notYet' ? 'does not show that' : 'contradicts it');
		return answer(webhook, 200, 'success');
	}
	const response = webhook.getResponseObject();
	response.type('text/plain');
	if (!isTest) {
		response.once('finish', () => {
			if (response.statusCode === 200) seenEvents.add(seenKey);
		});
	}
	const presented = presentEvent(verified, {
		language: options.summaryLanguage,
		mask: options.maskPersonalData,
		includeRaw: options.includeRaw,
	});
	return { workflowData: [[toDelivery(presented)]] };
}

function readOptions(webhook: IWebhookFunctions): Options {
	return {
		requireSecret: true,
		verify: 'whenMoneyMoves',
		deduplicate: true,
		outOrderNoPrefix: '',
		maskPersonalData: false,
		summaryLanguage: 'en',
		includeRaw: false,
		...(asRecord(webhook.getNodeParameter('options', {})) as Partial<Options>),
	};
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

/** Into n8n's log; without personal data, and without what is no order number but only claims to be one. */
function warn(webhook: IWebhookFunctions, event: OrderEvent, why: string): void {
	const { outOrderNo } = event;
	const order = outOrderNo && isOrderNumber(outOrderNo) ? outOrderNo : '(no order number)';
	webhook.logger.warn(
		`Train Grab Trigger dropped a push “${event.event}”: order ${order}, as Juhe shows it, ${why}`,
		{ outOrderNo: order },
	);
}

/** An answer that starts nothing. `success` ends Juhe's repetitions. */
function answer(webhook: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	webhook.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}
