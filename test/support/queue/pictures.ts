/**
 * Pictures that come in at a webhook processor and are read on a worker; n8n keeps them in its
 * database between the two.
 */
import { drawSpecimen, specimens } from '../../../tools/sandbox/specimens';
import { after, chain, juheApi, node, type NodeSpec } from '../n8n/workflows';
import { inTurns } from './inTurns';
import { live, runsOf, through, untilEnded, type QueueStage } from './stage';

export interface Pictures {
	pictures: number;
	/** Those that came out as an invoice. */
	read: number;
}

const atOnce = 8;
const withinMs = 300_000;

/** n8n's own Webhook node, answering at once; a body that is a file becomes binary data. */
export const webhook = (path: string, options: Record<string, unknown> = {}): NodeSpec =>
	node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode: 'onReceived', options },
		{ typeVersion: 2.1, webhookId: path },
	);

export async function drawPicture(): Promise<Buffer> {
	const [specimen] = specimens;
	if (!specimen) throw new RangeError('There is no specimen');
	return await drawSpecimen(specimen, 'jpeg');
}

/** The same picture in bytes of its own. */
export const copyOf = (drawn: Buffer, copy: number): Buffer =>
	Buffer.concat([drawn, Buffer.from(`copy ${copy}`)]);

/** Gives the status of the answer. */
export async function postPicture(url: string, bytes: Buffer): Promise<number> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'image/jpeg' },
		body: new Uint8Array(bytes),
	});
	await response.arrayBuffer();
	return response.status;
}

export async function readPictures(stage: QueueStage, pictures: number): Promise<Pictures> {
	stage.juhe.control.reset();
	const path = 'pictures';
	const id = await live(
		stage,
		chain(
			path,
			webhook(path),
			node('Read', 'n8n-nodes-juhe.flightInvoiceOcr', {}, juheApi(stage.credentialId)),
			after(),
		),
	);
	const drawn = await drawPicture();
	const numbers = Array.from({ length: pictures }, (_, index) => index);
	await inTurns(numbers, atOnce, async (number) => {
		const url = through(stage, `${stage.queue.main.url}/webhook/${path}`, number);
		const status = await postPicture(url, copyOf(drawn, number));
		if (status !== 200) throw new Error(`A picture was answered ${status}`);
	});
	await untilEnded(stage, id, pictures, withinMs);
	const runs = [...(await runsOf(stage, id)).values()];
	await stage.queue.main.unpublish(id);
	return {
		pictures,
		read: runs.filter((run) => typeof run.items('After')[0]?.json.ticketNumber === 'string').length,
	};
}
