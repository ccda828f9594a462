import { timingSafeEqual } from 'crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { eventOfPush, presentEvent } from '../../juhe/trainGrab/events';
import type { EventName, OrderEvent } from '../../juhe/trainGrab/events';
import { readPushBody } from '../../juhe/trainGrab/pushBody';
import type { SummaryLanguage } from '../../juhe/trainGrab/summary';
import { asRecord, asText } from '../../juhe/values';
import type { JsonRecord } from '../../juhe/values';
import { SeenEvents } from './deduplication';
import { readRegistration } from './registration';
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
		return refuse(webhook, 403, 'forbidden');
	}
	const fields = readFields(webhook, query);
	if (!fields) return refuse(webhook, 400, 'unreadable');
	const event = eventOfPush(fields, asText(query.type));
	const events = webhook.getNodeParameter('events') as EventName[];
	const isWanted =
		events.includes(event.event) && (event.outOrderNo ?? '').startsWith(options.outOrderNoPrefix);
	if (!isWanted) return acknowledge(webhook);
	if (isTest) return start(event, options);
	const seenKey = `${webhook.getWorkflow().id}:${webhook.getNode().id}:${event.eventKey}`;
	if (options.deduplicate && seenEvents.has(seenKey)) return acknowledge(webhook);
	const verified = await verify(webhook, event, options.verify);
	if (verified === 'contradicted') {
		webhook.logger.warn(
			`Train Grab Trigger dropped a push “${event.event}”: Juhe's own answer about order ${event.outOrderNo} contradicts it`,
		);
		return acknowledge(webhook);
	}
	const response = webhook.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode === 200) seenEvents.add(seenKey);
	});
	return start(verified, options);
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
	const [given, expected] = [asText(query.token) ?? '', secret].map((text) =>
		new TextEncoder().encode(text),
	);
	return (
		given !== undefined &&
		expected !== undefined &&
		given.length === expected.length &&
		timingSafeEqual(given, expected)
	);
}

function readFields(webhook: IWebhookFunctions, query: JsonRecord): JsonRecord | null {
	const request = webhook.getRequestObject();
	const ours = ['type', 'token'];
	const own = Object.fromEntries(Object.entries(query).filter(([name]) => !ours.includes(name)));
	const bytes: unknown = request.method === 'GET' ? undefined : request.rawBody;
	return readPushBody({
		bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array(),
		contentType: asText(request.headers['content-type']) ?? '',
		query: { ...own, ...multipartFields(webhook) },
	});
}

/** n8n parses multipart bodies itself, into `{ data, files }`. */
function multipartFields(webhook: IWebhookFunctions): JsonRecord {
	const contentType = asText(webhook.getHeaderData()['content-type']) ?? '';
	return contentType.startsWith('multipart/')
		? (asRecord(asRecord(webhook.getBodyData())?.data) ?? {})
		: {};
}

function start(event: OrderEvent, options: Options): IWebhookResponseData {
	const presented = presentEvent(event, {
		language: options.summaryLanguage,
		mask: options.maskPersonalData,
		includeRaw: options.includeRaw,
	});
	return { workflowData: [[{ json: presented as unknown as IDataObject }]] };
}

/** `success` ends Juhe's repetitions; nothing starts. */
function acknowledge(webhook: IWebhookFunctions): IWebhookResponseData {
	return refuse(webhook, 200, 'success');
}

function refuse(webhook: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	webhook.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}
