import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digitalOfd, digitalPdf, digitalXml } from './documents';
import { drawLogo, drawSpecimen } from './draw';
import { digitalSpecimen, specimens } from './itineraries';
import { trainXml } from '../../documents/trainTicket';
import { trainOfd, trainPdf, trainTicket, trainZip } from './trainTicket';

/**
 * Every file of the specimens: itineraries in turn as PNG, JPEG and BMP, the digital one's OFD, XML
 * and PDF, those of a train e-ticket and its zip, and a logo.
 */
async function specimenFiles(): Promise<Record<string, Buffer>> {
	const files: Record<string, Buffer> = {};
	for (const specimen of specimens) {
		files[`${specimen.name}.png`] = await drawSpecimen(specimen, 'png');
		files[`${specimen.name}.jpg`] = await drawSpecimen(specimen, 'jpeg');
		files[`${specimen.name}.bmp`] = await drawSpecimen(specimen, 'bmp');
	}
	return {
		...files,
		[`${digitalSpecimen.name}.ofd`]: digitalOfd(),
		[`${digitalSpecimen.name}.xml`]: digitalXml(),
		[`${digitalSpecimen.name}.pdf`]: digitalPdf(),
		'train.ofd': trainOfd(),
		'train.xml': trainXml(trainTicket),
		'train.pdf': trainPdf(),
		'train.zip': trainZip(),
		'logo.png': await drawLogo(),
	};
}

/** Writes them all into a folder, which is made if need be; gives their names. */
export async function writeSpecimens(folder: string): Promise<string[]> {
	await mkdir(folder, { recursive: true });
	const files = await specimenFiles();
	for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
	return Object.keys(files);
}
