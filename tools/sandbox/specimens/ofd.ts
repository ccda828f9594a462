import { strToU8, zipSync } from 'fflate';

/** A fixed time, so that the same bytes come out whenever it is packed. */
export const packedAt = new Date(2026, 4, 7);

/** An OFD that carries invoice data among its attachments. */
export function wrapOfd(id: string, dataName: string, data: Buffer): Buffer {
	const ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"';
	const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
	return Buffer.from(
		zipSync(
			{
				'OFD.xml': strToU8(
					`${head}<ofd:OFD ${ofd} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>${id}</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
				),
				'Doc_0/Document.xml': strToU8(
					`${head}<ofd:Document ${ofd}><ofd:CommonData><ofd:MaxUnitID>1</ofd:MaxUnitID></ofd:CommonData><ofd:Pages/><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>`,
				),
				'Doc_0/Attachs/Attachments.xml': strToU8(
					`${head}<ofd:Attachments ${ofd}><ofd:Attachment ID="1" Name="original_invoice" Format="xml"><ofd:FileLoc>${dataName}</ofd:FileLoc></ofd:Attachment></ofd:Attachments>`,
				),
				[`Doc_0/Attachs/${dataName}`]: new Uint8Array(data),
			},
			{ mtime: packedAt },
		),
	);
}
