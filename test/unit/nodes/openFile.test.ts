import { strToU8, zipSync } from 'fflate';

import { openFile } from '../../../nodes/FlightInvoiceOcr/openFile';
import { trainXml } from '../../../tools/documents/trainTicket';
import { trainTicket } from '../../../tools/sandbox/specimens';

test('a ZIP is held only until it is released; then it is loaded again for what is still read of it', async () => {
	const zip = zipSync({ 'a.txt': strToU8('text'), 'b.xml': new Uint8Array(trainXml(trainTicket)) });
	let loads = 0;
	const load = async () => {
		loads++;
		return await Promise.resolve(zip);
	};
	const file = { property: null, fileName: 'tickets.zip', underWildcard: false, depth: 0, load };
	const opened = await openFile(file);
	if (opened.kind !== 'files') throw new Error(opened.kind);
	const [, inside] = opened.files;
	const read = async () => inside && (await openFile(inside)).kind;
	expect([await read(), await read(), loads]).toEqual(['receipt', 'receipt', 1]);
	opened.release();
	expect([await read(), loads]).toEqual(['receipt', 2]);
});
