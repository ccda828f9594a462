/**
 * Pictures that come in at a webhook processor and are read on a worker; n8n keeps them in its
 * database between the two.
 */
import { drawSpecimen, specimens } from '../../../tools/sandbox/specimens';
import { after, chain, juheApi, node } from '../n8n/workflows';
import { inTurns } from './inTurns';
import { live, runsOf, through, untilEnded, type QueueStage } from './stage';

export interface Pictures {
	pictures: number;
	/** Those that came out as an invoice. */
	read: number;
}

const atOnce = 8;
const withinMs = 300_000;

export async function readPictures(stage: QueueStage, pictures: number): Promise<Pictures> {
	stage.juhe.control.reset();
	const path = 'pictures';
	const id = await live(
		stage,
		chain(
			path,
			node(
				'Webhook',
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path, options: {} },
				{ typeVersion: 2, webhookId: path },
			),
			node('Read', 'n8n-nodes-juhe.flightInvoiceOcr', {}, juheApi(stage.credentialId)),
			after(),
		),
	);
	const [specimen] = specimens;
	if (!specimen) throw new RangeError('There is no specimen');
	const drawn = await drawSpecimen(specimen, 'jpeg');
	const numbers = Array.from({ length: pictures }, (_, index) => index);
	await inTurns(numbers, atOnce, async (number) => {
		// The same picture in other bytes.
		const bytes = Buffer.concat([drawn, Buffer.from(`copy ${number}`)]);
		const response = await fetch(
			through(stage, `${stage.queue.main.url}/webhook/${path}`, number),
			{ method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: new Uint8Array(bytes) },
		);
		if (!response.ok) throw new Error(`A picture was answered ${response.status}`);
	});
	await untilEnded(stage, id, pictures, withinMs);
	const runs = [...(await runsOf(stage, id)).values()];
	await stage.queue.main.unpublish(id);
	return {
		pictures,
		read: runs.filter((run) => typeof run.items('After')[0]?.json.ticketNumber === 'string').length,
	};
}
